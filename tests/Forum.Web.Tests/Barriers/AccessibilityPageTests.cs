using Tryghedsforum.Testing;
using Tryghedsforum.Web.Tests.Board;
using Xunit;
using static Tryghedsforum.Web.Tests.Board.WorkHost;

namespace Tryghedsforum.Web.Tests.Barriers;

public sealed class AccessibilityPageTests(WorkHost work) : IClassFixture<WorkHost>
{
    private const string Address = $"/{Slug}/was";

    [Fact]
    public async Task A_barrier_that_a_neighbour_tells_of_stands_on_the_coordinators_page_until_it_is_handled()
    {
        var neighbour = await work.Host.ClientAsync();
        var page = await neighbour.Page(Address);
        Assert.Null(page.QuerySelector(".round"));
        var empty = await neighbour.Press(page, "Send");
        Assert.Contains("Skriv en besked.", Words(empty), StringComparison.Ordinal);
        var sent = await neighbour.Press(page, "Send", ("ord", "Kortet kan ikke nås med tastatur."));
        Assert.Contains("Koordinatoren får det at vide.", Words(sent), StringComparison.Ordinal);
        Assert.DoesNotContain("Kortet kan ikke nås", Words(sent), StringComparison.Ordinal);

        var maja = await work.As("Maja Ellekilde");
        var told = await maja.Page(Address);
        Assert.Contains("Kortet kan ikke nås med tastatur.", Words(told), StringComparison.Ordinal);
        var after = await maja.Press(told, "Klaret");
        Assert.DoesNotContain("Kortet kan ikke nås", Words(after), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_statement_is_linked_where_the_installation_names_one()
    {
        Assert.DoesNotContain("tilgængelighedserklæring", Words(await (await work.Host.ClientAsync()).Page(Address)), StringComparison.Ordinal);
        await using var named = await ForumHost.StartAsync(new() { Settings = new Dictionary<string, string?> { ["Accessibility:Statement"] = "https://was.example/erklaering" } });
        var link = (await (await named.ClientAsync()).Page(Address)).QuerySelector("main a.textlink");
        Assert.Equal("https://was.example/erklaering", link?.GetAttribute("href"));
    }
}
