using Tryghedsforum.Api.Places;

namespace Tryghedsforum.Api.Reports;

/// <summary>What somebody who writes wants.</summary>
public enum MessagePurpose
{
    /// <summary>Not understood.</summary>
    Unclear,

    /// <summary>Reports something that is there.</summary>
    Report,

    /// <summary>Tells of something that is gone again.</summary>
    Past,

    /// <summary>Says thanks.</summary>
    Thanks,

    /// <summary>Has handed needles in.</summary>
    HandedIn,

    /// <summary>Has gathered needles, and wants them fetched.</summary>
    FetchWish,

    /// <summary>Asks something.</summary>
    Question,

    /// <summary>Asks what became of a report.</summary>
    Chasing,
}

/// <summary>What a reading still lacks; asked for one at a time, place first.</summary>
public enum MissingPart
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>What it is.</summary>
    What,

    /// <summary>Which street or place.</summary>
    Place,

    /// <summary>Where on the street.</summary>
    WhereOnStreet,

    /// <summary>A number that may be the house's or the needles'.</summary>
    WhichNumber,

    /// <summary>How many.</summary>
    Count,

    /// <summary>Kind of ground.</summary>
    Ground,
}

/// <summary>
/// What a neighbour's own words seem to say. A proposal for the human who reads them, never more: the words are kept as they came, and nobody is sent out,
/// shown anything or answered because of it.
/// </summary>
public sealed record MessageReading
{
    /// <summary>What the writer wants.</summary>
    public MessagePurpose Purpose { get; internal init; }

    /// <summary>What it is about; <see cref="CategoryCode.Unsorted"/>: not understood.</summary>
    public CategoryCode Category { get; internal init; }

    /// <summary>Kind of ground; <see cref="Reports.Ground.Unknown"/>: not said.</summary>
    public Ground Ground { get; internal init; }

    /// <summary>Street and number as the forum's table writes them; null: no street of the forum.</summary>
    public string? Place { get; internal init; }

    /// <summary>The street was guessed through a slip.</summary>
    public bool IsPlaceGuessed { get; internal init; }

    /// <summary>How many needles, the larger number of a range; null: no number was said.</summary>
    public int? Count { get; internal init; }

    /// <summary>What lies there.</summary>
    public Find Find { get; internal init; }

    /// <summary>Children are named, or a place of theirs.</summary>
    public bool NearChildren { get; internal init; }

    /// <summary>A second street is named: there may be two reports in one message.</summary>
    public bool NamesSecondPlace { get; internal init; }

    /// <summary>What is missing first.</summary>
    public MissingPart Missing { get; internal init; }

    // Of the place, what an answer is put together with: the street alone, and the house number alone.
    internal string? Street { get; init; }
    internal string? House { get; init; }

    /// <summary>Where on the street is said without a number.</summary>
    internal bool IsSpot { get; init; }

    /// <summary>A street and number that the forum's table does not have: a human knows where it is.</summary>
    internal bool NamesOther { get; init; }

    /// <summary>The count as a neighbour answers it.</summary>
    public Amount Amount => Count switch
    {
        null => Amount.Unknown,
        0 => Amount.None,
        1 => Amount.One,
        <= 5 => Amount.TwoToFive,
        <= 20 => Amount.SixToTwenty,
        _ => Amount.More,
    };

    /// <summary>Reads a message. Danish with and without æøå, slips, English, and the words for needles in Turkish, Polish and Arabic.</summary>
    /// <param name="text">As it came.</param>
    /// <param name="streets">The forum's.</param>
    /// <param name="names">Teams and listed places of the forum, as they are called.</param>
    public static MessageReading Of(string text, IReadOnlyList<StreetName> streets, IReadOnlyList<string> names)
    {
        // Where the writer lives is only the place when no other is named.
        if (MessageVocabulary.Home().Replace(text, " ") is var abroad && abroad != text && Address.Read(abroad, streets).StreetId is not null) text = abroad;
        var words = Phrase.Words(text);
        var address = Address.Read(text, streets);
        var (needles, equipment, bin) = (NeedleCount.Speaks(words), Any(words, MessageVocabulary.Equipment), Any(words, MessageVocabulary.Bin));
        var counted = NeedleCount.In(text, address.HouseNumber);
        var ambiguous = address.StreetId is not null && address.HouseNumber is { } house && counted.Number == house;
        var count = ambiguous ? null : counted.Count;
        if (count is null && !ambiguous && needles && Any(words, MessageVocabulary.None)) count = 0;
        var category = CategoryOf(text, words, needles || equipment, bin);
        var street = streets.FirstOrDefault(one => one.Id == address.StreetId);
        var number = ambiguous ? null : address.HouseNumber;
        var place = street is null ? names.FirstOrDefault(name => new Phrase(name).In(words).Any()) : $"{street.Name} {number}".Trim();
        var inquires = place is null && GroundOf(words) is Ground.Unknown && Any(words, MessageVocabulary.Inquiry) && !Any(words, MessageVocabulary.Lies);
        var purpose = PurposeOf(text, words, needles, category, inquires);
        if (purpose is MessagePurpose.Thanks or MessagePurpose.Question or MessagePurpose.Chasing) category = CategoryCode.Idea;
        if (category is not (CategoryCode.NeedleWaste or CategoryCode.Unsorted)) count = null;
        var second = street is not null && !Any(words, MessageVocabulary.Corner) ? Address.Read(address.Rest, streets).StreetId : null;
        return new()
        {
            Purpose = purpose, Category = category, Ground = GroundOf(words), Place = place, IsPlaceGuessed = street is not null && !address.Exact,
            Count = count, Find = FindOf(needles && count != 0, equipment), NearChildren = Any(words, MessageVocabulary.Children),
            NamesSecondPlace = second is not null && second != address.StreetId,
            Street = street?.Name, House = number, IsSpot = Any(words, MessageVocabulary.Spot), NamesOther = street is null && MessageVocabulary.OtherStreet().IsMatch(text),
            Missing = MissingOf(category, purpose, place, number, ambiguous, needles && count is null, words),
        };
    }

    private static MessagePurpose PurposeOf(string text, IReadOnlyList<string> words, bool needles, CategoryCode category, bool inquires)
    {
        if (MessageVocabulary.CaseNumber().IsMatch(text) && Any(words, MessageVocabulary.Chasing)) return MessagePurpose.Chasing;
        if (inquires && !Any(words, MessageVocabulary.FetchWish)) return MessagePurpose.Question;
        if (Any(words, MessageVocabulary.HandedIn)) return MessagePurpose.HandedIn;
        if (Any(words, MessageVocabulary.FetchWish)) return MessagePurpose.FetchWish;
        if (Any(words, MessageVocabulary.Gone)) return needles ? MessagePurpose.Past : MessagePurpose.Thanks;
        if (needles || category is not (CategoryCode.Unsorted or CategoryCode.Idea)) return MessagePurpose.Report;
        if (Any(words, MessageVocabulary.Thanks)) return MessagePurpose.Thanks;
        return (text.TrimEnd().EndsWith('?') && Any(words, MessageVocabulary.Asking)) || Any([.. words.Take(1)], MessageVocabulary.Opening) ? MessagePurpose.Question : MessagePurpose.Unclear;
    }

    private static CategoryCode CategoryOf(string text, IReadOnlyList<string> words, bool waste, bool bin)
    {
        if (Any(words, MessageVocabulary.Threat)) return CategoryCode.Threat;
        if (bin && Any(words, MessageVocabulary.Full)) return CategoryCode.BinFull;
        if (waste || (bin && Any(words, MessageVocabulary.FetchWish))) return CategoryCode.NeedleWaste;
        if (Any(words, MessageVocabulary.Dealing)) return CategoryCode.Dealing;
        if (Any(words, MessageVocabulary.DrugUse)) return CategoryCode.DrugUse;
        if ((DangerWords.Read(text) & Danger.Life) != 0 || Any(words, MessageVocabulary.Concern)) return CategoryCode.Concern;
        if (Any(words, MessageVocabulary.Unrest)) return CategoryCode.Unrest;
        if (Any(words, MessageVocabulary.Waste)) return CategoryCode.OtherWaste;
        return Any(words, MessageVocabulary.Idea) ? CategoryCode.Idea : CategoryCode.Unsorted;
    }

    private static Ground GroundOf(IReadOnlyList<string> words) =>
        Any(words, MessageVocabulary.Indoors) ? Ground.Indoors
        : Any(words, MessageVocabulary.Yard) ? Ground.Yard
        : Any(words, MessageVocabulary.Institution) ? Ground.Institution
        : Any(words, MessageVocabulary.Outdoors) ? Ground.Street
        : Ground.Unknown;

    private static Find FindOf(bool needles, bool equipment) => (needles, equipment) switch
    {
        (true, true) => Find.Both,
        (true, false) => Find.Needles,
        (false, true) => Find.Equipment,
        _ => Find.Unknown,
    };

    private static MissingPart MissingOf(CategoryCode category, MessagePurpose purpose, string? place, string? number, bool ambiguous, bool uncounted, IReadOnlyList<string> words)
    {
        if (purpose is not (MessagePurpose.Report or MessagePurpose.Unclear) || category == CategoryCode.Idea) return MissingPart.None;
        if (ambiguous) return MissingPart.WhichNumber;
        if (category == CategoryCode.Unsorted) return MissingPart.What;
        if (place is null) return MissingPart.Place;
        if (number is null && category is CategoryCode.NeedleWaste or CategoryCode.BinFull && !Any(words, MessageVocabulary.Spot)) return MissingPart.WhereOnStreet;
        return category == CategoryCode.NeedleWaste && uncounted ? MissingPart.Count : MissingPart.None;
    }

    internal static bool Any(IReadOnlyList<string> words, Phrase[] phrases) => phrases.Any(phrase => phrase.In(words).Any());
}
