using System.Buffers.Binary;
using System.Net;
using System.Text.Json;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Web.Tests.Frame;

/// <summary>A forum can be kept on a telephone's home screen, by whoever reads it.</summary>
public sealed class WebManifestTests(SharedForumHost shared) : IClassFixture<SharedForumHost>
{
    private static readonly byte[] Png = [0x89, .. "PNG\r\n"u8, 0x1A, (byte)'\n'];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("nordvest", "Nordvest")]
    [InlineData("aeblehaven", "Æblehaven")]
    public async Task Each_forum_has_its_own_name_and_page_there(string slug, string name)
    {
        var visitor = await shared.Host.ClientAsync();
        var page = await visitor.Page($"/{slug}");
        var address = page.QuerySelector("link[rel=manifest]")!.GetAttribute("href")!;
        using var answer = await visitor.Http.GetAsync(address, Cancel);
        Assert.Equal("application/manifest+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("public, max-age=3600", answer.Headers.CacheControl?.ToString());
        using var manifest = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel));
        string Said(string property) => manifest.RootElement.GetProperty(property).GetString()!;
        Assert.Equal(($"Tryghedsforum {name}", name), (Said("name"), Said("short_name")));
        Assert.Equal(($"/{slug}", $"/{slug}", "/", "standalone"), (Said("id"), Said("start_url"), Said("scope"), Said("display")));
        Assert.Equal(page.QuerySelector("meta[name=theme-color]")!.GetAttribute("content"), Said("theme_color"));
        foreach (var icon in manifest.RootElement.GetProperty("icons").EnumerateArray())
            Assert.Equal(icon.GetProperty("sizes").GetString(), await Size(visitor, icon.GetProperty("src").GetString()!));
        Assert.Equal(["any 192x192", "maskable 192x192", "any 512x512", "maskable 512x512"], manifest.RootElement.GetProperty("icons").EnumerateArray().Select(icon => $"{icon.GetProperty("purpose")} {icon.GetProperty("sizes")}"));
        Assert.Equal("180x180", await Size(visitor, page.QuerySelector("link[rel=apple-touch-icon]")!.GetAttribute("href")!));
    }

    [Fact]
    public async Task A_page_of_no_forum_names_none_and_an_unknown_forum_has_none()
    {
        var visitor = await shared.Host.ClientAsync();
        Assert.Null((await visitor.Page("/log-ind")).QuerySelector("link[rel=manifest]"));
        using var answer = await visitor.Http.GetAsync("/findes-ikke/manifest.webmanifest", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private static async Task<string> Size(Visitor visitor, string address)
    {
        using var answer = await visitor.Http.GetAsync(address, Cancel);
        Assert.Equal("image/png", answer.Content.Headers.ContentType?.MediaType);
        var image = await answer.Content.ReadAsByteArrayAsync(Cancel);
        Assert.Equal(Png, image[..Png.Length]);
        return $"{BinaryPrimitives.ReadInt32BigEndian(image.AsSpan(16))}x{BinaryPrimitives.ReadInt32BigEndian(image.AsSpan(20))}";
    }
}
