using System.Net;
using Tryghedsforum.Web.Tests.Board;
using Xunit;
using static Tryghedsforum.Web.Tests.Board.WorkHost;

namespace Tryghedsforum.Web.Tests.Members;

/// <summary>Members choose how they are told, with a browser without script.</summary>
public sealed class MyMessagesPageTests(WorkHost work) : IClassFixture<WorkHost>
{
    [Fact]
    public async Task What_is_chosen_is_kept_and_shown_again()
    {
        var asta = await work.As("Asta Lindvig");
        var me = await asta.Page($"/{Slug}/mig");
        var page = await asta.Page(me.QuerySelectorAll("main a").Single(link => link.TextContent.Trim() == "Vælg, hvordan du får besked").GetAttribute("href")!);
        Assert.Equal(("21", "8"), (page.QuerySelector("#quietFrom option[selected]")!.GetAttribute("value"), page.QuerySelector("#quietUntil option[selected]")!.GetAttribute("value")));
        var saved = await asta.Press(page, "Gem", ("way", "Page"), ("english", "1"), ("quietFrom", "22"), ("quietUntil", "7"), ("rhythm", "Weekly"), ("emne-NeedleWaste", "1"));
        Assert.Equal("Gemt.", saved.QuerySelector(".happened")!.TextContent.Trim());
        Assert.Equal(["Page", "1", "22", "7", "Weekly"], saved.QuerySelectorAll("main form option[selected]").Select(option => option.GetAttribute("value")));
        Assert.NotNull(saved.QuerySelector("#emne-NeedleWaste[checked]"));
        Assert.Null(saved.QuerySelector("#emne-BinFull[checked]"));
    }

    [Fact]
    public async Task Those_who_follow_no_street_are_not_asked_about_streets()
    {
        var lea = await work.As("Lea Stougard");
        var page = await lea.Page($"/{Slug}/mig/besked");
        Assert.Null(page.QuerySelector("#rhythm"));
        Assert.Equal("Gemt.", (await lea.Press(page, "Gem", ("way", "Page"))).QuerySelector(".happened")!.TextContent.Trim());
    }

    [Fact]
    public async Task Whoever_opens_an_address_that_stops_nothing_finds_no_page()
    {
        var visitor = await work.Host.ClientAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Page($"/{Slug}/afmeld/{new string('x', 48)}")).StatusCode);
    }
}
