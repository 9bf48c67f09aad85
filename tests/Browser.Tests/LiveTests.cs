using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Tryghedsforum.Browser.Tests;

/// <summary>An open page follows along without taking anything from under the reader's hands.</summary>
public sealed class LiveTests(Chromium chromium, DemoTown town) : IClassFixture<DemoTown>
{
    private const string Board = DemoTown.Home + "/overblik";

    [Fact]
    public async Task A_row_that_somebody_stands_on_is_changed_where_it_is_and_new_ones_wait_behind_the_bar()
    {
        await using var staff = await Staff();
        var (first, _) = await town.Report("Glentevej 14");
        var (other, _) = await town.Report("Glentevej 20");
        await staff.Shows(Row(first));
        await staff.Shows(Row(other));
        await staff.Page.FocusAsync(Row(first) + " a");
        await staff.Page.EvaluateAsync("document.activeElement.known = true");

        // Its new group waits, too: what changes its place is not counted as new.
        await See(first);
        var (second, _) = await town.Report("Hejrevej 10");
        var bar = staff.Page.GetByRole(AriaRole.Button, new() { Name = "1 ny henvendelse – vis den" });
        await Expect(bar).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await staff.Shows(Row(second), 0);
        Assert.True(await staff.Page.EvaluateAsync<bool>("document.activeElement.known === true"));

        await bar.ClickAsync();
        await staff.Shows(Row(second));
        await staff.Shows(Row(second) + " a:focus");
        await Expect(bar).ToHaveCountAsync(0);
        // The row moved to its new group, once and as the same node.
        await staff.Shows(Row(first));
        await staff.Shows($"#board [data-key='g-ToSee'] [data-key='{other}']");
        await staff.Shows($"#board [data-key='g-ToTake'] [data-key='{first}']");
        Assert.True(await staff.Page.EvaluateAsync<bool>($"document.querySelector(\"{Row(first)} a\").known === true"));
        await staff.StillLies();
        Assert.Empty(staff.Problems);
    }

    [Fact]
    public async Task A_lost_connection_is_said_and_what_was_missed_comes_exactly_once()
    {
        await using var staff = await chromium.Desktop(town.Host);
        var line = await Line.Of(staff);
        await staff.SignIn("Rune Askholt");
        await staff.Lay(Board);
        await staff.Listens();

        await line.Cut();
        var (first, _) = await town.Report("Lærkevej 7");
        var (second, _) = await town.Report("Lærkevej 11");
        await Expect(staff.Page.Locator("[data-live-state]")).ToHaveTextAsync("Forbinder igen", new() { Timeout = 30_000 });
        await staff.Reads("[data-live-lost]:not([hidden])", "Forbindelsen røg.");
        await staff.Shows(Row(first), 0);

        line.Mend();
        await staff.Page.EvaluateAsync("window.dispatchEvent(new Event('online'))");
        await staff.Shows(Row(first));
        await staff.Shows(Row(second));
        await staff.Listens();
        await staff.Shows("[data-live-lost]:not([hidden])", 0);
        // And it goes on from there.
        var (third, _) = await town.Report("Svanevej 9");
        await staff.Shows(Row(third));
        foreach (var number in new[] { first, second, third }) await staff.Shows(Row(number));
        await staff.StillLies();
    }

    [Theory]
    [InlineData(true, "Stærevej 12")]
    [InlineData(false, "Møntmestervej 14")]
    public async Task Send_pressed_twice_makes_one_report(bool script, string place)
    {
        await using var neighbour = await chromium.Phone(town.Host, script);
        await neighbour.SayWhere(place);
        await neighbour.SayWhat();
        await neighbour.Page.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true }).DblClickAsync();
        await neighbour.Reads("h1", "Tak. Vi har din besked.");

        await using var staff = await Staff();
        await staff.Shows($"#board [data-row]:has-text('{place}')");
    }

    [Fact]
    public async Task An_error_and_the_way_back_keep_what_was_typed()
    {
        await using var neighbour = await chromium.Phone(town.Host);
        var page = neighbour.Page;
        await page.GotoAsync(DemoTown.Home + "/meld");
        await page.GetByLabel("Skriv vej og nummer").FillAsync("Hulgårdsvej 86");
        await page.GetByLabel("Hvor præcist?").FillAsync("bag cykelskuret");
        await neighbour.Press("Næste: Hvad ser du?");
        await neighbour.Reads(".errbox", "Vælg, hvad det er for et sted");
        await Expect(page.Locator(".errbox")).ToBeFocusedAsync();
        await Expect(page).ToHaveTitleAsync(new System.Text.RegularExpressions.Regex("^Fejl: "));
        await Expect(page.GetByLabel("Skriv vej og nummer")).ToHaveValueAsync("Hulgårdsvej 86");
        await Expect(page.GetByLabel("Hvor præcist?")).ToHaveValueAsync("bag cykelskuret");

        await neighbour.Choose("Gård");
        await neighbour.Press("Næste: Hvad ser du?");
        await neighbour.Choose("6–20");
        await page.GetByLabel("Andet, vi skal vide?").FillAsync("Under trappen.");
        await neighbour.Press("Tilbage");
        await Expect(page.GetByLabel("Hvor præcist?")).ToHaveValueAsync("bag cykelskuret");
        await neighbour.Press("Næste: Hvad ser du?");
        await Expect(page.GetByLabel("Andet, vi skal vide?")).ToHaveValueAsync("Under trappen.");
        await Expect(page.GetByLabel("6–20")).ToBeCheckedAsync();
        await neighbour.Press("Næste: Tjek og send");
        await neighbour.Reads("main", "Under trappen.");
        Assert.Empty(neighbour.Problems);
    }

    private static string Row(string number) => $"#board [data-row][data-key='{number}']";

    private async Task<Window> Staff()
    {
        var window = await chromium.Desktop(town.Host);
        await window.SignIn("Tove Brink");
        await window.Lay(Board);
        return window;
    }

    private async Task See(string number)
    {
        var colleague = await town.Host.ClientAsync("Rune Askholt");
        await colleague.Press(await colleague.Page($"{Board}/{number}"), "Markér som set");
    }

    /// <summary>The wire between a window and the program, which can be cut.</summary>
    private sealed class Line
    {
        private readonly List<IWebSocketRoute> open = [];
        private bool isCut;

        public static async Task<Line> Of(Window window)
        {
            var line = new Line();
            await window.Page.RouteWebSocketAsync("**/live**", line.Open);
            await window.Page.RouteAsync("**/live/negotiate**", route => line.isCut ? route.AbortAsync() : route.ContinueAsync());
            return line;
        }

        public async Task Cut()
        {
            isCut = true;
            foreach (var socket in open.ToList()) await socket.CloseAsync();
            open.Clear();
        }

        public void Mend() => isCut = false;

        private void Open(IWebSocketRoute socket)
        {
            socket.ConnectToServer();
            open.Add(socket);
        }
    }
}
