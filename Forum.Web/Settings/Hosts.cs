using Microsoft.AspNetCore.HostFiltering;

namespace Tryghedsforum.Web.Settings;

/// <summary>To which host names the program answers: those of its own addresses, and this machine's for whoever asks here whether it is well.</summary>
internal static class Hosts
{
    private static readonly string[] Addresses = ["PublicUrl", "Sms:PublicUrl"];
    internal static readonly string[] ThisMachine = ["localhost", "127.0.0.1", "[::1]"];

    public static IServiceCollection AddHosts(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment) => services.Configure<HostFilteringOptions>(options =>
    {
        // In Development, and where the operator has named some, the framework's own setting holds.
        if (environment.IsDevelopment() || configuration["AllowedHosts"] is { Length: > 0 } and not "*") return;
        options.AllowedHosts = [.. Addresses.Select(name => configuration[name]).OfType<string>().Where(text => text.Length > 0).Select(text => new Uri(text).Host).Concat(ThisMachine).Distinct()];
    });
}
