using AngleSharp.Html.Parser;
using Tryghedsforum.Benchmarks.Scene;

namespace Tryghedsforum.Benchmarks.Measures;

/// <summary>What a first visit has to fetch, on the wire, as the published program serves it to a browser behind https; the demo's forum is the one that is shown.</summary>
internal static class Bytes
{
    private const string Forum = "nordvest", Person = "Rune Askholt";

    public static async Task Run(Stage stage, Table table)
    {
        await using var server = await stage.Demo(Forum);
        using var visitor = new PageVisitor(server.Address);
        var front = await visitor.Fetch(Forum);
        var report = await visitor.Fetch($"{Forum}/meld");
        using var member = new PageVisitor(server.Address);
        await member.SignIn(Person);
        var board = await member.Fetch($"{Forum}/overblik");

        void Row(string what, double bytes, double limit) => table.Limit($"bytes: {what}", bytes / 1024, null, "KB", limit);
        Row("front page with all it needs", front.Sum(part => part.Bytes), 120);
        table.Limit("requests: front page", front.Count, null, "", 12);
        Row("front page, HTML", Of(front, PartKind.Page), 15);
        Row("report step 1, HTML", Of(report, PartKind.Page), 15);
        Row("board, HTML (not packed: it is a page of somebody signed in)", Of(board, PartKind.Page), 15);
        Row("style sheet", Of(front, PartKind.Style), 28);
        Row("icons", Of(front, PartKind.Icons), 6);
        Row("fonts", Of(front, PartKind.Font), 55);
        Row("front page, script", Of(front, PartKind.Script), 35);
        Row("report step 1, script with map", Of(report, PartKind.Script), 110);
        Row("board, script", Of(board, PartKind.Script), 60);
    }

    private static double Of(IReadOnlyList<Part> parts, PartKind kind) => parts.Where(part => part.Kind == kind).Sum(part => part.Bytes);

    /// <summary>A browser that keeps cookies and unpacks nothing.</summary>
    private sealed class PageVisitor(Uri address) : IDisposable
    {
        private readonly HttpClient http = new(new SocketsHttpHandler()) { BaseAddress = address };

        public async Task<IReadOnlyList<Part>> Fetch(string page)
        {
            var parts = new List<Part> { await Load(page, PartKind.Page) };
            var document = await new HtmlParser().ParseDocumentAsync(await http.GetStringAsync(new Uri(page, UriKind.Relative)));
            var named = document.QuerySelectorAll("link[href], script[src], img[src], use").Select(element => element.GetAttribute("href") ?? element.GetAttribute("src") ?? "")
                // The map's script and style are loaded by the step's own script when the page stands.
                .Concat(document.QuerySelectorAll("[data-picker]").SelectMany(place => new[] { place.GetAttribute("data-picker")!, place.GetAttribute("data-picker-css")! }))
                .Select(address => address.Split('#')[0]).Where(file => file.StartsWith('/')).Distinct();
            foreach (var file in named) parts.Add(await Load(file, KindOf(file)));
            foreach (var sheet in parts.Where(part => part.Kind == PartKind.Style).ToList()) parts.AddRange(await Fonts(sheet.Address, parts));
            return parts;
        }

        /// <summary>Presses a person's button on the demo's sign-in page.</summary>
        public async Task SignIn(string person)
        {
            var page = await new HtmlParser().ParseDocumentAsync(await http.GetStringAsync(new Uri("log-ind", UriKind.Relative)));
            var button = page.QuerySelectorAll("button").First(one => one.TextContent == person);
            var form = button.Closest("form")!;
            var fields = form.QuerySelectorAll("input[name]").Append(button).Select(field => KeyValuePair.Create(field.GetAttribute("name")!, field.GetAttribute("value") ?? ""));
            using var content = new FormUrlEncodedContent(fields);
            using var answer = await http.PostAsync(new Uri(form.GetAttribute("action")!, UriKind.Relative), content);
            answer.EnsureSuccessStatusCode();
        }

        public void Dispose() => http.Dispose();

        private async Task<IReadOnlyList<Part>> Fonts(string sheet, IReadOnlyList<Part> known)
        {
            var css = await http.GetStringAsync(new Uri(sheet, UriKind.Relative));
            var fonts = css.Split("url(").Skip(1).Select(after => new Uri(new Uri(http.BaseAddress!, sheet), after.Split(')')[0].Trim('"', '\'')).AbsolutePath)
                .Where(file => file.EndsWith(".woff2", StringComparison.Ordinal)).Distinct().Except(known.Select(part => part.Address)).ToList();
            return await Task.WhenAll(fonts.Select(font => Load(font, PartKind.Font)));
        }

        private async Task<Part> Load(string file, PartKind kind)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, file) { Headers = { { "Accept-Encoding", "gzip, deflate, br" } } };
            using var answer = await http.SendAsync(request);
            answer.EnsureSuccessStatusCode();
            // Headers as HTTP/1.1 sends them; HTTP/2 packs them.
            var headers = answer.Headers.Concat(answer.Content.Headers).Sum(header => header.Key.Length + string.Join(", ", header.Value).Length + 4);
            return new(file, kind, headers + (await answer.Content.ReadAsByteArrayAsync()).Length);
        }

        private static PartKind KindOf(string file) => Path.GetExtension(file) switch
        {
            ".js" => PartKind.Script,
            ".css" => PartKind.Style,
            ".woff2" => PartKind.Font,
            _ when file.Contains("icons", StringComparison.Ordinal) => PartKind.Icons,
            _ => PartKind.Other,
        };
    }

    private sealed record Part(string Address, PartKind Kind, long Bytes);

    private enum PartKind
    {
        Page,
        Style,
        Script,
        Font,
        Icons,
        Other,
    }
}
