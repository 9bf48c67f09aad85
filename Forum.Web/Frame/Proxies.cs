using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace Tryghedsforum.Web.Frame;

/// <summary>
/// Who may say for whom a request was made and how it came: the setting <c>Proxies</c>, addresses or networks between commas. What anybody else says of
/// that is not listened to, or the limits could be dodged by a header.
/// </summary>
internal static class Proxies
{
    private const string OnThisMachine = "127.0.0.1,::1";

    public static IServiceCollection AddProxies(this IServiceCollection services, IConfiguration configuration) => services.Configure<ForwardedHeadersOptions>(options =>
    {
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        var known = (configuration["Proxies"] ?? OnThisMachine).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        // With nobody named the library would believe everybody.
        options.ForwardedHeaders = known.Length == 0 ? ForwardedHeaders.None : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        // As far back as the line is made of known ones: who stands before them is the reader, whatever that reader wrote in front.
        options.ForwardLimit = null;
        foreach (var one in known)
        {
            if (IPAddress.TryParse(one, out var address)) options.KnownProxies.Add(address);
            else if (System.Net.IPNetwork.TryParse(one, out var network)) options.KnownIPNetworks.Add(network);
            else throw new CannotStart($"Proxies: {one} is neither an address nor a network such as 10.0.0.0/8.");
        }
    });
}
