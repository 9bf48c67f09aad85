using SkiaSharp;
using Tryghedsforum.Api.Pictures;
using Xunit;

namespace Tryghedsforum.Api.Tests.Pictures;

public sealed class PictureBlurTests
{
    private static readonly int[] Fields = [0, 13, 14, 25, 26, 107];

    [Theory]
    [InlineData(240, 180)]
    [InlineData(251, 173)]
    [InlineData(12, 9)]
    [InlineData(7, 5)]
    public void Two_pictures_that_differ_only_where_they_are_blurred_give_the_same_bytes(int width, int height)
    {
        // One has letters' worth of detail in the blurred fields, the other the same detail in another order: only the mean is the same.
        using var one = Checked(width, height, odd: false);
        using var other = Checked(width, height, odd: true);
        var (first, second) = (PictureBlur.Copy(Png(one), Fields), PictureBlur.Copy(Png(other), Fields));
        Assert.Equal(first.Jpeg, second.Jpeg);
        Assert.Equal(first.Thumbnail, second.Thumbnail);
        // The test sees a difference where there is one.
        if (width > 12) Assert.NotEqual(PictureBlur.Copy(Png(one), []).Jpeg, PictureBlur.Copy(Png(other), []).Jpeg);
    }

    [Fact]
    public void A_blurred_field_is_one_colour_and_the_others_are_as_they_were()
    {
        using var quarters = TestPictures.Quarters(960, 720);
        using (var canvas = new SKCanvas(quarters))
        using (var black = new SKPaint { Color = SKColors.Black })
            for (var y = 0; y < 720; y += 4) canvas.DrawRect(0, y, 960, 2, black);
        using var copy = SKBitmap.Decode(PictureBlur.Copy(Png(quarters), [13]).Jpeg);
        var place = PictureBlur.Place(13, 960, 720);
        // A JPEG's blocks of sixteen pixels reach over an edge.
        Assert.InRange(Spread(copy, new(place.Left + 16, place.Top + 16, place.Right - 16, place.Bottom - 16)), 0, 12);
        Assert.InRange(Spread(copy, PictureBlur.Place(15, 960, 720)), 150, 255);
        Assert.Equal((960, 720), (copy.Width, copy.Height));
    }

    [Fact]
    public void The_fields_cover_the_picture_and_do_not_overlap()
    {
        foreach (var (width, height) in new[] { (240, 180), (251, 173), (2048, 1), (7, 5) })
        {
            var covered = new int[width, height];
            for (var field = 0; field < PictureBlur.Columns * PictureBlur.Rows; field++)
            {
                var place = PictureBlur.Place(field, width, height);
                for (var x = place.Left; x < place.Right; x++)
                    for (var y = place.Top; y < place.Bottom; y++) covered[x, y]++;
            }

            Assert.All(covered.Cast<int>(), count => Assert.Equal(1, count));
        }
    }

    [Fact]
    public void The_copy_carries_nothing_but_pixels()
    {
        var copy = PictureBlur.Copy(TestPictures.WithSegment(TestPictures.Jpeg(240, 180), 0xE1, TestPictures.Exif(1, "MARKARTIST")), [0]);
        foreach (var bytes in new[] { copy.Jpeg, copy.Thumbnail })
        {
            var text = System.Text.Encoding.Latin1.GetString(bytes);
            Assert.DoesNotContain("MARKARTIST", text, StringComparison.Ordinal);
            Assert.DoesNotContain("Exif", text, StringComparison.Ordinal);
            Assert.DoesNotContain("ICC_PROFILE", text, StringComparison.Ordinal);
        }
    }

    private static SKBitmap Checked(int width, int height, bool odd)
    {
        var bitmap = new SKBitmap(width, height);
        bitmap.Erase(SKColors.SteelBlue);
        foreach (var place in Fields.Select(field => PictureBlur.Place(field, width, height)))
        {
            // As many dark pixels in one as in the other, each in another place.
            var count = place.Width * place.Height / 2;
            for (var i = 0; i < place.Width * place.Height; i++)
            {
                var dark = odd ? i >= place.Width * place.Height - count : i < count;
                bitmap.SetPixel(place.Left + (i % Math.Max(1, place.Width)), place.Top + (i / Math.Max(1, place.Width)), dark ? SKColors.Black : SKColors.White);
            }
        }

        return bitmap;
    }

    private static byte[] Png(SKBitmap bitmap)
    {
        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    private static int Spread(SKBitmap bitmap, SKRectI place)
    {
        var seen = new List<int>();
        for (var x = place.Left; x < place.Right; x++)
            for (var y = place.Top; y < place.Bottom; y++) seen.Add(bitmap.GetPixel(x, y).Red);
        return seen.Max() - seen.Min();
    }
}
