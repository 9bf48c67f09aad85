using System.Net;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Web.Tests.Frame;

public sealed class SecurityHeaderTests(SharedForumHost shared) : IClassFixture<SharedForumHost>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/nordvest")]
    [InlineData("/findes-ikke/slet-ikke")]
    [InlineData("/dist/site.css")]
    [InlineData("/fejl/500")]
    [InlineData("/api/v1/findes-ikke")]
    public async Task Every_answer_carries_the_strict_rules(string path)
    {
        using var answer = await Get(path);
        var policy = Header(answer, "Content-Security-Policy");
        Assert.StartsWith("default-src 'none'; script-src 'self'; style-src 'self'; ", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.All(["object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"], rule => Assert.Contains(rule, policy, StringComparison.Ordinal));
        Assert.Equal("nosniff", Header(answer, "X-Content-Type-Options"));
        Assert.Contains("geolocation=(self)", Header(answer, "Permissions-Policy"), StringComparison.Ordinal);
        Assert.Equal("same-origin", Header(answer, "Referrer-Policy"));
    }

    [Fact]
    public async Task The_address_of_a_case_is_told_to_nobody_and_kept_nowhere_even_when_it_is_wrong()
    {
        using var answer = await Get("/s/forkert");
        Assert.Equal("no-referrer", Header(answer, "Referrer-Policy"));
        Assert.Contains("no-store", Header(answer, "Cache-Control"), StringComparison.Ordinal);
        Assert.Contains("noindex", Header(answer, "X-Robots-Tag"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData(".AspNetCore.Culture=c%3Den%7Cuic%3Den", true)]
    [InlineData("session=x", false)]
    public async Task Pages_are_packed_only_for_readers_without_secrets(string? cookie, bool packed)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/nordvest");
        request.Headers.TryAddWithoutValidation("Accept-Encoding", "gzip");
        if (cookie is not null) request.Headers.TryAddWithoutValidation("Cookie", cookie);
        using var client = shared.Host.CreateDefaultClient(shared.Host.Address);
        using var answer = await client.SendAsync(request, Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(packed, answer.Content.Headers.ContentEncoding.Contains("gzip"));
    }

    private async Task<HttpResponseMessage> Get(string path) => await (await shared.Host.ClientAsync()).Http.GetAsync(path, Cancel);

    private static string Header(HttpResponseMessage answer, string name) =>
        string.Join(", ", answer.Headers.TryGetValues(name, out var values) || answer.Content.Headers.TryGetValues(name, out values) ? values : []);
}
