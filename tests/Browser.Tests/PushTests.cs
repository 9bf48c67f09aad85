using System.Text.Json;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Browser.Tests;

/// <summary>
/// News on the screen in a real browser. Headless Chromium reaches no push service, so it subscribes to none: the press is followed as far as it goes, and
/// what a service would bring is handed to the worker by the browser's own tools.
/// </summary>
public sealed class PushTests(Chromium chromium) : IAsyncLifetime
{
    private ForumHost host = null!;

    public async ValueTask InitializeAsync() => host = await ForumHost.StartAsync(new() { Kestrel = true, Settings = new Dictionary<string, string?>(PushService.Settings) });

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task The_worker_is_taken_shows_what_is_pushed_and_nothing_is_promised_that_did_not_work()
    {
        await using var window = await chromium.Phone(host);
        await window.SignIn("Rune Askholt");
        await window.Page.GotoAsync("/nordvest/mig/besked");
        await window.Shows("[data-push-part]:not([hidden])");
        await PageChecks.WordsApart(window.Page);
        await PageChecks.All(window, "besked-skaerm");
        await window.Press("Vis det på denne enhed");
        await window.Reads("[data-push-says]", "Browseren må ikke vise beskeder fra os.");

        await window.Page.Context.GrantPermissionsAsync(["notifications"], new() { Origin = host.Address.GetLeftPart(UriPartial.Authority) });
        var session = await window.Page.Context.NewCDPSessionAsync(window.Page);
        var registered = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        session.Event("ServiceWorker.workerRegistrationUpdated").OnEvent += (_, told) =>
        {
            foreach (var one in told!.Value.GetProperty("registrations").EnumerateArray()) registered.TrySetResult(one.GetProperty("registrationId").GetString()!);
        };
        await session.SendAsync("ServiceWorker.enable");
        await window.Press("Vis det på denne enhed");
        await window.Reads("[data-push-says]", "Det lykkedes ikke. Prøv igen.");
        var scope = await window.Page.EvaluateAsync<string>("async () => (await navigator.serviceWorker.getRegistrations()).map(one => one.scope + ' ' + one.active?.state).join()");
        Assert.Equal($"{host.Address}dist/ activated", scope);

        var id = await registered.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await session.SendAsync("ServiceWorker.deliverPushMessage", new()
        {
            ["origin"] = host.Address.GetLeftPart(UriPartial.Authority), ["registrationId"] = id,
            ["data"] = JsonSerializer.Serialize(new { title = "Nyt i sag NV-4827", body = "Tryghedsforum Nordvest", url = "/nordvest/overblik/NV-4827", tag = "nordvest/NV-4827", lang = "da" }),
        });
        await window.Page.WaitForFunctionAsync("async () => (await (await navigator.serviceWorker.getRegistration('/dist/')).getNotifications()).length === 1");
        var shown = await window.Page.EvaluateAsync<string>("async () => (await (await navigator.serviceWorker.getRegistration('/dist/')).getNotifications()).map(one => [one.title, one.body, one.data, one.tag].join('|')).join()");
        Assert.Equal("Nyt i sag NV-4827|Tryghedsforum Nordvest|/nordvest/overblik/NV-4827|nordvest/NV-4827", shown);
    }

    [Fact]
    public async Task An_iphone_is_told_to_keep_the_page_on_the_home_screen_and_other_browsers_are_not()
    {
        await using var window = await chromium.Phone(host);
        await window.Page.AddInitScriptAsync("delete window.PushManager; if (location.hash === '#iphone') Object.defineProperty(navigator, 'standalone', { value: false });");
        await window.SignIn("Rune Askholt");
        await window.Page.GotoAsync("/nordvest/mig/besked#iphone");
        await window.Shows("[data-push-home]:not([hidden])");
        Assert.False(await window.Page.Locator("[data-push-unsupported]").IsVisibleAsync());
        Assert.False(await window.Page.Locator("[data-push]").IsVisibleAsync());
        await PageChecks.WordsApart(window.Page);
        await PageChecks.All(window, "besked-iphone");
        await window.Page.GotoAsync("/nordvest/mig/besked?");
        await window.Shows("[data-push-unsupported]:not([hidden])");
        Assert.False(await window.Page.Locator("[data-push-home]").IsVisibleAsync());
    }

    [Theory]
    [InlineData("nordvest")]
    [InlineData("aeblehaven")]
    public async Task The_browser_takes_the_manifest_of_the_forum(string slug)
    {
        await using var window = await chromium.Phone(host);
        await window.Page.GotoAsync($"/{slug}");
        var session = await window.Page.Context.NewCDPSessionAsync(window.Page);
        var manifest = (await session.SendAsync("Page.getAppManifest"))!.Value;
        Assert.Equal($"{host.Address}{slug}/manifest.webmanifest", manifest.GetProperty("url").GetString());
        Assert.Empty(manifest.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("message").GetString()));
        Assert.Equal($"{host.Address}{slug}", manifest.GetProperty("manifest").GetProperty("startUrl").GetString());
        // The window is a private one, in which nothing is installed.
        Assert.DoesNotContain((await session.SendAsync("Page.getInstallabilityErrors"))!.Value.GetProperty("installabilityErrors").EnumerateArray(), error => error.GetProperty("errorId").GetString() != "in-incognito");
        Assert.Empty(window.Problems);
    }

    [Fact]
    public async Task Without_script_the_page_says_that_it_needs_it()
    {
        await using var window = await chromium.Phone(host, script: false);
        await window.SignIn("Rune Askholt");
        await window.Page.GotoAsync("/nordvest/mig/besked");
        await window.Reads("[data-push-without]", "Det kan kun slås til med JavaScript.");
        Assert.False(await window.Page.Locator("[data-push]").IsVisibleAsync());
    }
}
