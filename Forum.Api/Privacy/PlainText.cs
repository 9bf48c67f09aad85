using System.Globalization;
using System.Text;

namespace Tryghedsforum.Api.Privacy;

/// <summary>Why a free text was not taken.</summary>
internal enum TextFault
{
    None,
    TooLong,
    ForbiddenCharacters,
}

/// <summary>Every free text passes here on arrival, whatever way it came.</summary>
internal static class PlainText
{
    /// <summary>The text as it may be stored (NFC, trimmed, line ends as \n), or null if nothing readable is left or <paramref name="fault"/> says why not.
    /// <paramref name="max"/> counts UTF-16 units, as a browser's maxlength does.</summary>
    public static string? Clean(string? text, int max, out TextFault fault)
    {
        fault = TextFault.None;
        if (text is null) return null;

        var kept = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var letter = text[i];
            if (char.IsHighSurrogate(letter) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                kept.Append(letter).Append(text[++i]);
                continue;
            }
            if (Forbidden(letter))
            {
                fault = TextFault.ForbiddenCharacters;
                return null;
            }
            if (letter == '\r' && i + 1 < text.Length && text[i + 1] == '\n') continue;
            if (letter is '\r' or '\u2028' or '\u2029') kept.Append('\n');
            else if (!ChangesDirection(letter)) kept.Append(letter);
        }

        var clean = kept.ToString().Normalize(NormalizationForm.FormC).Trim();
        if (clean.Length > max)
        {
            fault = TextFault.TooLong;
            return null;
        }
        return clean.EnumerateRunes().Any(Visible) ? clean : null;
    }

    // half a surrogate pair and U+FFFE/U+FFFF cannot be stored or normalised everywhere
    private static bool Forbidden(char letter) =>
        (char.IsControl(letter) && letter is not ('\n' or '\r' or '\t')) || char.IsSurrogate(letter) || letter is '\uFFFE' or '\uFFFF';

    // Overrides and isolates let a sender make a text read otherwise than it is; right-to-left scripts do without them.
    private static bool ChangesDirection(char letter) => letter is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');

    private static bool Visible(Rune rune) =>
        !Rune.IsWhiteSpace(rune) && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Format or UnicodeCategory.Control);
}
