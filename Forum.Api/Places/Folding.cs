using System.Globalization;
using System.Text;

namespace Tryghedsforum.Api.Places;

/// <summary>Makes Danish words comparable as people type them on any keyboard.</summary>
internal static class Folding
{
    /// <summary>For search: lower case, no accents, æ→ae, ø→oe, å→aa; full-width letters and odd spaces become plain ones.</summary>
    public static string Fold(string text)
    {
        var plain = WellFormed(text).Normalize(NormalizationForm.FormKC).ToLowerInvariant();
        var folded = new StringBuilder(plain.Length + 8);
        foreach (var letter in plain)
        {
            var spelled = Spelled(letter);
            if (spelled is not null) folded.Append(spelled);
            else if (letter < 128) folded.Append(letter);
            else AppendWithoutAccents(folded, letter);
        }
        return folded.ToString();
    }

    /// <summary>For comparing names: as <see cref="Fold"/>, and "oe", "aa", "ae" and doubled letters count as the single letter,
    /// so that Ørnevej, oernevej and ornevej are one.</summary>
    public static string Loose(string text)
    {
        var folded = Fold(text).Replace("oe", "o", StringComparison.Ordinal).Replace("ae", "a", StringComparison.Ordinal);
        var loose = new StringBuilder(folded.Length);
        foreach (var letter in folded)
            if (!char.IsLetter(letter) || loose.Length == 0 || loose[^1] != letter) loose.Append(letter);
        return loose.ToString();
    }

    /// <summary>Half a surrogate pair, which no database and no normalisation takes, becomes the replacement character.</summary>
    public static string WellFormed(string text)
    {
        var broken = false;
        for (var i = 0; i < text.Length && !broken; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1])) i++;
            else broken = true;
        }
        if (!broken) return text;

        var whole = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) whole.Append(rune.ToString());
        return whole.ToString();
    }

    private static string? Spelled(char letter) => letter switch
    {
        'æ' or 'ä' => "ae",
        'ø' or 'ö' => "oe",
        'å' => "aa",
        'ß' => "ss",
        'ł' => "l",
        'đ' or 'ð' => "d",
        'þ' => "th",
        'œ' => "oe",
        'ı' => "i",
        _ => null,
    };

    private static void AppendWithoutAccents(StringBuilder folded, char letter)
    {
        // half a pair cannot be decomposed alone, and has no accent to lose
        if (char.IsSurrogate(letter))
        {
            folded.Append(letter);
            return;
        }
        foreach (var part in letter.ToString().Normalize(NormalizationForm.FormD))
            if (CharUnicodeInfo.GetUnicodeCategory(part) != UnicodeCategory.NonSpacingMark)
                folded.Append(part < 128 ? char.ToLowerInvariant(part) : part);
    }
}
