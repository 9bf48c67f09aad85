using System.Text.RegularExpressions;

namespace Tryghedsforum.Api.Places;

/// <summary>A street of a forum as it may be written.</summary>
/// <param name="Id">The street of the forum's table.</param>
/// <param name="Name">As the sign says.</param>
/// <param name="OtherSpellings">Other ways to write it.</param>
public sealed record StreetName(int Id, string Name, IReadOnlyList<string> OtherSpellings);

/// <summary>
/// A place as a person wrote it: the street it names, the house number directly behind it, and the rest of the words.
/// An unknown street leaves <see cref="StreetId"/> null and the whole text in <see cref="Rest"/>. Postcode and town are dropped and never
/// decide: a street can have several.
/// </summary>
internal sealed partial record Address
{
    public int? StreetId { get; private init; }

    /// <summary>"45B", the letter large and close; null if none was written.</summary>
    public string? HouseNumber { get; private init; }

    public string Rest { get; private init; } = "";

    /// <summary>False if the street was guessed through a slip: show the reading, or ask.</summary>
    public bool Exact { get; private init; }

    public static Address Read(string text, IReadOnlyList<StreetName> streets)
    {
        var whole = Folding.WellFormed(text).Trim();
        var words = Word().Matches(whole);
        if (StreetMatch.First([.. words.Select(word => word.Value)], streets) is not { } street) return new() { Rest = whole };

        var behind = words[street.To].Index + words[street.To].Length;
        var number = Number().Match(whole, behind);
        var house = number.Success ? (number.Groups["number"].Value + number.Groups["letter"].Value).ToUpperInvariant() : null;
        if (number.Success) behind = number.Index + number.Length;

        var before = whole[..words[street.From].Index];
        var after = PostcodeAndTown().Replace(whole[behind..], "");
        return new()
        {
            StreetId = street.Id,
            HouseNumber = house,
            // of a corner the words only make sense together
            Rest = Corner().IsMatch(before) || CornerBehind().IsMatch(after) ? PostcodeAndTown().Replace(whole, "").Trim() : Join(before, after),
            Exact = street.Slips == 0,
        };
    }

    private static string Join(string before, string after) => $"{Trimmed(before)} {Trimmed(after)}".Trim();

    private static string Trimmed(string part) => part.Trim().TrimStart('.', ',', ';', ':', '-', ')').TrimEnd(',', ';', ':', '-', '(').Trim();

    [GeneratedRegex(@"[\p{L}\p{M}\p{N}'’´]+")]
    private static partial Regex Word();

    // A letter apart from the number must not be a word of its own: Danish "i", English and Polish "a", "w", "z".
    [GeneratedRegex(
        @"\G[\s.,]*(?:(?:nr|nummer|no|number|num)[\s.]*)?(?<number>[1-9]\d{0,2})(?!\d|[\p{L}\p{M}]{2}|[.,]\d)" +
        @"(?:(?<letter>[a-hj-zA-HJ-Z])(?![\p{L}\p{M}\p{N}])|\s+(?:(?<letter>[b-hB-HA])|(?<letter>a)(?=\s*(?:$|[,.;]|(?:st|kl|th|tv|mf|ved|på|bag|foran|over|under|lige|inde|ude)\b)))(?![\p{L}\p{M}\p{N}]))?",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Number();

    [GeneratedRegex(
        @"(?:(?:^|[\s,])\s*[1-9]\d{3}(?:\s+\p{L}[\p{L}.]*){0,3}|[\s,]+(?:københavn|kobenhavn|koebenhavn|kbh\.?|copenhagen)(?:\s+\p{L}{1,2})?)\s*\.?\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex PostcodeAndTown();

    [GeneratedRegex(@"hj(?:ø|oe|o)rne|corner|krydset|mellem|between", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Corner();

    [GeneratedRegex(@"^\s*(?:/|&|og\s+\p{L}+(?:vej|gade|all[eé])\b)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex CornerBehind();
}
