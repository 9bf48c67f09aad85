using System.Buffers.Binary;
using System.Text;
using CsCheck;
using SkiaSharp;
using Tryghedsforum.Api.Pictures;
using Xunit;

namespace Tryghedsforum.Api.Tests.Pictures;

public sealed class PictureCleanerTests
{
    private const string Secret = "Bodil Frost, Stærevej";

    [Theory]
    [InlineData(1, "rgbw")]
    [InlineData(2, "grwb")]
    [InlineData(3, "wbgr")]
    [InlineData(4, "bwrg")]
    [InlineData(5, "rbgw")]
    [InlineData(6, "brwg")]
    [InlineData(7, "wgbr")]
    [InlineData(8, "gwrb")]
    public async Task A_picture_stands_upright_however_the_camera_was_held(int orientation, string corners)
    {
        var picture = await Cleaned(TestPictures.WithSegment(TestPictures.Jpeg(), 0xE1, TestPictures.Exif(orientation)));
        Assert.Equal(orientation < 5 ? (64, 32) : (32, 64), (picture.Width, picture.Height));
        Assert.Equal(corners, Corners(picture.Jpeg));
        Assert.Equal(corners, Corners(picture.Thumbnail));
    }

    [Fact]
    public async Task Position_and_name_in_exif_are_gone()
    {
        var jpeg = TestPictures.WithSegment(TestPictures.Jpeg(), 0xE1, TestPictures.Exif(6, "Bodil Frost"));
        Assert.True(Contains(jpeg, TestPictures.Latitude));
        var picture = await Cleaned(jpeg);
        foreach (var clean in new[] { picture.Jpeg, picture.Thumbnail })
        {
            Assert.False(Contains(clean, TestPictures.Latitude));
            Assert.False(Contains(clean, "Bodil"u8));
            Assert.False(Contains(clean, "Exif"u8));
        }
    }

    public static TheoryData<string> Hiding => ["xmp", "comment", "iptc", "icc", "mpf", "png text", "png exif", "webp exif", "behind the jpeg", "behind the png", "second picture"];

    [Theory]
    [MemberData(nameof(Hiding))]
    public async Task Whatever_is_hidden_in_the_file_is_gone(string place)
    {
        var secret = Encoding.UTF8.GetBytes(Secret);
        var jpeg = TestPictures.Jpeg();
        var rows = new byte[(1 + 3 * 8) * 8];
        byte[] file = place switch
        {
            "xmp" => TestPictures.WithSegment(jpeg, 0xE1, [.. "http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>"u8, .. secret]),
            "comment" => TestPictures.WithSegment(jpeg, 0xFE, secret),
            "iptc" => TestPictures.WithSegment(jpeg, 0xED, [.. "Photoshop 3.0\08BIM"u8, .. secret]),
            "icc" => TestPictures.WithSegment(jpeg, 0xE2, [.. "ICC_PROFILE\0\u0001\u0001"u8, .. secret]),
            "mpf" => TestPictures.WithSegment(jpeg, 0xE2, [.. "MPF\0"u8, .. secret]),
            "png text" => TestPictures.RawPng(8, 8, 8, 2, rows, ("tEXt", [.. "Author\0"u8, .. secret]), ("iTXt", [.. "Title\0\0\0\0\0"u8, .. secret])),
            "png exif" => TestPictures.RawPng(8, 8, 8, 2, rows, ("eXIf", [.. TestPictures.Exif(1)[6..], .. secret])),
            "webp exif" => WebpWithExif(secret),
            "behind the jpeg" => [.. jpeg, .. "<script>alert(1)</script>"u8, .. secret],
            "behind the png" => [.. TestPictures.Png(), .. "<?php ?>"u8, .. secret],
            _ => [.. jpeg, .. TestPictures.WithSegment(jpeg, 0xFE, secret)],
        };
        Assert.True(Contains(file, secret));
        var picture = await Cleaned(file);
        foreach (var clean in new[] { picture.Jpeg, picture.Thumbnail })
        {
            Assert.False(Contains(clean, secret));
            Assert.False(Contains(clean, "<script"u8));
        }
    }

    [Fact]
    public async Task A_clean_picture_has_no_segment_but_those_that_decode_it()
    {
        foreach (var file in new[] { TestPictures.Jpeg(), TestPictures.Png(), TestPictures.AnimatedWebp(), TestPictures.CmykJpeg(255, 0, 0, 255) })
        {
            var picture = await Cleaned(file);
            // JFIF, tables, frame, scan: no EXIF, XMP, ICC, IPTC or comment
            foreach (var marker in Markers(picture.Jpeg).Concat(Markers(picture.Thumbnail))) Assert.Contains(marker, new byte[] { 0xE0, 0xDB, 0xC0, 0xC4, 0xDA });
        }
    }

    [Fact]
    public async Task Large_pictures_become_2048_and_thumbnails_320()
    {
        var picture = await Cleaned(TestPictures.Jpeg(4096, 1024));
        Assert.Equal((2048, 512), (picture.Width, picture.Height));
        Assert.Equal((2048, 512), Size(picture.Jpeg));
        Assert.Equal((320, 80), Size(picture.Thumbnail));
        Assert.Equal("rgbw", Corners(picture.Jpeg));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 6000)]
    [InlineData(320, 200)]
    [InlineData(2048, 2048)]
    public async Task Small_pictures_are_not_enlarged_and_thin_ones_not_lost(int width, int height)
    {
        var picture = await Cleaned(TestPictures.Png(width, height));
        Assert.Equal((width, Math.Min(height, 2048)), (picture.Width, picture.Height));
        Assert.InRange(Size(picture.Thumbnail).Height, 1, 320);
    }

    [Fact]
    public async Task Transparency_becomes_white()
    {
        var rows = new byte[(1 + 4 * 8) * 8]; // all zero: black, fully transparent
        Assert.Equal("wwww", Corners((await Cleaned(TestPictures.RawPng(8, 8, 8, 6, rows))).Jpeg));
    }

    [Fact]
    public async Task Sixteen_bits_grey_webp_and_cmyk_are_read()
    {
        var red = Enumerable.Range(0, 8).SelectMany(_ => new byte[] { 0 }.Concat(Enumerable.Repeat(new byte[] { 0xFF, 0xFF, 0, 0, 0, 0 }, 8).SelectMany(pixel => pixel))).ToArray();
        Assert.Equal("rrrr", Corners((await Cleaned(TestPictures.RawPng(8, 8, 16, 2, red))).Jpeg));
        Assert.Equal("wwww", Corners((await Cleaned(TestPictures.RawPng(8, 8, 1, 0, [.. Enumerable.Repeat(new byte[] { 0, 0xFF }, 8).SelectMany(row => row)]))).Jpeg));
        Assert.Equal("rgbw", Corners((await Cleaned(TestPictures.Encoded(SKEncodedImageFormat.Webp))).Jpeg));
        Assert.Equal("rrrr", Corners((await Cleaned(TestPictures.CmykJpeg(255, 0, 0, 255))).Jpeg));
        Assert.Equal("wwww", Corners((await Cleaned(TestPictures.CmykJpeg(255, 255, 255, 255))).Jpeg));
    }

    [Fact]
    public async Task Of_an_animation_the_first_picture_stays() => Assert.Equal("rgbw", Corners((await Cleaned(TestPictures.AnimatedWebp())).Jpeg));

    public static TheoryData<string, string> Refused => new()
    {
        { "nothing", nameof(PictureFault.NotAPicture) },
        { "text", nameof(PictureFault.NotAPicture) },
        { "html", nameof(PictureFault.NotAPicture) },
        { "html with svg", nameof(PictureFault.NotAPicture) },
        { "pdf", nameof(PictureFault.NotAPicture) },
        { "zip", nameof(PictureFault.NotAPicture) },
        { "zeros", nameof(PictureFault.NotAPicture) },
        { "gif", nameof(PictureFault.UnsupportedKind) },
        { "svg", nameof(PictureFault.UnsupportedKind) },
        { "svg with declaration", nameof(PictureFault.UnsupportedKind) },
        { "heic", nameof(PictureFault.UnsupportedKind) },
        { "avif", nameof(PictureFault.UnsupportedKind) },
        { "bmp", nameof(PictureFault.UnsupportedKind) },
        { "ico", nameof(PictureFault.UnsupportedKind) },
        { "half a jpeg", nameof(PictureFault.Broken) },
        { "half a png", nameof(PictureFault.Broken) },
        { "half a webp", nameof(PictureFault.Broken) },
        { "a jpeg's first bytes", nameof(PictureFault.Broken) },
        { "a png's first bytes", nameof(PictureFault.Broken) },
        { "a png without pixels", nameof(PictureFault.Broken) },
        { "a png of no size", nameof(PictureFault.Broken) },
        { "a png of 30,000 square", nameof(PictureFault.TooManyPixels) },
        { "a jpeg of 65,000 square", nameof(PictureFault.TooManyPixels) },
        { "a webp of 16,000 square", nameof(PictureFault.TooManyPixels) },
        { "more than 10 MB", nameof(PictureFault.TooManyBytes) },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_is_no_whole_picture_is_refused_with_its_reason(string file, string fault) =>
        Assert.Equal(fault, (await Assert.ThrowsAsync<PictureRefused>(() => Cleaned(Hostile(file)))).Fault.ToString());

    [Fact]
    public async Task Ten_megabytes_are_taken() =>
        Assert.Equal(64, (await Cleaned([.. TestPictures.Jpeg(), .. new byte[PictureCleaner.MostBytes - TestPictures.Jpeg().Length]])).Width);

    [Fact]
    public async Task A_damaged_picture_is_refused_or_cleaned_and_nothing_else_happens()
    {
        var files = new[] { TestPictures.WithSegment(TestPictures.Jpeg(), 0xE1, TestPictures.Exif(6)), TestPictures.Png(), TestPictures.AnimatedWebp() };
        await Gen.Select(Gen.Int[0, 2], Gen.Select(Gen.Double[0, 1], Gen.Byte).Array[1, 8], Gen.Double[0.3, 1]).SampleAsync(async (file, damage, length) =>
        {
            var bytes = files[file].ToArray();
            foreach (var (place, value) in damage) bytes[(int)(place * (bytes.Length - 1))] = value;
            try
            {
                return (await Cleaned(bytes[..(int)(length * bytes.Length)])).Jpeg.Length > 0;
            }
            catch (PictureRefused)
            {
                return true;
            }
        }, iter: 300);
    }

    [Fact]
    public async Task Many_at_once_are_all_cleaned_and_one_that_is_given_up_blocks_nobody()
    {
        using var givenUp = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => PictureCleaner.CleanAsync(new GivenUpAtTheEnd(TestPictures.Jpeg(), givenUp), givenUp.Token));

        var pictures = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Cleaned(TestPictures.Jpeg(640, 480))));
        Assert.All(pictures, picture => Assert.Equal(640, picture.Width));
    }

    // the whole file has arrived, then the sender goes away while the picture waits for its turn
    private sealed class GivenUpAtTheEnd(byte[] bytes, CancellationTokenSource givenUp) : MemoryStream(bytes)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var count = await base.ReadAsync(buffer, cancellationToken);
            if (count == 0) await givenUp.CancelAsync();
            return count;
        }
    }

    private static byte[] Hostile(string file) => file switch
    {
        "nothing" => [],
        "text" => "nåle ved ørnevej"u8.ToArray(),
        "html" => "<!DOCTYPE html><html><script>alert(1)</script></html>"u8.ToArray(),
        "html with svg" => "<html><svg></svg></html>"u8.ToArray(),
        "pdf" => "%PDF-1.7\n"u8.ToArray(),
        "zip" => "PK\u0003\u0004"u8.ToArray(),
        "zeros" => new byte[5000],
        "gif" => [.. "GIF89a"u8, 1, 0, 1, 0, 0x80, 0, 0, 255, 255, 255, 0, 0, 0, 0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0, 0x3B],
        "svg" => "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"u8.ToArray(),
        "svg with declaration" => "\uFEFF<?xml version='1.0'?>\n<!-- x --><svg xmlns='http://www.w3.org/2000/svg'/>"u8.ToArray(),
        "heic" => [0, 0, 0, 24, .. "ftypheic\0\0\0\0mif1heic"u8, .. new byte[100]],
        "avif" => [0, 0, 0, 24, .. "ftypavif\0\0\0\0mif1avif"u8, .. new byte[100]],
        "bmp" => [.. "BM"u8, 58, 0, 0, 0, 0, 0, 0, 0, 54, 0, 0, 0, 40, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 24, 0, .. new byte[24], 0, 0, 255, 0],
        "ico" => [0, 0, 1, 0, 1, 0, 64, 32, 0, 0, 1, 0, 32, 0, .. BitConverter.GetBytes(TestPictures.Png().Length), 22, 0, 0, 0, .. TestPictures.Png()],
        "half a jpeg" => Half(TestPictures.Jpeg(800, 600)),
        "half a png" => Half(TestPictures.Png(800, 600)),
        "half a webp" => Half(TestPictures.Encoded(SKEncodedImageFormat.Webp, 800, 600)),
        "a jpeg's first bytes" => TestPictures.Jpeg()[..4],
        "a png's first bytes" => TestPictures.Png()[..20],
        "a png without pixels" => TestPictures.RawPng(8, 8, 8, 2, []),
        "a png of no size" => TestPictures.RawPng(0, 8, 8, 2, []),
        "a png of 30,000 square" => TestPictures.RawPng(30_000, 30_000, 1, 0, new byte[3_751 * 30_000]),
        "a jpeg of 65,000 square" => JpegOf65000(),
        "a webp of 16,000 square" => WebpOf16000(),
        "more than 10 MB" => [.. TestPictures.Jpeg(), .. new byte[PictureCleaner.MostBytes]],
        _ => throw new ArgumentOutOfRangeException(nameof(file), file, "no such file"),
    };

    private static byte[] JpegOf65000()
    {
        var jpeg = TestPictures.Jpeg();
        var frame = jpeg.AsSpan().IndexOf([(byte)0xFF, (byte)0xC0]);
        BinaryPrimitives.WriteUInt16BigEndian(jpeg.AsSpan(frame + 5), 65_000);
        BinaryPrimitives.WriteUInt16BigEndian(jpeg.AsSpan(frame + 7), 65_000);
        return jpeg;
    }

    private static byte[] WebpOf16000()
    {
        var webp = TestPictures.Encoded(SKEncodedImageFormat.Webp);
        Assert.Equal("VP8 "u8, webp.AsSpan(12, 4));
        BinaryPrimitives.WriteUInt16LittleEndian(webp.AsSpan(26), 16_000);
        BinaryPrimitives.WriteUInt16LittleEndian(webp.AsSpan(28), 16_000);
        return webp;
    }

    private static byte[] WebpWithExif(byte[] secret)
    {
        byte[] exif = [.. TestPictures.Exif(1)[6..], .. secret];
        if (exif.Length % 2 == 1) exif = [.. exif, 0];
        byte[] body = [.. "WEBPVP8X"u8, 10, 0, 0, 0, 0x08, 0, 0, 0, 63, 0, 0, 31, 0, 0, .. TestPictures.Encoded(SKEncodedImageFormat.Webp)[12..], .. "EXIF"u8, .. BitConverter.GetBytes(exif.Length), .. exif];
        return [.. "RIFF"u8, .. BitConverter.GetBytes(body.Length), .. body];
    }

    private static byte[] Half(byte[] file) => file[..(file.Length / 2)];

    private static Task<CleanPicture> Cleaned(byte[] bytes) => PictureCleaner.CleanAsync(new MemoryStream(bytes), TestContext.Current.CancellationToken);

    private static bool Contains(byte[] bytes, ReadOnlySpan<byte> part) => bytes.AsSpan().IndexOf(part) >= 0;

    private static (int Width, int Height) Size(byte[] jpeg)
    {
        using var bitmap = SKBitmap.Decode(jpeg);
        return (bitmap.Width, bitmap.Height);
    }

    private static string Corners(byte[] jpeg)
    {
        using var bitmap = SKBitmap.Decode(jpeg);
        int left = bitmap.Width / 4, right = bitmap.Width * 3 / 4, top = bitmap.Height / 4, bottom = bitmap.Height * 3 / 4;
        return string.Concat(new[] { (left, top), (right, top), (left, bottom), (right, bottom) }.Select(at => Colour(bitmap.GetPixel(at.Item1, at.Item2))));
    }

    private static char Colour(SKColor colour) => (colour.Red > 128, colour.Green > 128, colour.Blue > 128) switch
    {
        (true, false, false) => 'r',
        (false, true, false) => 'g',
        (false, false, true) => 'b',
        (true, true, true) => 'w',
        _ => '?',
    };

    private static List<byte> Markers(byte[] jpeg)
    {
        var markers = new List<byte>();
        for (var at = 2; markers.LastOrDefault() != 0xDA; at += 2 + BinaryPrimitives.ReadUInt16BigEndian(jpeg.AsSpan(at + 2)))
        {
            Assert.Equal(0xFF, jpeg[at]);
            markers.Add(jpeg[at + 1]);
        }
        return markers;
    }
}
