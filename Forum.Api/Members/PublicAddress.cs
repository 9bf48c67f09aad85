using System.Net;
using System.Net.Sockets;

namespace Tryghedsforum.Api.Members;

/// <summary>
/// Where the program calls when somebody else has named the address: the internet, never its own machine or network. A name is looked up only when it is
/// called, so both are looked at: what is written when it is written, and what the name stands for when it is called.
/// </summary>
public static class PublicAddress
{
    private static readonly IPNetwork[] NotOfTheInternet =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
            "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3",
            // Of the ranges that carry an address of the older kind inside, and that are for papers only.
            "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
        }.Select(IPNetwork.Parse),
    ];

    private static readonly IPNetwork Assigned = IPNetwork.Parse("2000::/3");
    private static readonly string[] HomeNames = [".localhost", ".local", ".internal", ".home.arpa", ".lan", ".intranet", ".corp"];

    /// <summary>Whether an address is one of the internet's.</summary>
    public static bool Is(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return (plain.AddressFamily == AddressFamily.InterNetwork || Assigned.Contains(plain)) && !Array.Exists(NotOfTheInternet, network => network.Contains(plain));
    }

    /// <summary>Whether what is written may stand for one: https, at its usual port, and neither a number nor a name of one's own network.</summary>
    public static bool MayBe(Uri address)
    {
        if (address is not { IsAbsoluteUri: true, Scheme: "https", IsDefaultPort: true, UserInfo: "" }) return false;
        if (IPAddress.TryParse(address.DnsSafeHost, out var number)) return Is(number);
        var name = "." + address.IdnHost.TrimEnd('.');
        return address.HostNameType == UriHostNameType.Dns && name.LastIndexOf('.') > 0 && !Array.Exists(HomeNames, ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
    }
}
