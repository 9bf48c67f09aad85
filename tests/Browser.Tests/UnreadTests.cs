using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Tryghedsforum.Browser.Tests;

/// <summary>What is new is marked on an open page, and the mark goes when it is read on another device.</summary>
public sealed class UnreadTests(Chromium chromium, DemoTown town) : IClassFixture<DemoTown>
{
    private const string Board = DemoTown.Home + "/overblik", Person = "Tove Brink";

    [Fact]
    public async Task What_is_read_on_the_phone_loses_its_mark_on_the_open_board()
    {
        await using var desk = await chromium.Desktop(town.Host);
        await using var phone = await chromium.Phone(town.Host);
        foreach (var window in new[] { desk, phone }) await window.SignIn(Person);
        await desk.Lay(Board);
        await desk.Listens();
        var (number, _) = await town.Report("Lærkevej 15");
        var mark = desk.Page.Locator($"[data-board] [data-key='{number}'] .newmark");
        await Expect(mark).ToHaveTextAsync("Nyt", new() { Timeout = 30_000 });
        await Expect(desk.Page.Locator(".staffnav .newcount .sr-only")).ToHaveTextAsync("1 ny");

        await phone.Page.GotoAsync($"{Board}/{number}");
        await Expect(mark).ToHaveCountAsync(0, new() { Timeout = 30_000 });
        await Expect(desk.Page.Locator(".staffnav .newcount .newmark")).ToHaveCountAsync(0);
        await desk.StillLies();
        Assert.Empty(desk.Problems);
        Assert.Empty(phone.Problems);
    }
}
