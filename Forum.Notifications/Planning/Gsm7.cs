using System.Collections.Frozen;
using System.Text;

namespace Tryghedsforum.Notifications.Planning;

/// <summary>
/// How long a text is as SMS (GSM 03.38, default alphabet with its extension table). Danish letters are in the alphabet; one character
/// outside it turns the whole message into UCS-2 and halves its room.
/// </summary>
internal static class Gsm7
{
    private const byte Escape = 0x1B;

    private const string Basic =
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001BÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    private static readonly FrozenDictionary<char, byte> Alphabet =
        Basic.Select((letter, code) => (letter, code)).Where(entry => entry.code != Escape).ToFrozenDictionary(entry => entry.letter, entry => (byte)entry.code);

    private static readonly FrozenDictionary<char, byte> Extension = new Dictionary<char, byte>
    {
        ['\f'] = 0x0A, ['^'] = 0x14, ['{'] = 0x28, ['}'] = 0x29, ['\\'] = 0x2F, ['['] = 0x3C, ['~'] = 0x3D, [']'] = 0x3E, ['|'] = 0x40, ['€'] = 0x65,
    }.ToFrozenDictionary();

    /// <summary>Whether every character is in the alphabet or its extension.</summary>
    public static bool Fits(string text) => text.All(letter => Alphabet.ContainsKey(letter) || Extension.ContainsKey(letter));

    /// <summary>One septet a byte, extension characters as escape and code. Throws <see cref="ArgumentException"/> unless the text <see cref="Fits"/>.</summary>
    public static byte[] Encode(string text)
    {
        var septets = new List<byte>(text.Length + 8);
        foreach (var letter in text)
        {
            if (Alphabet.TryGetValue(letter, out var code)) septets.Add(code);
            else if (Extension.TryGetValue(letter, out code)) septets.AddRange([Escape, code]);
            else throw new ArgumentException("Not in the GSM alphabet.", nameof(text));
        }
        return [.. septets];
    }

    /// <summary>Septets of a text that <see cref="Fits"/>; otherwise its UTF-16 units.</summary>
    public static int Length(string text) => Fits(text) ? text.Sum(Septets) : text.Length;

    /// <summary>How many SMS the text takes: 160, then 153 septets each, or 70, then 67 units. No character is cut in two. Empty: none.</summary>
    public static int Segments(string text)
    {
        if (text.Length == 0) return 0;

        var gsm = Fits(text);
        if (Length(text) <= (gsm ? 160 : 70)) return 1;

        var room = gsm ? 153 : 67;
        var (segments, used) = (1, 0);
        for (var i = 0; i < text.Length; i++)
        {
            var pair = char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            var size = gsm ? Septets(text[i]) : pair ? 2 : 1;
            if (pair) i++;
            if (used + size > room) (segments, used) = (segments + 1, 0);
            used += size;
        }
        return segments;
    }

    /// <summary>Replaces what only looks like a character of the alphabet: dashes, curly quotes, ellipsis, odd spaces. Letters and emoji stay.</summary>
    public static string WithoutLookalikes(string text)
    {
        var plain = new StringBuilder(text.Length);
        // by runes, because normalisation throws at half a surrogate pair
        var whole = string.Concat(text.EnumerateRunes());
        foreach (var letter in whole.Normalize(NormalizationForm.FormC)) plain.Append(Plain(letter));
        return plain.ToString();
    }

    private static int Septets(char letter) => Extension.ContainsKey(letter) ? 2 : 1;

    private static string Plain(char letter) => letter switch
    {
        >= '\u2010' and <= '\u2015' or '\u2212' => "-",
        >= '\u2018' and <= '\u201B' or '\u2032' or '\u00B4' or '`' => "'",
        >= '\u201C' and <= '\u201F' or '\u2033' or '«' or '»' => "\"",
        '…' => "...",
        '•' or '·' => "-",
        '\u00A0' or (>= '\u2000' and <= '\u200A') or '\u202F' or '\u205F' or '\u3000' or '\t' => " ",
        '\u200B' or '\u2060' or '\uFEFF' or '\u00AD' => "",
        _ => letter.ToString(),
    };
}
