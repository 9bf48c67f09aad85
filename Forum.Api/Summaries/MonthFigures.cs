using System.Text.Json.Serialization;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Api.Summaries;

/// <summary>How long something took.</summary>
/// <param name="Median">The middle one; of an even number the mean of the two in the middle. Null when there was none.</param>
/// <param name="Longest">The longest; null when there was none.</param>
/// <param name="Of">Of how many.</param>
/// <param name="LongestCase">The number of the case that took longest; null when there was none, nothing is left of that case, or the reader sees no cases.</param>
public sealed record Took(TimeSpan? Median, TimeSpan? Longest, int Of, string? LongestCase = null);

/// <summary>Reports of one category.</summary>
/// <param name="Category">What they are about.</param>
/// <param name="Count">How many.</param>
public sealed record CategoryCount(CategoryCode Category, int Count);

/// <summary>Reports that came in one way.</summary>
/// <param name="Channel">How they came in.</param>
/// <param name="Count">How many.</param>
public sealed record ChannelCount(Channel Channel, int Count);

/// <summary>Reports by street.</summary>
/// <param name="Street">The street; null: the quarter, without a street.</param>
/// <param name="Indoors">Indoors somewhere in the quarter.</param>
/// <param name="Count">In the month.</param>
/// <param name="Year">In the twelve months that end with it.</param>
public sealed record StreetCount(string? Street, bool Indoors, int Count, int Year);

/// <summary>Needles as those who report them guess; an estimate, never to be added to what was counted.</summary>
/// <param name="Cases">Reports of needles.</param>
/// <param name="AtLeast">The least that they say together.</param>
/// <param name="AtMost">The most; null when one says "more than twenty".</param>
/// <param name="Unknown">Reports that do not say how many.</param>
public sealed record Estimate(int Cases, int AtLeast, int? AtMost, int Unknown);

/// <summary>A case that was open.</summary>
/// <param name="Number">Its number; null when nothing is left of it, or the reader sees no cases.</param>
/// <param name="Category">What it is about.</param>
/// <param name="Days">Its age in local days, when it was counted.</param>
public sealed record OpenCase(string? Number, CategoryCode Category, int Days);

/// <summary>Reports in one month.</summary>
/// <param name="Month">First day of the month.</param>
/// <param name="Count">How many; null: before the forum's first month.</param>
public sealed record MonthCount(DateOnly Month, int? Count);

/// <summary>What may be said of a difference.</summary>
public enum Verdict
{
    /// <summary>It may be chance.</summary>
    Uncertain,

    /// <summary>More than before.</summary>
    More,

    /// <summary>Fewer than before.</summary>
    Fewer,

    /// <summary>One of the two months was not a whole one.</summary>
    NotWhole,
}

/// <summary>The month beside another one.</summary>
/// <param name="Month">First day of the other one.</param>
/// <param name="Count">Reports then.</param>
/// <param name="RatioLow">How many times as many there are now, at least; three decimals.</param>
/// <param name="RatioHigh">The same at most; null: no limit.</param>
/// <param name="Verdict">What may be said.</param>
/// <param name="PerCent">The difference in per cent of then; null when either has too few.</param>
public sealed record Comparison(DateOnly Month, int Count, double RatioLow, double? RatioHigh, Verdict Verdict, int? PerCent)
{
    /// <summary>Below so many reports in either month no per cent is said.</summary>
    public const int LeastForPerCent = 20;
}

/// <summary>Messages about cases.</summary>
/// <param name="Told">Handed over, and not refused.</param>
/// <param name="NotTold">Did not arrive, or nobody could be reached.</param>
public sealed record MessageCount(int Told, int NotTold);

/// <summary>Whoever sends messages puts in here how they are counted; this library knows of none.</summary>
/// <param name="Of">The messages of a forum that were due from one time on and before another; null: nobody here knows of messages.</param>
public sealed record CountMessages(Func<int, DateTimeOffset, DateTimeOffset, CancellationToken, Task<MessageCount?>> Of);

/// <summary>A month in figures, by the rules of <see cref="Definition"/>. They hold no personal data. Durations are "[days.]hours:minutes:seconds".</summary>
public sealed record MonthFigures
{
    /// <summary>The form of these figures: 1. Figures that were kept in an older form say so.</summary>
    [JsonPropertyOrder(-2)]
    public int Schema { get; init; } = 1;

    /// <summary>First day of the month.</summary>
    [JsonPropertyOrder(-1)]
    public required DateOnly Month { get; init; }

    /// <summary>When they were counted.</summary>
    public required DateTimeOffset CountedAt { get; init; }

    /// <summary>The forum's first month, of which only a part was counted.</summary>
    public required bool IsFirst { get; init; }

    /// <summary>Reports that came in.</summary>
    public required int Reports { get; init; }

    /// <summary>Of these, solved when it was counted.</summary>
    public required int Solved { get; init; }

    /// <summary>Reports that came in, by category, the most first.</summary>
    public required IReadOnlyList<CategoryCount> Reported { get; init; }

    /// <summary>The same by street, the most of twelve months first; what has no street comes last.</summary>
    public required IReadOnlyList<StreetCount> Streets { get; init; }

    /// <summary>The same by how they came in, the most first.</summary>
    public required IReadOnlyList<ChannelCount> Channels { get; init; }

    /// <summary>Needles as they were reported.</summary>
    public required Estimate Guessed { get; init; }

    /// <summary>Pickups that ended with something collected in the month.</summary>
    public required int Collected { get; init; }

    /// <summary>Needles that crews counted in the month.</summary>
    public required int NeedlesCollected { get; init; }

    /// <summary>Pickups among <see cref="Collected"/> whose needles nobody counted.</summary>
    public required int CollectedUncounted { get; init; }

    /// <summary>Pickups that found nothing in the month.</summary>
    public required int NothingFound { get; init; }

    /// <summary>Times that somebody handed something in.</summary>
    public required int DropOffs { get; init; }

    /// <summary>Needles handed in, as far as they were counted.</summary>
    public required int NeedlesHandedIn { get; init; }

    /// <summary>Drop-offs whose needles nobody counted.</summary>
    public required int DropOffsUncounted { get; init; }

    /// <summary>From reported to seen.</summary>
    public required Took ToSeen { get; init; }

    /// <summary>From reported to taken.</summary>
    public required Took ToTaken { get; init; }

    /// <summary>From reported to fetched (or nothing found).</summary>
    public required Took ToFetched { get; init; }

    /// <summary>Open at the end of the month, or now in the running month.</summary>
    public required int Open { get; init; }

    /// <summary>The same one by one, the oldest first.</summary>
    public required IReadOnlyList<OpenCase> OpenCases { get; init; }

    /// <summary>Promises kept in the month.</summary>
    public required int PromisesKept { get; init; }

    /// <summary>Promises that passed in the month.</summary>
    public required int PromisesMissed { get; init; }

    /// <summary>Messages about cases; null: not known.</summary>
    public required MessageCount? Messages { get; init; }

    /// <summary>Reports month by month, twelve of them, this one last.</summary>
    public required IReadOnlyList<MonthCount> Trend { get; init; }

    /// <summary>Beside the month before; null in the forum's first month, and in the running one.</summary>
    public required Comparison? Before { get; init; }

    /// <summary>Beside the same month of last year; null when the forum did not exist then, and in the running one.</summary>
    public required Comparison? LastYear { get; init; }
}
