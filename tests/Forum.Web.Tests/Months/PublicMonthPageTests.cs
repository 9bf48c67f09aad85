using System.Text.Json;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Pickups;
using Tryghedsforum.Api.PublicLists;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Api.Summaries;
using Tryghedsforum.Testing;
using Tryghedsforum.Web.Text;
using Xunit;
using static Tryghedsforum.Web.Tests.Board.WorkHost;

namespace Tryghedsforum.Web.Tests.Months;

public sealed class PublicMonthPageTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task Everybody_reads_totals_and_nothing_of_a_street_a_category_or_a_case(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var sent = await here.Report();
        await here.Do((ConfirmCollected use) => use.Run(here.As("Tove Brink"), sent.Number, new(7), null, Cancel));
        await here.Report(Neighbourhood.Needles("Hillerødgade 45", Ground.Indoors));
        here.Clock.SetUtcNow(new(2027, 2, 2, 9, 0, 0, TimeSpan.Zero));
        await here.Do((MakeSummaries make) => make.Run(Cancel));
        await using var host = await here.Serve(clock: here.Clock, settings: new Dictionary<string, string?> { ["Schedule:On"] = "false" });
        var anyone = await here.Browser(host);
        var home = $"/{here.Forum.Forum.Slug}";
        Assert.Contains("Der er ikke udgivet tal endnu.", Words(await anyone.Page(home + "/tal")), StringComparison.Ordinal);
        Assert.Equal(404, (int)(await anyone.Page(home + "/tal/2027-01")).StatusCode);
        var maja = here.As("Maja Ellekilde");
        await here.Do((WriteSummary write) => write.Run(maja, new(2027, 1, 1), new(1, "Opgangen i nr. 45.", ["Ny lås"], ["Lys"]), null, Cancel));
        await here.Do((PublishSummary publish) => publish.Run(maja, new(2027, 1, 1), new(1), null, Cancel));
        await here.Do((RemakePublicList remake) => remake.Run(here.Program, Cancel));

        var page = await anyone.Page(home + "/tal");
        var said = Words(page);
        Assert.Contains("Der kom 2 henvendelser i januar. 1 af de 2 er løst.", said, StringComparison.Ordinal);
        Assert.All(new[] { "Ørnevej", "Hillerødgade", "Kanyler, ", sent.Number, "Opgangen", "Ny lås" }, secret => Assert.DoesNotContain(secret, said, StringComparison.Ordinal));
        // The address stays, and the interface says the same figures.
        Assert.Equal(said, Words(await anyone.Page(home + "/tal/2027-01/v1")));
        using var json = JsonDocument.Parse(await anyone.Http.GetStringAsync($"/api/v1/forums{home}/public-figures/2027-01/versions/1", Cancel));
        var rows = page.QuerySelectorAll("table").Last(table => table.QuerySelector("caption")!.TextContent.StartsWith("Tal for", StringComparison.Ordinal)).QuerySelectorAll("tbody tr").ToDictionary(row => row.QuerySelector("th")!.TextContent.Trim(), row => row.QuerySelector("td")!.TextContent.Trim());
        Assert.Equal(("2", "7", "for få sager"), (rows["Henvendelser"], rows["Kanyler hentet (talt)"], rows["Typisk tid til hentet"]));
        Assert.Equal((2, 7, JsonValueKind.Null), (json.RootElement.GetProperty("figures").GetProperty("reports").GetInt32(), json.RootElement.GetProperty("figures").GetProperty("needlesCollected").GetInt32(), json.RootElement.GetProperty("figures").GetProperty("hoursToFetched").ValueKind));
    }

    [Fact]
    public void Every_rule_of_what_is_public_is_told_in_words()
    {
        var text = new System.Resources.ResourceManager(typeof(MonthText));
        Assert.All(Enum.GetValues<PublicRule>(), rule => Assert.False(string.IsNullOrEmpty(text.GetString($"Public_{rule}", new("da-DK")))));
    }
}
