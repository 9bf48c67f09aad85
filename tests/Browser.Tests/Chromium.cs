using Microsoft.Playwright;
using Tryghedsforum.Browser.Tests;
using Tryghedsforum.Testing;
using Xunit;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace Tryghedsforum.Browser.Tests;

/// <summary>Debian's Chromium, started once for all tests of the assembly. Each person gets a window of their own.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly ViewportSize PhoneSize = new() { Width = 390, Height = 844 };
    private static readonly ViewportSize DesktopSize = new() { Width = 1280, Height = 900 };
    private IPlaywright playwright = null!;
    private IBrowser browser = null!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        const string debian = "/usr/bin/chromium";
        if (!File.Exists(debian)) throw new InvalidOperationException("These tests need Chromium: apt-get install chromium");
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = debian,
            Headless = true,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    /// <summary>A phone of 390 × 844 with touch, scale 2.</summary>
    public Task<Window> Phone(ForumHost? host = null, bool script = true) =>
        Open(host, new() { ViewportSize = PhoneSize, DeviceScaleFactor = 2, IsMobile = true, HasTouch = true, JavaScriptEnabled = script });

    /// <summary>A desktop window of 1280 × 900.</summary>
    public Task<Window> Desktop(ForumHost? host = null, bool script = true) =>
        Open(host, new() { ViewportSize = DesktopSize, JavaScriptEnabled = script });

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
    }

    private async Task<Window> Open(ForumHost? host, BrowserNewContextOptions options)
    {
        options.BaseURL = host?.Address.ToString();
        options.Locale = "da-DK";
        options.TimezoneId = "Europe/Copenhagen";
        options.ReducedMotion = ReducedMotion.Reduce;
        var context = await browser.NewContextAsync(options);
        var window = new Window(context, await context.NewPageAsync(), options.JavaScriptEnabled != false);
        await window.StayAtHome(host?.Address);
        return window;
    }
}
