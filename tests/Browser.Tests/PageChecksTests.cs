using Xunit;
using Xunit.Sdk;

namespace Tryghedsforum.Browser.Tests;

/// <summary>The checks themselves: a sound page passes all of them, and each sees the fault that it is for.</summary>
public sealed class PageChecksTests(Chromium chromium)
{
    [Fact]
    public async Task A_sound_page_passes_every_check()
    {
        await using var window = await chromium.Phone();
        await Show(window, "<p>Læs <a href='#main'>mere om det</a> her.</p><a class='big' href='#main'>Meld</a><label class='big'><input type='checkbox' style='width: 24px; height: 24px'> Ja</label>");
        await PageChecks.All(window, "proeve");
        Assert.Empty(window.Problems);
    }

    [Fact]
    public async Task Each_check_sees_its_fault()
    {
        await using var window = await chromium.Phone();
        var page = window.Page;

        await Show(window, "<img src='data:,'>");
        await Fails("image-alt", () => Axe.Clean(page));

        await Show(window, "<div style='width: 330px'>For bred</div>");
        await Fails("For bred", () => PageChecks.NoSidewaysScroll(page, 320));
        await PageChecks.NoSidewaysScroll(page, 390);

        await Show(window, "<div style='height: 2rem; width: 8em; overflow: hidden; line-height: 1.5'>Ti små ord</div>");
        await PageChecks.Text200(page);
        await Show(window, "<div style='height: 32px; overflow: hidden; line-height: 1.5'>Afskåret</div>");
        await Fails("Afskåret", () => PageChecks.Text200(page));

        await Show(window, "<a href='#main' style='display: inline-block'>Lille</a>");
        await Fails("Lille", () => PageChecks.Targets44(page));

        await Show(window, "<p>Det er løst.</p><p>Tak (for hjælpen).</p>");
        await PageChecks.WordsApart(page);
        await Show(window, "<p>Det er løst.<b>Tak</b></p>");
        await Fails("løst.Tak", () => PageChecks.WordsApart(page));
    }

    [Fact]
    public async Task A_page_that_hides_its_overflow_is_seen_all_the_same()
    {
        await using var window = await chromium.Phone();
        await Show(window, "<style>html, body { overflow-x: hidden }</style><div style='width: 330px'>For bred</div>");
        await Fails("For bred", () => PageChecks.NoSidewaysScroll(window.Page, 320));
    }

    [Fact]
    public async Task A_call_to_another_host_goes_nowhere_and_is_told()
    {
        await using var window = await chromium.Desktop();
        await Show(window, "<img alt='' src='https://tiles.example.com/1.png'>");
        await Testing.Eventually.True(() => window.Problems.Contains("call to https://tiles.example.com/1.png"));
    }

    [Fact]
    public async Task Without_script_a_page_does_not_run_its_own_and_can_still_be_checked()
    {
        await using var window = await chromium.Phone(script: false);
        await Show(window, "<p id='p'>Uden</p><script>document.getElementById('p').textContent = 'Med'</script>");
        Assert.Equal("Uden", await window.Page.TextContentAsync("#p"));
        await PageChecks.All(window, "uden-script");
        await Show(window, "<a href='#main' style='display: inline-block'>Lille</a>");
        await Fails("Lille", () => PageChecks.Targets44(window.Page));
    }

    private static async Task Fails(string with, Func<Task> check) =>
        Assert.Contains(with, (await Assert.ThrowsAnyAsync<XunitException>(check)).Message, StringComparison.Ordinal);

    private static Task Show(Window window, string body) => window.Page.SetContentAsync($$"""
        <!doctype html><html lang="da"><head><meta name="viewport" content="width=device-width, initial-scale=1"><title>Prøve</title>
        <style>body { font: 1rem/1.5 sans-serif; margin: 0 } .big { display: inline-flex; align-items: center; min-width: 44px; min-height: 44px }</style>
        </head><body><main id="main"><h1>Prøve</h1>{{body}}</main></body></html>
        """);
}
