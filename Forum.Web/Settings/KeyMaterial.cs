using System.Buffers.Text;
using System.Security.Cryptography;

namespace Tryghedsforum.Web.Settings;

/// <summary>Keys as the operator writes them, and those that anybody would try first.</summary>
internal static class KeyMaterial
{
    private const int Bytes = 32, FewestDifferent = 16;

    /// <summary>The bytes of a key; null: it is none.</summary>
    public static byte[]? Read(string text)
    {
        var key = new byte[Bytes];
        return text.Trim().Length == text.Length && Convert.TryFromBase64String(text, key, out var written) && written == Bytes ? key : null;
    }

    /// <summary>Whether a text is so many bytes in base64url.</summary>
    public static bool IsUrl(string text, int bytes) => Base64Url.IsValid(text, out var length) && length == bytes && !text.Any(char.IsWhiteSpace);

    /// <summary>Whether two texts, as push-keys prints them, are the public and the private half of one pair.</summary>
    public static bool IsPair(string known, string own)
    {
        try
        {
            var (point, half) = (Base64Url.DecodeFromChars(known), Base64Url.DecodeFromChars(own));
            // Who has only the private half is asked for the public one.
            using var pair = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = half });
            var made = pair.ExportParameters(includePrivateParameters: false).Q;
            byte[] whole = [4, .. made.X!, .. made.Y!];
            return point.AsSpan().SequenceEqual(whole);
        }
        catch (Exception failure) when (failure is CryptographicException or FormatException)
        {
            return false;
        }
    }

    /// <summary>Not made by chance: zeros, one byte again and again, or counted up. (Of 32 random bytes some thirty are different.)</summary>
    public static bool IsGuessable(byte[] key) => key.Distinct().Count() < FewestDifferent || key.Zip(key.Skip(1), (one, next) => (byte)(next - one)).Distinct().Count() == 1;
}
