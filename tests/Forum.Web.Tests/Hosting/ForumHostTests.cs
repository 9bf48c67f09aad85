using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.Time.Testing;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Web.Tests.Hosting;

public sealed class ForumHostTests(ForumHostTests.TwoHosts hosts) : IClassFixture<ForumHostTests.TwoHosts>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task The_program_starts_on_a_fresh_database_in_either_environment(DatabaseKind kind)
    {
        await using var host = await Start(new() { Database = kind, Environment = "Production" });
        Assert.Equal(kind, host.Database.Kind);
        Assert.Equal("Production", (await host.Page("/proeve/miljoe")).QuerySelector("p")!.TextContent.Trim());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_visitor_sends_a_form_as_a_browser_does(bool kestrel)
    {
        var host = hosts.Get(kestrel);
        var visitor = await host.ClientAsync();
        var thanks = await visitor.Press(await visitor.Page("/proeve/form"), "Gem", ("navn", "Naja"), ("farve", "groen"));
        Assert.Equal(HttpStatusCode.OK, thanks.StatusCode);
        Assert.EndsWith("/proeve/tak?navn=Naja&farve=groen", thanks.Url, StringComparison.Ordinal);
        Assert.Equal("Naja groen", thanks.QuerySelector("#tak")!.TextContent.Trim());
    }

    [Fact]
    public async Task A_form_without_the_visitors_own_cookie_is_refused()
    {
        var host = hosts.Get(kestrel: false);
        var page = await (await host.ClientAsync()).Page("/proeve/form");
        var stranger = await host.ClientAsync();
        var answer = await stranger.Submit(page.QuerySelector<IHtmlFormElement>("form")!, null, ("navn", "Naja"));
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task A_field_that_the_form_does_not_have_fails_the_test()
    {
        var host = hosts.Get(kestrel: false);
        var visitor = await host.ClientAsync();
        var page = await visitor.Page("/proeve/form");
        await Assert.ThrowsAsync<InvalidOperationException>(() => visitor.Press(page, "Gem", ("telefon", "+4595000001")));
        await Assert.ThrowsAsync<InvalidOperationException>(() => visitor.Press(page, "Gem", ("farve", "blaa")));
        await Assert.ThrowsAsync<InvalidOperationException>(() => visitor.Press(page, "Slet"));
    }

    [Fact]
    public async Task The_tests_clock_is_the_programs_clock()
    {
        var clock = new FakeTimeProvider(new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));
        await using var host = await Start(new() { Clock = clock });
        clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal("2026-11-24T12:05:00.0000000+00:00", (await host.Page("/proeve/ur")).QuerySelector("time")!.TextContent);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_hub_answers_and_sees_the_pages_origin(bool kestrel)
    {
        var host = hosts.Get(kestrel);
        await using var hub = host.Hub("/proeve/ekko");
        await hub.StartAsync(Cancel);
        Assert.Equal($"Hej fra {host.Address.GetLeftPart(UriPartial.Authority)}", await hub.InvokeAsync<string>("Say", "Hej", Cancel));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_program_reaches_itself_and_what_the_test_expects_and_nothing_else(bool kestrel)
    {
        var host = hosts.Get(kestrel);
        host.Outside.Answer("https://api.example.com/", _ => Task.FromResult(new HttpResponseMessage { Content = new StringContent("<b>ja</b>") }));
        Assert.Equal("Development", (await Fetched(host, $"{host.Address}proeve/miljoe"))!.TextContent.Trim());
        Assert.Equal("ja", (await Fetched(host, "https://api.example.com/sms"))!.TextContent);
        Assert.Empty(host.Outside.Unexpected);
        await Record.ExceptionAsync(() => Fetched(host, "https://elsewhere.example.com/"));
        Assert.Equal("GET https://elsewhere.example.com/", Assert.Single(host.Outside.Unexpected));
    }

    private static async Task<IElement?> Fetched(ForumHost host, string address) =>
        (await host.Page("/proeve/ud?til=" + Uri.EscapeDataString(address))).QuerySelector("p, b");

    /// <summary>One in memory, one on a port.</summary>
    public sealed class TwoHosts : IAsyncLifetime
    {
        private ForumHost memory = null!, port = null!;

        public ForumHost Get(bool kestrel) => kestrel ? port : memory;

        public async ValueTask InitializeAsync() => (memory, port) = (await Start(new()), await Start(new() { Kestrel = true }));

        public async ValueTask DisposeAsync()
        {
            await memory.DisposeAsync();
            await port.DisposeAsync();
        }
    }

    private static Task<ForumHost> Start(ForumHostOptions options) => ForumHost.StartAsync(options with { Services = TryPages.Add });
}
