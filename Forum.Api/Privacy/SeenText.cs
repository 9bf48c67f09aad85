using System.Globalization;
using System.Text;

namespace Tryghedsforum.Api.Privacy;

/// <summary>
/// A text as the eye reads it: any digit as an ASCII digit, any dash as a hyphen, any space or line end as a space, wide letters as narrow ones, and marks
/// that are not seen left out. What is found in it is found in the text itself.
/// </summary>
internal sealed class SeenText
{
    private readonly List<(int Start, int End)> origin;

    public SeenText(string text)
    {
        var plain = new StringBuilder(text.Length);
        origin = new(text.Length);
        var at = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            // a broken surrogate is enumerated as U+FFFD, which has the length of the char it stands for
            var end = at + rune.Utf16SequenceLength;
            if (Seen(rune) is { } seen)
            {
                plain.Append(seen);
                origin.Add((at, end));
            }
            at = end;
        }

        Plain = plain.ToString();
    }

    /// <summary>The text as it is read.</summary>
    public string Plain { get; }

    /// <summary>Where a part of <see cref="Plain"/> stands in the text itself.</summary>
    public (int Start, int End) Origin(int index, int length) => (origin[index].Start, origin[index + length - 1].End);

    private static char? Seen(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.DecimalDigitNumber => (char)('0' + (int)Rune.GetNumericValue(rune)),
        UnicodeCategory.DashPunctuation => '-',
        UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => ' ',
        UnicodeCategory.Format or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark => null,
        _ => rune.Value switch
        {
            '\t' or '\n' or '\r' => ' ',
            0x2212 => '-', // minus sign
            0xB7 or 0x2022 or 0x2024 => '.', // middle dot, bullet, leader
            >= 0xFF01 and <= 0xFF5E => (char)(rune.Value - 0xFEE0), // full-width
            <= char.MaxValue => (char)rune.Value,
            _ => 'x',
        },
    };
}
