using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Api.Tests;

/// <summary>Thousands of requests made from the interface's own description, most of them wrong somewhere: none is a fault of the program's, and every refusal says so in words.</summary>
public sealed class FuzzTests
{
    private const int Seed = 20270112, Requests = 5200;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whatever_comes_is_done_or_refused_in_words()
    {
        await using var here = await Neighbourhood.Found(DatabaseKind.Sqlite, new Dictionary<string, string?>
        {
            ["Limits:ReportsPerSourceAndTenMinutes"] = "1000000", ["Limits:ReportsPerForumAndHour"] = "1000000", ["Limits:ReportsPerNumberAndHour"] = "1000000",
            ["Limits:PicturesPerSourceAndTenMinutes"] = "1000000", ["Limits:WrongLinksPerSourceAndTenMinutes"] = "1000000",
        });
        await using var host = await here.Serve(clock: here.Clock);
        var sent = new List<SubmitReportAnswer>();
        for (var i = 0; i < 8; i++) sent.Add(await here.Report(Neighbourhood.Needles(i % 2 == 0 ? "Ørnevej 6" : "Mejsevænget 11")));
        var people = new[] { (await here.Browser(host)).Http, (await here.Browser(host, "Maja Ellekilde")).Http };
        using var description = JsonDocument.Parse(await people[0].GetStringAsync("/openapi/v1.json", Cancel));
        var random = new Random(Seed);
        var fuzz = new OddRequests(description.RootElement, random, [.. sent.Select(one => one.Number)], [.. sent.Select(one => one.Secret)], here.Team("Sundhedsteamet"));
        Assert.True(fuzz.Operations > 25, $"{fuzz.Operations} operations");

        var (wrong, seen) = (new List<string>(), new Dictionary<int, int>());
        for (var i = 0; i < Requests; i++)
        {
            using var request = fuzz.Next(i);
            var what = await Words(request);
            using var answer = await people[random.Next(people.Length)].SendAsync(request, Cancel);
            var status = (int)answer.StatusCode;
            seen[status] = seen.GetValueOrDefault(status) + 1;
            if (status >= 500) wrong.Add($"{status}: {what}");
            if (status >= 400 && !await IsProblem(answer, status)) wrong.Add($"{status} {answer.Content.Headers.ContentType}: {what}");
        }

        Assert.Empty(wrong.Take(20));
        Assert.DoesNotContain(host.Log.All, line => line.StartsWith("Error", StringComparison.Ordinal) || line.StartsWith("Critical", StringComparison.Ordinal));
        // It has got through to the use cases as well as to each kind of refusal.
        foreach (var status in new[] { 200, 204, 400, 401, 403, 404, 409, 413, 415, 422 }) Assert.True(seen.GetValueOrDefault(status) > 0, $"{status}: {string.Join(", ", seen.OrderBy(one => one.Key))}");
    }

    private static async Task<bool> IsProblem(HttpResponseMessage answer, int status)
    {
        if (answer.Content.Headers.ContentType?.MediaType != "application/problem+json") return false;
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel));
        return problem.RootElement.GetProperty("status").GetInt32() == status && problem.RootElement.GetProperty("title").GetString()!.Length > 0;
    }

    private static async Task<string> Words(HttpRequestMessage request)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(Cancel);
        return $"{request.Method} {request.RequestUri} {request.Content?.Headers.ContentType} {body[..Math.Min(body.Length, 400)]}";
    }

    /// <summary>Requests as a description says them, with something wrong here and there.</summary>
    private sealed class OddRequests
    {
        private static readonly string[] OddJson =
        [
            "null", "true", "-1", "0", "0.1", "1e400", "-1e400", "9223372036854775808", "123456789012345678901234567890", "\"\"", "\"   \"", "\"\\u0000\"", "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"a\\r\\nb\"", "\"\\u202eabc\\u2066\"",
            "\"😀👩‍👩‍👧‍👦\"", "\"Z̸̡̛͔a̷͎͝l̶g̵o̶\"", "\"ＡＢＣ١٢٣\"", "[]", "{}", "[null]", "[[[[[[]]]]]]", "{\"a\":{\"a\":{\"a\":{}}}}", "\"2027-13-45T99:99:99Z\"", "\"0001-01-01T00:00:00Z\"", "\"9999-12-31T23:59:59.9999999Z\"",
            "\"9999-12-31T23:59:59-14:00\"", "\"0001-01-01T00:00:00+14:00\"", "\"00000000-0000-0000-0000-000000000000\"", "\"<script>\"", "\"NeedleWaste,Threat\"", "\"-1\"", "\"' OR 1=1 --\"", "\"%00%0a\"", "\"\ufeff\"", "\"\u0085\u2028\"",
        ];

        private static readonly string[] OddText =
        [
            "", " ", "\0", "\r\n", "..", "../..", "%2e%2e%2f", "a/b", "a\\b", "😀", "\u202e", "Å\u030a", "null", "undefined", "-1", "0", "1e9", "NaN", "true", "' OR 1=1 --", "<script>", "{number}", "*", "?", "#", ";", "~", "2027-00", "9999-99", "2027-01-01", "99999-01", "\ufeff", "ÆH-1234",
        ];

        private static readonly string[] Types = ["application/json", "application/json; charset=utf-8", "application/json; charset=utf-16", "text/plain", "application/xml", "multipart/form-data", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded", "image/svg+xml", "application/problem+json"];

        private readonly JsonElement root;
        private readonly Random random;
        private readonly IReadOnlyList<string> numbers, secrets;
        private readonly Guid team;
        private readonly List<(string Path, string Method, JsonElement Operation)> operations = [];

        public OddRequests(JsonElement root, Random random, IReadOnlyList<string> numbers, IReadOnlyList<string> secrets, Guid team)
        {
            (this.root, this.random, this.numbers, this.secrets, this.team) = (root, random, numbers, secrets, team);
            foreach (var path in root.GetProperty("paths").EnumerateObject().Where(path => path.Name.StartsWith("/api/", StringComparison.Ordinal)))
                foreach (var operation in path.Value.EnumerateObject().Where(one => one.Value.ValueKind == JsonValueKind.Object && one.Value.TryGetProperty("responses", out _)))
                    operations.Add((path.Name, operation.Name.ToUpperInvariant(), operation.Value));
        }

        public int Operations => operations.Count;

        public HttpRequestMessage Next(int at)
        {
            var (path, method, operation) = operations[at % operations.Count];
            // Of which forum stands in the group's address, not among an operation's own parameters.
            path = path.Replace("{slug}", Uri.EscapeDataString(Text("slug").Replace("\0", "", StringComparison.Ordinal)), StringComparison.Ordinal);
            var query = new List<string>();
            var headers = new List<(string Name, string Value)>();
            foreach (var parameter in Parameters(operation))
            {
                var (name, place) = (parameter.GetProperty("name").GetString()!, parameter.GetProperty("in").GetString());
                var value = Text(name);
                if (place == "path") path = path.Replace($"{{{name}}}", Uri.EscapeDataString(value.Replace("\0", "", StringComparison.Ordinal)), StringComparison.Ordinal); // The server itself refuses a path with NUL; the test host throws.
                else if (place == "query") query.AddRange(Enumerable.Repeat(name, random.Next(4)).Select(_ => $"{name}={Uri.EscapeDataString(Text(name))}"));
                else if (place == "header") headers.Add((name, value));
            }

            // What belongs in the path or the body stands in the query as well, or a second time.
            if (Is(0.1)) query.AddRange(["slug=aeblehaven", "number=NV-0000", "number=x", "month=2027-01", "key=1", "key=2", "actor=1", "channel=Sms", "a%00=b", "=", "&&"]);
            var request = new HttpRequestMessage(new(Is(0.03) ? Pick("DELETE", "PUT", "PATCH", "POST", "GET", "OPTIONS", "ODD") : method), path + (query.Count == 0 ? "" : "?" + string.Join('&', query)));
            foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, Printable(value));
            if (Is(0.15)) request.Headers.TryAddWithoutValidation("Case-Secret", Is(0.7) ? secrets[random.Next(secrets.Count)] : Printable(Text("")));
            if (Is(0.3)) request.Headers.TryAddWithoutValidation("Idempotency-Key", Is(0.7) ? $"k{random.Next(40)}" : Printable(Text("")));
            if (Is(0.05)) request.Headers.TryAddWithoutValidation("Accept-Language", Pick("xx-YY", "*", ";q=2", "da;q=-1", new string('a', 4000), "en,da,de,fr,es,it"));
            if (request.Method.Method is not ("GET" or "OPTIONS") && Body(operation) is { } body) request.Content = body;
            return request;
        }

        private static JsonElement.ArrayEnumerator Parameters(JsonElement operation) => operation.TryGetProperty("parameters", out var all) ? all.EnumerateArray() : default;

        private ByteArrayContent? Body(JsonElement operation)
        {
            if (Is(0.03)) return null;
            var schema = operation.TryGetProperty("requestBody", out var body) && body.GetProperty("content").TryGetProperty("application/json", out var json) ? json.GetProperty("schema") : (JsonElement?)null;
            if (schema is null && operation.TryGetProperty("requestBody", out _)) return Of(Bytes(random.Next(400)), Pick("image/png", "image/jpeg", "image/svg+xml", "text/html"));
            if (schema is null && Is(0.7)) return null;
            var text = schema is { } known ? Value(known, 0) : OddJson[random.Next(OddJson.Length)];
            var bytes = Encoding.UTF8.GetBytes(text);
            if (Is(0.06)) bytes = bytes[..random.Next(bytes.Length)];
            if (Is(0.03)) bytes = [.. bytes, .. Bytes(8)];
            if (Is(0.02)) bytes = [0xEF, 0xBB, 0xBF, .. bytes];
            if (Is(0.01)) bytes = Encoding.UTF8.GetBytes("{\"words\":\"" + new string('x', 70_000) + "\"}");
            return Of(bytes, Is(0.05) ? Types[random.Next(Types.Length)] : "application/json");
        }

        private static ByteArrayContent Of(byte[] bytes, string type) => new(bytes) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } };

        private string Value(JsonElement schema, int depth)
        {
            if (depth > 0 && Is(0.12)) return Is(0.1) ? $"\"{new string('æ', random.Next(5000))}\"" : OddJson[random.Next(OddJson.Length)];
            if (schema.TryGetProperty("$ref", out var reference)) return Value(root.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()!.Split('/')[^1]), depth);
            foreach (var choice in new[] { "oneOf", "anyOf", "allOf" })
                if (schema.TryGetProperty(choice, out var some)) return Value(some.EnumerateArray().Last(one => !one.TryGetProperty("type", out var type) || type.ToString() != "null"), depth);
            if (schema.TryGetProperty("enum", out var words)) return words[random.Next(words.GetArrayLength())].GetRawText();
            var kind = schema.TryGetProperty("type", out var named) ? named.ValueKind == JsonValueKind.Array ? named.EnumerateArray().Select(one => one.GetString()).First(one => one != "null") : named.GetString() : "string";
            return kind switch
            {
                "object" => Members(schema, depth),
                "array" => $"[{string.Join(',', Enumerable.Range(0, random.Next(4)).Select(_ => Value(schema.GetProperty("items"), depth + 1)))}]",
                "integer" => random.Next(-2, 12).ToString(CultureInfo.InvariantCulture),
                "number" => Pick("55.7", "12.53", "0", "-91", "1e10"),
                "boolean" => Pick("true", "false"),
                _ => schema.TryGetProperty("format", out var format) && format.GetString() is "uuid" ? $"\"{(Is(0.5) ? team : Guid.NewGuid())}\""
                    : format.ValueKind == JsonValueKind.String && format.GetString() is "date-time" ? Pick("\"2027-01-12T15:00:00Z\"", "\"2027-01-12T15:00:00+01:00\"", "\"2026-01-01T00:00:00Z\"")
                    : Pick("\"Ørnevej 6\"", "\"Mejsevænget 11\"", "\"95 12 34 56\"", "\"Ved bænken.\"", "\"asta@example.dk\"", "\"Ørnevej\""),
            };
        }

        private string Members(JsonElement schema, int depth)
        {
            var members = schema.TryGetProperty("properties", out var all) ? all.EnumerateObject().Where(_ => Is(0.75)).Select(member => $"\"{member.Name}\":{Value(member.Value, depth + 1)}").ToList() : [];
            if (Is(0.05)) members.Add("\"isAdmin\":true");
            if (Is(0.05)) members.Add("\"channel\":\"Phone\"");
            if (members.Count > 0 && Is(0.05)) members.Add(members[0]);
            return $"{{{string.Join(',', members)}}}";
        }

        private string Text(string name) => Is(0.2) ? Is(0.1) ? new string('9', 2000) : OddText[random.Next(OddText.Length)] : name switch
        {
            "slug" => Is(0.95) ? "nordvest" : "aeblehaven",
            "number" => numbers[random.Next(numbers.Count)],
            "month" => "2027-01",
            "id" => Guid.NewGuid().ToString(),
            _ => Pick("1", "true", "x", "Ørnevej"),
        };

        private byte[] Bytes(int count)
        {
            var bytes = new byte[count];
            random.NextBytes(bytes);
            return bytes;
        }

        // The client itself refuses what no header may hold.
        private static string Printable(string text) => string.Concat(text.Where(letter => letter is >= ' ' and < '\u007f'));

        private bool Is(double chance) => random.NextDouble() < chance;

        private string Pick(params string[] some) => some[random.Next(some.Length)];
    }
}
