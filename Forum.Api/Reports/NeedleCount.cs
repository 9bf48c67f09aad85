using System.Globalization;
using System.Text.RegularExpressions;
using Tryghedsforum.Api.Places;

namespace Tryghedsforum.Api.Reports;

/// <summary>How many needles a message speaks of: a number beside a word for needles, or behind "about". A number behind a street is its house number.</summary>
internal static partial class NeedleCount
{
    private const string Words = "nål*/kanyl*/sprøjt*/needl*/needel*/nedel*/syring*/sirynge*/iğne*/şırınga*/enjektör*/igły/igła/igieł/strzykaw*/ابر/ابرة/الابر/حقن/حقنة/سرنجة/سرنجات";

    // A number that large is no count of needles but a telephone, a year, or a joke.
    private const int Most = 500;

    private static readonly Phrase Needle = new(Words);

    // What needles are kept in begins like a needle.
    private static readonly Phrase Container = new("kanylespand*/kanyleboks*/kanylebeholder*/kanylepose*/nålespand*/nåleboks*/nålepude*/nåletræ*");

    // One of them, where no number is said.
    private static readonly string[] Single = ["nal", "kanyle", "sprojte", "nedle", "syringe", "igne", "siringa", "igla", "strzykawka", "strzykawke", "سرنجة", "حقنة", "ابرة"];

    private static readonly Dictionary<string, int> Spelled = new Dictionary<string, int>
    {
        ["en"] = 1, ["et"] = 1, ["to"] = 2, ["tre"] = 3, ["fire"] = 4, ["fem"] = 5, ["seks"] = 6, ["syv"] = 7, ["otte"] = 8, ["ni"] = 9, ["ti"] = 10, ["tolv"] = 12, ["tyve"] = 20,
        ["a"] = 1, ["an"] = 1, ["one"] = 1, ["two"] = 2, ["three"] = 3, ["four"] = 4, ["five"] = 5, ["six"] = 6, ["seven"] = 7, ["eight"] = 8, ["nine"] = 9, ["ten"] = 10,
        ["bir"] = 1, ["iki"] = 2, ["üç"] = 3, ["dwie"] = 2, ["trzy"] = 3, ["cztery"] = 4,
    }.ToDictionary(pair => Folding.Loose(pair.Key), pair => pair.Value);

    private static readonly string[] Between = [.. "stk stykker brugte brugt gamle små store tane adet used old dirty flere hele rene beskidte blodige åbne enkelt eneste single".Split(' ').Select(Folding.Loose)];

    private static readonly string[] About = [.. "ca cirka omkring about around roughly chyba około yaklaşık mindst".Split(' ').Select(Folding.Loose)];

    /// <summary>Whether needles or syringes are named.</summary>
    public static bool Speaks(IReadOnlyList<string> words) => words.Any(IsNeedle);

    /// <summary>The count, and the digits that it was read from when they may as well be a house number.</summary>
    /// <param name="text">As it came.</param>
    /// <param name="house">The house number that was read, if any.</param>
    public static (int? Count, string? Number) In(string text, string? house)
    {
        var tokens = Token().Matches(Folding.WellFormed(text)).Select(token => token.Value).ToList();
        var loose = tokens.ConvertAll(Folding.Loose);
        int? sum = null;
        string? number = null;
        for (var i = 0; i < tokens.Count; i++)
        {
            if (ValueOf(tokens[i], loose[i]) is not { } value || !(CountsNeedles(loose, i) || (IsAbout(loose, i) && tokens[i] != house))) continue;
            if (tokens[i] == house && CountsNeedles(loose, i)) number = house;
            sum = Math.Min(Most, (sum ?? 0) + value);
        }

        if (sum is null && loose.Any(word => Single.Contains(word)) && !tokens.Exists(token => char.IsAsciiDigit(token[0]) && token != house)) sum = 1;
        if (sum is null && Pair().IsMatch(text)) sum = 2;
        return (sum, number);
    }

    private static bool IsNeedle(string word) => Needle.In([word]).Any() && !Container.In([word]).Any();

    private static int? ValueOf(string token, string loose)
    {
        if (Range().Match(token) is { Success: true } range) token = range.Groups["most"].Value;
        if (int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out var digits)) return digits <= Most ? digits : null;
        return Spelled.TryGetValue(loose, out var spelled) ? spelled : null;
    }

    private static bool CountsNeedles(List<string> words, int at)
    {
        for (var next = at + 1; next < words.Count && next <= at + 3; next++)
        {
            if (IsNeedle(words[next])) return true;
            if (!Between.Contains(words[next])) return false;
            // "10 stk": of what, is said elsewhere or not at all.
            if (words[next] is "stk" && next == words.Count - 1) return true;
        }

        return false;
    }

    private static bool IsAbout(List<string> words, int at) => (at > 0 && About.Contains(words[at - 1])) || (at + 1 < words.Count && words[at + 1] is "stk" or "stykker");

    [GeneratedRegex(@"\d{1,4}\s?[-–]\s?\d{1,4}|\d+|[\p{L}\p{M}'’]+")]
    private static partial Regex Token();

    [GeneratedRegex(@"^\d{1,4}\s?[-–]\s?(?<most>\d{1,4})$")]
    private static partial Regex Range();

    [GeneratedRegex(@"\bet par\b|\ba couple\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Pair();
}
