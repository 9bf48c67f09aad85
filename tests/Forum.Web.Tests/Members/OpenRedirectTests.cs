using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Testing;
using Tryghedsforum.Web.Tests.Reports;
using Xunit;

namespace Tryghedsforum.Web.Tests.Members;

/// <summary>Every place that is told where to lead somebody afterwards leads them nowhere else than here, as a browser reads addresses.</summary>
public sealed class OpenRedirectTests : IAsyncLifetime
{
    private static readonly string[] Elsewhere =
    [
        "//evil.example", "///evil.example", "////evil.example/a", "/\\evil.example", "\\/evil.example", "\\\\evil.example", "/\\/evil.example", "https:evil.example", "https:/evil.example", "https://evil.example/",
        "HTTPS://EVIL.EXAMPLE", "http:///evil.example", "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "data:text/html,<script>alert(1)</script>", "vbscript:x", "@evil.example",
        "https://localhost@evil.example", "https://localhost.evil.example", "/.//evil.example", "/a/..//evil.example", "/%2e//evil.example", "/..//evil.example", "/%2fevil.example", "/%5cevil.example", "%2f%2fevil.example",
        "/\t/evil.example", "/\n/evil.example", "/\r\nLocation: https://evil.example", "\u0000//evil.example", " //evil.example", "\u00a0//evil.example", "／／evil.example", "/／evil.example", "//evil。example",
        "//[::ffff:1.2.3.4]/", "//0x7f.1/", "/\u2028/evil.example", "~//evil.example", "?//evil.example", "#//evil.example", ".//evil.example", "//evil.example\\@localhost/", "blob:https://evil.example/x", "file:///etc/passwd",
    ];

    private ForumHost host = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => host = await ForumHost.StartAsync(new()
    {
        Settings = new Dictionary<string, string?>
        {
            ["Limits:CodesPerSourceAndTenMinutes"] = "1000", ["Limits:CodesPerNumberAndHour"] = "1000", ["Limits:CodesPerSeriesAndHour"] = "1000", ["Limits:WrongCodesPerNumberAndHour"] = "1000", ["Limits:CodesPerHour"] = "1000",
        },
    });

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task Wherever_it_may_be_said_it_leads_nowhere_else()
    {
        var wrong = new List<string>();
        var visitor = await host.ClientAsync();
        var page = await visitor.Page("/log-ind");
        var person = page.QuerySelector("button[name=person]")!.GetAttribute("value")!;
        foreach (var address in Elsewhere)
        {
            foreach (var (place, fields) in new (string, (string, string)[])[]
            {
                ("/log-ind/demo", [("person", person), ("returnUrl", address)]),
                ("/log-ud", [("returnUrl", address)]),
                ("/sprog", [("sprog", "da-DK"), ("tilbage", address)]),
                ($"/log-ind?ReturnUrl={Uri.EscapeDataString(address)}", [("_handler", "do"), ("telefon", "95 20 00 99")]),
            })
            {
                var token = (await visitor.Page("/log-ind")).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
                using var plain = Plain(visitor);
                using var answer = await plain.PostAsync(place, new FormUrlEncodedContent([.. fields.Select(field => KeyValuePair.Create(field.Item1, field.Item2)), new("__RequestVerificationToken", token)]), Cancel);
                wrong.AddRange(Leads(place, address, answer));
            }

            foreach (var place in new[] { "/log-ind", "/log-ind/hjaelp", "/log-ind/kode" })
            {
                var shown = await visitor.Page($"{place}?ReturnUrl={Uri.EscapeDataString(address)}");
                wrong.AddRange(shown.QuerySelectorAll("a[href], form[action], button[formaction]").Select(link => link.GetAttribute("href") ?? link.GetAttribute("formaction") ?? link.GetAttribute("action")!)
                    .Where(link => !link.StartsWith("tel:", StringComparison.Ordinal) && !IsHere(link)).Select(link => $"{place}: {address}: {link}"));
            }
        }

        Assert.Empty(wrong);
        Assert.True(Elsewhere.Length >= 20);
    }

    [Fact]
    public async Task Whoever_has_entered_the_code_is_led_nowhere_else_either()
    {
        var wrong = new List<string>();
        foreach (var address in Elsewhere.Append("/nordvest/mig?a=1"))
        {
            var visitor = await host.ClientAsync();
            var page = await visitor.Press(await visitor.Page($"/log-ind?ReturnUrl={Uri.EscapeDataString(address)}"), "Send mig en kode", ("telefon", Phone()));
            var token = page.QuerySelector<IHtmlInputElement>("form:has([name=kode]) [name=__RequestVerificationToken]")!.Value;
            using var plain = Plain(visitor);
            using var answer = await plain.PostAsync($"/log-ind/kode?ReturnUrl={Uri.EscapeDataString(address)}", new FormUrlEncodedContent([new("_handler", "do"), new("kode", await Code()), new("__RequestVerificationToken", token)]), Cancel);
            wrong.AddRange(Leads("/log-ind/kode", address, answer));
            if (address.StartsWith("/nordvest", StringComparison.Ordinal)) Assert.Equal(address, answer.Headers.Location!.OriginalString.Replace(host.Address.GetLeftPart(UriPartial.Authority), "", StringComparison.Ordinal));
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task A_session_is_never_the_one_that_somebody_brought_and_a_planted_way_in_leads_no_second_one_in()
    {
        // Somebody asks for a code for a number of another's, and plants the cookie in the other's browser, with a session of one's own.
        var (attacker, victim) = (await host.ClientAsync("Ida Falkentoft"), await host.ClientAsync());
        var page = await attacker.Press(await attacker.Page("/log-ind"), "Send mig en kode", ("telefon", Phone()));
        foreach (var (name, cookie) in attacker.Cookies.All) victim.Cookies.Put(name, cookie.Value.ToString());
        var planted = attacker.Cookies.All["forum-session"].Value.ToString();
        await victim.Press(await victim.Page("/log-ind/kode"), "Gå videre", ("kode", await Code()));
        Assert.NotEqual(planted, victim.Cookies.All["forum-session"].Value.ToString());
        Assert.Equal("Tove Brink", await Name(victim));
        // The code is used up, and the planted session is over, not taken over.
        await attacker.Press(page, "Gå videre", ("kode", await Code()));
        Assert.Equal("Log ind", await Name(attacker));

        // An id that somebody made up is nobody's, and does not become somebody's.
        var visitor = await host.ClientAsync();
        visitor.Cookies.Put("forum-session", "valgt-paa-forhaand");
        await visitor.Press(await visitor.Page("/log-ind?ReturnUrl=%2Flog-ind"), "Rune Askholt");
        Assert.NotEqual("valgt-paa-forhaand", visitor.Cookies.All["forum-session"].Value.ToString());
    }

    // The same browser, which stays where the answer came from.
    private HttpClient Plain(Visitor visitor)
    {
        var cookies = new CookieJar();
        foreach (var (name, cookie) in visitor.Cookies.All) cookies.Put(name, cookie.Value.ToString());
        var plain = host.CreateDefaultClient(host.Address, cookies);
        plain.DefaultRequestHeaders.Add("Origin", host.Address.GetLeftPart(UriPartial.Authority));
        return plain;
    }

    private static async Task<string> Name(Visitor visitor) => (await visitor.Page("/nordvest/mig")).QuerySelector("h1")!.TextContent;

    private static string Phone() => Web.Demo.DemoForums.Read().SelectMany(demo => demo.People).First(one => one.Name == "Tove Brink").Phone!;

    private IEnumerable<string> Leads(string place, string address, HttpResponseMessage answer)
    {
        var where = answer.Headers.TryGetValues("Location", out var values) ? values.Single() : null;
        // No browser sends such a letter, and no page takes it.
        if (address.Contains('\0', StringComparison.Ordinal) && (int)answer.StatusCode == 400) yield break;
        if (where is null || (int)answer.StatusCode is < 300 or >= 400)
        {
            yield return $"{place}: {address}: {(int)answer.StatusCode}, and nowhere";
            yield break;
        }

        if (!IsHere(where) || where.Any(char.IsControl)) yield return $"{place}: {address}: {where}";
        var after = System.Web.HttpUtility.ParseQueryString(new Uri(host.Address, where).Query)["ReturnUrl"];
        if (after is not null && !IsHere(after)) yield return $"{place}: {address}: then {after}";
    }

    // As browsers resolve it: tabs and line ends fall away, and a backslash is a slash.
    private bool IsHere(string address) => new Url(new Url(host.Address.AbsoluteUri), new string([.. address.Trim().Where(letter => letter is not ('\t' or '\n' or '\r'))]).Replace('\\', '/')).Origin == new Url(host.Address.AbsoluteUri).Origin;

    private async Task<string> Code()
    {
        var id = await host.Rows(db => db.SignInAttempts.AsNoTracking().OrderByDescending(attempt => attempt.At).Select(attempt => attempt.Id).FirstAsync(Cancel));
        return await host.Do((FieldCipher cipher) => Task.FromResult(SignInAttempt.Code(cipher, id)));
    }
}
