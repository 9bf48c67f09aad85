using System.Text.RegularExpressions;

namespace Tryghedsforum.Api.Privacy;

/// <summary>Danish registration plates: two letters and five digits, however they are spaced; with four digits (mopeds, trailers) only in capitals.</summary>
internal static partial class Plates
{
    // Short words that stand before numbers.
    private static readonly HashSet<string> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        "ad", "af", "am", "an", "as", "at", "be", "by", "ca", "cm", "da", "de", "dk", "do", "du", "ej", "el", "en", "er", "et", "fx", "gå", "ha", "he", "hr", "id", "if", "in", "is", "it", "ja", "jo",
        "kg", "kl", "km", "kr", "lå", "mm", "må", "my", "no", "nr", "nu", "ny", "of", "og", "om", "on", "op", "or", "os", "pm", "på", "se", "så", "st", "th", "ti", "to", "tv", "ud", "up", "us", "vi", "we", "år",
    };

    public static IEnumerable<(int Index, int Length)> Find(string text) =>
        Plate().Matches(text).Where(match => !Words.Contains(match.Groups["letters"].Value)).Select(match => (match.Index, match.Length));

    [GeneratedRegex(@"(?<![\p{L}\d])(?:(?<letters>[a-zæøåA-ZÆØÅ]{2})[ .\-]{0,2}\d(?:[ .\-]{0,2}\d){4}|(?<letters>[A-ZÆØÅ]{2})[ .\-]{0,2}\d\d[ .\-]?\d\d)(?!\d)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Plate();
}
