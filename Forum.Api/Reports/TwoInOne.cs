using System.Text.RegularExpressions;
using Tryghedsforum.Api.Forums;

namespace Tryghedsforum.Api.Reports;

/// <summary>Where a message might be cut in two.</summary>
/// <param name="First">What would stay.</param>
/// <param name="Second">What would become a case of its own.</param>
public sealed record SplitProposal(string First, string Second);

/// <summary>
/// Looks whether a message holds two reports: another place or another matter on either side of a cut. It proposes; a human decides, and may cut elsewhere.
/// </summary>
internal static partial class TwoInOne
{
    private const int LongestRead = 800, MostCuts = 20;

    /// <summary>The likeliest cut of a message that nobody has sorted, or said to be one; null: it reads as one.</summary>
    public static SplitProposal? In(ForumSettings settings, Report report, string? words) =>
        words is not null && report is { Category: CategoryCode.Unsorted, OneMatterAt: null } && SplitReport.CanBeSplit(report) ? In(words, part => MessageDialogue.Read(settings, part)) : null;

    /// <summary>The likeliest cut; null: it reads as one.</summary>
    /// <param name="words">As they came.</param>
    /// <param name="read">Reads a part of them.</param>
    public static SplitProposal? In(string words, Func<string, MessageReading> read)
    {
        if (words.Length > LongestRead) return null;
        // A corner is one place, though it has two streets.
        var corner = MessageReading.Any(Phrase.Words(words), MessageVocabulary.Corner);
        // What parts more strongly is tried first: a new line, a sentence, "og", a comma.
        foreach (var cut in new[] { Line(), Sentence(), And(), Comma() }.SelectMany(between => between.Matches(words)).Take(MostCuts))
        {
            var (first, second) = (words[..(cut.Index + cut.Groups["kept"].Length)].Trim(), words[(cut.Index + cut.Length)..].Trim());
            if (first.Length == 0 || second.Length == 0 || !AreTwo(read(first), read(second), corner)) continue;
            return new(first, second);
        }

        return null;
    }

    private static bool AreTwo(MessageReading one, MessageReading other, bool corner)
    {
        if (one.Purpose is not MessagePurpose.Report || !Tells(other, corner) || one.NamesSecondPlace || other.NamesSecondPlace) return false;
        if (one.Place is not null && other.Place is not null) return one.Street != other.Street || (one.Place != other.Place && one.House is not null && other.House is not null);
        return one.Category != other.Category && IsMatter(one) && IsMatter(other) && (one.Place ?? other.Place) is not null;
    }

    // "Og 2 ved Ørnevej 6" says where, and how many of what was named before.
    private static bool Tells(MessageReading reading, bool corner) => reading.Purpose is MessagePurpose.Report || !corner && reading is { Purpose: MessagePurpose.Unclear, Place: not null };

    private static bool IsMatter(MessageReading reading) => reading.Category is not (CategoryCode.Unsorted or CategoryCode.Idea);

    [GeneratedRegex(@"\s*\n\s*")]
    private static partial Regex Line();

    [GeneratedRegex(@"(?<kept>[.!?]+)\s+(?=\S)|;\s*")]
    private static partial Regex Sentence();

    [GeneratedRegex(@",?\s+(?:og også|og ogsaa|og så|og saa|og|samt|desuden|derudover|også|ogsaa|plus|and also|and|also)\s+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex And();

    [GeneratedRegex(@",\s*")]
    private static partial Regex Comma();
}
