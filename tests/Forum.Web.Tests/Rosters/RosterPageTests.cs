using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.Extensions.DependencyInjection;
using Tryghedsforum.Web.Tests.Board;
using Xunit;
using static Tryghedsforum.Web.Tests.Board.WorkHost;

namespace Tryghedsforum.Web.Tests.Rosters;

public sealed class RosterPageTests(WorkHost work) : IClassFixture<WorkHost>
{
    [Fact]
    public async Task A_team_keeps_its_roster_without_any_script_and_plan_and_board_say_who_is_on()
    {
        var tove = await work.As("Tove Brink");
        var plan = await tove.Page($"/{Slug}/vagtplan");
        Assert.Contains("Herberget har ingen vagtplan.", Words(plan), StringComparison.Ordinal);
        var page = await tove.Page(plan.QuerySelectorAll<IHtmlAnchorElement>("a.button").Single(link => link.TextContent.Contains("Lav en vagtplan", StringComparison.Ordinal)).PathName);
        var wrong = await tove.Press(page, "Tilføj vagten", ("from", "00:00"), ("until", "00:00"));
        Assert.Contains("Vælg mindst én ugedag.", Words(wrong), StringComparison.Ordinal);
        var saved = await tove.Press(wrong, "Tilføj vagten", [.. Enumerable.Range(0, 7).Select(day => ($"day-{day}", "1"))]);
        Assert.Contains("Vagtplanen er rettet.", Words(saved), StringComparison.Ordinal);
        Assert.Contains("På vagt nu: Tove B.", Words(await tove.Page($"/{Slug}/vagtplan")), StringComparison.Ordinal);
        Assert.Contains("Tove B.", Words(await tove.Page($"/{Slug}/overblik")), StringComparison.Ordinal);

        // Off for today and tomorrow: then nobody is on, and team and coordinator are warned.
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(work.Host.Services.GetRequiredService<TimeProvider>().GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById("Europe/Copenhagen")).DateTime);
        await tove.Press(saved, "Gem fri", ("day", today.AddDays(-1).ToString("yyyy-MM-dd", null)), ("lastDay", today.AddDays(2).ToString("yyyy-MM-dd", null)));
        foreach (var person in new[] { "Tove Brink", "Maja Ellekilde" })
            Assert.Contains("Ingen i Herberget er på vagt nu.", Words(await (await work.As(person)).Page($"/{Slug}/overblik")), StringComparison.Ordinal);
        Assert.DoesNotContain("Ingen i Herberget", Words(await (await work.As("Ida Falkentoft")).Page($"/{Slug}/overblik")), StringComparison.Ordinal);
    }
}
