using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Testing;
using Tryghedsforum.Web.Frame;
using Tryghedsforum.Web.Pages.Members;
using Xunit;

namespace Tryghedsforum.Web.Tests.Members;

public sealed class SessionTests(SharedForumHost shared) : IClassFixture<SharedForumHost>
{
    private const string Cookie = "forum-session";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private ForumHost Host => shared.Host;

    [Fact]
    public async Task Somebody_chooses_an_invented_person_and_is_that_person()
    {
        var visitor = await Host.ClientAsync("Rune Askholt");
        Assert.Contains("Du er logget ind som Rune Askholt.", (await visitor.Page("/log-ind")).Body!.TextContent, StringComparison.Ordinal);
        using var board = await visitor.Http.GetAsync("/api/v1/forums/nordvest/reports", Cancel);
        Assert.Equal(HttpStatusCode.OK, board.StatusCode);
    }

    [Fact]
    public async Task The_page_names_role_team_and_forum_beside_each_person()
    {
        var page = await Host.Page("/log-ind");
        Assert.Equal(["Tryghedsforum Nordvest", "Tryghedsforum Æblehaven", "Driften"], page.QuerySelectorAll("h3").Select(heading => heading.TextContent));
        var button = page.QuerySelectorAll("button").Single(b => b.TextContent == "Ida Falkentoft");
        Assert.Equal("hentehold, Sundhedsteamet", page.GetElementById(button.GetAttribute("aria-describedby")!)!.TextContent);
    }

    [Fact]
    public async Task Changing_person_begins_a_new_session_and_ends_the_old_one()
    {
        var visitor = await Host.ClientAsync("Rune Askholt");
        var before = visitor.Cookies.All[Cookie].Value.ToString();
        await visitor.Press(await visitor.Page("/log-ind?ReturnUrl=%2Flog-ind"), "Ida Falkentoft");
        Assert.NotEqual(before, visitor.Cookies.All[Cookie].Value.ToString());
        Assert.Contains("Ida Falkentoft", (await visitor.Page("/log-ind")).QuerySelector(".panel")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusOfBoard(before));
    }

    [Fact]
    public async Task Signing_out_ends_the_session_itself_not_only_the_cookie()
    {
        var visitor = await Host.ClientAsync("Tove Brink");
        var session = visitor.Cookies.All[Cookie].Value.ToString();
        Assert.Equal(HttpStatusCode.OK, await StatusOfBoard(session));
        var page = await visitor.Page("/log-ind");
        var token = page.QuerySelector("form[action='/log-ud'] input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var http = Host.CreateDefaultClient(Host.Address, new CookieCopy(visitor.Cookies.Header!));
        using var answer = await http.PostAsync("/log-ud", new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("returnUrl", "//evil.example")]), Cancel);
        Assert.Equal((HttpStatusCode.SeeOther, "/"), (answer.StatusCode, answer.Headers.Location!.OriginalString));
        Assert.Equal("\"cache\", \"storage\"", answer.Headers.GetValues("Clear-Site-Data").Single());
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusOfBoard(session));
        await using var scope = Host.Services.CreateAsyncScope();
        Assert.True(await scope.ServiceProvider.GetRequiredService<ForumDb>().Sessions.AnyAsync(s => s.EndedAt != null, Cancel));
    }

    [Theory]
    [InlineData(SessionEndpoints.DemoAddress)]
    [InlineData(SessionEndpoints.OutAddress)]
    public async Task A_form_of_another_site_signs_nobody_in_or_out(string address)
    {
        var visitor = await Host.ClientAsync("Rune Askholt");
        var person = (await visitor.Page("/log-ind")).QuerySelectorAll("button[name=person]").First(b => b.TextContent == "Ida Falkentoft").GetAttribute("value")!;
        using var answer = await visitor.Http.PostAsync(address, new FormUrlEncodedContent([new("person", person)]), Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("Rune Askholt", (await visitor.Page("/log-ind")).QuerySelector(".panel")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_signing_in_the_page_that_asked_for_it_opens()
    {
        var visitor = await Host.ClientAsync();
        var page = await visitor.Press(await visitor.Page("/log-ind?ReturnUrl=%2Flog-ind%3Fx%3D1"), "Maja Ellekilde");
        Assert.EndsWith("/log-ind?x=1", page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_Production_nobody_is_offered_and_nobody_can_be_chosen()
    {
        await using var production = await ForumHost.StartAsync(new() { Environment = "Production" });
        var visitor = await production.ClientAsync();
        var page = await visitor.Page("/log-ind");
        Assert.Contains("invitation", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("button[name=person]"));
        using var answer = await visitor.Http.PostAsync(SessionEndpoints.DemoAddress, new FormUrlEncodedContent([]), Cancel);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("\\/evil.example")]
    [InlineData("https:evil.example")]
    [InlineData("https://evil.example/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("@evil.example")]
    [InlineData("evil.example")]
    [InlineData("%2f%2fevil.example")]
    [InlineData("/%2fevil.example")]
    [InlineData("/%5cevil.example")]
    [InlineData("/.//evil.example")]
    [InlineData("/a/..//evil.example")]
    [InlineData("/\t/evil.example")]
    [InlineData("/\r\nSet-Cookie: a=b")]
    [InlineData(" //evil.example")]
    [InlineData("")]
    [InlineData(null)]
    public void An_address_that_might_lead_elsewhere_leads_to_the_front_page(string? address) => Assert.Equal("/", LocalAddress.Or(address, "/"));

    [Theory]
    [InlineData("/nordvest/overblik?q=1#a", "/nordvest/overblik?q=1#a")]
    [InlineData("/@evil.example", "/@evil.example")]
    [InlineData("/sog?q=æ", "/sog?q=%C3%A6")]
    [InlineData("/a//b", "/a//b")]
    public void A_local_address_stays_and_may_stand_in_a_header(string address, string expected) => Assert.Equal(expected, LocalAddress.Or(address, "/"));

    private async Task<HttpStatusCode> StatusOfBoard(string session)
    {
        using var http = Host.CreateDefaultClient(Host.Address, new CookieCopy($"{Cookie}={session}"));
        using var answer = await http.GetAsync("/api/v1/forums/nordvest/reports", Cancel);
        return answer.StatusCode;
    }

    private sealed class CookieCopy(string cookies) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Add("Cookie", cookies);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
