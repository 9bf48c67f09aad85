using System.Net;
using System.Net.Sockets;

namespace Tryghedsforum.Notifications.Delivery;

/// <summary>
/// A line to addresses that others have named. What a name stands for is looked at when it is called, and what was looked at is what is called: a name that
/// changes in between leads nowhere else. It follows no redirect and goes by no proxy.
/// </summary>
internal static class GuardedLine
{
    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(5);

    /// <summary>A handler that calls only addresses that may be called.</summary>
    public static SocketsHttpHandler Handler(Func<IPAddress, bool> may) => new()
    {
        AllowAutoRedirect = false, UseProxy = false, ConnectTimeout = ConnectPatience,
        ConnectCallback = async (context, cancellation) =>
        {
            var addresses = (await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellation)).Where(may).ToArray();
            if (addresses.Length == 0) throw new ForbiddenAddressException();
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
    };
}
