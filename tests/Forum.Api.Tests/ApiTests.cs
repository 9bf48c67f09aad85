using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Api.Tests;

public sealed class ApiTests
{
    private const string Right = """{"category":"NeedleWaste","ground":"Street","place":{"written":"Ørnevej 6"}}""";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_endpoint_of_the_interface_names_its_policy_and_the_description_says_it()
    {
        await using var here = await Neighbourhood.Found(DatabaseKind.Sqlite);
        await using var host = await here.Serve();
        var endpoints = host.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.TrimStart('/').Split('/')[0] is "api" or "live" or "openapi").ToList();
        Assert.True(endpoints.Count > 25);
        Assert.Empty(endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<Policy>() is null).Select(endpoint => endpoint.RoutePattern.RawText));

        var description = JsonDocument.Parse(await (await here.Browser(host)).Http.GetStringAsync("/openapi/v1.json", Cancel)).RootElement;
        var operations = description.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject(), (path, operation) => (Name: $"{operation.Name} {path.Name}", operation.Value))
            .Where(operation => operation.Name.Contains("/api/", StringComparison.Ordinal)).ToList();
        Assert.Equal(endpoints.Count(endpoint => endpoint.RoutePattern.RawText!.TrimStart('/').StartsWith("api", StringComparison.Ordinal)), operations.Count);
        Assert.Empty(operations.Where(operation => !operation.Value.TryGetProperty("security", out _) && operation.Value.GetProperty("description").GetString() != "Anyone.").Select(operation => operation.Name));
        Assert.Empty(description.GetProperty("components").GetProperty("schemas").EnumerateObject().Where(schema => char.IsDigit(schema.Name[^1])).Select(schema => schema.Name));
        Assert.DoesNotContain("nearPlaceId", description.ToString(), StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task Whatever_is_sent_the_answer_is_never_a_fault_of_the_program_and_always_words(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        await using var host = await here.Serve();
        var wrong = new List<string>();
        foreach (var name in new[] { null, "Asta Lindvig", "Rune Askholt" })
        {
            var http = (await here.Browser(host, name)).Http;
            foreach (var (what, expected, request) in Requests())
            {
                using var answer = await http.SendAsync(request(), Cancel);
                var type = answer.Content.Headers.ContentType;
                var problem = type?.ToString() == "application/problem+json; charset=utf-8" ? JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel)).RootElement : default;
                var status = (int)answer.StatusCode;
                if (expected != 0 ? status != expected : status is < 400 or >= 500) wrong.Add($"{name}: {what}: {status}");
                if (problem.ValueKind != JsonValueKind.Object || problem.GetProperty("status").GetInt32() != status || !problem.GetProperty("title").GetString()!.Contains(' ', StringComparison.Ordinal))
                    wrong.Add($"{name}: {what}: {status} {type}");
            }
        }

        Assert.Empty(wrong);
        Assert.DoesNotContain(host.Log.All, line => line.StartsWith("Error Tryghedsforum", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Refusals_speak_the_readers_language_and_name_the_field()
    {
        await using var here = await Neighbourhood.Found(DatabaseKind.Sqlite);
        await using var host = await here.Serve();
        foreach (var (language, title, fault) in new[] { ("da", "et blik mere", "Vælg"), ("en", "another look", "Choose an answer.") })
        {
            using var request = Post("/api/v1/forums/nordvest/reports", """{"category":"NeedleWaste","place":{"written":"Ørnevej"}}""");
            var http = (await here.Browser(host)).Http;
            http.DefaultRequestHeaders.AcceptLanguage.Clear();
            http.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
            using var answer = await http.SendAsync(request, Cancel);
            var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel)).RootElement;
            Assert.Equal("Invalid", problem.GetProperty("code").GetString());
            if (language == "en") Assert.Contains(title, problem.GetProperty("title").GetString(), StringComparison.Ordinal);
            else Assert.DoesNotContain("another look", problem.GetProperty("title").GetString(), StringComparison.Ordinal);
            Assert.StartsWith(fault, problem.GetProperty("errors").GetProperty("ground")[0].GetString(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("https://evil.example", false, 403)]
    [InlineData("null", false, 403)]
    [InlineData("https://localhost", true, 201)]
    [InlineData(null, false, 201)]
    [InlineData(null, true, 403)]
    public async Task A_changing_request_comes_from_the_forums_own_pages_or_from_a_program_without_cookies(string? origin, bool cookie, int expected)
    {
        await using var here = await Neighbourhood.Found(DatabaseKind.Sqlite);
        await using var host = await here.Serve();
        var browser = await here.Browser(host, cookie ? "Asta Lindvig" : null);
        browser.Http.DefaultRequestHeaders.Remove("Origin");
        using var request = Post("/api/v1/forums/nordvest/reports", Right);
        if (origin is not null) request.Headers.Add("Origin", origin);
        using var answer = await browser.Http.SendAsync(request, Cancel);
        Assert.Equal(expected, (int)answer.StatusCode);
    }

    [Theory, BothDatabases]
    public async Task A_report_goes_its_whole_way_over_the_interface(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        await using var host = await here.Serve();
        var (anybody, crew, staff) = ((await here.Browser(host)).Http, (await here.Browser(host, "Tove Brink")).Http, (await here.Browser(host, "Rune Askholt")).Http);
        var sent = await Json(await Send(anybody, "/api/v1/forums/nordvest/reports", Right, "same"), HttpStatusCode.Created);
        var again = await Json(await Send(anybody, "/api/v1/forums/nordvest/reports", Right, "same"), HttpStatusCode.Created);
        Assert.Equal(sent.ToString(), again.ToString());
        var number = sent.GetProperty("number").GetString();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Send(anybody, "/api/v1/forums/nordvest/reports", Right.Replace('6', '8'), "same")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Send(anybody, $"/api/v1/forums/nordvest/reports/{number}/pickup/accept", "")).StatusCode);
        await Json(await Send(crew, $"/api/v1/forums/nordvest/reports/{number}/pickup/accept", ""), HttpStatusCode.OK);
        var told = await Json(await Send((await here.Browser(host, "Jens Molbæk")).Http, $"/api/v1/forums/nordvest/reports/{number}/pickup/accept", ""), HttpStatusCode.Conflict);
        Assert.Contains("Herberget", told.GetProperty("title").GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NoContent, (await Send(crew, $"/api/v1/forums/nordvest/reports/{number}/pickup/collected", """{"count":3}""")).StatusCode);
        using var own = new HttpRequestMessage(HttpMethod.Get, "/api/v1/forums/nordvest/own-case");
        own.Headers.Add("Case-Secret", sent.GetProperty("secret").GetString());
        Assert.Equal("Resolved", (await Json(await anybody.SendAsync(own, Cancel), HttpStatusCode.OK)).GetProperty("status").GetString());
        var month = await Json(await staff.GetAsync(new Uri($"/api/v1/forums/nordvest/months/{DateTime.UtcNow:yyyy-MM}", UriKind.Relative), Cancel), HttpStatusCode.OK);
        Assert.Equal(("NeedleWaste", 1), (month.GetProperty("reported")[0].GetProperty("category").GetString(), month.GetProperty("reported")[0].GetProperty("count").GetInt32()));
    }

    private static async Task<JsonElement> Json(HttpResponseMessage answer, HttpStatusCode expected)
    {
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.True(answer.StatusCode == expected, $"{answer.StatusCode}: {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    private static async Task<HttpResponseMessage> Send(HttpClient http, string path, string body, string? key = null)
    {
        using var request = Post(path, body);
        if (body.Length == 0) request.Content = null;
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        return await http.SendAsync(request, Cancel);
    }

    private static HttpRequestMessage Post(string path, string body, string type = "application/json") =>
        new(HttpMethod.Post, path) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = MediaTypeHeaderValue.TryParse(type, out var media) ? media : null } } };

    // What is wrong, the status that it must have (0: any of 4xx), and the request.
    private static IEnumerable<(string What, int Status, Func<HttpRequestMessage> Request)> Requests()
    {
        const string reports = "/api/v1/forums/nordvest/reports";
        foreach (var path in new[] { "/api", "/api/", "/api/v1", "/api/v2/forums", "/api/v1/forums/nordvest", "/api/v1/forums/nordvest/nothing", "/api/v1/forums/unknown/public-list", "/api/v1/forums/nordvest/pictures/no-guid" })
            yield return ($"GET {path}", 404, () => new(HttpMethod.Get, path));
        yield return ("unknown picture", 0, () => new(HttpMethod.Get, $"/api/v1/forums/nordvest/pictures/{Guid.NewGuid()}"));
        foreach (var number in new[] { "NV-0000", "%01%1f%7f", "%F0%9F%98%B1", new string('9', 3000), "..%2f..%2fx" })
        {
            yield return ($"read {number[..5]}", 0, () => new(HttpMethod.Get, $"{reports}/{number}"));
            yield return ($"acknowledge {number[..5]}", 0, () => new(HttpMethod.Post, $"{reports}/{number}/acknowledge"));
        }

        foreach (var month in new[] { "2027-13", "x", "0000-01", "9999-12", "2027-1" }) yield return ($"month {month}", 0, () => new(HttpMethod.Get, $"/api/v1/forums/nordvest/months/{month}"));
        foreach (var method in new[] { "DELETE", "PUT", "PATCH", "TRACE", "NONSENSE" }) yield return (method, 405, () => new(new(method), reports));
        foreach (var (what, body) in new[]
        {
            ("empty object", "{}"), ("null", "null"), ("no JSON", "{"), ("array", "[]"), ("string", "\"x\""), ("number", "1"), ("deep", new string('[', 5000)), ("deep object", string.Concat(Enumerable.Repeat("{\"place\":", 200))),
            ("wrong type", """{"category":{"a":1}}"""), ("wrong enum", """{"category":"Nothing","ground":"Street"}"""), ("enum number", """{"category":77,"ground":-1,"place":{"written":"x"}}"""),
            ("huge enum", """{"category":99999999999999999999}"""), ("NUL", """{"category":"NeedleWaste","ground":"Street","place":{"written":"a\u0000b"}}"""), ("half a letter", """{"category":"NeedleWaste","ground":"Street","place":{"written":"\ud800"}}"""),
            ("null ground", """{"category":"NeedleWaste","ground":null}"""), ("claims SMS", """{"channel":"Sms","words":"x"}"""), ("huge number", """{"category":"NeedleWaste","ground":"Street","place":{"lat":1e400,"lon":1}}"""),
            ("bad guid", """{"category":"NeedleWaste","ground":"Street","place":{"written":"x"},"pictures":["x"]}"""), ("null pictures", """{"category":"NeedleWaste","ground":"Unknown","place":{"written":"x"},"pictures":null}"""), ("not UTF-8", "\"\uFFFD"),
        })
        {
            yield return ($"report {what}", 0, () => Post(reports, body));
            yield return ($"preview {what}", 0, () => Post(reports + "/preview", body));
            yield return ($"dismiss {what}", 0, () => Post(reports + "/NV-0000/dismiss", body));
            yield return ($"promise {what}", 0, () => Post(reports + "/NV-0000/pickup/promise", body));
            yield return ($"add {what}", 0, () => Post("/api/v1/forums/nordvest/own-case/add", body));
        }

        foreach (var type in new[] { "text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "application/json; charset=nope", "application/json; charset=utf-16", "nonsense" })
            yield return (type, 415, () => Post(reports, Right, type));
        yield return ("a megabyte", 413, () => Post(reports, "{\"words\":\"" + new string('x', 1 << 20) + "\"}"));
        yield return ("an unknown secret", 404, () => new(HttpMethod.Get, "/api/v1/forums/nordvest/own-case") { Headers = { { "Case-Secret", new string('x', 27) } } });
        yield return ("no picture", 400, () => Post("/api/v1/forums/nordvest/pictures", "no picture", "image/png"));
    }
}
