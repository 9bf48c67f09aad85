using SkiaSharp;

namespace Tryghedsforum.Api.Pictures;

/// <summary>
/// Makes a copy of a kept picture in which fields are nothing but their mean colour. What was there is not blurred but gone: the pixels are overwritten
/// before anything is encoded, and the copy has no metadata.
/// </summary>
internal static class PictureBlur
{
    /// <summary>The grid that is laid over every picture; its fields are numbered row by row.</summary>
    public const int Columns = 12, Rows = 9;

    /// <summary>The copy, whole and as a thumbnail.</summary>
    public static CleanPicture Copy(byte[] picture, IEnumerable<int> fields)
    {
        using var pixels = SKBitmap.Decode(picture) ?? throw new InvalidOperationException("A kept picture cannot be read.");
        using var canvas = new SKCanvas(pixels);
        foreach (var field in fields.Distinct()) Cover(pixels, canvas, Place(field, pixels.Width, pixels.Height));
        canvas.Flush();
        using var copy = SKImage.FromBitmap(pixels);
        return PictureCleaner.Encode(copy, SKEncodedOrigin.TopLeft);
    }

    /// <summary>Where a field lies in a picture of this size.</summary>
    public static SKRectI Place(int field, int width, int height)
    {
        var (column, row) = (field % Columns, field / Columns);
        return new(column * width / Columns, row * height / Rows, (column + 1) * width / Columns, (row + 1) * height / Rows);
    }

    private static void Cover(SKBitmap pixels, SKCanvas canvas, SKRectI place)
    {
        if (place.Width == 0 || place.Height == 0) return;
        long red = 0, green = 0, blue = 0;
        for (var y = place.Top; y < place.Bottom; y++)
            for (var x = place.Left; x < place.Right; x++)
            {
                var pixel = pixels.GetPixel(x, y);
                (red, green, blue) = (red + pixel.Red, green + pixel.Green, blue + pixel.Blue);
            }

        var count = (long)place.Width * place.Height;
        using var paint = new SKPaint { Color = new((byte)(red / count), (byte)(green / count), (byte)(blue / count)), IsAntialias = false };
        canvas.DrawRect(place, paint);
    }
}
