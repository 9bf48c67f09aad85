using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.PublicLists;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Testing;
using Tryghedsforum.Web.Tests.Reports;
using Xunit;

namespace Tryghedsforum.Web.Tests.Forums;

public sealed class FrontPageTests(SharedForumHost shared) : IClassFixture<SharedForumHost>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private ForumHost Host => shared.Host;

    [Fact]
    public async Task The_first_page_lists_the_forums()
    {
        var page = await Host.Page("/");
        Assert.Equal(["/nordvest", "/aeblehaven"], page.QuerySelectorAll("main a").Select(link => link.GetAttribute("href")));
    }

    [Fact]
    public async Task The_front_page_names_who_is_told_where_to_hand_in_and_112_and_leaves_no_cookie()
    {
        var visitor = await Host.ClientAsync();
        var page = await visitor.Page("/nordvest");
        Assert.Contains("Herberget og Sundhedsteamet får besked med det samme", page.Words(".hero"), StringComparison.Ordinal);
        Assert.Contains("Herberget, Hillerødgade", page.Words(".panel"), StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("main a[href='tel:112']"));
        Assert.Empty(visitor.Cookies.All);
    }

    [Fact]
    public async Task A_case_is_on_the_list_only_after_it_was_seen_and_the_list_remade()
    {
        var visitor = await Host.ClientAsync();
        var receipt = await visitor.Send(await visitor.ToCheck("Hejrevej 10"));
        var number = receipt.Words(".code");
        var rune = await Host.Who("Rune Askholt");
        await Remake(rune.ForumId);
        Assert.DoesNotContain("Hejrevej", (await visitor.Page("/nordvest")).Words("#cases"), StringComparison.Ordinal);
        await Host.Do((AcknowledgeReport acknowledge) => acknowledge.Run(rune, number, null, Cancel));
        Assert.DoesNotContain("Hejrevej", (await visitor.Page("/nordvest")).Words("#cases"), StringComparison.Ordinal);
        await Remake(rune.ForumId);
        var page = await visitor.Page("/nordvest");
        Assert.Contains("Hejrevej Kanyler, meldt i dag I gang", page.Words("#cases").Replace("HejrevejKanyler", "Hejrevej Kanyler", StringComparison.Ordinal).Replace("dagI", "dag I", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain(number, page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Hejrevej", page.QuerySelector("#kort svg[role=img]")!.GetAttribute("aria-label"), StringComparison.Ordinal);
        Assert.Matches(@"Listen er, som den var kl\. \d+\.\d\d\. Næste gang", page.Words("#strip"));
    }

    [Fact]
    public async Task A_resident_sees_the_quarter_and_chooses_streets_to_hear_of()
    {
        var visitor = await Host.ClientAsync("Asta Lindvig");
        var page = await visitor.Page("/nordvest/kvarteret");
        Assert.Equal("Lige nu i Nordvest", page.Words("h1"));
        foreach (var box in page.QuerySelectorAll<IHtmlInputElement>("[name=vej]")) box.IsChecked = box.Value == "Svanevej";
        var saved = await visitor.Press(page, "Gem mine veje");
        Assert.Contains("Dine veje er gemt.", saved.Words(".alert"), StringComparison.Ordinal);
        Assert.Equal(["Svanevej"], saved.QuerySelectorAll<IHtmlInputElement>("[name=vej]").Where(box => box.IsChecked).Select(box => box.Value));
    }

    [Fact]
    public async Task A_stranger_is_asked_to_sign_in_before_the_quarter()
    {
        var page = await Host.Page("/nordvest/kvarteret");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains("/log-ind", page.Url, StringComparison.Ordinal);
    }

    private Task<bool> Remake(int forum) => Host.Do((RemakePublicList remake) => remake.Run(Actor.Program(forum), Cancel));
}
