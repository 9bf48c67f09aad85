using System.Net;
using System.Text;
using System.Text.Json;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Pickups;
using Tryghedsforum.Api.Summaries;
using Tryghedsforum.Testing;
using Xunit;
using static Tryghedsforum.Web.Tests.Board.WorkHost;

namespace Tryghedsforum.Web.Tests.Months;

public sealed class ForumsMonthPageTests
{
    private const string Address = "/maaned/2027-01";

    private static readonly string[] Totals = ["reports", "solved", "open", "needlesCollected", "needlesHandedIn", "promisesKept", "promisesMissed"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task Who_reads_figures_in_several_forums_reads_them_side_by_side_the_same_in_every_form(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        await using var host = await Published(here);
        // Bodil is a partner in the one forum, and coordinates the other.
        var bodil = await here.Browser(host, "Bodil Frost");
        var page = await bodil.Page(Address);
        Assert.Equal((HttpStatusCode.OK, "Forummerne i januar 2027"), (page.StatusCode, page.QuerySelector("h1")!.TextContent));
        Assert.Contains("Der kom 2 henvendelser i januar 2027 i det ene forum, der har udgivet sine tal. 1 af dem er løst. 1 forum har ikke udgivet endnu.", Words(page), StringComparison.Ordinal);
        Assert.Equal(["I alt", "-Nord\"vest", "Æblehaven"], Rows(page).Select(row => row[0]));
        Assert.Equal($"/{here.Forum.Forum.Slug}/maaned/2027-01/v1", page.QuerySelector(".forums a")!.GetAttribute("href"));
        Assert.Equal("Ikke udgivet endnu", Rows(page)[2][1]);
        Assert.Equal(["2", "–", "–", "1", "1", "–", "7", "0", "1", "0"], Rows(page)[0].Skip(1));

        // The file says the same, and no cell of it is a formula.
        var file = StrictCsv.Read(Encoding.UTF8.GetString((await bodil.Http.GetByteArrayAsync(Address + "/tal.csv", Cancel))[3..]));
        Assert.Equal(Heads(page), [file[0][1], .. file[0].Skip(3)]);
        Assert.Equal("'-Nord\"vest", file[2][1]);
        Assert.Equal(Rows(page).Take(2), file.Skip(1).Take(2).Select(line => (IReadOnlyList<string>)[line[1].TrimStart('\''), .. line.Skip(3)]), SameRow);
        Assert.Equal(("1", "Ikke udgivet endnu"), (file[2][2], file[3][2]));

        using var json = JsonDocument.Parse(await bodil.Http.GetStringAsync("/api/v1/months/2027-01", Cancel));
        var (total, forums) = (json.RootElement.GetProperty("total"), json.RootElement.GetProperty("forums"));
        Assert.Equal(Rows(page)[0].Where((_, i) => i is 1 or 4 or 5 or >= 7), Totals.Select(name => total.GetProperty(name).ToString()));
        Assert.Equal((2, 1, JsonValueKind.Null), (forums.GetArrayLength(), forums[0].GetProperty("version").GetInt32(), forums[1].GetProperty("counts").ValueKind));
    }

    [Fact]
    public async Task It_is_found_from_the_month_and_shows_nobody_more_than_their_own()
    {
        await using var here = await Neighbourhood.Found(DatabaseKind.Sqlite);
        await using var host = await Published(here);
        var home = $"/{here.Forum.Forum.Slug}/maaned/2027-01";
        var (bodil, henning) = (await here.Browser(host, "Bodil Frost"), await here.Browser(host, "Henning Krage"));
        Assert.NotNull((await bodil.Page(home)).QuerySelector($"a[href='{Address}']"));
        Assert.Null((await henning.Page(home)).QuerySelector($"a[href='{Address}']"));
        Assert.Equal(["I alt", "-Nord\"vest"], Rows(await henning.Page(Address)).Select(row => row[0]));
        Assert.Equal(HttpStatusCode.Forbidden, (await (await here.Browser(host, "Asta Lindvig")).Page(Address)).StatusCode);
        Assert.Equal("/log-ind", new Uri((await (await here.Browser(host)).Page(Address)).Url).AbsolutePath);
        // By one step nobody reads for the municipality, nor for the forum that is coordinated.
        Assert.Equal(HttpStatusCode.Forbidden, (await (await here.Browser(host, "Samira Haddad", byBoth: false)).Page(Address)).StatusCode);
        Assert.Equal(["I alt", "-Nord\"vest"], Rows(await (await here.Browser(host, "Bodil Frost", byBoth: false)).Page(Address)).Select(row => row[0]));
        var runs = await here.Do((AddOperator add) => add.Run(Actor.Program(0), "Viggo Maskinlund", "95 30 00 01", demo: false, Cancel));
        var all = await (await host.BrowserOf(runs)).Page(Address);
        // What would not open for whoever runs the installation is no link.
        Assert.Equal((3, null), (Rows(all).Count, all.QuerySelector(".forums a")));

        Assert.Equal("Forummerne i januar 2027", (await bodil.Page("/maaned")).QuerySelector("h1")!.TextContent);
        Assert.Equal("/maaned/2026-11", new Uri((await bodil.Page("/maaned?maaned=11&aar=2026")).Url).AbsolutePath);
        Assert.Contains("Ingen har udgivet tal for november 2026 endnu.", Words(await bodil.Page("/maaned/2026-11")), StringComparison.Ordinal);
        foreach (var month in new[] { "2027-03", "2999-01", "2026-13", "nu" }) Assert.Equal(HttpStatusCode.NotFound, (await bodil.Page($"/maaned/{month}")).StatusCode);
    }

    private static async Task<ForumHost> Published(Neighbourhood here)
    {
        var sent = await here.Report();
        await here.Do((ConfirmCollected use) => use.Run(here.As("Tove Brink"), sent.Number, new(7), null, Cancel));
        await here.Report(Neighbourhood.Needles("Hillerødgade 45", Api.Reports.Ground.Indoors));
        // A name that a spreadsheet would take for a formula, and with a quote in it.
        await here.Db(db => db.Forums.Where(forum => forum.Id == here.Forum.Forum.Id).ExecuteUpdateAsync(set => set.SetProperty(forum => forum.Name, "-Nord\"vest"), Cancel));
        here.Clock.SetUtcNow(new(2027, 2, 2, 9, 0, 0, TimeSpan.Zero));
        await here.Do((MakeSummaries make) => make.Run(Cancel));
        await here.Do((PublishSummary publish) => publish.Run(here.As("Maja Ellekilde"), new(2027, 1, 1), new(1), null, Cancel));
        return await here.Serve(clock: here.Clock, settings: new Dictionary<string, string?> { ["Schedule:On"] = "false" });
    }

    private static bool SameRow(IReadOnlyList<string> one, IReadOnlyList<string> other) => one.SequenceEqual(other);

    private static List<string> Heads(IDocument page) => [.. page.QuerySelectorAll(".forums thead th").Select(cell => cell.TextContent)];

    private static List<IReadOnlyList<string>> Rows(IDocument page) => [.. page.QuerySelectorAll(".forums tbody tr").Select(row => (IReadOnlyList<string>)[.. row.QuerySelectorAll("th, td").Select(cell => cell.TextContent.Trim())])];
}
