using System.Text;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Pickups;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Api.Summaries;
using Tryghedsforum.Testing;
using Xunit;
using static Tryghedsforum.Web.Tests.Board.WorkHost;

namespace Tryghedsforum.Web.Tests.Months;

public sealed class SummaryPageTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task A_month_is_drafted_published_corrected_and_read_in_every_form(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var sent = await here.Report();
        await here.Do((ConfirmCollected use) => use.Run(here.As("Tove Brink"), sent.Number, new(7), null, Cancel));
        await here.Report(Neighbourhood.Needles("Hillerødgade 45", Ground.Indoors));
        here.Clock.SetUtcNow(new(2027, 2, 2, 9, 0, 0, TimeSpan.Zero));
        await here.Do((MakeSummaries make) => make.Run(Cancel));
        await using var host = await here.Serve(clock: here.Clock, settings: new Dictionary<string, string?> { ["Schedule:On"] = "false" });
        var (maja, henning) = (await here.Browser(host, "Maja Ellekilde"), await here.Browser(host, "Henning Krage"));
        var home = $"/{here.Forum.Forum.Slug}/maaned";
        var address = home + "/2027-01";
        Assert.Equal(404, (int)(await henning.Page(address + "/v1")).StatusCode);
        var draft = await maja.Page(address);
        Assert.Contains("Kladde, kun koordinatoren ser den", Words(draft), StringComparison.Ordinal);
        await maja.Press(draft, "[value=udgiv]", ("ord", "=Spanden er flyttet."), ("gjort", "Ny lampe\nNy spand"), ("mangler", "Lås på porten"));
        var page = await henning.Page(address);
        Assert.Contains("version 1", Words(page), StringComparison.Ordinal);
        Assert.Contains("=Spanden er flyttet.", Words(page), StringComparison.Ordinal);
        Assert.Equal(["Ny lampe", "Ny spand"], page.QuerySelectorAll("[aria-labelledby=gjort-h] li").Select(line => line.TextContent));
        Assert.Equal(["Lås på porten"], page.QuerySelectorAll("[aria-labelledby=mangler-h] li").Select(line => line.TextContent));
        // Without a script nothing on the page could print.
        Assert.True(page.QuerySelector("[data-print]")!.HasAttribute("hidden"));
        using (var json = System.Text.Json.JsonDocument.Parse(await henning.Http.GetStringAsync($"/api/v1/forums/{here.Forum.Forum.Slug}/summaries/2027-01/versions/1", Cancel)))
            Assert.Equal((2, "Lås på porten"), (json.RootElement.GetProperty("done").GetArrayLength(), json.RootElement.GetProperty("missing")[0].GetString()));
        Assert.Equal(404, (int)(await henning.Page(address + "/v2")).StatusCode);

        // The file says what the tables of the page say, figure by figure.
        var file = await henning.Http.GetByteArrayAsync(address + "/v1/tal.csv", Cancel);
        Assert.Equal(new byte[] { 0xEF, 0xBB, 0xBF }, file[..3]);
        var lines = StrictCsv.Read(Encoding.UTF8.GetString(file[3..]));
        Assert.All(lines, line => Assert.Equal(6, line.Count));
        var shown = page.QuerySelectorAll("table").SelectMany(table => table.QuerySelectorAll("tbody tr").SelectMany(row => row.QuerySelectorAll("td").Select(cell => $"{row.QuerySelector("th")!.TextContent.Trim()}: {cell.TextContent.Trim()}")));
        Assert.Equal(shown.Order(StringComparer.Ordinal), lines.Skip(1).Where(line => page.QuerySelectorAll("caption").Any(caption => caption.TextContent == line[2])).Select(line => $"{line[3].TrimStart('\'')}: {line[5].TrimStart('\'')}").Order(StringComparer.Ordinal));

        await maja.Press(await maja.Page(address), "Ret oversigten");
        await maja.Press(await maja.Page(address + "/v2"), "[value=udgiv]", ("rettet", "En sag var misbrug."));
        Assert.Contains("En sag var misbrug.", Words(await henning.Page(address)), StringComparison.Ordinal);
        Assert.Single((await henning.Page(address)).QuerySelectorAll("[aria-labelledby=mangler-h] li"));
        Assert.Contains("Det er en ældre version", Words(await henning.Page(address + "/v1")), StringComparison.Ordinal);
        Assert.Contains("2027-01", (await henning.Page(home + "/aar/2027")).QuerySelector("tbody")!.InnerHtml, StringComparison.Ordinal);
    }
}
