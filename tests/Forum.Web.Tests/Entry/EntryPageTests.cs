using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Tryghedsforum.Web.Tests.Board;
using Xunit;
using static Tryghedsforum.Web.Tests.Board.WorkHost;

namespace Tryghedsforum.Web.Tests.Entry;

public sealed class EntryPageTests(WorkHost work) : IClassFixture<WorkHost>
{
    [Fact]
    public async Task Staff_write_a_report_down_for_somebody_on_the_phone_and_read_the_number_out()
    {
        var tove = await work.As("Tove Brink");
        var sent = await tove.Press(await tove.Page($"/{Slug}/skriv-ind"), "Skriv henvendelsen ind",
            ("sted", "Svanevej 9"), ("grund-type", "Street"), ("antal-kanyler", "One"), ("telefon", "95 00 02 22"), ("ord", "Ligger ved skraldespanden"));
        Assert.Equal(HttpStatusCode.OK, sent.StatusCode);
        var number = sent.QuerySelector(".ticket .code")!.TextContent;
        var page = Words(await tove.Page(Case(number)));
        Assert.Contains("Svanevej 9", page, StringComparison.Ordinal);
        Assert.Contains("i telefonen", page, StringComparison.Ordinal);
        Assert.Contains("Ligger ved skraldespanden", page, StringComparison.Ordinal);
        var neighbour = await work.Host.ClientAsync();
        Assert.Equal(HttpStatusCode.OK, (await neighbour.Page(new Uri(sent.QuerySelector<IHtmlInputElement>("#link")!.Value).AbsolutePath)).StatusCode);
    }

    [Fact]
    public async Task What_is_missing_is_said_on_top_and_at_the_field_and_nothing_typed_is_lost()
    {
        var tove = await work.As("Tove Brink");
        var answer = await tove.Press(await tove.Page($"/{Slug}/skriv-ind"), "Skriv henvendelsen ind", ("ord", "Mine ord"), ("telefon", "12"));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(["#sted", "#telefon", "#grund-type"], answer.QuerySelectorAll(".errbox a").Select(link => link.GetAttribute("href")).OrderBy(href => href switch { "#sted" => 0, "#telefon" => 1, _ => 2 }));
        Assert.Equal("Mine ord", answer.QuerySelector<IHtmlTextAreaElement>("#ord")!.Value);
        Assert.Equal("12", answer.QuerySelector<IHtmlInputElement>("#telefon")!.Value);
        Assert.Equal("true", answer.QuerySelector("#sted")!.GetAttribute("aria-invalid"));
    }

    [Fact]
    public async Task A_drop_off_is_one_figure_and_one_press_and_stands_on_the_page()
    {
        var rune = await work.As("Rune Askholt");
        var page = await rune.Press(await rune.Page($"/{Slug}/skriv-ind"), "Skriv afleveringen ind", ("antal", "17"));
        Assert.Contains("Afleveringen er skrevet ind.", Words(page), StringComparison.Ordinal);
        Assert.Contains(page.QuerySelectorAll(".dropoffs li"), line => line.TextContent.Contains("17 kanyler, Herberget", StringComparison.Ordinal));
        var uncounted = await rune.Press(page, "Skriv afleveringen ind");
        Assert.Contains(uncounted.QuerySelectorAll(".dropoffs li"), line => line.TextContent.Contains("ikke talt", StringComparison.Ordinal));
    }
}
