using System.Text;
using Microsoft.AspNetCore.SignalR.Client;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Web.Tests.Access;

/// <summary>A reporter's number and address, marked: wherever a member looks, they are not there before somebody has said why.</summary>
public sealed class ContactFieldTests
{
    private static readonly string[] Marks = ["95 12 34 56", "95123456", "95&#xA0;12", "markeret@asta.example"];
    private static readonly string[] People = ["Asta Lindvig", "Yusuf Karaman", "Rune Askholt", "Tove Brink", "Lea Stougard", "Henning Krage", "Samira Haddad", "Bodil Frost", "Maja Ellekilde"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_page_no_answer_of_the_interface_and_nothing_live_shows_it_to_anybody()
    {
        await using var here = await Neighbourhood.Found(DatabaseKind.Sqlite);
        await using var host = await here.Serve(clock: here.Clock);
        var sent = await here.Report(Neighbourhood.Needles("Mejsevænget 11") with { Phone = "95 12 34 56", Email = "markeret@asta.example", PoliceMayHaveNumber = true });
        string[] addresses =
        [
            "/nordvest", "/nordvest/kvarteret", "/nordvest/overblik", $"/nordvest/overblik/{sent.Number}", "/nordvest/hentes", $"/nordvest/hentes/{sent.Number}", "/nordvest/leveret", "/nordvest/maaned", "/nordvest/logbog",
            "/nordvest/folk", "/api/v1/forums/nordvest/reports/", $"/api/v1/forums/nordvest/reports/{sent.Number}", "/api/v1/forums/nordvest/public-list", "/api/v1/forums/nordvest/quarter", "/api/v1/forums/nordvest/audit",
        ];
        var (wrong, read) = (new List<string>(), 0);
        foreach (var name in People.Prepend(null))
        {
            var visitor = await here.Browser(host, name);
            await using var hub = host.Hub(visitor.Cookies);
            var heard = new StringBuilder();
            hub.On<System.Text.Json.JsonElement>("event", told => heard.Append(told));
            await hub.StartAsync(Cancel);
            heard.Append(await hub.InvokeAsync<System.Text.Json.JsonElement>("WatchForum", "nordvest", null, Cancel));
            foreach (var address in addresses)
            {
                using var answer = await visitor.Http.GetAsync(new Uri(address, UriKind.Relative), Cancel);
                if (answer.IsSuccessStatusCode) read++;
                Look($"{address}: {name}", await answer.Content.ReadAsStringAsync(Cancel));
            }

            Look($"live: {name}", heard.ToString());
        }

        Assert.Empty(wrong);
        Assert.True(read > 50, $"{read} were read");

        void Look(string where, string text) => wrong.AddRange(Marks.Where(mark => text.Contains(mark, StringComparison.Ordinal)).Select(mark => $"{where}: {mark}"));
    }

    [Fact]
    public async Task Whoever_says_why_sees_it_once_on_the_page_of_the_case()
    {
        await using var here = await Neighbourhood.Found(DatabaseKind.Sqlite);
        await using var host = await here.Serve(clock: here.Clock);
        var sent = await here.Report(Neighbourhood.Needles("Mejsevænget 11") with { Phone = "95 12 34 56", Email = "markeret@asta.example" });
        var rune = await here.Browser(host, "Rune Askholt");
        var page = await rune.Page($"/nordvest/overblik/{sent.Number}");
        var refused = await rune.Press(page, "Vis kontakt", ("uddybning", "Ringer om porten"));
        Assert.Contains("Vælg et svar", refused.QuerySelector("#kontakt[open]")!.TextContent, StringComparison.Ordinal);
        Assert.Null(refused.QuerySelector("main a[href^='tel:']"));

        var shown = await rune.Press(refused, "Vis kontakt", ("hvorfor", nameof(ContactReason.AgreeAccess)));
        Assert.Equal(("tel:95123456", "mailto:markeret@asta.example"), (shown.QuerySelector("main a[href^='tel:']")!.GetAttribute("href"), shown.QuerySelector("main a[href^='mailto:']")!.GetAttribute("href")));
        Assert.Contains("no-store", string.Join(',', (await rune.Http.GetAsync(new Uri($"/nordvest/overblik/{sent.Number}", UriKind.Relative), Cancel)).Headers.CacheControl!.ToString()), StringComparison.Ordinal);
        Assert.Null((await rune.Page($"/nordvest/overblik/{sent.Number}")).QuerySelector("main a[href^='tel:']"));

        var log = await (await here.Browser(host, "Maja Ellekilde")).Page("/nordvest/logbog");
        Assert.Contains($"Rune Askholt så kontaktoplysningerne i {sent.Number} for at aftale, hvordan man kommer ind.", log.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Ringer om porten", log.QuerySelector("main blockquote")!.TextContent, StringComparison.Ordinal);
    }
}
