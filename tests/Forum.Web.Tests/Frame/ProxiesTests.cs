using System.Net;
using System.Net.Http.Json;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Web.Tests.Frame;

/// <summary>What a request says of where it came from is believed of known proxies only.</summary>
public sealed class ProxiesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_proxy_on_this_machine_is_believed_by_itself_about_the_reader_and_the_scheme()
    {
        await using var host = await Start(null);
        Assert.Equal(HttpStatusCode.Created, await Report(host, "203.0.113.1"));
        Assert.Equal(HttpStatusCode.Created, await Report(host, "203.0.113.2"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await Report(host, "203.0.113.2"));
        Assert.Contains($"\"https://localhost:{host.Address.Port}", await Described(host), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_reader_wrote_before_the_proxys_own_entry_dodges_no_limit()
    {
        await using var host = await Start("127.0.0.1, ::1, 10.0.0.0/8");
        Assert.Equal(HttpStatusCode.Created, await Report(host, "198.51.100.7, 203.0.113.1"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await Report(host, "198.51.100.8, 203.0.113.1"));
        // A second known proxy in the line is looked past.
        Assert.Equal(HttpStatusCode.TooManyRequests, await Report(host, "198.51.100.9, 203.0.113.1, 10.1.2.3"));
    }

    [Theory]
    [InlineData("10.9.8.7")]
    [InlineData("")]
    public async Task Nobody_else_is_believed(string proxies)
    {
        await using var host = await Start(proxies);
        Assert.Equal(HttpStatusCode.Created, await Report(host, "203.0.113.1"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await Report(host, "203.0.113.2"));
        Assert.Contains($"\"http://localhost:{host.Address.Port}", await Described(host), StringComparison.Ordinal);
    }

    private static Task<ForumHost> Start(string? proxies) => ForumHost.StartAsync(new()
    {
        Kestrel = true,
        Settings = new Dictionary<string, string?>(proxies is null ? [] : [new("Proxies", proxies)]) { ["Limits:ReportsPerSourceAndTenMinutes"] = "1" },
    });

    private static async Task<HttpStatusCode> Report(ForumHost host, string forwardedFor)
    {
        using var http = new HttpClient { BaseAddress = host.Address };
        http.DefaultRequestHeaders.Add("X-Forwarded-For", forwardedFor);
        using var answer = await http.PostAsJsonAsync("api/v1/forums/nordvest/reports", new { category = "NeedleWaste", ground = "Street", place = new { written = "Ørnevej 6" } }, Cancel);
        return answer.StatusCode;
    }

    private static async Task<string> Described(ForumHost host)
    {
        using var http = new HttpClient { BaseAddress = host.Address };
        http.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        http.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.9");
        return await http.GetStringAsync(new Uri("openapi/v1.json", UriKind.Relative), Cancel);
    }
}
