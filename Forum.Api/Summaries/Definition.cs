namespace Tryghedsforum.Api.Summaries;

/// <summary>
/// The rules by which a month is counted ("Sådan tæller vi"). The reader gets each of them in words, in this order; the counting beside this list follows
/// them, and nothing else counts.
/// </summary>
public enum Definition
{
    /// <summary>A report counts in the local month in which it came in, and so do its times, wherever they end.</summary>
    Month,

    /// <summary>Two reports of the same, merged by staff, count as one. Abuse does not count. What belongs elsewhere counts.</summary>
    Once,

    /// <summary>Solved is what was resolved when the figures were counted; the time of counting is said.</summary>
    Solved,

    /// <summary>Open is what had come in by the end of the month and was not ended then; its age is in whole days.</summary>
    Open,

    /// <summary>From reported until first seen, first taken, first fetched (or nothing found). Typical is the median; a case that was reopened keeps its first time.</summary>
    Times,

    /// <summary>Needles reported (what neighbours guess), collected (what crews count) and handed in are three figures; they are never added up. What nobody counted is not in them.</summary>
    Needles,

    /// <summary>A pickup, and a drop-off, counts in the month it ended, once for all cases that it served; one that found nothing counts apart.</summary>
    Pickups,

    /// <summary>A promise is the time before which somebody would fetch. Kept: fetched, or looked for, by then. Missed: the time passed. One that was changed before it passed, or called off, is neither.</summary>
    Promises,

    /// <summary>A message about a case counts in the month it was due: told when it was handed over and not refused, not told when it did not arrive or nobody could be reached.</summary>
    Messages,

    /// <summary>Outdoor reports count by street; what was indoors, or is not shown by street, counts for the quarter.</summary>
    Streets,

    /// <summary>More or fewer is said only when chance alone would make such a difference at most once in a hundred times (<see cref="ExactPoisson.Error"/>). The forum's first month is not whole, and is compared with none.</summary>
    Comparing,

    /// <summary>A per cent is said only when both months have at least <see cref="Comparison.LeastForPerCent"/> reports.</summary>
    PerCent,
}
