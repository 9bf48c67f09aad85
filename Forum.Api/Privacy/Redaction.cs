using System.Text;
using System.Text.RegularExpressions;

namespace Tryghedsforum.Api.Privacy;

/// <summary>What kind of thing was found in a text that more people are to read.</summary>
public enum FoundKind
{
    /// <summary>A civil registration number.</summary>
    Cpr,

    /// <summary>A telephone number, or another long number.</summary>
    Phone,

    /// <summary>An e-mail address.</summary>
    Email,

    /// <summary>A registration plate.</summary>
    Plate,

    /// <summary>House, staircase, floor, door, or a point.</summary>
    HouseNumber,

    /// <summary>A secret link, or its secret.</summary>
    Link,

    /// <summary>A case's number.</summary>
    CaseNumber,

    /// <summary>The street, where outsiders may not know it.</summary>
    Street,
}

/// <summary>Something that can point to a person, in a text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Where it begins, in UTF-16 units.</param>
/// <param name="Length">How long it is.</param>
public sealed record Found(FoundKind Kind, int Start, int Length)
{
    internal int End => Start + Length;
}

/// <summary>
/// Finds in a text what can point to a person: all of it, however it is written. In doubt it finds; a human decides. Only the shape counts.
/// </summary>
/// <param name="casePrefix">What the forum's case numbers begin with.</param>
/// <param name="streets">The streets that it knows, all spellings.</param>
/// <param name="hideStreets">The street itself is found, too: of what happens indoors, outsiders do not learn it.</param>
internal sealed class Redaction(string casePrefix, IEnumerable<string> streets, bool hideStreets)
{
    /// <summary>What stands where something was masked.</summary>
    public const string Masked = "[…]";

    // Never to be released, whatever a human says: with the link the case itself can be read.
    private static readonly FoundKind[] Always = [FoundKind.Cpr, FoundKind.Link];

    private readonly HouseNumbers houses = new(streets);
    private readonly Regex caseNumber = new(
        $@"(?<![\p{{L}}\d])(?:{Regex.Escape(casePrefix)}|sag(?:en|s)?|case|henvendelse)[ .:#-]{{0,3}}(?:(?:nr|nummer|no|number)[ .:#-]{{0,3}})?\d{{4,5}}(?!\d)" +
        @"|(?<![\p{L}\d])(?-i:[A-ZÆØÅ]{2,3})-\d{4,5}(?!\d)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>All that is found, in order; what touches is one find.</summary>
    public IReadOnlyList<Found> Find(string text)
    {
        var seen = new SeenText(text);
        var finds = CprMask.Find(seen).Select(place => new Found(FoundKind.Cpr, place.Start, place.End - place.Start))
            .Concat(Links.Find(seen.Plain).Select(In(seen, FoundKind.Link)))
            .Concat(Links.Addresses(seen.Plain).Select(In(seen, FoundKind.Email)))
            .Concat(caseNumber.Matches(seen.Plain).Select(match => (match.Index, match.Length)).Select(In(seen, FoundKind.CaseNumber)))
            .Concat(LongNumbers.Find(seen.Plain).Select(In(seen, FoundKind.Phone)))
            .Concat(Plates.Find(seen.Plain).Select(In(seen, FoundKind.Plate)))
            .Concat(houses.Find(seen.Plain).Select(In(seen, FoundKind.HouseNumber)))
            .Concat(hideStreets ? houses.Streets(seen.Plain).Select(In(seen, FoundKind.Street)) : []);
        return Joined(text, finds.OrderBy(find => find.Start).ThenByDescending(find => find.Length));
    }

    /// <summary>The text with everything found masked.</summary>
    public string Mask(string text) => Mask(text, Find(text));

    /// <summary>The text with that masked which nobody may release.</summary>
    public string MaskSecrets(string text) => Mask(text, Find(text).Where(find => Always.Contains(find.Kind)));

    private static string Mask(string text, IEnumerable<Found> finds)
    {
        var masked = new StringBuilder(text.Length);
        var copied = 0;
        foreach (var find in finds)
        {
            masked.Append(text, copied, find.Start - copied).Append(Masked);
            copied = find.End;
        }

        return masked.Append(text, copied, text.Length - copied).ToString();
    }

    private static Func<(int Index, int Length), Found> In(SeenText seen, FoundKind kind) => place =>
    {
        var (start, end) = seen.Origin(place.Index, place.Length);
        return new(kind, start, end - start);
    };

    private static List<Found> Joined(string text, IEnumerable<Found> finds)
    {
        var joined = new List<Found>();
        foreach (var find in finds)
        {
            if (joined.Count > 0 && joined[^1] is var last && (find.Start <= last.End || text.AsSpan(last.End, find.Start - last.End).IsWhiteSpace()))
            {
                // A find that holds a secret stays one.
                var kind = Always.Contains(find.Kind) ? find.Kind : last.Kind;
                joined[^1] = new(kind, last.Start, Math.Max(last.End, find.End) - last.Start);
            }
            else
            {
                joined.Add(find);
            }
        }

        return joined;
    }
}
