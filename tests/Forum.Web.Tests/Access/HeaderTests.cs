using Tryghedsforum.Api.Data;
using Tryghedsforum.Web.Tests.Shape;
using Xunit;

namespace Tryghedsforum.Web.Tests.Access;

/// <summary>What goes out with the answer of every door there is, whoever stands before it.</summary>
public sealed class HeaderTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_answer_says_how_it_may_be_used_and_what_is_private_is_kept_nowhere()
    {
        await using var stage = await Stage.Set(DatabaseKind.Sqlite);
        var (wrong, seen) = (new List<string>(), new HashSet<int>());
        foreach (var who in stage.Cast.Where(one => one.Name is "unknown" or "resident" or "coordinator" or "holder of the link"))
            foreach (var door in MatrixTests.All().Append(new("GET", "/findes/slet/ikke", Api.Members.Policies.SeePublic)).Where(door => !door.EndsSession))
            {
                using var answer = await stage.Send(door, who);
                seen.Add((int)answer.StatusCode);
                wrong.AddRange(Wrong(door, answer).Select(what => $"{door.Name}: {who.Name}: {(int)answer.StatusCode}: {what}"));
            }

        Rule.Holds("A header is missing.", wrong);
        Assert.Superset(new HashSet<int> { 200, 302, 400, 401, 403, 404, 410 }, seen);
    }

    [Theory]
    [InlineData("TRACE", "/")]
    [InlineData("TRACE", "/nordvest")]
    [InlineData("TRACE", "/api/v1/forums/nordvest/public-list")]
    [InlineData("TRACE", "/fejl/404")]
    [InlineData("TRACE", "/live")]
    [InlineData("TRACE", "/live/negotiate")]
    [InlineData("TRACE", "/dist/site.css")]
    [InlineData("CONNECT", "/nordvest")]
    [InlineData("PROPFIND", "/nordvest")]
    public async Task Odd_methods_are_refused_and_nothing_is_sent_back_to_who_asked(string method, string address)
    {
        await using var here = await Tryghedsforum.Testing.Neighbourhood.Found(DatabaseKind.Sqlite);
        await using var host = await Tryghedsforum.Testing.NeighbourhoodHost.Serve(here);
        var browser = await Tryghedsforum.Testing.NeighbourhoodHost.Browser(here, host, "Rune Askholt");
        using var request = new HttpRequestMessage(new(method), address);
        request.Headers.Add("X-Marked", "kolibri");
        using var answer = await browser.Http.SendAsync(request, Cancel);
        Assert.InRange((int)answer.StatusCode, 400, 499);
        Assert.DoesNotContain("kolibri", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Wrong(Door door, HttpResponseMessage answer)
    {
        string Of(string name) => string.Join(", ", answer.Headers.TryGetValues(name, out var values) || answer.Content.Headers.TryGetValues(name, out values) ? values : []);
        if (Of("X-Content-Type-Options") != "nosniff") yield return "nosniff";
        var policy = Of("Content-Security-Policy");
        if (!policy.Contains("default-src 'none'", StringComparison.Ordinal) || policy.Contains("unsafe", StringComparison.Ordinal)) yield return $"Content-Security-Policy: {policy}";
        // What is sandboxed has no frame to be in.
        if (!policy.StartsWith("sandbox;", StringComparison.Ordinal) && !policy.Contains("frame-ancestors 'none'", StringComparison.Ordinal)) yield return $"frame-ancestors: {policy}";
        if (Of("Referrer-Policy") is not ("same-origin" or "no-referrer")) yield return "Referrer-Policy";
        if (Of("Cross-Origin-Resource-Policy") != "same-origin") yield return "Cross-Origin-Resource-Policy";
        if (Of("Access-Control-Allow-Origin").Length > 0) yield return "Access-Control-Allow-Origin";
        if (Of("Server").Length > 0 || Of("X-Powered-By").Length > 0) yield return "it says what it runs on";
        var isKey = door.Address.StartsWith("/s/", StringComparison.Ordinal) || door.Address.StartsWith("/i/", StringComparison.Ordinal) || door.Address.Contains("/sendt/", StringComparison.Ordinal);
        if (isKey && Of("Referrer-Policy") != "no-referrer") yield return "a key goes to others";
        if ((isKey || !door.Policy.Anyone) && (int)answer.StatusCode is < 300 or >= 400 && !Of("Cache-Control").Contains("no-store", StringComparison.Ordinal)) yield return $"no-store: {Of("Cache-Control")}";
        if (answer.Content.Headers.ContentType is { } type)
        {
            if (type.MediaType!.StartsWith("text/", StringComparison.Ordinal) && type.CharSet is null && door.Address != "/dist/site.css") yield return $"charset: {type}";
            if (type.MediaType!.StartsWith("image/", StringComparison.Ordinal) && !policy.StartsWith("sandbox; default-src 'none'", StringComparison.Ordinal)) yield return $"a picture may do as it likes: {policy}";
            if (door.IsInterface && (int)answer.StatusCode >= 400 && type.MediaType != "application/problem+json") yield return $"no problem details: {type}";
        }
    }
}
