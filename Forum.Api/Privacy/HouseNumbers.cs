using System.Text.RegularExpressions;

namespace Tryghedsforum.Api.Privacy;

/// <summary>House numbers behind a street, known or any, or before one; houses, staircases, floors and doors that are named alone; and points. A number of things is none.</summary>
internal sealed partial class HouseNumbers(IEnumerable<string> streets)
{
    private const string Things =
        @"(?:\.? ?(?:gang(?:e)?|times?|stk|stykker|kanyle(?:r|affald)?|nåle?|sprøjte(?:r)?|needles?|syringes?|pose(?:r)?|bags?|person(?:er)?|people|persons|menneske(?:r)?|mænd|kvinder|women|børn|kids|children|unge|drenge|piger|naboer|beboere" +
        @"|dag(?:e)?|days?|døgn|uge(?:r)?|weeks?|måned(?:er)?|months?|år|years?|time(?:r)?|hours?|minut(?:ter)?|minutes?|sekunder|meter|metres?|meters?|m|cm|km|skridt|steps|kr|kroner|procent|percent|%|bøtter|spande|bins?|bil(?:er)?|cars?" +
        @"|cykler|bikes?|flasker|bottles?|dåser|cans?|telte|tents?|hunde|dogs?|kasser|boxes|glas|brugte|used|store|små|tomme|empty|nye|gamle|old|eller flere|or more|steder|places|af dem|of them|in total|i alt)(?![\p{L}]))";

    private const string Months = @"(?:\.? ?(?:jan|feb|mar|apr|maj|may|jun|jul|aug|sep|okt|oct|nov|dec)[\p{L}]{0,6}(?![\p{L}]))";
    private const string Number = @"[1-9]\d{0,2}(?!\d|[.,:]\d|" + Things + "|" + Months + ")";
    private const string Letter = @"(?: ?[a-hj-z](?![\p{L}\d]))?";
    private const string More = @"(?: ?(?:[-/+&]|, ?|og|eller|til|and|or|to) ?" + Number + Letter + @"(?![\p{L}\d.]))*";
    private const string Side = @"(?:(?:th|tv|mf|t\.h|t\.v|m\.f|midt for|til højre|til venstre|left|right)(?![\p{L}])\.?|(?:dør|lejl|lejlighed|door|flat)\.? ?\d{1,4})";
    private const string Floor = @"(?:\d{1,2}(?:st|nd|rd|th) floor|(?:st|stuen|kld|kælderen)(?![\p{L}])\.?|\d{1,2}(?:\.(?!\d|" + Months + @")(?: ?(?:sal|etage)(?![\p{L}])\.?)?| ?(?:sal|etage)(?![\p{L}])\.?|(?= ?,? ?" + Side + ")))";
    private const string Inside = @"(?:[ ,.]{0,3}" + Floor + @"(?:[ ,.]{0,3}(?:" + Side + @"|-?\d{1,3}(?!\d|[.,:]\d|" + Things + @")(?![\p{L}])))?|[ ,.]{0,3}" + Side + ")?";
    private const string House = @"(?<n>" + Number + Letter + More + Inside + ")";

    // Directly behind a street's name a number is in doubt a house, whatever comes after it.
    private const string HouseInDoubt = @"(?<n>[1-9]\d{0,2}(?!\d|[.,:]\d|" + Months + ")" + Letter + More + Inside + ")";
    private const string No = @"(?:(?:nr|nummer|no|number|num|hus|house|opgang|#)[ .:]{0,2})";

    private const string Ends =
        @"(?:vej|vejen|vei|gade|gaden|vænge|vænget|allé|alle|alléen|alleen|stræde|strædet|plads|pladsen|torv|torvet|boulevard|boulevarden|vang|vangen|have|haven|park|parken|sti|stien|toft|toften" +
        @"|bakke|bakken|krog|krogen|kaj|kajen|gård|gården|lund|lunden|høj|høje|brink|ager|passage|passagen|runddel|kvarter|street|road|avenue|lane)(?!\p{L})";

    private const string Letters = @"[\p{L}'’.\-]{1,40}";

    // "Hillerødgade", "Peter Bangs Vej": begins as a name does.
    private const string NamedStreet = @"(?-i:\p{Lu})" + Letters + @"(?: (?=(?-i:\p{Lu})))?" + Ends;

    private readonly Regex behind = Made($@"(?<!\p{{L}})(?:(?:{Known(streets)}|{NamedStreet})[ ,.:;(]{{0,3}}{No}?{HouseInDoubt}|{Letters}{Ends}[ ,.:;(]{{0,3}}{No}?{House})");
    private readonly Regex before = Made($@"(?<![\p{{L}}\d.,:]){House}(?: ?, ?| | on | i | in )(?:{Known(streets)}|{NamedStreet})");
    private readonly Regex street = Made($@"(?<!\p{{L}})(?:{Known(streets)}|{NamedStreet}|{Letters}(?:vej|gade|vænget|allé|stræde|boulevard)(?!\p{{L}}))");

    public IEnumerable<(int Index, int Length)> Find(string text) =>
        behind.Matches(text).Concat(before.Matches(text)).Concat(Alone().Matches(text)).Select(match => (match.Groups["n"].Index, match.Groups["n"].Length));

    public IEnumerable<(int Index, int Length)> Streets(string text) => street.Matches(text).Select(match => (match.Index, match.Length));

    private static Regex Made(string pattern) => new(pattern, RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    // With the Danish letters as they are also written.
    private static string Known(IEnumerable<string> streets) => string.Join('|', streets.Where(name => name.Length > 1).OrderByDescending(name => name.Length).Select(name => Regex.Escape(name).ToLowerInvariant()
        .Replace("å", "(?:å|aa|a)", StringComparison.Ordinal).Replace("ø", "(?:ø|oe|o)", StringComparison.Ordinal).Replace("æ", "(?:æ|ae)", StringComparison.Ordinal).Replace("é", "[ée]", StringComparison.Ordinal)).Select(name => name + @"(?!\p{L})").DefaultIfEmpty("(?!)"));

    [GeneratedRegex(
        @"(?<![\p{L}])(?:bor|i|hos|ved|foran|udenfor|uden for|på|fra|bag|overfor|over for|in|at|outside|behind|from|near|by|opposite|live at) (?:nr|nummer|no|number|hus|house|ejendom|ejendommen|bygning|building|blok|block)[ .:]{0,2}" + House +
        @"|(?<![\p{L}])(?:opgang|opgangen|hus|house|entrance|staircase|lejlighed|lejl|flat|apartment|apt)[ .:]{0,2}(?<n>" + Number + Letter + Inside + @"|(?-i:[A-H])(?![\p{L}\d]))" +
        @"|(?<![\p{L}])(?:nr|nummer|no|number)[ .:]{0,2}(?<n>" + Number + @"(?: ?(?-i:[A-H])(?![\p{L}\d])|(?=[ ,.]{0,3}" + Floor + @")|(?=[ ,.]{0,3}" + Side + "))" + Inside + ")" +
        @"|(?<![\p{L}])(?:i|in|at|hos|ved|foran) (?<n>\d{1,3} ?(?-i:[A-H])(?![\p{L}\d])" + Inside + ")" +
        @"|(?<![\p{L}\d.,:])(?<n>(?:\d{1,2}\. ?(?:(?:sal|etage)\.? ?)?|\d{1,2} (?:sal|etage)\.? ?|st\.? |st\.|stuen )[, ]{0,2}(?:th|tv|mf|midt for|til højre|til venstre)(?![\p{L}])\.?)" +
        @"|(?<![\p{L}\d.,:])(?<n>\d{1,2}\.? ?(?:sal|etage)(?![\p{L}])|\d{1,2}(?:st|nd|rd|th) floor(?: (?:left|right|on the left|on the right))?)" +
        @"|(?<![\d.,])(?<n>\d{1,3}[.,]\d{4,12}(?: ?[NSEWØV](?!\p{L}))?(?:[ ,;]{1,2}\d{1,3}[.,]\d{4,12}(?: ?[NSEWØV](?!\p{L}))?)?)(?!\d)",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Alone();
}
