using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Tryghedsforum.Api.Members;

/// <summary>
/// For which address passkeys are made and used: that of the configuration (<c>PublicUrl</c>), whatever host a request names. Without one, which is in
/// Development only, it is localhost.
/// </summary>
internal static class PasskeyDomain
{
    private const string Localhost = "localhost", Required = "required";

    public static IServiceCollection AddPasskeys(this IServiceCollection services)
    {
        services.AddScoped<IPasskeyHandler<Person>, PasskeyHandler<Person>>();
        services.AddOptions<IdentityPasskeyOptions>().Configure<IConfiguration>((passkeys, configuration) =>
        {
            var own = configuration["PublicUrl"] is { Length: > 0 } address ? new Uri(address) : null;
            passkeys.ServerDomain = own?.Host ?? Localhost;
            // The device asks for finger, face or screen lock every time, and knows by itself whose passkey it is.
            passkeys.UserVerificationRequirement = passkeys.ResidentKeyRequirement = Required;
            passkeys.ValidateOrigin = asked => ValueTask.FromResult(!asked.CrossOrigin && asked.TopOrigin is null && IsOwn(own, asked.Origin));
        });
        return services.AddScoped<PasskeyQuestions>().AddScoped<AskForPasskey>().AddScoped<EnterPasskey>().AddScoped<AskToAddPasskey>().AddScoped<AddPasskey>().AddScoped<BrowsePasskeys>().AddScoped<RemovePasskey>();
    }

    private static bool IsOwn(Uri? own, string origin) =>
        own is not null
            ? string.Equals(origin, own.GetLeftPart(UriPartial.Authority), StringComparison.OrdinalIgnoreCase)
            : Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Host == Localhost && (from.Scheme == Uri.UriSchemeHttps || from.Scheme == Uri.UriSchemeHttp);
}
