using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Tryghedsforum.Web.Tests.Board;
using Xunit;
using static Tryghedsforum.Web.Tests.Board.WorkHost;

namespace Tryghedsforum.Web.Tests.HandOvers;

public sealed class OutsidePageTests(WorkHost work) : IClassFixture<WorkHost>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Staff_send_a_case_on_and_somebody_without_account_answers_it()
    {
        var (number, secret) = await work.Report("Mågevej 4", words: "Mine egne ord", detail: "bag skuret");
        var tove = await work.As("Tove Brink");
        var link = await SendOut(tove, number);
        var outside = await work.Host.ClientAsync();
        for (var looks = 0; looks < 2; looks++)
        {
            var page = await outside.Page(link);
            Assert.Contains("Vil I feje i porten?", Words(page), StringComparison.Ordinal);
            Assert.Contains("Mågevej", Words(page), StringComparison.Ordinal);
            foreach (var hidden in new[] { "Mine egne ord", "bag skuret", "Mågevej 4", number }) Assert.DoesNotContain(hidden, page.DocumentElement.OuterHtml, StringComparison.Ordinal);
        }

        Assert.Contains("Vi venter på svar", Words(await tove.Page(Case(number))), StringComparison.Ordinal);
        var taken = await outside.Press(await outside.Page(link), "Vi tager den");
        Assert.Contains("Tak, fordi I tager den.", Words(taken), StringComparison.Ordinal);
        Assert.Contains("Viceværten tager den", (await tove.Page($"/{Slug}/overblik")).QuerySelector($"[data-key='{number}']")!.TextContent, StringComparison.Ordinal);
        var done = await outside.Press(taken, "Det er gjort", ("ord", "Fejet"));
        Assert.Contains("Tak for svaret", Words(done), StringComparison.Ordinal);
        using var gone = await outside.Http.GetAsync(link, Cancel);
        Assert.Equal(HttpStatusCode.Gone, gone.StatusCode);
        Assert.Equal("no-store", gone.Headers.CacheControl!.ToString());
        var own = Words(await outside.Page($"/s/{secret}"));
        Assert.Contains("Sendt videre til Viceværten", own, StringComparison.Ordinal);
        Assert.DoesNotContain("Fejet", own, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Staff_take_it_back_and_the_link_is_gone()
    {
        var (number, _) = await work.Report("Vibevej 4");
        var tove = await work.As("Tove Brink");
        var link = await SendOut(tove, number);
        Assert.Contains("Det er trukket tilbage", Words(await tove.Press(await tove.Page(Case(number)), "Træk tilbage")), StringComparison.Ordinal);
        var outside = await work.Host.ClientAsync();
        var page = await outside.Page(link);
        Assert.Equal(HttpStatusCode.Gone, page.StatusCode);
        Assert.Equal("Linket virker ikke mere", page.QuerySelector("h1")!.TextContent);
    }

    private static async Task<string> SendOut(Tryghedsforum.Testing.Visitor tove, string number)
    {
        var form = (await tove.Page(Case(number))).QuerySelectorAll<IHtmlFormElement>("form").Single(one => one.QuerySelector("#bedes") is not null);
        var made = await tove.Submit(form, null, ("til", "Viceværten"), ("bedes", "Vil I feje i porten?"), ("sted-ud", "Street"));
        return new Uri(made.QuerySelector<IHtmlInputElement>("#ud-link")!.Value).AbsolutePath;
    }
}
