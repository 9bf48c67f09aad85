using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Xunit;
using static Tryghedsforum.Web.Tests.Board.WorkHost;

namespace Tryghedsforum.Web.Tests.Board;

public sealed class BoardPageTests(WorkHost work) : IClassFixture<WorkHost>
{
    private const string Staff = "Tove Brink", Crew = "Ida Falkentoft", Police = "Lea Stougard", Coordinator = "Maja Ellekilde", Resident = "Asta Lindvig";

    [Fact]
    public async Task Staff_mark_a_case_as_seen_without_any_script_and_it_stands_in_one_group()
    {
        var (number, _) = await work.Report();
        var tove = await work.As(Staff);
        var board = await tove.Page($"/{Slug}/overblik");
        Assert.Equal("g-ToSee", GroupOf(board, number));
        Assert.Single(board.QuerySelectorAll($"[data-key='{number}']"));

        var seen = await tove.Press(await tove.Page(Case(number)), "Markér som set");
        Assert.Equal(HttpStatusCode.OK, seen.StatusCode);
        Assert.Contains("Sagen er set.", Words(seen), StringComparison.Ordinal);
        Assert.Contains("Set af Herberget", Words(seen), StringComparison.Ordinal);
        Assert.Equal("g-ToTake", GroupOf(await tove.Page($"/{Slug}/overblik"), number));
    }

    [Fact]
    public async Task There_is_one_primary_button_and_it_is_the_next_step()
    {
        var (number, _) = await work.Report(ground: "Indoors");
        var tove = await work.As(Staff);
        Assert.Equal("Bestil afhentning", Primary(await tove.Page(Case(number))));
        var (asked, _) = await work.Report();
        Assert.Equal("Markér som set", Primary(await tove.Page(Case(asked))));
        var ida = await work.As(Crew);
        Assert.Equal("Tag opgaven", Primary(await ida.Page(Case(asked))));
        var mine = await ida.Press(await ida.Page(Case(asked)), "Tag opgaven");
        Assert.Equal("Meld hentet", Primary(mine));
        Assert.Equal(Pickup(asked), mine.QuerySelector<IHtmlAnchorElement>("a.button-primary")!.PathName);
    }

    [Fact]
    public async Task Staff_join_two_that_are_the_same_and_take_them_apart_again()
    {
        var (first, secret) = await work.Report("Rørsangervej 3");
        var (second, other) = await work.Report("Rørsangervej 5", words: "Ved porten");
        var tove = await work.As(Staff);
        Assert.Contains($"Måske samme som {first}", (await tove.Page($"/{Slug}/overblik")).QuerySelector($"[data-key='{second}']")!.TextContent, StringComparison.Ordinal);
        var whole = await tove.Press(await tove.Page(Case(second)), $"Saml i {first}");
        Assert.Contains("Sagerne er samlet.", Words(whole), StringComparison.Ordinal);
        Assert.Contains("Ved porten", whole.QuerySelector("[data-key='parts']")!.TextContent, StringComparison.Ordinal);
        var board = await tove.Page($"/{Slug}/overblik");
        Assert.Null(board.QuerySelector($"[data-key='{second}']"));
        Assert.Contains($"Samlet med {second}", board.QuerySelector($"[data-key='{first}']")!.TextContent, StringComparison.Ordinal);
        var neighbour = await work.Host.ClientAsync();
        Assert.Contains("Samlet med en anden henvendelse", Words(await neighbour.Page($"/s/{other}")), StringComparison.Ordinal);
        Assert.DoesNotContain("Ved porten", Words(await neighbour.Page($"/s/{secret}")), StringComparison.Ordinal);
        var ida = await work.As(Crew);
        Assert.Contains("Ved porten", Words(await ida.Page(Pickup(second))), StringComparison.Ordinal);
        var apart = await tove.Press(await tove.Page(Case(first)), "Skil ad igen");
        Assert.Contains("Sagerne er skilt ad igen.", Words(apart), StringComparison.Ordinal);
        Assert.NotNull((await tove.Page($"/{Slug}/overblik")).QuerySelector($"[data-key='{second}']"));
    }

    [Fact]
    public async Task Staff_order_a_pickup_where_the_rule_names_nobody()
    {
        var (number, _) = await work.Report(ground: "Indoors");
        var tove = await work.As(Staff);
        var page = await tove.Page(Case(number));
        var form = page.QuerySelectorAll<IHtmlFormElement>("form").Single(f => f.QuerySelector("#hold-hent") is not null);
        var team = form.QuerySelectorAll<IHtmlOptionElement>("option").Single(o => o.TextContent == "Sundhedsteamet").Value;
        var ordered = await tove.Submit(form, null, ("hold", team));
        Assert.Contains("Afhentningen er bestilt.", Words(ordered), StringComparison.Ordinal);
        Assert.Contains("Sundhedsteamet er spurgt, om de kan hente", Words(ordered), StringComparison.Ordinal);
        Assert.Equal("g-ToTake", GroupOf(await tove.Page($"/{Slug}/overblik"), number));
    }

    [Fact]
    public async Task A_text_is_read_by_the_program_and_staff_need_only_check_it()
    {
        var number = await work.Text("Hej der ligger 3 kanyler i gården hillerødgade 45 ved cykelskuret");
        var tove = await work.As(Staff);
        var page = await tove.Page(Case(number));
        Assert.Contains("Det ligner en melding. Antal: 3.", Words(page), StringComparison.Ordinal);
        var form = page.QuerySelectorAll<IHtmlFormElement>("form").Single(f => f.QuerySelector("#grund-type") is not null);
        Assert.Equal("NeedleWaste Yard TwoToFive Hillerødgade 45", $"{Chosen("slags")} {Chosen("grund-type")} {Chosen("antal")} {form.QuerySelector<IHtmlInputElement>("#sted")!.Value}");
        var corrected = await tove.Submit(form);
        Assert.DoesNotContain("Det ligner en melding", Words(corrected), StringComparison.Ordinal);
        Assert.Contains("Hillerødgade 45", corrected.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Kanyler, 2–5", Words(corrected), StringComparison.Ordinal);
        Assert.Contains("Sundhedsteamet er spurgt, om de kan hente", Words(corrected), StringComparison.Ordinal);

        string Chosen(string select) => form.QuerySelector<IHtmlSelectElement>("#" + select)!.Value!;
    }

    [Fact]
    public async Task Staff_ask_the_neighbour_and_are_told_how_the_question_gets_there()
    {
        var number = await work.Text("2 kanyler i gården hillerødgade 45");
        var rune = await work.As("Rune Askholt");
        var page = await rune.Page(Case(number));
        Assert.Contains("Dine ord bliver sendt som SMS", Words(page), StringComparison.Ordinal);
        Assert.Equal($"{number}: ", page.QuerySelector("[data-sms-for=spoergsmaal]")!.GetAttribute("data-before"));
        var refused = await rune.Press(page, "Send spørgsmål", ("spoergsmaal", " "));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.NotNull(refused.QuerySelector("#spoergsmaal[aria-invalid=true]"));
        var asked = await rune.Press(refused, "Send spørgsmål", ("spoergsmaal", "Er porten låst?"));
        Assert.Contains("Spørgsmålet er sendt. Svaret kommer her på sagen.", Words(asked), StringComparison.Ordinal);
        Assert.Contains("Herberget har spurgt naboen", Words(asked), StringComparison.Ordinal);
        Assert.Contains("har ikke svaret endnu", Words(asked), StringComparison.Ordinal);
        var (other, _) = await work.Report();
        Assert.Contains("Vi har ikke naboens nummer.", Words(await rune.Page(Case(other))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_solves_moves_the_case_to_what_was_solved_today()
    {
        var (number, secret) = await work.Report(category: "Idea", words: "Kunne der stå en spand her?");
        var maja = await work.As(Coordinator);
        await maja.Press(await maja.Page(Case(number)), "Markér som set");
        var page = await maja.Page(Case(number));
        Assert.Equal("Send svaret", Primary(page));
        var solved = await maja.Press(page, "Send svaret", ("ord", "God idé, vi tager den op."), ("loest", "ja"));
        Assert.Contains("Svaret står på naboens side.", Words(solved), StringComparison.Ordinal);
        Assert.Equal("g-SolvedToday", GroupOf(await maja.Page($"/{Slug}/overblik"), number));
        Assert.NotEmpty(secret);
    }

    [Fact]
    public async Task Dismissing_without_saying_where_is_refused_on_the_page_and_keeps_what_was_chosen()
    {
        var (number, _) = await work.Report();
        var tove = await work.As(Staff);
        var refused = await tove.Press(await tove.Page(Case(number)), "Afvis sagen", ("grund", "BelongsElsewhere"));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal(Case(number), new Uri(refused.Url).AbsolutePath);
        Assert.Contains("Skriv, hvor det hører til.", Words(refused), StringComparison.Ordinal);
        Assert.True(refused.QuerySelector<IHtmlInputElement>("input[name=grund][value=BelongsElsewhere]")!.IsChecked);
        Assert.True(refused.QuerySelector(".more")!.HasAttribute("open"));

        var dismissed = await tove.Press(refused, "Afvis sagen", ("hvor", "Kommunens gadebelysning"));
        Assert.Contains("Hører til et andet sted", Words(dismissed), StringComparison.Ordinal);
        Assert.Contains("Kommunens gadebelysning", Words(dismissed), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_one_who_comes_second_is_told_calmly_who_was_first()
    {
        var (number, _) = await work.Report();
        var (ida, rune) = (await work.As(Crew), await work.As("Rune Askholt"));
        var late = await rune.Page(Pickup(number));
        await ida.Press(await ida.Page(Pickup(number)), "[value=tag]");
        var answer = await rune.Press(late, "[value=tag]");
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains("Sundhedsteamet har allerede taget den. Du skal ikke gøre mere.", Words(answer), StringComparison.Ordinal);
        Assert.Null(answer.QuerySelector("[value=tag]"));
    }

    [Fact]
    public async Task The_police_see_their_part_without_reporter_words_or_who_was_told()
    {
        var (needles, _) = await work.Report(words: "Hemmelige ord", phone: "95 00 01 11");
        var (threat, _) = await work.Report(category: "Threat", words: "Hemmelige ord", phone: "95 00 01 12", detail: "i porten");
        var lea = await work.As(Police);
        var board = await lea.Page($"/{Slug}/overblik");
        Assert.Null(GroupOf(board, needles));
        Assert.NotNull(GroupOf(board, threat));
        Assert.Equal(HttpStatusCode.NotFound, (await lea.Page(Case(needles))).StatusCode);

        var page = await lea.Page(Case(threat));
        Assert.DoesNotContain("Hemmelige ord", Words(page), StringComparison.Ordinal);
        Assert.DoesNotContain("95 00 01 12", Words(page), StringComparison.Ordinal);
        Assert.DoesNotContain("i porten", Words(page), StringComparison.Ordinal);
        Assert.DoesNotContain("Hvem har fået besked", Words(page), StringComparison.Ordinal);
        Assert.Equal(["Markér som set"], page.QuerySelectorAll(".casepanel button").Select(button => button.TextContent.Trim()));
        Assert.Contains("Set af Nærpolitiet", Words(await lea.Press(page, "Markér som set")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_police_officer_who_sends_a_form_that_was_not_offered_is_turned_away()
    {
        var (threat, _) = await work.Report(category: "Threat");
        var lea = await work.As(Police);
        var page = await lea.Page(Case(threat));
        var form = page.QuerySelectorAll<IHtmlFormElement>(".casepanel form").Single();
        var answer = await lea.Submit(form, null, ("do", "nyt-link"));
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.DoesNotContain("/s/", answer.Body!.InnerHtml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_forums_case_is_an_unknown_page()
    {
        var (number, _) = await work.Report(slug: "aeblehaven", written: "Skolevej");
        var tove = await work.As(Staff);
        Assert.Equal(HttpStatusCode.NotFound, (await tove.Page(Case(number))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await tove.Page(Pickup(number))).StatusCode);
    }

    [Fact]
    public async Task A_new_link_is_shown_once_and_the_old_one_stops_working()
    {
        var (number, secret) = await work.Report();
        var tove = await work.As(Staff);
        var page = await tove.Press(await tove.Page(Case(number)), "Vis et nyt link");
        var link = page.QuerySelector<IHtmlInputElement>("#link")!.Value;
        Assert.DoesNotContain(secret, link, StringComparison.Ordinal);
        Assert.True(page.QuerySelector("#link") is not null && (await tove.Page(Case(number))).QuerySelector("#link") is null);
        var anybody = await work.Host.ClientAsync();
        Assert.Equal(HttpStatusCode.OK, (await anybody.Page(new Uri(link).AbsolutePath)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await anybody.Page($"/s/{secret}")).StatusCode);
    }

    [Fact]
    public async Task Correcting_the_category_keeps_the_place_and_its_point()
    {
        var (number, _) = await work.Report(written: "Rørsangervej 82");
        var tove = await work.As(Staff);
        var before = Words(await tove.Page(Case(number)));
        Assert.Contains("Tæt på børn", before, StringComparison.Ordinal);
        var after = Words(await tove.Press(await tove.Page(Case(number)), "Gem rettelsen", ("slags", "BinFull")));
        Assert.Contains("Fyldt kanylespand", after, StringComparison.Ordinal);
        Assert.Contains("Rørsangervej 82", after, StringComparison.Ordinal);
        Assert.Contains("Tæt på børn", after, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("overblik", Resident, HttpStatusCode.Forbidden)]
    [InlineData("hentes", Police, HttpStatusCode.Forbidden)]
    [InlineData("skriv-ind", Police, HttpStatusCode.Forbidden)]
    [InlineData("leveret", Staff, HttpStatusCode.Forbidden)]
    [InlineData("maaned", Resident, HttpStatusCode.Forbidden)]
    [InlineData("overblik", Coordinator, HttpStatusCode.OK)]
    [InlineData("hentes", Crew, HttpStatusCode.OK)]
    [InlineData("skriv-ind", Crew, HttpStatusCode.OK)]
    [InlineData("leveret", Coordinator, HttpStatusCode.OK)]
    [InlineData("maaned", "Henning Krage", HttpStatusCode.OK)]
    [InlineData("mig", Resident, HttpStatusCode.OK)]
    public async Task Each_page_is_for_those_whose_work_it_is(string page, string person, HttpStatusCode expected) =>
        Assert.Equal(expected, (await (await work.As(person)).Page($"/{Slug}/{page}")).StatusCode);

    [Fact]
    public async Task Somebody_who_is_not_signed_in_is_led_to_sign_in_and_back()
    {
        var answer = await (await work.Host.ClientAsync()).Page($"/{Slug}/overblik");
        Assert.Equal("/log-ind", new Uri(answer.Url).AbsolutePath);
        Assert.Contains("%2Fnordvest%2Foverblik", answer.Url, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Going_off_duty_takes_the_name_from_the_board()
    {
        var jens = await work.As("Jens Molbæk");
        Assert.Contains("Jens M.", Words(await jens.Page($"/{Slug}/overblik")), StringComparison.Ordinal);
        Assert.Contains("Du er ikke på vagt", Words(await jens.Press(await jens.Page($"/{Slug}/mig"), "Gå af vagt")), StringComparison.Ordinal);
        Assert.DoesNotContain("Jens M.", Words(await jens.Page($"/{Slug}/overblik")), StringComparison.Ordinal);
        Assert.Contains("Du er på vagt", Words(await jens.Press(await jens.Page($"/{Slug}/mig"), "Gå på vagt")), StringComparison.Ordinal);
    }

    private static string Primary(IDocument page) => Assert.Single(page.QuerySelectorAll(".casepanel .button-primary")).TextContent.Trim();
}
