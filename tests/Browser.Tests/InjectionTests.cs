using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Tryghedsforum.Notifications.Simulator;
using Xunit;

namespace Tryghedsforum.Browser.Tests;

/// <summary>
/// Whatever somebody writes is shown as it was written, to everybody who may read it, and is never taken for a part of the page. The texts of
/// <c>injections.txt</c> are put, as many as fit, into every kind of field, and every page that shows one is opened in a real browser.
/// </summary>
public sealed partial class InjectionTests(Chromium chromium, DemoTown town) : IClassFixture<DemoTown>
{
    private const string Home = DemoTown.Home, Api = $"/api/v1/forums/{DemoTown.Slug}";

    private static readonly string[] Vectors = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "injections.txt"));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_that_is_written_becomes_a_part_of_a_page()
    {
        Assert.True(Vectors.Length > 150);
        var maja = await town.Host.ClientAsync("Maja Ellekilde");
        var (long_, lines, names) = (Packed(2000), Packed(200), Packed(80));
        var pages = new Written();

        foreach (var name in names.Where(name => !name.Any(char.IsControl)))
        {
            await maja.Press(await maja.Page($"{Home}/folk"), "Lav invitationen", ("navn", name), ("rolle", "Staff"), ("hold", "Herberget"), ("telefon", "95 12 77 98"));
            pages.Expect($"{Home}/folk", name);
        }

        for (var i = 0; i < Math.Min(12, names.Count); i++)
        {
            await Send(HttpMethod.Put, $"{Api}/settings/teams", new { name = names[i], @base = lines[i], hours = lines[^(i + 1)], receives = true });
            await Send(HttpMethod.Put, $"{Api}/settings/places", new { kind = "Playground", name = names[^(i + 1)], where = "Ørnevej 6" });
            pages.Expect($"{Home}/indstillinger/hold", names[i]);
            pages.Expect($"{Home}/indstillinger/sted", names[^(i + 1)]);
        }

        for (var i = 0; i < lines.Count; i++)
        {
            var words = long_.ElementAtOrDefault(i);
            var (number, secret) = await Report(new { category = "NeedleWaste", ground = "Yard", amount = "TwoToFive", find = "Needles", place = new { written = lines[i], detail = lines[^(i + 1)] }, words, access = Turned(i), phone = $"951277{i:D2}" });
            pages.Expect($"{Home}/overblik/{number}", lines[i], lines[^(i + 1)], Turned(i), words);
            await Send(HttpMethod.Post, $"{Api}/reports/{number}/contact", new { reason = "Other", because = lines[i] });
            if (words is null) continue;
            await Send(HttpMethod.Post, $"{Api}/own-case/add", new { words }, secret);
            await Send(HttpMethod.Post, $"{Api}/reports/{number}/answer", new { words });
            await Send(HttpMethod.Post, $"{Api}/reports/{number}/release/propose", new { words });
            pages.Expect($"/s/{secret}", lines[i], words);
            var release = await Read($"{Api}/reports/{number}/release");
            await Send(HttpMethod.Post, $"{Api}/reports/{number}/release", new { proposal = release["proposal"]!["id"], words, read = true, keepFound = true });
            pages.Expect($"{Home}/overblik/{number}/frigiv", words);
            pages.Expect($"{Home}/frigivet", words);
            pages.Expect($"{Home}/overblik", lines[i]);
        }

        foreach (var line in lines)
        {
            var (number, secret) = await Report(new { category = "OtherWaste", ground = "Street", place = new { written = "Ørnevej 6" }, words = "Det hører vist til et andet sted." });
            await Send(HttpMethod.Post, $"{Api}/reports/{number}/dismiss", new { reason = "BelongsElsewhere", where = line });
            pages.Expect($"/s/{secret}", line);
            if (line == lines[0]) pages.Expect($"{Home}/overblik/{number}", line);
        }

        foreach (var words in long_)
        {
            await Send(HttpMethod.Post, $"{Api}/barriers", new { words, contact = Packed(120)[0] });
            pages.Expect($"{Home}/was", words);
        }

        foreach (var text in Packed(1500))
        {
            town.Host.Services.GetRequiredService<SimulatedPhones>().SendText("+4595127799", "+4595100000", text);
            pages.Expect("/simulator", text);
        }

        var settings = await Read($"{Api}/settings");
        var contact = settings["contact"]!.AsObject();
        (contact["name"], contact["quarter"], contact["controller"], contact["controllerContact"]) = (names[0], names[1], lines[0], lines[1]);
        await Send(HttpMethod.Put, $"{Api}/settings/contact", contact);
        pages.Expect($"{Home}/indstillinger/kontakt", names[0], names[1], lines[0], lines[1]);
        pages.Expect($"{Home}/oplysninger", names[0], lines[0], lines[1]);
        pages.Expect(Home, names[0]);
        // The newest look at a contact.
        pages.Expect($"{Home}/logbog", lines[^1]);
        pages.Expect($"{Home}/meld");
        pages.Expect("/");

        await Walk(pages);

        string Turned(int i) => lines[(i + (lines.Count / 2)) % lines.Count];

        async Task<JsonObject> Read(string path) => (await maja.Http.GetFromJsonAsync<JsonObject>(path, Cancel))!;

        async Task<(string Number, string Secret)> Report(object report)
        {
            var sent = await Send(HttpMethod.Post, $"{Api}/reports", report);
            return (sent.GetProperty("number").GetString()!, sent.GetProperty("secret").GetString()!);
        }

        async Task<JsonElement> Send(HttpMethod method, string path, object body, string? secret = null)
        {
            using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) };
            if (secret is not null) request.Headers.Add("Case-Secret", secret);
            using var answer = await maja.Http.SendAsync(request, Cancel);
            var text = await answer.Content.ReadAsStringAsync(Cancel);
            Assert.True(answer.IsSuccessStatusCode, $"{path}: {text}");
            return text.Length == 0 ? default : JsonDocument.Parse(text).RootElement;
        }
    }

    [Fact]
    public async Task A_page_that_took_it_for_its_own_would_be_seen()
    {
        await using var window = await chromium.Desktop(town.Host);
        await window.Page.GotoAsync(Home);
        var unseen = new List<string>();
        foreach (var vector in Vectors.Where(one => Raw().IsMatch(one)))
        {
            if ((await window.Page.EvaluateAsync<string[]>(Injected, $"<!doctype html><body><p>{vector}</p></body>")).Length == 0) unseen.Add(vector);
        }

        Assert.Empty(unseen);
    }

    private async Task Walk(Written written)
    {
        await using var window = await chromium.Desktop(town.Host);
        await window.SignIn("Maja Ellekilde");
        var faults = new List<string>();
        foreach (var (path, texts) in written.Pages)
        {
            await window.Page.GotoAsync(path);
            faults.AddRange((await window.Page.EvaluateAsync<string[]>(Injected)).Select(fault => $"{path}: {fault}"));
            var shown = Spaces().Replace(await window.Page.EvaluateAsync<string>(Shown), " ");
            faults.AddRange(texts.Where(text => !shown.Contains(Spaces().Replace(text, " "), StringComparison.Ordinal)).Select(text => $"{path} does not show {text}"));
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults.Take(20)));
        // What the content security policy had to stop is an error on the console.
        Assert.Empty(window.Problems);
    }

    /// <summary>As many as fit into a field of that length, in as few texts as possible; none is cut.</summary>
    private static List<string> Packed(int length)
    {
        var packed = new List<string>();
        foreach (var vector in Vectors.Where(one => one.Length <= length))
        {
            if (packed.Count > 0 && packed[^1].Length + 1 + vector.Length <= length) packed[^1] += " " + vector;
            else packed.Add(vector);
        }

        return packed;
    }

    // Elements and attributes that the program never writes, and addresses that lead elsewhere.
    private const string Injected = """
        raw => {
          // A page that is only read, so that a vector cannot take the window away from the test.
          const page = raw ? new DOMParser().parseFromString(raw, 'text/html') : document;
          const found = [], name = e => e.outerHTML.replace(/\s+/g, ' ').slice(0, 160), addresses = ['href', 'src', 'srcset', 'action', 'formaction', 'data', 'poster', 'background', 'xlink:href', 'dynsrc', 'lowsrc'];
          const away = address => { try { const to = new URL(address, location.href); return to.origin !== location.origin && !/^(tel|mailto|sms):$/.test(to.protocol); } catch { return true; } };
          for (const e of page.querySelectorAll('*')) {
            const tag = e.localName;
            if (/^(iframe|frameset|object|embed|applet|style|math|base|video|audio|marquee|keygen|isindex|bgsound|xss|x|slot|plaintext|xmp|listing|noscript|animate|set|foreignobject)$/i.test(tag) && !(tag === 'noscript' && !/xss/.test(e.innerHTML))) found.push(name(e));
            else if (tag === 'script' && /xss/.test(e.textContent) && !e.type.includes('json')) found.push(name(e));
            else if (tag === 'meta' && /refresh|policy/i.test(e.httpEquiv)) found.push(name(e));
            else if ([...e.attributes].some(a => /^on/i.test(a.name) || a.name === 'style' && /xss|fixed/.test(a.value) || /xss|script/.test(a.name) || addresses.includes(a.name) && away(a.value) || a.name === 'src' && !a.value.startsWith('/'))) found.push(name(e));
            else if (/^(h1|h2)$/.test(tag) && /^(Forummet er lukket|Ring 95 12 34 99 i stedet)$/.test(e.textContent)) found.push(name(e));
          }
          return found;
        }
        """;

    // What stands on the page, in its fields, and what is read aloud of it.
    private const string Shown = """
        () => document.body.textContent + ' ' + [...document.querySelectorAll('input, textarea, option')].map(e => e.value).join(' ')
        """;

    // Written raw into a paragraph, these become elements; the others mean something in attributes, scripts or templates only.
    [GeneratedRegex("^<(?!/|!|\\?|b>|x>|scr<|<|noscript|table|td|html|body|frameset|template>|template shadow|image |textarea|select|input value|base target)[a-zA-Z]")]
    private static partial Regex Raw();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    private sealed class Written
    {
        private readonly Dictionary<string, List<string>> pages = [];

        public IEnumerable<(string Path, IReadOnlyList<string> Texts)> Pages => pages.Select(page => (page.Key, (IReadOnlyList<string>)page.Value));

        public void Expect(string path, params IEnumerable<string?> texts)
        {
            if (!pages.TryGetValue(path, out var there)) pages[path] = there = [];
            there.AddRange(texts.OfType<string>());
        }
    }
}
