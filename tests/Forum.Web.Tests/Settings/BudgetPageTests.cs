using System.Net;
using System.Text;
using Tryghedsforum.Web.Tests.Board;
using Xunit;
using static Tryghedsforum.Web.Tests.Board.WorkHost;

namespace Tryghedsforum.Web.Tests.Settings;

/// <summary>The coordinator reads what the SMS of the month have come to, and says what they may cost.</summary>
public sealed class BudgetPageTests(WorkHost work) : IClassFixture<WorkHost>
{
    private const string Budget = $"/{Slug}/indstillinger/sms";

    [Fact]
    public async Task Limits_are_set_checked_shown_audited_and_taken_away()
    {
        var maja = await work.As("Maja Ellekilde");
        var page = await maja.Page(Budget);
        Assert.Contains("har ikke skrevet, hvad en SMS koster", Words(page), StringComparison.Ordinal);
        var refused = await maja.Press(page, "Gem", ("unit", "Segments"), ("news", "mange"));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("Skriv et helt tal fra 1 til 1.000.000", Words(refused), StringComparison.Ordinal);
        var saved = await maja.Press(await maja.Page(Budget), "Gem", ("unit", "Segments"), ("news", "1200"), ("codes", "100"));
        Assert.Equal("Gemt.", saved.QuerySelector(".happened")!.TextContent.Trim());
        Assert.Contains("1.200", saved.QuerySelector("tr[data-key=News]")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("ingen", saved.QuerySelector("tr[data-key=Alerts]")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Maja Ellekilde ændrede forummets indstillinger: penge til SMS", Words(await maja.Page($"/{Slug}/logbog")), StringComparison.Ordinal);
        var back = await maja.Press(saved, "Gem", ("news", ""), ("codes", ""));
        Assert.Contains("ingen", back.QuerySelector("tr[data-key=News]")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Kroner_without_a_price_are_refused_by_the_interface()
    {
        var maja = await work.As("Maja Ellekilde");
        var now = (await maja.Page(Budget)).QuerySelector("input[name=version]")!.GetAttribute("value");
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri($"/api/v1/forums/{Slug}/settings/budget", UriKind.Relative)) { Content = new StringContent($$"""{"unit":"Kroner","news":500,"version":"{{now}}"}""", Encoding.UTF8, "application/json") };
        request.Headers.Add("Origin", maja.Http.BaseAddress!.GetLeftPart(UriPartial.Authority));
        using var answer = await maja.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("hvad en SMS koster", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
