using System.Net;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Notifications.Delivery;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Notifications.Tests.Delivery;

/// <summary>Where the program calls when a browser has named the address: what is written is looked at, and what the name stands for when it is called.</summary>
public sealed class GuardedLineTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("127.0.0.1"), InlineData("localhost")]
    public async Task This_machine_is_not_called_whatever_it_is_called(string host)
    {
        await using var service = new PushService();
        var there = new UriBuilder(service.Address) { Host = host }.Uri;
        using var guarded = new HttpMessageInvoker(GuardedLine.Handler(PublicAddress.Is));
        var refused = await Assert.ThrowsAnyAsync<Exception>(() => guarded.SendAsync(new(HttpMethod.Post, there), Cancel));
        Assert.True(refused is ForbiddenAddressException || refused.GetBaseException() is ForbiddenAddressException);
        Assert.Equal(0, service.Calls);

        using var open = new HttpMessageInvoker(GuardedLine.Handler(_ => true));
        using var answer = await open.SendAsync(new(HttpMethod.Post, service.Address), Cancel);
        Assert.Equal((HttpStatusCode.BadRequest, 1), (answer.StatusCode, service.Calls));
    }

    [Theory]
    [InlineData("0.0.0.0"), InlineData("10.1.2.3"), InlineData("100.64.0.1"), InlineData("127.0.0.1"), InlineData("127.255.255.254"), InlineData("169.254.169.254"), InlineData("172.16.0.1"), InlineData("172.31.255.255")]
    [InlineData("192.0.0.8"), InlineData("192.0.2.1"), InlineData("192.168.1.1"), InlineData("198.18.0.1"), InlineData("198.51.100.7"), InlineData("203.0.113.9"), InlineData("224.0.0.1"), InlineData("255.255.255.255")]
    [InlineData("::"), InlineData("::1"), InlineData("::ffff:127.0.0.1"), InlineData("::ffff:10.0.0.1"), InlineData("::127.0.0.1"), InlineData("64:ff9b::7f00:1"), InlineData("fe80::1"), InlineData("fc00::1"), InlineData("fd12:3456::1")]
    [InlineData("ff02::1"), InlineData("2001:db8::1"), InlineData("2002:7f00:1::"), InlineData("2001:0:7f00:1::1"), InlineData("3fff::1")]
    public void An_address_of_ones_own_network_is_none_of_the_internet(string address) => Assert.False(PublicAddress.Is(IPAddress.Parse(address)));

    [Theory]
    [InlineData("8.8.8.8"), InlineData("172.32.0.1"), InlineData("100.128.0.1"), InlineData("192.169.0.1"), InlineData("2a00:1450:4001:80b::200a"), InlineData("::ffff:8.8.8.8")]
    public void An_address_of_the_internet_is(string address) => Assert.True(PublicAddress.Is(IPAddress.Parse(address)));

    [Theory]
    [InlineData("http://push.example.org/1"), InlineData("https://push.example.org:8443/1"), InlineData("https://me@push.example.org/1"), InlineData("ftp://push.example.org/1"), InlineData("https://localhost/1"), InlineData("https://LOCALHOST./1")]
    [InlineData("https://db/1"), InlineData("https://db.internal/1"), InlineData("https://printer.local/1"), InlineData("https://127.0.0.1/1"), InlineData("https://127.1/1"), InlineData("https://0x7f.1/1"), InlineData("https://2130706433/1"), InlineData("https://0177.0.0.1/1")]
    [InlineData("https://[::1]/1"), InlineData("https://[::ffff:127.0.0.1]/1"), InlineData("https://169.254.169.254/latest/meta-data"), InlineData("https://[fe80::1%25eth0]/1")]
    public void What_is_written_may_not_stand_for_ones_own_network(string address) => Assert.False(Uri.TryCreate(address, UriKind.Absolute, out var uri) && PublicAddress.MayBe(uri));

    [Theory]
    [InlineData("https://fcm.googleapis.com/fcm/send/abc"), InlineData("https://updates.push.services.mozilla.com/wpush/v2/abc"), InlineData("https://web.push.apple.com/abc"), InlineData("https://wns2-am3p.notify.windows.com/w/?token=abc")]
    public void The_makers_of_browsers_may_be_called(string address) => Assert.True(PublicAddress.MayBe(new Uri(address)));
}
