using System.IO.Compression;
using Tryghedsforum.Web.Tests.Text;
using Xunit;

namespace Tryghedsforum.Web.Tests.Frame;

/// <summary>What a phone on a slow net has to fetch, in bytes on the wire.</summary>
public sealed class BudgetTests
{
    [Theory]
    [InlineData("style sheet", 28, "site.css")]
    [InlineData("icons", 6, "icons.svg")]
    [InlineData("public page that follows along", 35, "page.js", "live.js")]
    [InlineData("step with the map", 110, "page.js", "place.js", "picker.js", "picker.css")]
    [InlineData("overview", 60, "page.js", "live.js", "board.js")]
    public void A_phone_has_little_to_fetch(string what, int kilobytes, params string[] files)
    {
        var size = files.Sum(Packed);
        Assert.True(size <= kilobytes * 1024, $"{what}: {size} bytes, more than {kilobytes} KB");
    }

    [Fact]
    public void Three_faces_are_all_the_fonts()
    {
        var faces = Directory.GetFiles(Path.Combine(Dist, "fonts"), "*.woff2");
        Assert.Equal(3, faces.Length);
        Assert.True(faces.Sum(face => new FileInfo(face).Length) <= 55 * 1024);
        Assert.True(File.Exists(Path.Combine(Dist, "fonts", "license.txt")));
    }

    private static string Dist => Path.Combine(Source.Web, "wwwroot", "dist");

    private static long Packed(string file)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
            gzip.Write(File.ReadAllBytes(Path.Combine(Dist, file)));
        return packed.Length;
    }
}
