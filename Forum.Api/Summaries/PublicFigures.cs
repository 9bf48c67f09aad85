namespace Tryghedsforum.Api.Summaries;

/// <summary>
/// What everybody may know of a month, and why nobody can work out more by laying public pages beside each other. The reader gets each rule in words, in this
/// order; <see cref="PublicFigures.Of"/> and <see cref="PublicStreets"/> follow them.
/// </summary>
public enum PublicRule
{
    /// <summary>A month is shown for the quarter as a whole. Categories, ways in, streets, single cases and words stay with the forum.</summary>
    Totals,

    /// <summary>A typical time is said from <see cref="PublicFigures.LeastForTime"/> cases on, in whole hours; the longest, which is one case's, never.</summary>
    Times,

    /// <summary>Streets are shown for twelve months together. What was indoors, is not shown by street, or belonged elsewhere is one figure, "elsewhere in the quarter".</summary>
    Streets,

    /// <summary>
    /// The table of streets is made once for each twelve months, counted from the forum's first month. No month is in two tables, so that no table can be taken from another,
    /// and a table is never made again: a correction cannot show that a case was moved indoors.
    /// </summary>
    Once,

    /// <summary>What was published is seen from the public list's next hour on; a correction is a new version beside the old one, with totals only.</summary>
    Hours,
}

/// <summary>A month's totals, for everybody.</summary>
public sealed record PublicFigures
{
    /// <summary>Of fewer cases no typical time is said.</summary>
    public const int LeastForTime = 5;

    /// <summary>The form of these figures.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>First day of the month.</summary>
    public required DateOnly Month { get; init; }

    /// <summary>The local day on which they were counted.</summary>
    public required DateOnly CountedOn { get; init; }

    /// <summary>The forum's first month, of which only a part was counted.</summary>
    public required bool IsFirst { get; init; }

    /// <summary>Reports that came in.</summary>
    public required int Reports { get; init; }

    /// <summary>Of these, solved when it was counted.</summary>
    public required int Solved { get; init; }

    /// <summary>Open at the end of the month.</summary>
    public required int Open { get; init; }

    /// <summary>Whole hours from reported to fetched, typically; null: none, or of too few.</summary>
    public required int? HoursToFetched { get; init; }

    /// <summary>Pickups that ended with something collected.</summary>
    public required int Collected { get; init; }

    /// <summary>Needles that crews counted.</summary>
    public required int NeedlesCollected { get; init; }

    /// <summary>Pickups that found nothing.</summary>
    public required int NothingFound { get; init; }

    /// <summary>Times that somebody handed something in.</summary>
    public required int DropOffs { get; init; }

    /// <summary>Needles handed in, as far as they were counted.</summary>
    public required int NeedlesHandedIn { get; init; }

    /// <summary>Promises kept.</summary>
    public required int PromisesKept { get; init; }

    /// <summary>Promises that passed.</summary>
    public required int PromisesMissed { get; init; }

    /// <summary>Reports month by month, twelve of them, this one last.</summary>
    public required IReadOnlyList<MonthCount> Trend { get; init; }

    /// <summary>Beside the month before.</summary>
    public required Comparison? Before { get; init; }

    /// <summary>Beside the same month of last year.</summary>
    public required Comparison? LastYear { get; init; }

    /// <summary>What of a month's figures is for everybody.</summary>
    internal static PublicFigures Of(MonthFigures all, TimeZoneInfo zone) => new()
    {
        Month = all.Month, CountedOn = Forums.LocalTime.Day(all.CountedAt, zone), IsFirst = all.IsFirst, Reports = all.Reports, Solved = all.Solved, Open = all.Open,
        HoursToFetched = all.ToFetched is { Of: >= LeastForTime, Median: { } median } ? Math.Max(1, (int)Math.Round(median.TotalHours)) : null,
        Collected = all.Collected, NeedlesCollected = all.NeedlesCollected, NothingFound = all.NothingFound, DropOffs = all.DropOffs, NeedlesHandedIn = all.NeedlesHandedIn,
        PromisesKept = all.PromisesKept, PromisesMissed = all.PromisesMissed, Trend = all.Trend, Before = all.Before, LastYear = all.LastYear,
    };
}
