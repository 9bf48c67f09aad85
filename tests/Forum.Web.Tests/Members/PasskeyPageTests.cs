using System.Net;
using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Testing;
using Tryghedsforum.Web.Pages.Members;
using Tryghedsforum.Web.Tests.Board;
using Xunit;
using static Tryghedsforum.Web.Tests.Board.WorkHost;

namespace Tryghedsforum.Web.Tests.Members;

/// <summary>Passkeys on the pages: what the script sends is sent here by hand, and the device is the test's own.</summary>
public sealed class PasskeyPageTests(WorkHost work) : IClassFixture<WorkHost>
{
    private const string Me = $"/{Slug}/mig", Cookie = "forum-session";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_member_adds_one_signs_in_with_it_and_removes_it()
    {
        var (visitor, device) = (await work.As("Tove Brink"), new Authenticator());
        var page = await Answer(visitor, await visitor.Page(Me), $"{Me}/noegle", device.Make, ("navn", "Toves telefon"));
        Assert.Contains("Adgangsnøglen er tilføjet.", Words(page), StringComparison.Ordinal);
        Assert.Contains("Toves telefon Tilføjet i dag. Ikke brugt endnu.", Words(page), StringComparison.Ordinal);

        var other = await work.Host.ClientAsync("Ida Falkentoft");
        var before = other.Cookies.All[Cookie].Value.ToString();
        page = await Answer(other, await other.Page($"/log-ind?ReturnUrl=%2F{Slug}%2Fmig"), PasskeyEndpoints.SignInAddress, device.Use);
        Assert.EndsWith(Me, page.Url, StringComparison.Ordinal);
        Assert.Equal("Tove Brink", page.QuerySelector("h1")!.TextContent);
        Assert.NotEqual(before, other.Cookies.All[Cookie].Value.ToString());
        Assert.Contains("Sidst brugt i dag.", Words(page), StringComparison.Ordinal);

        page = await visitor.Press(await visitor.Page(Me), "Ja, fjern den: Toves telefon");
        Assert.Contains("Adgangsnøglen er fjernet. Du er logget ud alle andre steder.", Words(page), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await visitor.Page($"/{Slug}/overblik")).StatusCode);
        Assert.EndsWith("/log-ind?ReturnUrl=%2Fnordvest%2Foverblik", (await other.Page($"/{Slug}/overblik")).Url, StringComparison.Ordinal);
        page = await Answer(other, await other.Page("/log-ind"), PasskeyEndpoints.SignInAddress, device.Use);
        Assert.Equal(HttpStatusCode.BadRequest, page.StatusCode);
        Assert.Contains("Adgangsnøglen kunne ikke bruges. Prøv igen, eller få en kode.", Words(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_a_computer_that_others_use_the_session_goes_with_the_browser()
    {
        var (visitor, device) = (await work.As("Rune Askholt"), new Authenticator());
        await Answer(visitor, await visitor.Page(Me), $"{Me}/noegle", device.Make, ("navn", "Runes"));
        var desk = await work.Host.ClientAsync();
        await Answer(desk, await desk.Page("/log-ind"), PasskeyEndpoints.SignInAddress, device.Use, ("delt", "ja"));
        Assert.True(desk.Cookies.All[Cookie].Expires is null);
    }

    [Fact]
    public async Task A_question_needs_the_page_it_is_asked_from_and_one_to_make_a_passkey_a_member()
    {
        var visitor = await work.Host.ClientAsync();
        foreach (var address in new[] { PasskeyEndpoints.SignInAddress, PasskeyEndpoints.SecondAddress, $"{Me}/noegle" })
        {
            using var forged = await visitor.Http.PostAsync(address, new FormUrlEncodedContent([]), Cancel);
            Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
        }

        var form = (await visitor.Page("/log-ind")).QuerySelector<IHtmlInputElement>("[data-passkey-answer]")!.Form!;
        foreach (var (address, status) in new[] { (PasskeyEndpoints.SignInAddress, HttpStatusCode.OK), (PasskeyEndpoints.SecondAddress, HttpStatusCode.BadRequest), ($"{Me}/noegle", HttpStatusCode.Unauthorized), ("/findes-ikke/mig/noegle", HttpStatusCode.NotFound) })
        {
            using var answer = await Ask(visitor, form, address);
            Assert.Equal((address, status), (address, answer.StatusCode));
            Assert.True(status != HttpStatusCode.OK || answer.Headers.CacheControl!.NoStore);
        }
    }

    [Fact]
    public async Task Police_who_have_one_are_asked_for_it_after_the_code_and_get_no_app_to_set_up()
    {
        var (lea, device) = (await work.As("Lea Stougard"), new Authenticator());
        await Answer(lea, await lea.Page(Me), $"{Me}/noegle", device.Make, ("navn", "Leas"));
        var visitor = await work.Host.ClientAsync();
        var page = await visitor.Press(await visitor.Page("/log-ind?ReturnUrl=%2Fnordvest%2Fmig"), "Send mig en kode", ("telefon", WayInTests.PhoneOf("Lea Stougard")));
        page = await visitor.Press(page, "Gå videre", ("kode", await WayInTests.CodeOn(work, WayInTests.NumberOf("Lea Stougard"))));
        Assert.Contains("Vis med din adgangsnøgle, at det er dig.", Words(page), StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("svg.qr, #kode"));
        page = await Answer(visitor, page, PasskeyEndpoints.SecondAddress, new Authenticator { Count = 5 }.Use);
        Assert.Contains("Adgangsnøglen kunne ikke bruges.", Words(page), StringComparison.Ordinal);
        page = await Answer(visitor, page, PasskeyEndpoints.SecondAddress, device.Use);
        Assert.Equal("Lea Stougard", page.QuerySelector("h1")!.TextContent);
    }

    [Fact]
    public async Task What_to_do_when_one_cannot_get_in_stands_one_press_away_and_leads_back()
    {
        var page = await work.Host.Page("/log-ind?ReturnUrl=%2Fnordvest%2Fmig");
        var help = await work.Host.Page(page.QuerySelectorAll<IHtmlAnchorElement>("main a").Single(link => link.TextContent == "Jeg kan ikke komme ind").PathName + "?ReturnUrl=%2Fnordvest%2Fmig");
        Assert.Contains("Koordinatoren inviterer dig igen", Words(help), StringComparison.Ordinal);
        Assert.Equal("/log-ind?ReturnUrl=%2Fnordvest%2Fmig", help.QuerySelectorAll("main a").Single(link => link.TextContent == "Tilbage").GetAttribute("href"));
        Assert.Equal("/log-ind", (await work.Host.Page("/log-ind/hjaelp?ReturnUrl=%2F%2Fevil.example")).QuerySelector("main a")!.GetAttribute("href"));
    }

    [Theory, BothDatabases]
    public async Task The_domain_is_the_configuration_s_whatever_host_is_asked(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        await using var host = await here.Serve(settings: new Dictionary<string, string?> { ["PublicUrl"] = "https://tryg.example", ["AllowedHosts"] = "tryg.example;evil.example;localhost" });
        var visitor = await here.Browser(host, "Tove Brink");
        visitor.Http.DefaultRequestHeaders.Host = "evil.example";
        visitor.Http.DefaultRequestHeaders.Remove("Origin");
        visitor.Http.DefaultRequestHeaders.Add("Origin", "https://tryg.example");
        var device = new Authenticator { Origin = "https://evil.example" };
        string? asked = null;
        await Answer(visitor, await visitor.Page(Me), $"{Me}/noegle", options => device.Make(asked = options), ("navn", "Min"));
        Assert.Equal("tryg.example", JsonDocument.Parse(asked!).RootElement.GetProperty("rp").GetProperty("id").GetString());
        Assert.DoesNotContain("Fjern", Words(await visitor.Page(Me)), StringComparison.Ordinal);
        device.Origin = "https://tryg.example";
        Assert.Contains("Adgangsnøglen er tilføjet.", Words(await Answer(visitor, await visitor.Page(Me), $"{Me}/noegle", device.Make, ("navn", "Min"))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15", "iPhone")]
    [InlineData("Mozilla/5.0 (Linux; Android 15; K) AppleWebKit/537.36", "Android")]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64)", "Windows")]
    [InlineData("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)", "Mac")]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64)", "Linux")]
    [InlineData("", "Other")]
    public void A_device_is_called_by_its_kind(string agent, string kind) => Assert.Equal(kind, DeviceWords.KindOf(agent));

    /// <summary>What the script does: asks for the question with the page's form, has the device answer, and sends the form.</summary>
    internal static async Task<IDocument> Answer(Visitor visitor, IDocument page, string address, Func<string, string> device, params (string Name, string Value)[] fields)
    {
        var form = page.QuerySelector<IHtmlInputElement>("[data-passkey-answer]")!.Form!;
        Assert.Equal(address, form.QuerySelector("[data-passkey]")!.GetAttribute("data-from"));
        using var asked = await Ask(visitor, form, address);
        Assert.Equal(HttpStatusCode.OK, asked.StatusCode);
        return await visitor.Submit(form, null, [.. fields, (PasskeyEndpoints.AnswerField, device(await asked.Content.ReadAsStringAsync(Cancel)))]);
    }

    private static Task<HttpResponseMessage> Ask(Visitor visitor, IHtmlFormElement form, string address) => visitor.Http.PostAsync(address, new FormUrlEncodedContent(
        form.Elements.OfType<IHtmlInputElement>().Where(field => field.Name is not null && field.Type != "checkbox").Select(field => KeyValuePair.Create(field.Name!, field.Value))), Cancel);
}
