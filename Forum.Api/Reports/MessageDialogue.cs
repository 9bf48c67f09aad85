using System.Text.RegularExpressions;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Forums;

namespace Tryghedsforum.Api.Reports;

/// <summary>A message and what its sender wrote afterwards, read as one: an answer is understood by what was asked.</summary>
internal static partial class MessageDialogue
{
    /// <summary>Reads a neighbour's first words alone.</summary>
    public static MessageReading Read(ForumSettings settings, string words) =>
        MessageReading.Of(words, settings.StreetNames, [.. settings.Teams.Select(team => team.Name), .. settings.Places.Select(listed => listed.Name)]);

    /// <summary>Reads the first words and the answers to what the program asked; what is doubtful is left to a human.</summary>
    /// <param name="settings">The forum.</param>
    /// <param name="words">The first words.</param>
    /// <param name="story">What happened on the case, oldest first, each with the words that belong to it.</param>
    public static MessageReading Read(ForumSettings settings, string words, IEnumerable<(EventType Type, EventData Data, string? Words)> story)
    {
        var reading = Read(settings, words);
        MissingPart? asked = null;
        foreach (var (type, data, said) in story)
        {
            if (type == EventType.ReportAsked) asked = data.Asks;
            if (type != EventType.ReportAddedTo || said is null || data.Doubtful == true) continue;
            reading = reading.With(Read(settings, said), said, asked);
            asked = null;
        }

        return reading with { Missing = reading.Next(NeedsGround(settings, reading.Category)) ?? MissingPart.None };
    }

    /// <summary>The reading with what was answered.</summary>
    public static MessageReading With(this MessageReading before, MessageReading said, string text, MissingPart? asked)
    {
        var words = Phrase.Words(text);
        var (street, house) = (before.Street ?? said.Street, HouseOf(before, said, text, asked));
        var count = CountOf(before, said, text, asked);
        var category = before.Category is CategoryCode.Unsorted && said.Category is not CategoryCode.Idea ? said.Category : before.Category;
        return before with
        {
            Street = street, House = house, Place = street is null ? before.Place ?? said.Place : $"{street} {house}".Trim(), IsPlaceGuessed = before.Street is null ? said.IsPlaceGuessed : before.IsPlaceGuessed,
            NamesOther = before.NamesOther || said.NamesOther,
            // Whoever is asked where on the street, and says something, has said where.
            IsSpot = before.IsSpot || said.IsSpot || (asked is MissingPart.WhereOnStreet && words.Count > 0 && !IsUnknown(words)),
            Ground = said.Ground is Ground.Unknown || (before.Ground is not Ground.Unknown && asked is not MissingPart.Ground) ? before.Ground : said.Ground,
            Count = count, Category = category, Find = before.Find is Find.Unknown ? said.Find : before.Find, NearChildren = before.NearChildren || said.NearChildren,
            Purpose = said.Purpose is MessagePurpose.Past ? MessagePurpose.Past : before.Purpose is MessagePurpose.Unclear && said.Purpose is MessagePurpose.Report ? MessagePurpose.Report : before.Purpose,
            NamesSecondPlace = before.NamesSecondPlace || (before.Street is not null && said.Street is not null && said.Street != before.Street),
            Missing = before.Missing is MissingPart.WhichNumber && (house is not null || count is not null) ? MissingPart.None : before.Missing,
        };
    }

    /// <summary>What to ask first: place, then ground, amount last; null: nothing, or it is no report that could be asked about.</summary>
    /// <param name="reading">What is known.</param>
    /// <param name="needsGround">Who is sent, or who may see it, depends on the ground.</param>
    public static MissingPart? Next(this MessageReading reading, bool needsGround)
    {
        var waste = reading.Category is CategoryCode.NeedleWaste or CategoryCode.BinFull;
        return reading switch
        {
            { Purpose: not (MessagePurpose.Report or MessagePurpose.Unclear) } or { Category: CategoryCode.Idea } => null,
            { Missing: MissingPart.WhichNumber, House: null, Count: null } => MissingPart.WhichNumber,
            // Of a mere "hello" nothing is asked; of ten pieces at a corner, what they are.
            { Category: CategoryCode.Unsorted } => reading is { Place: not null, Count: not null } ? MissingPart.What : null,
            { Place: null, NamesOther: false } => MissingPart.Place,
            { House: null, IsSpot: false, NamesOther: false } when waste => MissingPart.WhereOnStreet,
            { Ground: Ground.Unknown } when needsGround => MissingPart.Ground,
            { Count: null, Category: CategoryCode.NeedleWaste, Find: not Find.Equipment } => MissingPart.Count,
            _ => null,
        };
    }

    /// <summary>Whether the ground decides something for this category.</summary>
    public static bool NeedsGround(ForumSettings settings, CategoryCode category) =>
        settings.Rules.Any(rule => rule.Category == category) || settings.Categories.Any(one => one.Code == category && one.PublicLevel == PublicLevel.Street);

    /// <summary>"Ved ikke", "?": an answer that says nothing.</summary>
    public static bool IsUnknown(IReadOnlyList<string> words) => words.Count == 0 || MessageReading.Any(words, MessageVocabulary.NotKnown);

    private static string? HouseOf(MessageReading before, MessageReading said, string text, MissingPart? asked)
    {
        if (before.House is not null) return before.House;
        if (said.Street is not null) return before.Street is null || said.Street == before.Street ? said.House : null;
        if (before.Street is null || said.Count is not null) return null;
        var number = asked is MissingPart.WhereOnStreet or MissingPart.WhichNumber or MissingPart.Place && BareNumber().Match(text) is { Success: true } bare ? bare : NamedNumber().Match(text);
        return number.Success ? number.Groups["number"].Value.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant() : null;
    }

    private static int? CountOf(MessageReading before, MessageReading said, string text, MissingPart? asked)
    {
        if (said.Count is { } count) return count;
        // "3" alone is a count where a count was asked for.
        if (asked is MissingPart.Count && said.Street is null) return NeedleCount.In(NamedNumber().Replace(text, " ").TrimEnd('.', ',', '!', ' ') + " kanyler", null).Count ?? before.Count;
        if (asked is MissingPart.WhichNumber && Counted().Match(text) is { Success: true } counted) return NeedleCount.In(counted.Groups["number"].Value + " kanyler", null).Count;
        return before.Count;
    }

    [GeneratedRegex(@"^\W*(?:(?:ved|ud for|foran|nr|nummer|no|number)\b\.?\s*)*(?<number>\d{1,3} ?[A-Za-z]?)\W*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex BareNumber();

    [GeneratedRegex(@"(?:\b(?:ved|ud for|udfor|foran|på|i|at|by)\s+)?\b(?:nr|nummer|husnummer|husnummeret|no|number)\b[\s.:]*(?:er\s+)?(?<number>\d{1,3} ?[A-Za-z]?)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NamedNumber();

    [GeneratedRegex(@"\b(?:antal|antallet|amount|count)\b\D{0,6}(?<number>\d{1,3})\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Counted();
}
