using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Tryghedsforum.Browser.Tests;

/// <summary>What people do with the pages, step by step, with or without script.</summary>
internal static partial class Acts
{
    private static readonly LocatorAssertionsToContainTextOptions Patient = new() { Timeout = 30_000 };

    /// <summary>Goes from the front page to the first step and says where it is.</summary>
    public static async Task SayWhere(this Window window, string written, string ground = "Gade, park, legeplads")
    {
        await window.Page.GotoAsync(DemoTown.Home);
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "Meld om kanyler" }).First.ClickAsync();
        await window.Choose(ground);
        await window.Page.GetByLabel("Skriv vej og nummer").FillAsync(written);
        await window.Press("Næste: Hvad ser du?");
    }

    /// <summary>The second step: two to five needles, and words.</summary>
    public static async Task SayWhat(this Window window, string? words = null)
    {
        await window.Choose("2–5");
        if (words is not null) await window.Page.GetByLabel("Andet, vi skal vide?").FillAsync(words);
        await window.Press("Næste: Tjek og send");
    }

    /// <summary>The third step. Gives back the number on the receipt.</summary>
    public static async Task<string> Send(this Window window, string? phone = null)
    {
        if (phone is not null) await window.Page.GetByLabel("Vil du høre, når det er hentet?").FillAsync(phone);
        await window.Press("Send");
        await Expect(window.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Tak. Vi har din besked.", Patient);
        return Number().Match((await window.Page.TextContentAsync(".ticket"))!).Value;
    }

    /// <summary>Chooses an answer by its tile.</summary>
    public static Task Choose(this Window window, string answer) => window.Page.Locator("label", new() { HasText = answer }).First.ClickAsync();

    /// <summary>Presses the button with these words, or that begins with them.</summary>
    public static Task Press(this Window window, string button) =>
        window.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^" + Regex.Escape(button)) }).First.ClickAsync();

    /// <summary>Presses the link with these words.</summary>
    public static Task Follow(this Window window, string link) => window.Page.GetByRole(AriaRole.Link, new() { Name = link }).First.ClickAsync();

    /// <summary>Opens a page as one opens it who then lets it lie: whoever marks it sees whether it was loaded anew.</summary>
    public static async Task Lay(this Window window, string path)
    {
        await window.Page.GotoAsync(path);
        await window.Page.EvaluateAsync("window.laid = true");
    }

    /// <summary>The page still lies there: what it shows came by itself, nobody loaded it anew.</summary>
    public static async Task StillLies(this Window window) => Assert.True(await window.Page.EvaluateAsync<bool>("window.laid === true"), $"{window.Page.Url} was loaded anew");

    /// <summary>Waits until the words stand there.</summary>
    public static Task Reads(this Window window, string selector, string words) => Expect(window.Page.Locator(selector).First).ToContainTextAsync(words, Patient);

    /// <summary>Waits until it is there, as often as said.</summary>
    public static Task Shows(this Window window, string selector, int times = 1) => Expect(window.Page.Locator(selector)).ToHaveCountAsync(times, new() { Timeout = 30_000 });

    /// <summary>Waits until the page is told by the program what happens.</summary>
    public static Task Listens(this Window window) => Expect(window.Page.Locator("[data-live-state]")).ToHaveTextAsync("Forbundet", new() { Timeout = 30_000 });

    [GeneratedRegex(@"[A-Z]+-\d+")]
    private static partial Regex Number();
}
