using Tryghedsforum.Api.Forums;

namespace Tryghedsforum.Api.Summaries;

/// <summary>Counts of a month that can be added up over forums.</summary>
public sealed record ForumCounts
{
    /// <summary>Reports that came in.</summary>
    public required int Reports { get; init; }

    /// <summary>Of these, solved when it was counted.</summary>
    public required int Solved { get; init; }

    /// <summary>Open at the end of the month.</summary>
    public required int Open { get; init; }

    /// <summary>Pickups that ended with something collected.</summary>
    public required int Collected { get; init; }

    /// <summary>Needles that crews counted.</summary>
    public required int NeedlesCollected { get; init; }

    /// <summary>Pickups among <see cref="Collected"/> whose needles nobody counted.</summary>
    public required int CollectedUncounted { get; init; }

    /// <summary>Pickups that found nothing.</summary>
    public required int NothingFound { get; init; }

    /// <summary>Times that somebody handed something in.</summary>
    public required int DropOffs { get; init; }

    /// <summary>Needles handed in, as far as they were counted.</summary>
    public required int NeedlesHandedIn { get; init; }

    /// <summary>Drop-offs whose needles nobody counted.</summary>
    public required int DropOffsUncounted { get; init; }

    /// <summary>Promises kept.</summary>
    public required int PromisesKept { get; init; }

    /// <summary>Promises that passed.</summary>
    public required int PromisesMissed { get; init; }

    internal static ForumCounts Of(MonthFigures all) => new()
    {
        Reports = all.Reports, Solved = all.Solved, Open = all.Open, Collected = all.Collected, NeedlesCollected = all.NeedlesCollected, CollectedUncounted = all.CollectedUncounted,
        NothingFound = all.NothingFound, DropOffs = all.DropOffs, NeedlesHandedIn = all.NeedlesHandedIn, DropOffsUncounted = all.DropOffsUncounted, PromisesKept = all.PromisesKept, PromisesMissed = all.PromisesMissed,
    };

    internal static ForumCounts Sum(IReadOnlyCollection<ForumCounts> all) => new()
    {
        Reports = all.Sum(one => one.Reports), Solved = all.Sum(one => one.Solved), Open = all.Sum(one => one.Open), Collected = all.Sum(one => one.Collected),
        NeedlesCollected = all.Sum(one => one.NeedlesCollected), CollectedUncounted = all.Sum(one => one.CollectedUncounted), NothingFound = all.Sum(one => one.NothingFound),
        DropOffs = all.Sum(one => one.DropOffs), NeedlesHandedIn = all.Sum(one => one.NeedlesHandedIn), DropOffsUncounted = all.Sum(one => one.DropOffsUncounted),
        PromisesKept = all.Sum(one => one.PromisesKept), PromisesMissed = all.Sum(one => one.PromisesMissed),
    };
}

/// <summary>A forum's month among others.</summary>
/// <param name="Slug">The forum's address.</param>
/// <param name="Name">Its name.</param>
/// <param name="Version">The newest published version; null: none is published yet.</param>
/// <param name="PublishedAt">When.</param>
/// <param name="MayOpen">The reader may open that version.</param>
/// <param name="IsFirst">The forum's first month, of which only a part was counted.</param>
/// <param name="Counts">What is added up; null: not published.</param>
/// <param name="Fetched">Median from reported to fetched; null: none. To whoever runs the installation it is said of five cases or more, as to everybody.</param>
/// <param name="Before">Reports of the month before, by the same version; null: none.</param>
/// <param name="Verdict">What may be said of the difference. One table with many forums misleads no oftener than one comparison: see <see cref="CompareForums"/>.</param>
public sealed record ForumMonth(string Slug, string Name, int? Version, DateTimeOffset? PublishedAt, bool MayOpen, bool IsFirst, ForumCounts? Counts, TimeSpan? Fetched, int? Before, Verdict? Verdict);

/// <summary>All forums together beside the month before, as far as both months were whole.</summary>
/// <param name="Forums">So many forums are compared.</param>
/// <param name="Now">Their reports in the month.</param>
/// <param name="Then">Their reports in the month before.</param>
/// <param name="RatioLow">How many times as many there are now, at least; three decimals.</param>
/// <param name="RatioHigh">The same at most; null: no limit.</param>
/// <param name="Verdict">What may be said.</param>
/// <param name="PerCent">The difference in per cent; null when either has too few.</param>
public sealed record ForumsComparison(int Forums, int Now, int Then, double RatioLow, double? RatioHigh, Verdict Verdict, int? PerCent);

/// <summary>A month of several forums, from what they have published. A typical time of all is not said: it cannot be made of each forum's own.</summary>
/// <param name="Month">First day of the month.</param>
/// <param name="Forums">The forums whose figures the reader has, by name.</param>
/// <param name="Published">So many of them have published the month.</param>
/// <param name="Total">Those together.</param>
/// <param name="Before">Beside the month before; null: nothing can be compared.</param>
public sealed record ForumsMonth(DateOnly Month, IReadOnlyList<ForumMonth> Forums, int Published, ForumCounts Total, ForumsComparison? Before);

/// <summary>A forum's figures, with what comparing them needs.</summary>
internal sealed record ForumPage(NamedForum Forum, int Version, DateTimeOffset? PublishedAt, MonthFigures Figures, bool IsOwn)
{
    /// <summary>Reports of the month before, when both months were whole.</summary>
    public int? Then => Figures.Before is { Verdict: not Verdict.NotWhole } before ? before.Count : null;

    /// <summary>How long the month lasted there, and the month before.</summary>
    public (TimeSpan Now, TimeSpan Then) Lengths { get; } = Of(Figures.Month, Forum.TimeZone);

    public ForumMonth Row(double error) => new(Forum.Slug, Forum.Name, Version, PublishedAt, IsOwn, Figures.IsFirst, ForumCounts.Of(Figures),
        IsOwn || Figures.ToFetched.Of >= PublicFigures.LeastForTime ? Figures.ToFetched.Median : null, Figures.Before?.Count,
        Then is { } then ? Beside(ExactPoisson.Ratio(Figures.Reports, Lengths.Now, then, Lengths.Then, error)) : Figures.Before?.Verdict);

    public static Verdict Beside((double Low, double? High) ratio) => ratio.Low > 1 ? Verdict.More : ratio.High < 1 ? Verdict.Fewer : Verdict.Uncertain;

    private static (TimeSpan Now, TimeSpan Then) Of(DateOnly month, string zone)
    {
        var bounds = new MonthBounds(month, TimeZoneInfo.FindSystemTimeZoneById(zone), default);
        return (bounds.Length(month), bounds.Length(month.AddMonths(-1)));
    }
}
