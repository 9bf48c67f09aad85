using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using SkiaSharp;

namespace Tryghedsforum.Api.Tests.Pictures;

/// <summary>Pictures made by hand, good and hostile.</summary>
internal static class TestPictures
{
    /// <summary>Left to right and top to bottom: red, green, blue, white quarters.</summary>
    public static SKBitmap Quarters(int width, int height)
    {
        var bitmap = new SKBitmap(width, height);
        using var canvas = new SKCanvas(bitmap);
        SKColor[] colours = [SKColors.Red, SKColors.Lime, SKColors.Blue, SKColors.White];
        for (var i = 0; i < 4; i++)
        {
            using var paint = new SKPaint { Color = colours[i] };
            canvas.DrawRect(i % 2 * width / 2f, i / 2 * height / 2f, width / 2f, height / 2f, paint);
        }
        return bitmap;
    }

    public static byte[] Encoded(SKEncodedImageFormat format, int width = 64, int height = 32)
    {
        using var bitmap = Quarters(width, height);
        using var data = bitmap.Encode(format, 95);
        return data.ToArray();
    }

    public static byte[] Jpeg(int width = 64, int height = 32) => Encoded(SKEncodedImageFormat.Jpeg, width, height);

    public static byte[] Png(int width = 64, int height = 32) => Encoded(SKEncodedImageFormat.Png, width, height);

    /// <summary>The JPEG with a marker segment right behind its start.</summary>
    public static byte[] WithSegment(byte[] jpeg, byte marker, byte[] content)
    {
        var head = new byte[] { 0xFF, 0xD8, 0xFF, marker, 0, 0 };
        BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(4), (ushort)(content.Length + 2));
        return [.. head, .. content, .. jpeg[2..]];
    }

    /// <summary>EXIF with orientation, an artist's name and a GPS position (little endian TIFF).</summary>
    public static byte[] Exif(int orientation, string artist = "")
    {
        var text = Encoding.ASCII.GetBytes(artist.PadRight(4) + "\0");
        var tiff = new byte[8 + 2 + 3 * 12 + 4 + text.Length + 2 + 12 + 4 + 24];
        var at = tiff.AsSpan();
        "II*\0"u8.CopyTo(at);
        BinaryPrimitives.WriteInt32LittleEndian(at[4..], 8);
        BinaryPrimitives.WriteInt16LittleEndian(at[8..], 3);
        int textAt = 50, gpsAt = textAt + text.Length, latitudeAt = gpsAt + 18;
        Entry(at[10..], 274, 3, 1, orientation);
        Entry(at[22..], 315, 2, text.Length, textAt);
        Entry(at[34..], 0x8825, 4, 1, gpsAt);
        text.CopyTo(at[textAt..]);
        BinaryPrimitives.WriteInt16LittleEndian(at[gpsAt..], 1);
        Entry(at[(gpsAt + 2)..], 2, 5, 3, latitudeAt);
        int[] latitude = [55, 1, 41, 1, 52_800_000, 1_000_000];
        for (var i = 0; i < 6; i++) BinaryPrimitives.WriteInt32LittleEndian(at[(latitudeAt + 4 * i)..], latitude[i]);
        return [.. "Exif\0\0"u8, .. tiff];
    }

    /// <summary>The bytes of the latitude that <see cref="Exif"/> writes.</summary>
    public static byte[] Latitude => Exif(1)[^8..];

    /// <summary>A PNG from its header and raw rows; extra chunks stand before the picture.</summary>
    public static byte[] RawPng(int width, int height, byte bits, byte colourType, byte[] rows, params (string Type, byte[] Content)[] extra)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (bits, colourType);
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true)) zlib.Write(rows);

        var png = new List<byte> { 0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A };
        foreach (var (type, content) in extra.Prepend(("IHDR", header)).Append(("IDAT", packed.ToArray())).Append(("IEND", [])))
        {
            byte[] typed = [.. Encoding.ASCII.GetBytes(type), .. content];
            png.AddRange(BigEndian(content.Length));
            png.AddRange(typed);
            png.AddRange(BigEndian((int)Crc(typed)));
        }
        return [.. png];
    }

    /// <summary>A one-block CMYK JPEG (Adobe: 255 is no ink) of a single colour.</summary>
    public static byte[] CmykJpeg(byte cyan, byte magenta, byte yellow, byte black)
    {
        byte[] quantisation = [0xFF, 0xDB, 0, 67, 0, .. Enumerable.Repeat((byte)8, 64)];
        byte[] adobe = [0xFF, 0xEE, 0, 14, .. "Adobe"u8, 0, 100, 0, 0, 0, 0, 0];
        byte[] frame = [0xFF, 0xC0, 0, 20, 8, 0, 8, 0, 8, 4, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0, 4, 0x11, 0];
        byte[] dc = [0xFF, 0xC4, 0, 28, 0x00, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8];
        byte[] ac = [0xFF, 0xC4, 0, 20, 0x10, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        byte[] scan = [0xFF, 0xDA, 0, 14, 4, 1, 0, 2, 0, 3, 0, 4, 0, 0, 63, 0];

        var bits = new StringBuilder();
        foreach (var ink in new[] { cyan, magenta, yellow, black })
        {
            var level = ink - 128;
            var size = level == 0 ? 0 : 32 - int.LeadingZeroCount(Math.Abs(level));
            bits.Append(Convert.ToString(size, 2).PadLeft(4, '0'));
            if (size > 0) bits.Append(Convert.ToString(level > 0 ? level : level + (1 << size) - 1, 2).PadLeft(size, '0'));
            bits.Append('0');
        }
        while (bits.Length % 8 != 0) bits.Append('1');
        var coded = Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.ToString(8 * i, 8), 2)).SelectMany(b => b == 0xFF ? new byte[] { b, 0 } : [b]);
        return [0xFF, 0xD8, .. adobe, .. quantisation, .. frame, .. dc, .. ac, .. scan, .. coded, 0xFF, 0xD9];
    }

    /// <summary>Two frames: quarters, then black.</summary>
    public static byte[] AnimatedWebp()
    {
        using var first = Quarters(64, 32);
        using var second = new SKBitmap(64, 32);
        second.Erase(SKColors.Black);
        using var data = SKWebpEncoder.EncodeAnimated([new SKWebpEncoderFrame(first.PeekPixels(), TimeSpan.FromMilliseconds(100)), new SKWebpEncoderFrame(second.PeekPixels(), TimeSpan.FromMilliseconds(100))], SKWebpEncoderOptions.Default);
        return data!.ToArray();
    }

    private static void Entry(Span<byte> at, int tag, int type, int count, int value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(at, (ushort)tag);
        BinaryPrimitives.WriteInt16LittleEndian(at[2..], (short)type);
        BinaryPrimitives.WriteInt32LittleEndian(at[4..], count);
        BinaryPrimitives.WriteInt32LittleEndian(at[8..], value);
    }

    private static byte[] BigEndian(int number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return bytes;
    }

    private static uint Crc(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
        }
        return ~crc;
    }
}
