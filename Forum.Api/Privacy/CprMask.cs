using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Tryghedsforum.Api.Privacy;

/// <summary>
/// Takes civil registration numbers out of a text before anything is stored, logged or sent.
/// Only the shape decides. Since 2007 valid numbers without a modulus-11 check digit exist, so the check digit proves nothing,
/// and impossible dates are masked like real ones. When in doubt, mask.
/// </summary>
internal static partial class CprMask
{
    private const string Masked = "xxxxxx-xxxx";

    /// <summary>The text with every number replaced by "xxxxxx-xxxx", otherwise unchanged; <paramref name="found"/> lets the sender be told.</summary>
    public static string Mask(string text, out bool found)
    {
        var plain = new StringBuilder(text.Length);
        var origin = new List<(int Start, int End)>(text.Length);
        Simplify(text, plain, origin);

        var masked = new StringBuilder(text.Length);
        var copied = 0;
        foreach (Match match in Number().Matches(plain.ToString()))
        {
            masked.Append(text, copied, origin[match.Index].Start - copied).Append(Masked);
            copied = origin[match.Index + match.Length - 1].End;
        }
        found = copied > 0;
        return found ? masked.Append(text, copied, text.Length - copied).ToString() : text;
    }

    // Bounded by digits, not by words: "cpr310290-0000" and "310290-0000tak" are numbers too, an eleven-digit run is not.
    // The spaced form (31 02 90 0000) must not start behind another pair of digits, or it would eat half a telephone number.
    [GeneratedRegex(
        @"(?<!\d)(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d\d[ .-]{0,3}\d{4}(?!\d)" +
        @"|(?<!\d|\d[ ./-])(?:0[1-9]|[12]\d|3[01])(?<gap>[ ./-])(?:0[1-9]|1[0-2])\k<gap>\d\d[ .-]{1,3}\d{4}(?!\d)",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Number();

    /// <summary>Any digit → ASCII digit, any dash → hyphen, any space → space; marks that are not seen are skipped.</summary>
    private static void Simplify(string text, StringBuilder plain, List<(int Start, int End)> origin)
    {
        var at = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            // a broken surrogate is enumerated as U+FFFD, which has the length of the char it stands for
            var end = at + rune.Utf16SequenceLength;
            if (Simple(rune) is { } simple)
            {
                plain.Append(simple);
                origin.Add((at, end));
            }
            at = end;
        }
    }

    private static char? Simple(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.DecimalDigitNumber => (char)('0' + (int)Rune.GetNumericValue(rune)),
        UnicodeCategory.DashPunctuation => '-',
        UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => ' ',
        UnicodeCategory.Format or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark => null,
        _ => rune.Value switch
        {
            '\t' or '\n' or '\r' => ' ',
            0x2212 => '-', // minus sign
            0xFF0E or 0xB7 or 0x2022 or 0x2024 => '.', // full-width dot, middle dot, bullet, leader
            0xFF0F => '/',
            < 128 => (char)rune.Value,
            _ => 'x',
        },
    };
}
