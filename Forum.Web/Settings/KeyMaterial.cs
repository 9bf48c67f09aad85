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

    /// <summary>Not made by chance: zeros, one byte again and again, or counted up. (Of 32 random bytes some thirty are different.)</summary>
    public static bool IsGuessable(byte[] key) => key.Distinct().Count() < FewestDifferent || key.Zip(key.Skip(1), (one, next) => (byte)(next - one)).Distinct().Count() == 1;
}
