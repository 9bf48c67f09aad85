using System.Net;
using AngleSharp.Dom;
using Tryghedsforum.Testing;
using Tryghedsforum.Web.Tests.Board;
using Xunit;
using static Tryghedsforum.Web.Tests.Board.WorkHost;

namespace Tryghedsforum.Web.Tests.Settings;

/// <summary>The coordinator reads who is told of what, changes what may be changed, and tries it out.</summary>
public sealed class MessageRulesPageTests(WorkHost work) : IClassFixture<WorkHost>
{
    private const string Rules = $"/{Slug}/indstillinger/besked", Interface = $"/api/v1/forums/{Slug}/settings/message-rules";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_rules_stand_in_one_table_and_the_fixed_ones_say_why()
    {
        var maja = await work.As("Maja Ellekilde");
        var page = await maja.Page(Rules);
        var rows = page.QuerySelectorAll("table.rules tbody tr").Select(row => string.Join(" | ", row.Children.Select(cell => cell.TextContent.Trim()))).ToList();
        Assert.Equal(45, rows.Count);
        Assert.Contains(rows, row => row.Contains("Holdet, der bliver spurgt (", StringComparison.Ordinal) && row.Contains("SMS med det samme, også om natten | Ligger fast: holdet skal handle", StringComparison.Ordinal));
        Assert.Contains(rows, row => row.Contains("Når ordene tyder på fare", StringComparison.Ordinal) && row.EndsWith("Ligger fast: nogen kan være i fare", StringComparison.Ordinal));
        Assert.Contains(rows, row => row.Contains("Holdet, der modtager sagen", StringComparison.Ordinal) && row.Contains("Kan ændres", StringComparison.Ordinal));
        Assert.DoesNotContain("_", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        // What is fixed has nothing to press.
        Assert.Equal(8, page.QuerySelectorAll("main form fieldset").Length);
    }

    [Fact]
    public async Task A_rule_is_changed_stands_in_the_table_and_in_the_log_and_goes_back()
    {
        var maja = await work.As("Maja Ellekilde");
        var saved = await maja.Press(await maja.Page(Rules), "Gem", ("NeighbourWrote.coordinators", "1"), ("NeighbourWrote.held", "om-dagen"));
        Assert.Equal("Gemt.", saved.QuerySelector(".happened")!.TextContent.Trim());
        var row = saved.QuerySelector("tr[data-rule=NeighbourWrote]")!.TextContent;
        Assert.Contains("Forummets koordinator", row, StringComparison.Ordinal);
        Assert.Contains("ikke om natten", row, StringComparison.Ordinal);
        Assert.Contains("Maja Ellekilde ændrede forummets indstillinger: hvem der får besked", Words(await maja.Page($"/{Slug}/logbog")), StringComparison.Ordinal);
        using var back = await Put(maja, $$"""{"rules":[],"version":"{{saved.QuerySelector("input[name=version]")!.GetAttribute("value")}}"}""");
        Assert.Equal(HttpStatusCode.OK, back.StatusCode);
        Assert.DoesNotContain("Forummets koordinator", (await maja.Page(Rules)).QuerySelector("tr[data-rule=NeighbourWrote]")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"rules":[{"rule":"CrewTask","usual":false}]}""")]
    [InlineData("""{"rules":[{"rule":"Danger","usual":false}]}""")]
    [InlineData("""{"rules":[{"rule":99,"usual":false}]}""")]
    [InlineData("""{"rules":[{"rule":"ColleagueTook","usual":true,"held":true}]}""")]
    [InlineData("""{"rules":[{"rule":"TakenToReporter","usual":true,"coordinators":true}]}""")]
    public async Task What_is_fixed_cannot_be_changed_by_the_interface(string body)
    {
        var maja = await work.As("Maja Ellekilde");
        using var refused = await Put(maja, body);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Nor_by_a_form_that_somebody_has_made()
    {
        var maja = await work.As("Maja Ellekilde");
        var before = Words(await maja.Page(Rules));
        var refused = await maja.Press(With(await maja.Page(Rules), "ColleagueTook.held", "om-dagen"), "Gem");
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("Den regel ligger fast", Words(refused), StringComparison.Ordinal);
        await maja.Press(With(With(await maja.Page(Rules), "CrewTask.usual", "0"), "Danger.held", "om-dagen"), "Gem");
        Assert.Equal(before, Words(await maja.Page(Rules)));
    }

    [Fact]
    public async Task Trying_it_out_names_who_would_be_told_and_who_would_not_and_tells_nobody()
    {
        var maja = await work.As("Maja Ellekilde");
        var ask = await maja.Page($"{Rules}/proev");
        Assert.Null(ask.QuerySelector("#svar"));
        var answer = await maja.Page($"{Rules}/proev?haendelse=ReportReceived&emne=NeedleWaste&grund=Street&vej=%C3%98rnevej&boern=1");
        var told = Words(answer);
        Assert.Contains("Ida Falkentoft, Sundhedsteamet: opgaven, på SMS", told, StringComparison.Ordinal);
        Assert.Contains("Naboen, der meldte, hvis der er et nummer: kvittering, på SMS", told, StringComparison.Ordinal);
        var ida = await work.As("Ida Falkentoft");
        await ida.Press(await ida.Page($"/{Slug}/mig"), "Gå af vagt");
        Assert.Contains("Ida Falkentoft, Sundhedsteamet: opgaven. Er ikke på vagt", Words(await maja.Page($"{Rules}/proev?haendelse=PickupRequested&emne=NeedleWaste&grund=Street&vej=")), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await maja.Page($"{Rules}/proev?haendelse=PickupRequested&vej=Ingenvej")).StatusCode);
        Assert.Contains("Ingen ville få besked.", Words(await maja.Page($"{Rules}/proev?haendelse=PickupRequested&emne=Idea&grund=Street")), StringComparison.Ordinal);
    }

    // The page with a field that it does not have.
    private static IDocument With(IDocument page, string name, string value)
    {
        var field = page.CreateElement("input");
        field.SetAttribute("type", "hidden");
        field.SetAttribute("name", name);
        field.SetAttribute("value", value);
        page.QuerySelector("main form input[name=version]")!.ParentElement!.AppendChild(field);
        return page;
    }

    private static async Task<HttpResponseMessage> Put(Visitor who, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri(Interface, UriKind.Relative)) { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
        request.Headers.Add("Origin", who.Http.BaseAddress!.GetLeftPart(UriPartial.Authority));
        return await who.Http.SendAsync(request, Cancel);
    }
}
