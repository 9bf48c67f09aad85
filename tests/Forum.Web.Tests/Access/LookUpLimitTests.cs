using System.Net;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Web.Tests.Access;

/// <summary>Nobody tries links, invitations, case numbers or picture names one after the other.</summary>
public sealed class LookUpLimitTests
{
    private const int Most = 3;
    private static readonly string Wrong = new('x', 27);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/s/{wrong}", null)]
    [InlineData("/s/{wrong}/alt.json", null)]
    [InlineData("/i/{wrong}", null)]
    [InlineData("/nordvest/meld/billede/{wrong}", null)]
    [InlineData("/api/v1/forums/nordvest/own-case/", null)]
    [InlineData("/nordvest/overblik/NV-0000", "Rune Askholt")]
    [InlineData("/api/v1/forums/nordvest/reports/NV-0000", "Rune Askholt")]
    public async Task So_many_may_be_wrong_and_then_also_a_right_one_has_to_wait(string address, string? who)
    {
        await using var here = await Neighbourhood.Found(DatabaseKind.Sqlite);
        await using var host = await Host(here);
        var sent = await here.Report();
        var browser = await here.Browser(host, who);
        // Right ones cost nothing.
        for (var i = 0; i < Most + 2; i++) Assert.Equal(HttpStatusCode.OK, (await Get(browser, $"/s/{sent.Secret}")).Status);
        for (var i = 0; i < Most; i++) Assert.InRange((int)(await Get(browser, address)).Status, 404, 410);
        foreach (var asked in new[] { address, $"/s/{sent.Secret}" })
        {
            var (status, after) = await Get(browser, asked);
            Assert.Equal((HttpStatusCode.TooManyRequests, TimeSpan.FromMinutes(10)), (status, after));
        }

        // Whoever works behind the same address goes on, and so does the neighbour when it was somebody who works there.
        Assert.Equal(HttpStatusCode.OK, (await Get(await here.Browser(host, who is null ? "Tove Brink" : null), $"/s/{sent.Secret}")).Status);
        // Pages that could not be guessed stay open.
        Assert.Equal(HttpStatusCode.OK, (await Get(browser, "/nordvest")).Status);
    }

    [Fact]
    public async Task The_live_connection_counts_with_the_pages()
    {
        await using var here = await Neighbourhood.Found(DatabaseKind.Sqlite);
        await using var host = await Host(here);
        var sent = await here.Report();
        await using var hub = await here.Live(host);
        async Task<string> Asked(string secret) => (await Assert.ThrowsAsync<HubException>(() => hub.InvokeAsync<JoinAnswer>("WatchCase", secret, null, Cancel))).Message;
        for (var i = 0; i < Most; i++) Assert.Contains("not found", await Asked(Wrong), StringComparison.Ordinal);
        Assert.Contains("too many", await Asked(sent.Secret), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await Get(await here.Browser(host), $"/s/{sent.Secret}")).Status);
    }

    private static Task<ForumHost> Host(Neighbourhood here) =>
        here.Serve(clock: here.Clock, settings: new Dictionary<string, string?> { ["Limits:WrongLinksPerSourceAndTenMinutes"] = $"{Most}" });

    private static async Task<(HttpStatusCode Status, TimeSpan? After)> Get(Visitor browser, string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address.Replace("{wrong}", Wrong, StringComparison.Ordinal));
        if (address.Contains("own-case", StringComparison.Ordinal)) request.Headers.Add("Case-Secret", Wrong);
        using var answer = await browser.Http.SendAsync(request, Cancel);
        return (answer.StatusCode, answer.Headers.RetryAfter?.Delta);
    }
}
