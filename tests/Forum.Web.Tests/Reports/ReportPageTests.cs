using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.PublicLists;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Web.Tests.Reports;

public sealed class ReportPageTests(SharedForumHost shared) : IClassFixture<SharedForumHost>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private ForumHost Host => shared.Host;

    [Fact]
    public async Task A_neighbour_without_script_reports_and_follows_the_case()
    {
        var visitor = await Host.ClientAsync();
        var front = await visitor.Page(NeighbourSteps.Front);
        Assert.Equal("/nordvest/meld", front.QuerySelector(".hero a.button-primary")!.GetAttribute("href"));
        var what = await visitor.Where("Ørnevej 14", "Street", ("Exact", "ved cykelstativet"));
        Assert.Equal("Needles", what.Value("Find"));
        Assert.Equal("", what.Value("Amount"));
        var check = await visitor.What(what, ("Words", "Der ligger også folie."));
        Assert.Contains("Ørnevej 14, ved cykelstativet", check.Words(".answers"), StringComparison.Ordinal);
        Assert.Contains("Kanyler, 2–5", check.Words(".answers"), StringComparison.Ordinal);
        var receipt = await visitor.Send(check, ("Phone", "95 00 07 01"));
        Assert.EndsWith("/nordvest/tak", receipt.Url, StringComparison.Ordinal);
        Assert.Matches("^NV-[0-9]{4}$", receipt.Words(".code"));
        var own = await visitor.Page(receipt.QuerySelector("a[href^='/s/']")!.GetAttribute("href")!);
        Assert.Equal(HttpStatusCode.OK, own.StatusCode);
        Assert.Equal("Kanyler på Ørnevej", own.Words("h1"));
        Assert.Contains("Der ligger også folie.", own.Words("#story"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_place_the_first_step_says_what_is_missing_and_keeps_the_rest()
    {
        var visitor = await Host.ClientAsync();
        var page = await visitor.Where("", "Yard", ("Exact", "bag skuret"), ("Access", "kode 1234"));
        Assert.StartsWith("Fejl: Hvor er det?", page.Title, StringComparison.Ordinal);
        Assert.Equal("#place", page.QuerySelector(".errbox a")!.GetAttribute("href"));
        Assert.Equal("true", page.QuerySelector("#place")!.GetAttribute("aria-invalid"));
        Assert.Equal(("Yard", "bag skuret", "kode 1234"), (page.Value("Ground"), page.Value("Exact"), page.Value("Access")));
    }

    [Fact]
    public async Task A_wrong_number_is_said_at_the_field_and_everything_is_kept()
    {
        var visitor = await Host.ClientAsync();
        var page = await visitor.Send(await visitor.ToCheck(), ("Phone", "12"), ("Email", "asta@nabo.example"));
        Assert.Equal(("12", "asta@nabo.example"), (page.Value("Phone"), page.Value("Email")));
        Assert.Contains("telefonnummer", page.Words("#phone-error"), StringComparison.Ordinal);
        var receipt = await visitor.Send(page, ("Phone", ""));
        Assert.EndsWith("/tak", receipt.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Back_is_a_button_that_loses_nothing()
    {
        var visitor = await Host.ClientAsync();
        var what = await visitor.Where("Svanevej 9", "Yard", ("Exact", "under trappen"));
        var where = await visitor.Press(what, "Tilbage", ("Amount", "More"), ("Words", "Mange."));
        Assert.Equal(("Svanevej 9", "Yard", "under trappen"), (where.Value("Text"), where.Value("Ground"), where.Value("Exact")));
        var again = await visitor.Press(where, "Næste: Hvad ser du?");
        Assert.Equal(("More", "Mange."), (again.Value("Amount"), again.Value("Words")));
    }

    [Fact]
    public async Task The_steps_are_kept_for_back_by_this_browser_only_and_never_in_the_address()
    {
        var visitor = await Host.ClientAsync();
        using var answer = await visitor.Http.GetAsync(NeighbourSteps.Front + "/meld", Cancel);
        Assert.Equal("no-cache, private", string.Join(", ", answer.Headers.CacheControl!.ToString().Split(", ").Order()));
        var check = await visitor.ToCheck();
        Assert.DoesNotContain("?", check.Url, StringComparison.Ordinal);
        Assert.DoesNotContain("rnevej", check.QuerySelector<IHtmlInputElement>("[name=tilstand]")!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Near_a_listed_playground_the_answer_is_yes_and_can_be_changed()
    {
        var visitor = await Host.ClientAsync();
        var what = await visitor.Where(NeighbourSteps.Playground);
        Assert.Equal("Yes", what.Value("Children"));
        Assert.Matches(@"Legepladsen på Rørsangervej, \d+ m", what.Words("#children-hint"));
        Assert.Equal("", (await visitor.Where("Svanevej")).Value("Children"));
    }

    [Fact]
    public async Task At_a_playground_the_police_get_the_place_and_the_number_only_after_a_yes()
    {
        var visitor = await Host.ClientAsync();
        var check = await visitor.ToCheck(NeighbourSteps.Playground);
        Assert.Contains("Politiet får kun sted, tid og antal.", check.Words(".audience"), StringComparison.Ordinal);
        Assert.Contains("Herberget og Sundhedsteamet.", check.Words(".audience"), StringComparison.Ordinal);
        Assert.Contains("”Kanyler, Rørsangervej, i dag, modtaget”", check.Words(".audience"), StringComparison.Ordinal);
        Assert.Equal("No", check.Value("Police"));
        var number = (await visitor.Send(check, ("Phone", "95 00 07 02"), ("Police", "Yes"))).Words(".code");
        Assert.True(await Host.Rows(db => db.Reports.Where(report => report.Number == number).Select(report => report.PoliceMayHaveNumber).SingleAsync(Cancel)));
    }

    [Fact]
    public async Task On_an_ordinary_street_the_police_do_not_get_it_and_are_not_asked_about()
    {
        var check = await (await Host.ClientAsync()).ToCheck("Ørnevej");
        Assert.Contains("Politiet får det ikke.", check.Words(".audience"), StringComparison.Ordinal);
        Assert.Null(check.QuerySelector("[name=Police]"));
    }

    [Fact]
    public async Task Indoors_nobody_outside_is_shown_the_street()
    {
        var check = await (await Host.ClientAsync()).ToCheck("Stærevej 12", "Indoors");
        Assert.Contains("”Kanyler, indendørs i kvarteret, i dag, modtaget”", check.Words(".audience"), StringComparison.Ordinal);
        Assert.DoesNotContain("Stærevej", check.Words(".audience"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_threat_is_told_112_first_and_is_seen_by_nobody_outside()
    {
        var visitor = await Host.ClientAsync();
        var kinds = await visitor.Page(NeighbourSteps.Front + "/meld?andet=1");
        Assert.NotNull(kinds.QuerySelector("main a[href='tel:112']"));
        var where = await visitor.Press(kinds, "Næste: Hvor er det?", ("Category", "Threat"));
        Assert.Contains("112", where.Words(".alert"), StringComparison.Ordinal);
        var what = await visitor.Press(where, "Næste: Hvad er der sket?", ("Ground", "Street"), ("Text", "Lygten"));
        var empty = await visitor.Press(what, "Næste: Tjek og send");
        Assert.Equal("#words", empty.QuerySelector(".errbox a")!.GetAttribute("href"));
        var check = await visitor.Press(empty, "Næste: Tjek og send", ("Words", "Der blev råbt efter mig."));
        Assert.Contains("Er nogen i livsfare, så ring 112 nu", check.Words(".alert-error"), StringComparison.Ordinal);
        Assert.Contains("Beboere og andre ser det ikke.", check.Words(".audience"), StringComparison.Ordinal);
        Assert.NotNull(check.QuerySelector("[name=Police]"));
        Assert.Contains("112", (await visitor.Send(check)).Words(".alert-error"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_chooses_without_choosing()
    {
        var visitor = await Host.ClientAsync();
        var page = await visitor.Press(await visitor.Page(NeighbourSteps.Front + "/meld?andet=1"), "Næste: Hvor er det?");
        Assert.Equal("#category", page.QuerySelector(".errbox a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task Words_of_a_needlestick_are_answered_at_once()
    {
        var visitor = await Host.ClientAsync();
        var check = await visitor.What(await visitor.Where("Svanevej"), ("Words", "min datter har trådt på en nål"));
        Assert.Contains("1813", check.Words(".alert-error"), StringComparison.Ordinal);
        Assert.Contains("1813", (await visitor.Send(check)).Words(".alert-error"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pressed_twice_it_is_one_report()
    {
        var visitor = await Host.ClientAsync();
        var check = await visitor.ToCheck("Vibevej 3");
        var before = await Count();
        var first = (await visitor.Send(check)).Words(".code");
        var second = (await visitor.Send(check)).Words(".code");
        Assert.Equal(first, second);
        Assert.Equal(before + 1, await Count());
    }

    [Fact]
    public async Task A_report_that_is_changed_after_sending_is_sent_anew_only_when_asked_for()
    {
        var visitor = await Host.ClientAsync();
        var check = await visitor.ToCheck("Dortheavej");
        await visitor.Send(check);
        var before = await Count();
        var again = await visitor.Send(check, ("Phone", "95 00 07 03"));
        Assert.Contains("Du har allerede sendt den én gang", again.Words(".alert"), StringComparison.Ordinal);
        Assert.Equal("95 00 07 03", again.Value("Phone"));
        Assert.Equal(before, await Count());
        Assert.EndsWith("/tak", (await visitor.Send(again)).Url, StringComparison.Ordinal);
        Assert.Equal(before + 1, await Count());
    }

    [Fact]
    public async Task Somebody_elses_sealed_answers_do_not_open_in_another_forum()
    {
        var visitor = await Host.ClientAsync();
        var check = await visitor.ToCheck();
        var foreign = await visitor.Page("/aeblehaven/meld");
        foreign.QuerySelector<IHtmlInputElement>("[name=tilstand]")!.Value = check.QuerySelector<IHtmlInputElement>("[name=tilstand]")!.Value;
        foreign.QuerySelector<IHtmlInputElement>("[name=fra]")!.Value = "Check";
        var page = await visitor.Press(foreign, "Næste: Hvad ser du?");
        Assert.Contains("Siden har stået åben længe", page.Words(".alert"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_on_the_public_list_already_is_asked_about_once()
    {
        await (await Host.ClientAsync()).Report("Lærkevej 7");
        var number = await Host.Rows(db => db.Reports.OrderByDescending(report => report.ReceivedAt).Select(report => report.Number).FirstAsync(Cancel));
        var visitor = await Host.ClientAsync();
        Assert.EndsWith("Trin 3 af 3", Step(await visitor.ToCheck("Lærkevej 7")), StringComparison.Ordinal);
        var rune = await Host.Who("Rune Askholt");
        await Host.Do((AcknowledgeReport acknowledge) => acknowledge.Run(rune, number, null, Cancel));
        await Host.Do((RemakePublicList remake) => remake.Run(Actor.Program(rune.ForumId), Cancel));
        var same = await visitor.ToCheck("Lærkevej 9");
        Assert.Equal("Er det den samme?", same.Words("h1"));
        Assert.Contains("Kanyler, meldt i dag", same.Words(".cases"), StringComparison.Ordinal);
        Assert.DoesNotContain(number, same.Words(), StringComparison.Ordinal);
        var check = await visitor.Press(same, "Nej, det er en anden");
        Assert.EndsWith("Trin 3 af 3", Step(check), StringComparison.Ordinal);
        Assert.EndsWith("/nordvest#sager", (await visitor.Press(same, "Jeg følger den allerede meldte")).Url, StringComparison.Ordinal);
        // Indoors the street is nobody's business, so neither is the hint.
        Assert.EndsWith("Trin 3 af 3", Step(await visitor.ToCheck("Lærkevej 9", "Indoors")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_it_cannot_be_sent_just_now_nothing_is_lost_and_there_are_other_ways()
    {
        await using var host = await ForumHost.StartAsync(new() { Settings = new Dictionary<string, string?> { ["Limits:ReportsPerNumberAndHour"] = "1" } });
        var visitor = await host.ClientAsync();
        await visitor.Send(await visitor.ToCheck(), ("Phone", "95 00 07 04"));
        var page = await visitor.Send(await visitor.ToCheck("Svanevej 9"), ("Phone", "95 00 07 04"));
        Assert.Equal(HttpStatusCode.TooManyRequests, page.StatusCode);
        Assert.Equal("95 00 07 04", page.Value("Phone"));
        Assert.NotNull(page.QuerySelector(".alert a[href^='tel:']"));
        Assert.StartsWith("sms:+45", page.QuerySelector(".alert a[href^='sms:']")!.GetAttribute("href"), StringComparison.Ordinal);
        Assert.EndsWith("/tak", (await visitor.Send(page, ("Phone", ""))).Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Far_away_it_says_so_and_can_still_be_sent()
    {
        var visitor = await Host.ClientAsync();
        var start = await visitor.Page(NeighbourSteps.Front + "/meld");
        var what = await visitor.Press(start, "Næste: Hvad ser du?", ("Ground", "Street"), ("Text", "Rådhuspladsen"), ("Lat", "55.6760"), ("Lon", "12.5683"), ("Accuracy", "20"));
        Assert.Contains("uden for vores område", what.Words(".alert"), StringComparison.Ordinal);
        Assert.EndsWith("/tak", (await visitor.Send(await visitor.What(what))).Url, StringComparison.Ordinal);
    }

    private static string Step(IDocument page) => page.Words(".steps span");

    private Task<int> Count() => Host.Rows(db => db.Reports.CountAsync(Cancel));
}
