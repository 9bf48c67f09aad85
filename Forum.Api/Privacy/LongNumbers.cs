using System.Text.RegularExpressions;

namespace Tryghedsforum.Api.Privacy;

/// <summary>
/// Telephone numbers: eight digits in whatever groups, Danish; with + or 00 or a leading 0, foreign; and anything that is a longer run of digits (accounts,
/// cards). Dates, times, years and amounts are none.
/// </summary>
internal static partial class LongNumbers
{
    private const int Danish = 8;
    private const string Date = @"(?:0?[1-9]|[12]\d|3[01])(?:(?<gap>[./-])(?:0?[1-9]|1[0-2])\k<gap>|/(?:0?[1-9]|1[0-2])-)(?:(?:19|20)\d\d|\d\d)";
    private const string Time = @"(?:[01]?\d|2[0-4])[.:][0-5]\d";

    public static IEnumerable<(int Index, int Length)> Find(string text)
    {
        // What is blanked keeps its length, so that places stay places.
        var numbers = NoTelephone().Replace(text, match => new string('x', match.Length));
        return Foreign().Matches(numbers).Select(match => (match.Index, match.Length))
            .Concat(Run().Matches(numbers).SelectMany(Windows).Select(place => WithCountry(numbers, place)));
    }

    // Every choice of neighbouring groups that could be a number: where two overlap, both are found, and nothing of either is left.
    private static IEnumerable<(int Index, int Length)> Windows(Match run)
    {
        var groups = run.Groups["digits"].Captures;
        for (var first = 0; first < groups.Count; first++)
        {
            if (groups[first].Length >= Danish) yield return (groups[first].Index, groups[first].Length);
            var digits = 0;
            for (var last = first; last < groups.Count && digits < 11; last++)
            {
                digits += groups[last].Length;
                var abroad = groups[first].Length > 1 && groups[first].Value[0] == '0' && digits is >= 9 and <= 11;
                var here = groups[first].Value[0] is >= '2' and <= '9' && digits == Danish;
                if (here || abroad) yield return (groups[first].Index, groups[last].Index + groups[last].Length - groups[first].Index);
            }
        }
    }

    private static (int Index, int Length) WithCountry(string text, (int Index, int Length) place) =>
        CountryBefore().Match(text[..place.Index]) is { Success: true } country ? (country.Index, place.Index + place.Length - country.Index) : place;

    [GeneratedRegex(@"(?<digits>\d+)(?:[ .\-/()]{1,3}(?<digits>\d+))*", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Run();

    [GeneratedRegex(@"(?:\+|(?<![\d.,:])00)[ .\-/()]{0,2}[1-9](?:[ .\-/()]{0,3}\d){6,14}(?!\d)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Foreign();

    [GeneratedRegex(@"(?:\(?(?:\+ ?|00 ?)45\)?|\(45\)|\+)[ .\-/(]{0,3}$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex CountryBefore();

    [GeneratedRegex(
        @"(?<![\d./-])" + Date + @"(?![./-]?\d)(?:,? (?:kl\.? ?|klokken |at )?" + Time + @"(?!\d|[.:]\d))?" +
        @"|(?<!\d)(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?!\d)(?:[T ]\d\d:\d\d(?::\d\d)?)?" +
        @"|(?<!\d)(?:19|20)\d\d ?[-/] ?(?:19|20)\d\d(?!\d)" +
        @"|\b(?:kl\.? ?|klokken |at )" + Time + @"(?!\d|[.:]\d)" +
        @"|(?<![\d.:])" + Time + @" ?- ?" + Time + @"(?!\d|[.:-]\d)" +
        @"|(?<![\d.])\d{1,3}(?:[. ]\d{3})+(?:,\d+)?(?= ?(?:kr|kroner|dkk|eur|euro|€|,-)(?![\p{L}]))",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NoTelephone();
}
