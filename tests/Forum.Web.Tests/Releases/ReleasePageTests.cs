using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Tryghedsforum.Web.Tests.Board;
using Xunit;
using static Tryghedsforum.Web.Tests.Board.WorkHost;

namespace Tryghedsforum.Web.Tests.Releases;

public sealed class ReleasePageTests(WorkHost work) : IClassFixture<WorkHost>
{
    private const string Staff = "Tove Brink", Coordinator = "Maja Ellekilde", Resident = "Asta Lindvig";

    [Fact]
    public async Task Staff_propose_and_the_coordinator_releases_without_any_script()
    {
        var number = await Seen("Kanyler ved nr. 12, 3. tv. Ring 22 10 12 34.");
        var tove = await work.As(Staff);
        var sides = await tove.Page(Address(number));
        Assert.Equal(["12, 3. tv.", "22 10 12 34"], sides.QuerySelectorAll("mark").Select(mark => mark.FirstChild!.TextContent));
        Assert.Equal("Kanyler ved nr. […] Ring […].", Draft(sides));
        Assert.Null(sides.QuerySelector("[value=frigiv]"));
        Assert.Contains("husnummer eller dør og telefonnummer", Words(sides), StringComparison.Ordinal);
        var proposed = await tove.Press(sides, "Foreslå til koordinatoren", ("ord", $"Kanyler ved skuret i {number}"));
        Assert.Contains("Forslaget venter nu på koordinatoren.", Words(proposed), StringComparison.Ordinal);

        var maja = await work.As(Coordinator);
        Assert.Contains("venter på, at du frigiver", Words(await maja.Page($"/{Slug}/overblik")), StringComparison.Ordinal);
        var waiting = (await maja.Page($"/{Slug}/frigivet")).QuerySelector<IHtmlAnchorElement>($"[data-key='{number}'] a")!.PathName;
        Assert.Equal(Address(number), waiting);
        var page = await maja.Page(waiting);
        // The case's number is still in it.
        Assert.Contains("Der står stadig noget i teksten", Words(page), StringComparison.Ordinal);
        var unread = await maja.Press(page, "Frigiv", ("ord", "Kanyler ved skuret."));
        Assert.Equal(HttpStatusCode.BadRequest, unread.StatusCode);
        Assert.Contains("Læs hele teksten, og sæt kryds.", Words(unread), StringComparison.Ordinal);
        Assert.Equal("Kanyler ved skuret.", Draft(unread));
        var refused = await maja.Press(unread, "Frigiv", ("ord", $"Kanyler ved skuret i {number}"), ("laest", "ja"));
        Assert.Contains("Der står stadig noget, som kan pege på en person.", Words(refused), StringComparison.Ordinal);
        Assert.True(refused.QuerySelector<IHtmlInputElement>("#laest")!.IsChecked);
        var released = await maja.Press(refused, "Frigiv", ("ord", "Kanyler ved skuret."), ("laest", "ja"));
        Assert.Contains("Teksten er frigivet.", Words(released), StringComparison.Ordinal);

        var asta = await work.As(Resident);
        var read = Words(await asta.Page($"/{Slug}/frigivet"));
        Assert.Contains("Kanyler ved skuret.", read, StringComparison.Ordinal);
        Assert.DoesNotContain(number, read, StringComparison.Ordinal);
        await tove.Press(await tove.Page(Address(number)), "Træk tilbage");
        Assert.DoesNotContain("Kanyler ved skuret.", Words(await asta.Page($"/{Slug}/frigivet")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Before_anybody_has_seen_the_case_the_page_says_so_and_takes_nothing()
    {
        var (number, _) = await work.Report(words: "Der lå noget.");
        var page = await (await work.As(Staff)).Page(Address(number));
        Assert.Contains("Sagen er ikke set endnu", Words(page), StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("textarea"));
        Assert.DoesNotContain("Der lå noget.", Words(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_written_is_shown_as_written_and_runs_nowhere()
    {
        const string Vector = "<script>alert(1)</script><img src=x onerror=alert(1)> 22 10 12 34 \"><svg/onload=alert(1)>";
        var number = await Seen(Vector);
        var maja = await work.As(Coordinator);
        var page = await maja.Press(await maja.Page(Address(number)), "Foreslå til koordinatoren");
        await maja.Press(page, "Frigiv", ("laest", "ja"));
        foreach (var shown in new[] { await maja.Page(Address(number)), await (await work.As(Resident)).Page($"/{Slug}/frigivet") })
        {
            Assert.Empty(shown.QuerySelectorAll("main script:not([src]), main img[src=x], main svg[onload]"));
            Assert.Contains("<script>alert(1)</script>", Words(shown), StringComparison.Ordinal);
        }
    }

    private static string Address(string number) => Case(number) + "/frigiv";

    private static string Draft(IDocument page) => page.QuerySelector<IHtmlTextAreaElement>("#ord")!.Value;

    private async Task<string> Seen(string words)
    {
        var (number, _) = await work.Report(words: words);
        var tove = await work.As(Staff);
        await tove.Press(await tove.Page(Case(number)), "Markér som set");
        return number;
    }
}
