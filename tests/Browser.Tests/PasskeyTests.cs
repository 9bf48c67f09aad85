using Microsoft.Playwright;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Browser.Tests;

/// <summary>Passkeys in a real browser, on a phone-sized screen, in Danish, with Chromium's own virtual authenticator.</summary>
public sealed class PasskeyTests(Chromium chromium, DemoTown town) : IClassFixture<DemoTown>
{
    private const string Home = DemoTown.Home;

    [Fact]
    public async Task Somebody_adds_a_passkey_signs_out_and_comes_back_with_it()
    {
        await using var window = await chromium.Phone(town.Host);
        await Device(window);
        await window.SignIn("Tove Brink");
        await window.Page.GotoAsync($"{Home}/mig");
        await window.Reads("main", "Du har ingen endnu.");
        await window.Page.GetByLabel("Hvad skal den hedde?").FillAsync("Toves telefon");
        await window.Press("Tilføj en adgangsnøgle");
        await window.Reads(".happened", "Adgangsnøglen er tilføjet.");
        await window.Reads("main li[data-key]", "Toves telefon");
        await Check(window, "noegler");
        // The device knows that it has one already.
        await window.Press("Tilføj en adgangsnøgle");
        await window.Reads("[data-passkey-says]", "Denne enhed har allerede en adgangsnøgle til dig.");

        await window.Press("Log ud");
        await window.Page.GotoAsync($"/log-ind?ReturnUrl={Home}/mig");
        await window.Shows("[data-passkey-part]:not([hidden])");
        await Check(window, "log-ind-noegle");
        await window.Press("Log ind med adgangsnøgle");
        await window.Reads("h1", "Tove Brink");
        await window.Reads("main li[data-key]", "Sidst brugt i dag");

        await window.Page.Locator("summary", new() { HasText = "Fjern" }).ClickAsync();
        await Check(window, "noegler-fjern");
        await window.Press("Ja, fjern den");
        await window.Reads(".happened", "Adgangsnøglen er fjernet.");
        await window.Press("Log ud");
        await window.Page.GotoAsync("/log-ind");
        await window.Press("Log ind med adgangsnøgle");
        await window.Reads("main", "Adgangsnøglen kunne ikke bruges.");
        await Check(window, "log-ind-noegle-fejl");
        Assert.DoesNotContain(window.Problems, problem => !problem.Contains("400", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Police_make_one_instead_of_an_app_and_use_it_as_the_second_step_and_alone()
    {
        await using var window = await chromium.Phone(town.Host);
        var device = await Device(window);
        await Code(window, "95 00 00 31", 1);
        await window.Reads("h1", "Et trin til");
        await window.Shows("[data-passkey-part]:not([hidden])");
        await Check(window, "totrin-noegle-ny");
        await window.Press("Lav en adgangsnøgle");
        await window.Reads("h1", "Lea Stougard");
        await window.Press("Log ud");

        await Code(window, "95 00 00 31", 2);
        await window.Reads("main", "Vis med din adgangsnøgle, at det er dig.");
        await Check(window, "totrin-noegle");
        // Nobody's finger: the page says so, and the next try counts.
        await device.Owner(present: false);
        await window.Press("Brug adgangsnøgle");
        await window.Reads("[data-passkey-says]", "Det blev ikke til noget. Prøv igen, når du er klar.");
        await device.Owner(present: true);
        await window.Press("Brug adgangsnøgle");
        await window.Reads("h1", "Lea Stougard");
        await window.Press("Log ud");

        await window.Page.GotoAsync($"/log-ind?ReturnUrl={Home}/mig");
        await window.Press("Log ind med adgangsnøgle");
        await window.Reads("h1", "Lea Stougard");
        Assert.Empty(window.Problems);
    }

    [Fact]
    public async Task Without_script_or_in_an_old_browser_the_code_is_there_and_the_page_says_why()
    {
        await using var plain = await chromium.Phone(town.Host, script: false);
        await plain.Page.GotoAsync("/log-ind");
        await plain.Reads("[data-passkey-without]:visible", "Du kan altid få en kode.");
        await plain.Shows("[data-passkey]:visible", 0);
        await Check(plain, "log-ind-uden-script");

        await using var old = await chromium.Phone(town.Host);
        await old.Page.AddInitScriptAsync("delete window.PublicKeyCredential");
        await old.Page.GotoAsync("/log-ind");
        await old.Reads("[data-passkey-unsupported]:not([hidden])", "Denne browser kan ikke bruge adgangsnøgler.");
        await old.Shows("[data-passkey]:visible", 0);
        await old.Follow("Jeg kan ikke komme ind");
        await old.Reads("h1", "Jeg kan ikke komme ind");
        await Check(old, "log-ind-hjaelp");
        await old.Follow("Tilbage");
        await old.Reads("h1", "Log ind");
    }

    private async Task Code(Window window, string phone, int which)
    {
        await window.Page.GotoAsync($"/log-ind?ReturnUrl={Home}/mig");
        await window.Page.GetByLabel("Mobilnummer eller e-mail").FillAsync(phone);
        await window.Press("Send mig en kode");
        var number = "+45" + phone.Replace(" ", "", StringComparison.Ordinal);
        await Eventually.True(() => town.TextsTo(number).Count == which);
        await window.Page.GetByLabel("Kode").FillAsync(string.Concat(town.TextsTo(number)[which - 1].SkipWhile(letter => !char.IsAsciiDigit(letter)).Take(6)));
        await window.Press("Gå videre");
    }

    private static async Task Check(Window window, string name)
    {
        await PageChecks.WordsApart(window.Page);
        await PageChecks.All(window, name);
    }

    private static async Task<VirtualDevice> Device(Window window)
    {
        var cdp = await window.Page.Context.NewCDPSessionAsync(window.Page);
        await cdp.SendAsync("WebAuthn.enable");
        var added = await cdp.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2", ["transport"] = "internal", ["hasResidentKey"] = true, ["hasUserVerification"] = true, ["isUserVerified"] = true, ["automaticPresenceSimulation"] = true,
            },
        });
        return new(cdp, added!.Value.GetProperty("authenticatorId").GetString()!);
    }

    private sealed class VirtualDevice(ICDPSession cdp, string id)
    {
        public async Task Owner(bool present) => await cdp.SendAsync("WebAuthn.setUserVerified", new() { ["authenticatorId"] = id, ["isUserVerified"] = present });
    }
}
