using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Tryghedsforum.Testing;
using Tryghedsforum.Web.Tests.Board;
using Xunit;
using static Tryghedsforum.Web.Tests.Board.WorkHost;

namespace Tryghedsforum.Web.Tests.Phones;

public sealed class PhonesPageTests(WorkHost work) : IClassFixture<WorkHost>
{
    [Fact]
    public async Task A_reply_on_the_crews_phone_takes_the_task_and_one_more_ends_it()
    {
        var (number, _) = await work.Report();
        var visitor = await work.Host.ClientAsync();
        await Eventually.True(async () => PhoneOf(await visitor.Page("/simulator"), "Ida F.").TextContent.Contains($"HENT {number}", StringComparison.Ordinal));
        // Other cases may be open on the same phone: the letter says which one is meant.
        var letter = PhoneOf(await visitor.Page("/simulator"), "Ida F.").QuerySelectorAll("li").Select(bubble => bubble.TextContent.Trim()).Last(text => text.Contains($"HENT {number}", StringComparison.Ordinal))[..1];
        await Press(visitor, "Ida F.", $"{letter}1");
        var ida = await work.As("Ida Falkentoft");
        await Eventually.True(async () => Words(await ida.Page(Case(number))).Contains("Taget af Sundhedsteamet", StringComparison.Ordinal));
        await Press(visitor, "Ida F.", $"{letter}2 3");
        await Eventually.True(async () => Words(await ida.Page(Case(number))).Contains("Hentet af Sundhedsteamet: 3 kanyler", StringComparison.Ordinal));
        Assert.Contains(PhoneOf(await visitor.Page("/simulator"), "Ida F.").QuerySelectorAll("li.out"), bubble => bubble.TextContent.StartsWith($"{letter}2 3", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_case_says_who_was_told_and_no_more_than_is_known()
    {
        var (number, _) = await work.Report(phone: "95 00 03 33");
        var tove = await work.As("Tove Brink");
        await Eventually.True(async () =>
        {
            var told = (await tove.Page(Case(number))).QuerySelector(".told")?.TextContent ?? "";
            return told.Contains("Ida F., Sundhedsteamet", StringComparison.Ordinal) && told.Contains("Leveret kl.", StringComparison.Ordinal) && told.Contains("Naboen", StringComparison.Ordinal);
        });
        Assert.Matches(@"Svarer ingen før kl\. \d+\.\d\d, spørger vi Herberget\.", Words(await tove.Page(Case(number))));
    }

    [Fact]
    public async Task The_page_says_plainly_that_no_real_phone_gets_anything() =>
        Assert.Contains("Ingen rigtige telefoner får noget.", Words(await work.Host.Page("/simulator")), StringComparison.Ordinal);

    [Fact]
    public async Task Outside_development_there_is_no_such_page()
    {
        await using var production = await ForumHost.StartAsync(new() { Environment = "Production" });
        Assert.Equal(HttpStatusCode.NotFound, (await production.Page("/simulator")).StatusCode);
    }

    private static async Task Press(Visitor visitor, string name, string reply)
    {
        var phone = PhoneOf(await visitor.Page("/simulator"), name);
        await visitor.Submit(phone.QuerySelector<IHtmlInputElement>("input[name=text]")!.Form!, null, ("text", reply));
    }

    private static IElement PhoneOf(IDocument page, string name) => page.QuerySelectorAll(".phone").First(phone => phone.QuerySelector("h2")!.TextContent.Contains(name, StringComparison.Ordinal));
}
