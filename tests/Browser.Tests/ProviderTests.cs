using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Browser.Tests;

/// <summary>Signing in at somebody else's, in a real browser, on a phone-sized screen, in Danish, against a real provider.</summary>
public sealed class ProviderTests(Chromium chromium)
{
    private const string Home = DemoTown.Home;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Somebody_connects_a_login_signs_out_and_comes_back_with_it(bool script)
    {
        await using var provider = await OidcProvider.StartAsync();
        await using var host = await ForumHost.StartAsync(new() { Kestrel = true, Settings = new Dictionary<string, string?>(provider.Settings("mitid", "MitID", secondStep: true)) });
        await using var window = await chromium.Phone(host, script);
        await window.Page.Context.RouteAsync(address => provider.Address.IsBaseOf(new(address)), route => route.ContinueAsync());
        await window.SignIn("Maja Ellekilde");
        await window.Page.GotoAsync($"{Home}/mig");
        await window.Press("Forbind MitID");
        await AtProvider(window, "maja");
        await window.Reads(".happened", "Forbindelsen er lavet.");
        await window.Reads("#logins ~ ul li[data-key]", "MitID");
        if (script) await Check(window, "mig-udbyder");
        await window.Press("Log ud");

        await window.Page.GotoAsync($"/log-ind?ReturnUrl={Home}/mig");
        if (script) await Check(window, "log-ind-udbyder");
        await window.Press("Log ind med MitID");
        await AtProvider(window, "maja");
        await window.Reads("h1", "Maja Ellekilde");
        Assert.Empty(window.Problems);
    }

    [Fact]
    public async Task Somebody_unknown_is_told_kindly_what_to_do()
    {
        await using var provider = await OidcProvider.StartAsync();
        await using var host = await ForumHost.StartAsync(new() { Kestrel = true, Settings = new Dictionary<string, string?>(provider.Settings("mitid", "MitID")) });
        await using var window = await chromium.Phone(host);
        await window.Page.Context.RouteAsync(address => provider.Address.IsBaseOf(new(address)), route => route.ContinueAsync());
        await window.Page.GotoAsync("/log-ind");
        await window.Press("Log ind med MitID");
        await AtProvider(window, "nobody");
        await window.Reads("h1", "Du er ikke inviteret endnu");
        await Check(window, "log-ind-ikke-inviteret");
        await window.Follow("Log ind med en kode");
        await window.Reads("h1", "Log ind");
        Assert.Empty(window.Problems);
    }

    private static async Task AtProvider(Window window, string subject)
    {
        await window.Reads("h1", "Hvem er du?");
        await window.Page.GetByLabel("Navn").FillAsync(subject);
        await window.Press("Log ind");
    }

    private static async Task Check(Window window, string name)
    {
        await PageChecks.WordsApart(window.Page);
        await PageChecks.All(window, name);
    }
}
