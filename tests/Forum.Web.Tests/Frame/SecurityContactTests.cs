using System.Net;
using Microsoft.Extensions.Time.Testing;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Web.Tests.Frame;

public sealed class SecurityContactTests
{
    private const string Address = "/.well-known/security.txt";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_finds_a_weakness_is_told_where_to_report_it_and_until_when_that_holds()
    {
        await using var host = await ForumHost.StartAsync(new()
        {
            Environment = "Production", Clock = new FakeTimeProvider(new(2027, 1, 12, 9, 0, 0, TimeSpan.Zero)),
            Settings = new Dictionary<string, string?> { ["Security:Contact"] = "mailto:sikkerhed@tryg.example", ["PublicUrl"] = "https://tryg.example" },
        });
        using var answer = await (await host.ClientAsync()).Http.GetAsync(Address, Cancel);
        Assert.Equal("text/plain; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
        Assert.Equal(
            "Contact: mailto:sikkerhed@tryg.example\nExpires: 2027-07-11T00:00:00Z\nPreferred-Languages: da, en\nCanonical: https://tryg.example/.well-known/security.txt\n",
            await answer.Content.ReadAsStringAsync(Cancel));
    }

    [Fact]
    public async Task Where_nobody_is_named_there_is_no_such_page()
    {
        await using var host = await ForumHost.StartAsync(new() { Environment = "Production" });
        using var answer = await (await host.ClientAsync()).Http.GetAsync(Address, Cancel);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }
}
