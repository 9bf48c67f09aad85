using System.Net;
using Tryghedsforum.Web.Tests.Board;
using Tryghedsforum.Web.Tests.Reports;
using Xunit;
using static Tryghedsforum.Web.Tests.Board.WorkHost;

namespace Tryghedsforum.Web.Tests.Settings;

/// <summary>The coordinator sets the forum up, with a browser without script.</summary>
public sealed class SettingsPageTests(WorkHost work) : IClassFixture<WorkHost>
{
    private const string Contact = $"/{Slug}/indstillinger/kontakt", Times = $"/{Slug}/indstillinger/tider", Own = $"/{Slug}/indstillinger/ord";

    [Fact]
    public async Task The_data_controller_is_named_and_everybody_reads_it()
    {
        var maja = await work.As("Maja Ellekilde");
        var all = await maja.Page($"/{Slug}/indstillinger");
        Assert.Equal(["Navne og numre", "Tider og grænser", "Forummets egne ord"], all.QuerySelectorAll("main li a").Take(3).Select(link => link.TextContent));
        var saved = await maja.Press(await maja.Page(Contact), "Gem", ("controller", "Fuglekvarterets Beboerforening"), ("controllerContact", "data@fuglekvarteret.example"));
        Assert.EndsWith($"{Contact}?sket=gemt", saved.Url, StringComparison.Ordinal);
        Assert.Equal("Gemt.", saved.QuerySelector(".happened")!.TextContent.Trim());
        var neighbour = await work.Host.ClientAsync();
        Assert.Contains("Fuglekvarterets Beboerforening er dataansvarlig. Kontakt: data@fuglekvarteret.example", Words(await neighbour.Page($"/{Slug}/oplysninger")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_wrong_is_said_at_its_field_and_nothing_that_was_typed_is_lost()
    {
        var maja = await work.As("Maja Ellekilde");
        var page = await maja.Press(await maja.Page(Times), "Gem", ("publicHours", "20, 8"), ("childrenHours", "to"));
        Assert.Equal(HttpStatusCode.BadRequest, page.StatusCode);
        Assert.Equal(["Skriv 1 til 6 forskellige timer fra 0 til 23, den tidligste først.", "Skriv et helt antal timer fra 1 til 12."], page.QuerySelectorAll(".errbox li").Take(2).Select(line => line.TextContent.Trim()));
        Assert.Equal(("20, 8", "to", "8"), (page.QuerySelector("#publicHours")!.GetAttribute("value"), page.QuerySelector("#childrenHours")!.GetAttribute("value"), page.QuerySelector("#childrenFrom")!.GetAttribute("value")));
        var saved = await maja.Press(page, "Gem", ("publicHours", "8,12, 16 20"), ("childrenHours", "2"));
        Assert.Equal("8, 12, 16, 20", saved.QuerySelector("#publicHours")!.GetAttribute("value"));
    }

    [Fact]
    public async Task The_second_of_two_sees_what_holds_now_and_may_save_again()
    {
        var (maja, other) = (await work.As("Maja Ellekilde"), await work.As("Maja Ellekilde"));
        var (mine, theirs) = (await maja.Page(Times), await other.Page(Times));
        await other.Press(theirs, "Gem", ("answerMinutes", "25"));
        var told = await maja.Press(mine, "Gem", ("answerMinutes", "45"));
        Assert.Equal(HttpStatusCode.Conflict, told.StatusCode);
        Assert.Contains("En anden har gemt det samme i mellemtiden.", Words(told), StringComparison.Ordinal);
        Assert.Equal("45", told.QuerySelector("#answerMinutes")!.GetAttribute("value"));
        Assert.Contains("Der står nu: 25", Assert.Single(told.QuerySelectorAll(".form-error-message")).TextContent, StringComparison.Ordinal);
        var saved = await maja.Press(told, "Gem");
        Assert.Equal((HttpStatusCode.OK, "45"), (saved.StatusCode, saved.QuerySelector("#answerMinutes")!.GetAttribute("value")));
    }

    [Fact]
    public async Task The_forums_own_words_stand_where_they_belong_run_nowhere_and_leave_the_fixed_ones()
    {
        const string Vector = "<script>alert(1)</script><img src=x onerror=alert(1)>\n\"><svg/onload=alert(1)>{{7*7}}</p>";
        var (maja, neighbour) = (await work.As("Maja Ellekilde"), await work.Host.ClientAsync());
        var saved = await maja.Press(await maja.Page(Own), "Gem", ("greeting", $"Hilsen {Vector}"), ("advice", $"Råd {Vector}"), ("closing", $"Slut {Vector}"), ("privacy", $"Også {Vector}"));
        Assert.Equal("Gemt.", saved.QuerySelector(".happened")!.TextContent.Trim());
        var front = await neighbour.Page($"/{Slug}");
        var what = await neighbour.Where("Svanevej 2");
        var thanks = await neighbour.Send(await neighbour.What(what));
        var privacy = await neighbour.Page($"/{Slug}/oplysninger");
        foreach (var (page, word) in new[] { (front, "Hilsen"), (what, "Råd"), (thanks, "Råd"), (thanks, "Slut"), (privacy, "Også"), (saved, "Hilsen") })
        {
            Assert.Empty(page.QuerySelectorAll("main script:not([src]):not([type]), main img[src=x], main svg[onload]"));
            Assert.Contains($"{word} <script>alert(1)</script><img src=x onerror=alert(1)> \"><svg/onload=alert(1)>{{{{7*7}}}}</p>", NeighbourSteps.Words(page), StringComparison.Ordinal);
        }

        Assert.NotNull(front.QuerySelector("main a[href='tel:112']"));
        Assert.Contains("Rør det ikke.", NeighbourSteps.Words(what), StringComparison.Ordinal);
        foreach (var word in new[] { "Rør det ikke", "1813", "112" }) Assert.Contains(word, NeighbourSteps.Words(thanks), StringComparison.Ordinal);

        // Who reads English gets the program's greeting, and the rest in Danish, which says that it is.
        var english = await neighbour.Press(await neighbour.Page($"/{Slug}"), "English");
        Assert.DoesNotContain("Hilsen", NeighbourSteps.Words(english), StringComparison.Ordinal);
        Assert.Equal("da", (await neighbour.Page($"/{Slug}/oplysninger")).QuerySelector("p.own")!.GetAttribute("lang"));
        await maja.Press(await maja.Page(Own), "Gem", ("greeting", ""), ("privacyEnglish", "Also this"));
        Assert.Equal((null, "Also this"), ((await neighbour.Page($"/{Slug}/oplysninger")).QuerySelector("p.own")!.GetAttribute("lang"), (await neighbour.Page($"/{Slug}/oplysninger")).QuerySelector("p.own")!.TextContent));
        Assert.Contains("får besked med det samme", NeighbourSteps.Words(await (await work.Host.ClientAsync()).Page($"/{Slug}")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_team_is_added_is_offered_in_the_rules_and_leaves_again()
    {
        var maja = await work.As("Maja Ellekilde");
        var list = await maja.Press(await maja.Page($"/{Slug}/indstillinger/hold/nyt"), "Gem", ("name", "Natholdet"), ("fetches", "1"));
        Assert.Contains("Gemt.", Words(list), StringComparison.Ordinal);
        var rules = await maja.Page($"/{Slug}/indstillinger/regler/NeedleWaste");
        Assert.Contains("Natholdet", rules.QuerySelectorAll("select[name='Street.fetchingTeam'] option").Select(option => option.TextContent));
        Assert.DoesNotContain("Natholdet", rules.QuerySelectorAll("select[name='Street.receivingTeam'] option").Select(option => option.TextContent));
        var team = await maja.Page(list.QuerySelectorAll("main li a").Single(link => link.TextContent == "Natholdet").GetAttribute("href")!);
        var gone = await maja.Press(team, "Ja, tag det ud af brug");
        Assert.DoesNotContain("Natholdet", Words(gone), StringComparison.Ordinal);
        var used = await maja.Page(gone.QuerySelectorAll("main li a").Single(link => link.TextContent == "Herberget").GetAttribute("href")!);
        var kept = await maja.Press(used, "Ja, tag det ud af brug");
        Assert.Equal(HttpStatusCode.BadRequest, kept.StatusCode);
        Assert.Contains("Holdet er nævnt under emner og regler.", Words(kept), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_place_is_listed_by_its_address_and_taken_off_again()
    {
        var maja = await work.As("Maja Ellekilde");
        var wrong = await maja.Press(await maja.Page($"/{Slug}/indstillinger/sted/nyt"), "Gem", ("kind", "School"), ("name", "Børnehuset Solsorten"), ("where", "12.5, 55.7"));
        Assert.Contains("Er bredde- og længdegrad byttet om?", Words(wrong), StringComparison.Ordinal);
        var listed = await maja.Press(wrong, "Gem", ("where", "55.7001, 12.5300"));
        Assert.Contains("Børnehuset Solsorten", Words(listed), StringComparison.Ordinal);
        var address = listed.QuerySelectorAll("main li a").Single(link => link.TextContent == "Børnehuset Solsorten").GetAttribute("href")!;
        var (mine, theirs) = (await maja.Page(address), await maja.Page(address));
        await maja.Press(theirs, "Ja, tag det af listen");
        // What was typed stays, for whoever wants to list it anew.
        var told = await maja.Press(mine, "Gem", ("name", "Solsorten"));
        Assert.Equal((HttpStatusCode.Conflict, "Solsorten"), (told.StatusCode, told.QuerySelector("#name")!.GetAttribute("value")));
        Assert.Equal(HttpStatusCode.NotFound, (await maja.Page(address)).StatusCode);
    }

    [Fact]
    public async Task Whoever_is_reporting_is_shown_a_changed_audience_before_anything_is_sent()
    {
        var (neighbour, maja) = (await work.Host.ClientAsync(), await work.As("Maja Ellekilde"));
        var check = await neighbour.ToCheck("Svanevej 2");
        Assert.Contains("Politiet får det ikke", Words(check), StringComparison.Ordinal);
        var category = $"/{Slug}/indstillinger/emne/NeedleWaste";
        await maja.Press(await maja.Page(category), "Gem", ("policeRule", "Always"));
        var again = await neighbour.Press(check, "Send", ("Phone", "95 20 00 31"));
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        Assert.Contains("Hvem der får det, er lige blevet ændret", Words(again), StringComparison.Ordinal);
        Assert.Contains("Politiet får kun sted, tid og antal", Words(again), StringComparison.Ordinal);
        Assert.Equal("95 20 00 31", again.QuerySelector("#phone")!.GetAttribute("value"));
        Assert.EndsWith("/tak", (await neighbour.Press(again, "Send")).Url, StringComparison.Ordinal);
        await maja.Press(await maja.Page(category), "Gem", ("policeRule", "ChildrensPlaces"));
    }

    [Fact]
    public async Task The_coordinator_sees_what_is_missing_and_where_it_is_mended()
    {
        var maja = await work.As("Maja Ellekilde");
        Assert.Contains("Der mangler noget, før forummet er helt klar.", Words(await maja.Page($"/{Slug}/overblik")), StringComparison.Ordinal);
        var page = await maja.Page($"/{Slug}/kom-i-gang");
        Assert.StartsWith("Mangler.", page.QuerySelector("[data-key=Deputy] p")!.TextContent.Trim(), StringComparison.Ordinal);
        Assert.StartsWith("På plads.", page.QuerySelector("[data-key=Fetchers] p")!.TextContent.Trim(), StringComparison.Ordinal);
        foreach (var link in page.QuerySelectorAll("main li a").Select(link => link.GetAttribute("href")!).Distinct()) Assert.Equal(HttpStatusCode.OK, (await maja.Page(link)).StatusCode);
        Assert.DoesNotContain("kom-i-gang", (await (await work.As("Rune Askholt")).Page($"/{Slug}/overblik")).Body!.InnerHtml, StringComparison.Ordinal);
    }
}
