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
        var masked = new StringBuilder(text.Length);
        var copied = 0;
        foreach (var (start, end) in Find(new SeenText(text)))
        {
            masked.Append(text, copied, start - copied).Append(Masked);
            copied = end;
        }
        found = copied > 0;
        return found ? masked.Append(text, copied, text.Length - copied).ToString() : text;
    }

    /// <summary>Where the numbers stand.</summary>
    public static IEnumerable<(int Start, int End)> Find(SeenText text) => Number().Matches(text.Plain).Select(match => text.Origin(match.Index, match.Length));

    // Bounded by digits, not by words: "cpr310290-0000" and "310290-0000tak" are numbers too, an eleven-digit run is not.
    // The spaced form (31 02 90 0000) must not start behind another pair of digits, or it would eat half a telephone number.
    [GeneratedRegex(
        @"(?<!\d)(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d\d[ .-]{0,3}\d{4}(?!\d)" +
        @"|(?<!\d|\d[ ./-])(?:0[1-9]|[12]\d|3[01])(?<gap>[ ./-])(?:0[1-9]|1[0-2])\k<gap>\d\d[ .-]{1,3}\d{4}(?!\d)",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
