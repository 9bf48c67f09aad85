using System.Text;
using SkiaSharp;

namespace Tryghedsforum.Api.Pictures;

/// <summary>Why a picture was not taken.</summary>
internal enum PictureFault
{
    /// <summary>Nothing that a picture program knows, whatever the file is called.</summary>
    NotAPicture,

    /// <summary>More than 10 MB.</summary>
    TooManyBytes,

    /// <summary>More than 50 million pixels.</summary>
    TooManyPixels,

    /// <summary>Begins as a picture but ends too early or is damaged.</summary>
    Broken,

    /// <summary>A picture, but not JPEG, PNG or WebP (HEIC, GIF, SVG …).</summary>
    UnsupportedKind,
}

/// <summary>The picture was not taken; nothing of it was kept.</summary>
internal sealed class PictureRefused(PictureFault fault) : Exception($"The picture was refused: {fault}.")
{
    public PictureFault Fault => fault;
}

/// <summary>A picture made anew from its pixels: upright, at most 2,048 px, JPEG without any metadata, and a thumbnail of at most 320 px.</summary>
internal sealed record CleanPicture(byte[] Jpeg, byte[] Thumbnail, int Width, int Height);

/// <summary>
/// Nothing of an uploaded file is kept but its pixels: position, names, comments, profiles and whatever is hidden behind the picture are gone.
/// The kind is read from the bytes, never from a name or a stated type.
/// </summary>
internal static class PictureCleaner
{
    public const int MostBytes = 10 * 1024 * 1024;
    private const long MostPixels = 50_000_000;
    private const int LongestSide = 2048;
    private const int ThumbnailSide = 320;
    private const int Quality = 82;

    // one picture takes up to 250 MB while it is decoded
    private static readonly SemaphoreSlim OneAtATime = new(1, 1);

    /// <summary>The clean picture; <see cref="PictureRefused"/> says why there is none.</summary>
    public static async Task<CleanPicture> CleanAsync(Stream source, CancellationToken ct)
    {
        var bytes = await ReadAll(source, ct) ?? throw new PictureRefused(PictureFault.TooManyBytes);

        await OneAtATime.WaitAsync(ct);
        try
        {
            return await Task.Run(() => Clean(bytes), ct);
        }
        finally
        {
            OneAtATime.Release();
        }
    }

    private static async Task<byte[]?> ReadAll(Stream source, CancellationToken ct)
    {
        using var read = new MemoryStream();
        var buffer = new byte[81_920];
        int count;
        while ((count = await source.ReadAsync(buffer, ct)) > 0)
        {
            if (read.Length + count > MostBytes) return null;
            read.Write(buffer, 0, count);
        }
        return read.ToArray();
    }

    private static CleanPicture Clean(byte[] bytes)
    {
        using var data = SKData.CreateCopy(bytes);
        using var codec = bytes.Length == 0 ? null : SKCodec.Create(data);
        if (codec is null) throw new PictureRefused(WhyUnread(bytes));
        if (codec.EncodedFormat is not (SKEncodedImageFormat.Jpeg or SKEncodedImageFormat.Png or SKEncodedImageFormat.Webp)) throw new PictureRefused(PictureFault.UnsupportedKind);
        if ((long)codec.Info.Width * codec.Info.Height > MostPixels) throw new PictureRefused(PictureFault.TooManyPixels);

        using var pixels = new SKBitmap();
        var info = new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Premul, SKColorSpace.CreateSrgb());
        // anything but success, half a picture too, is refused
        if (!pixels.TryAllocPixels(info) || codec.GetPixels(info, pixels.GetPixels()) != SKCodecResult.Success) throw new PictureRefused(PictureFault.Broken);
        pixels.SetImmutable();

        using var picture = SKImage.FromBitmap(pixels);
        return Encode(picture, codec.EncodedOrigin);
    }

    /// <summary>A picture as it is kept: upright, without metadata, and with its thumbnail.</summary>
    public static CleanPicture Encode(SKImage picture, SKEncodedOrigin origin)
    {
        using var upright = Draw(picture, origin, LongestSide);
        using var thumbnail = Draw(upright, SKEncodedOrigin.TopLeft, ThumbnailSide);
        return new(Jpeg(upright), Jpeg(thumbnail), upright.Width, upright.Height);
    }

    private static SKImage Draw(SKImage picture, SKEncodedOrigin origin, int longest)
    {
        var (width, height) = origin >= SKEncodedOrigin.LeftTop ? (picture.Height, picture.Width) : (picture.Width, picture.Height);
        var scale = Math.Min(1f, (float)longest / Math.Max(width, height));
        // no colour space: what is drawn is sRGB already, and the encoder then writes no profile
        var info = new SKImageInfo(Math.Max(1, (int)MathF.Round(width * scale)), Math.Max(1, (int)MathF.Round(height * scale)), SKColorType.Rgba8888, SKAlphaType.Premul);

        using var surface = SKSurface.Create(info);
        surface.Canvas.Clear(SKColors.White);
        surface.Canvas.Scale((float)info.Width / width, (float)info.Height / height);
        surface.Canvas.Concat(Upright(origin, width, height));
        surface.Canvas.DrawImage(picture, 0, 0, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        return surface.Snapshot();
    }

    /// <summary>From the picture as stored to the picture as seen, for each of the eight ways to hold a camera (EXIF 2.3, tag 274).</summary>
    private static SKMatrix Upright(SKEncodedOrigin origin, int width, int height) => origin switch
    {
        SKEncodedOrigin.TopRight => new(-1, 0, width, 0, 1, 0, 0, 0, 1),
        SKEncodedOrigin.BottomRight => new(-1, 0, width, 0, -1, height, 0, 0, 1),
        SKEncodedOrigin.BottomLeft => new(1, 0, 0, 0, -1, height, 0, 0, 1),
        SKEncodedOrigin.LeftTop => new(0, 1, 0, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightTop => new(0, -1, width, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightBottom => new(0, -1, width, -1, 0, height, 0, 0, 1),
        SKEncodedOrigin.LeftBottom => new(0, 1, 0, -1, 0, height, 0, 0, 1),
        _ => SKMatrix.Identity,
    };

    private static byte[] Jpeg(SKImage image)
    {
        using var jpeg = image.Encode(SKEncodedImageFormat.Jpeg, Quality);
        return jpeg.ToArray();
    }

    /// <summary>What the bytes say they are, so that the sender can be told what to do.</summary>
    private static PictureFault WhyUnread(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith(Jpegs) || bytes.StartsWith(Pngs) || (bytes.StartsWith("RIFF"u8) && bytes.Length >= 12 && bytes[8..12].SequenceEqual("WEBP"u8)))
            return PictureFault.Broken;
        if (bytes.StartsWith("GIF8"u8) || bytes.StartsWith("BM"u8) || bytes.StartsWith("II*\0"u8) || bytes.StartsWith("MM\0*"u8)) return PictureFault.UnsupportedKind;
        if (bytes.Length >= 12 && bytes[4..8].SequenceEqual("ftyp"u8)) return PictureFault.UnsupportedKind;

        var head = Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, 1024)]);
        return head.TrimStart('\uFEFF', ' ', '\r', '\n', '\t').StartsWith('<') && head.Contains("<svg", StringComparison.OrdinalIgnoreCase) && !head.Contains("<html", StringComparison.OrdinalIgnoreCase)
            ? PictureFault.UnsupportedKind
            : PictureFault.NotAPicture;
    }

    private static ReadOnlySpan<byte> Jpegs => [0xFF, 0xD8, 0xFF];

    private static ReadOnlySpan<byte> Pngs => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];
}
