using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Tryghedsforum.Web.Pages.Pickups;
using Tryghedsforum.Web.Tests.Board;
using Xunit;
using static Tryghedsforum.Web.Tests.Board.WorkHost;

namespace Tryghedsforum.Web.Tests.Pickups;

public sealed class PickupPageTests(WorkHost work) : IClassFixture<WorkHost>
{
    private const string Crew = "Ida Falkentoft";
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Copenhagen");

    [Fact]
    public async Task A_crew_takes_and_fetches_without_any_script()
    {
        var (number, _) = await work.Report(access: "port ved nr. 5, kode 0000");
        var ida = await work.As(Crew);
        var offered = await ida.Page(Pickup(number));
        Assert.Contains("Kun for jer: port ved nr. 5, kode 0000", Words(offered), StringComparison.Ordinal);
        Assert.Contains("SMS: svar 1", Words(offered), StringComparison.Ordinal);
        var taken = await ida.Press(offered, "[value=tag]");
        Assert.Equal("", taken.QuerySelector<IHtmlInputElement>("#antal")!.Value);
        var list = await ida.Press(taken, "[value=hentet]", ("antal", "4"));
        Assert.Equal($"/{Slug}/hentes", new Uri(list.Url).AbsolutePath);
        Assert.Contains("Noteret: hentet. Tak.", Words(list), StringComparison.Ordinal);
        var page = Words(await ida.Page(Case(number)));
        Assert.Contains("Hentet af Sundhedsteamet: 4 kanyler", page, StringComparison.Ordinal);
        Assert.DoesNotContain("kode 0000", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fetched_without_a_count_asks_once_and_not_knowing_is_an_answer()
    {
        var (number, _) = await work.Report();
        var ida = await work.As(Crew);
        var taken = await ida.Press(await ida.Page(Pickup(number)), "[value=tag]");
        var asked = await ida.Press(taken, "[value=hentet]");
        Assert.Contains("Skriv antal, eller tryk ”Ved ikke”.", Words(asked), StringComparison.Ordinal);
        await ida.Press(asked, "[value=hentet-uden-antal]");
        Assert.Contains("ikke talt", Words(await ida.Page(Case(number))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_count_that_is_no_count_is_refused_and_kept_in_the_field()
    {
        var (number, _) = await work.Report();
        var ida = await work.As(Crew);
        var taken = await ida.Press(await ida.Page(Pickup(number)), "[value=tag]");
        var answer = await ida.Press(taken, "[value=hentet]", ("antal", "12000"));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("12000", answer.QuerySelector<IHtmlInputElement>("#antal")!.Value);
        Assert.Contains("mellem 0 og 999", Words(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_found_and_handing_on_stand_in_the_story()
    {
        var ida = await work.As(Crew);
        var (gone, _) = await work.Report();
        await ida.Press(await ida.Press(await ida.Page(Pickup(gone)), "[value=tag]"), "[value=intet]");
        Assert.Contains("Sundhedsteamet ledte og fandt ikke noget", Words(await ida.Page(Case(gone))), StringComparison.Ordinal);

        var (back, _) = await work.Report();
        var taken = await ida.Press(await ida.Page(Pickup(back)), "[value=tag]");
        await ida.Press(taken, "[value=videre]", ("hvorfor", "Cyklen er punkteret"));
        var page = Words(await ida.Page(Case(back)));
        Assert.Contains("Herberget er spurgt i stedet", page, StringComparison.Ordinal);
        Assert.Contains("Cyklen er punkteret", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_time_is_named_by_one_press_or_written()
    {
        var (number, _) = await work.Report();
        var ida = await work.As(Crew);
        var taken = await ida.Press(await ida.Page(Pickup(number)), "[value=tag]");
        var named = await ida.Press(taken, ".whenlist button:last-child");
        Assert.Contains("Hentes i morgen før kl. 16", Words(named), StringComparison.Ordinal);

        var form = named.QuerySelectorAll<IHtmlFormElement>("form").Single(f => f.QuerySelector("#tidspunkt") is not null);
        var past = await ida.Submit(form, null, ("tidspunkt", "2020-01-01T10:00"));
        Assert.Equal(HttpStatusCode.BadRequest, past.StatusCode);
        Assert.Contains("inden for de næste 14 dage", Words(past), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_taps_on_the_same_button_are_one()
    {
        var (number, _) = await work.Report();
        var ida = await work.As(Crew);
        var page = await ida.Page(Pickup(number));
        await ida.Press(page, "[value=tag]");
        Assert.Equal(HttpStatusCode.OK, (await ida.Press(page, "[value=tag]")).StatusCode);
        var story = (await ida.Page(Case(number))).QuerySelectorAll("#story b").Select(step => step.TextContent);
        Assert.Single(story, step => step == "Taget af Sundhedsteamet");
    }

    [Fact]
    public async Task The_list_begins_with_what_is_ours()
    {
        var ida = await work.As(Crew);
        var (mine, _) = await work.Report();
        await ida.Press(await ida.Page(Pickup(mine)), "[value=tag]");
        var (asked, _) = await work.Report();
        var list = await ida.Page($"/{Slug}/hentes");
        Assert.Equal("r-mine", GroupOf(list, mine));
        Assert.Equal("r-asked", GroupOf(list, asked));
        Assert.Equal(["r-mine", "r-asked"], list.QuerySelectorAll(".grp").Select(group => group.GetAttribute("data-key")).Take(2));
    }

    [Fact]
    public void Times_that_have_nearly_passed_are_not_offered()
    {
        var afternoon = new DateTimeOffset(2026, 11, 24, 14, 50, 0, TimeSpan.Zero);
        Assert.Equal(["2026-11-24T18:00", "2026-11-25T10:00", "2026-11-25T12:00", "2026-11-25T16:00"], PickupDeeds.Offered(afternoon, Zone).Select(PickupDeeds.FieldOf));
    }
}
