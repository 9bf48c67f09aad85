using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Api.Summaries;

/// <summary>How long something took.</summary>
/// <param name="Median">The middle one; of an even number the mean of the two in the middle. Null when there was none.</param>
/// <param name="Longest">The longest; null when there was none.</param>
/// <param name="Of">Of how many.</param>
public sealed record Took(TimeSpan? Median, TimeSpan? Longest, int Of);

/// <summary>Reports of one category.</summary>
/// <param name="Category">What they are about.</param>
/// <param name="Count">How many.</param>
public sealed record CategoryCount(CategoryCode Category, int Count);

/// <summary>
/// A month in figures that are never added up: what neighbours reported, what crews counted, what was handed in.
/// A report counts in the local month that it came in, and its times count there, too; drop-offs and counted needles count in the month they happened.
/// What was dismissed as abuse or merged is not counted.
/// </summary>
public sealed record MonthFigures
{
    /// <summary>First day of the month.</summary>
    public required DateOnly Month { get; init; }

    /// <summary>Reports that came in, by category, the most first.</summary>
    public required IReadOnlyList<CategoryCount> Reported { get; init; }

    /// <summary>Reports that came in.</summary>
    public required int Reports { get; init; }

    /// <summary>Of these, resolved by now.</summary>
    public required int Solved { get; init; }

    /// <summary>Pickups that ended with something collected in the month.</summary>
    public required int Collected { get; init; }

    /// <summary>Needles that crews counted in the month.</summary>
    public required int NeedlesCollected { get; init; }

    /// <summary>Pickups that found nothing in the month.</summary>
    public required int NothingFound { get; init; }

    /// <summary>Times that somebody handed something in.</summary>
    public required int DropOffs { get; init; }

    /// <summary>Needles handed in, as far as they were counted.</summary>
    public required int NeedlesHandedIn { get; init; }

    /// <summary>From reported to seen.</summary>
    public required Took ToSeen { get; init; }

    /// <summary>From reported to taken.</summary>
    public required Took ToTaken { get; init; }

    /// <summary>From reported to fetched (or nothing found).</summary>
    public required Took ToFetched { get; init; }

    /// <summary>Open at the end of the month, or now in the running month.</summary>
    public required int Open { get; init; }
}

/// <summary>Counts a month from the event log; defined here and nowhere else.</summary>
public sealed class CountMonth(ForumDb db, ReadForum forums, TimeProvider time)
{
    private static readonly EventType[] Ends = [EventType.PickupCollected, EventType.PickupNothingFound, EventType.ReportAnswered, EventType.ReportDismissed];

    /// <summary>The figures of one local month.</summary>
    public async Task<MonthFigures> Run(Actor actor, DateOnly month, CancellationToken cancellation)
    {
        actor.Demand(Policies.SeeFigures);
        var settings = await forums.ById(actor.ForumId, cancellation);
        var (begin, to) = Bounds(settings.Forum.Zone, month);
        var counted = db.Reports.AsNoTracking().Where(r => r.ForumId == actor.ForumId && r.Status != ReportStatus.Merged && r.DismissReason != DismissReason.Abuse);
        var came = await counted.Where(r => r.ReceivedAt >= begin && r.ReceivedAt < to).Select(r => new { r.Id, r.Category, r.ReceivedAt, r.AcknowledgedAt, r.TakenAt, r.ResolvedAt, r.Status }).ToListAsync(cancellation);
        // The first "fetched" of a case counts, as it was said, even when the case was reopened afterwards.
        var fetched = await (from e in db.Events.AsNoTracking()
                             join r in counted on e.SubjectId equals r.Id
                             where e.ForumId == actor.ForumId && r.ReceivedAt >= begin && r.ReceivedAt < to && (e.Type == EventType.PickupCollected || e.Type == EventType.PickupNothingFound)
                             orderby e.Seq
                             select new { e.SubjectId, e.OccurredAt }).ToListAsync(cancellation);
        var ended = await db.Pickups.AsNoTracking().Where(p => p.ForumId == actor.ForumId && p.EndedAt >= begin && p.EndedAt < to).Select(p => new { p.Status, p.Count }).ToListAsync(cancellation);
        var dropOffs = await db.DropOffs.AsNoTracking().Where(d => d.ForumId == actor.ForumId && d.At >= begin && d.At < to).Select(d => d.Count).ToListAsync(cancellation);
        var firstFetched = fetched.GroupBy(f => f.SubjectId).ToDictionary(f => f.Key, f => f.First().OccurredAt);
        return new()
        {
            Month = month, Reports = came.Count, Reported = [.. came.GroupBy(r => r.Category).Select(g => new CategoryCount(g.Key, g.Count())).OrderByDescending(g => g.Count).ThenBy(g => g.Category)],
            Solved = came.Count(r => r.Status is ReportStatus.Resolved or ReportStatus.Closed),
            Collected = ended.Count(p => p.Status == Pickups.PickupStatus.Collected), NeedlesCollected = ended.Where(p => p.Status == Pickups.PickupStatus.Collected).Sum(p => p.Count ?? 0),
            NothingFound = ended.Count(p => p.Status == Pickups.PickupStatus.NothingFound), DropOffs = dropOffs.Count, NeedlesHandedIn = dropOffs.Sum(count => count ?? 0),
            ToSeen = Times(came.Select(r => r.AcknowledgedAt - r.ReceivedAt)), ToTaken = Times(came.Select(r => r.TakenAt - r.ReceivedAt)),
            ToFetched = Times(came.Select(r => firstFetched.TryGetValue(r.Id, out var at) ? at - r.ReceivedAt : (TimeSpan?)null)),
            Open = await OpenAt(actor.ForumId, to < time.GetUtcNow() ? to : time.GetUtcNow(), cancellation),
        };
    }

    /// <summary>The first local month of the forum's log; null when nothing has happened yet.</summary>
    public async Task<DateOnly?> FirstMonth(Actor actor, CancellationToken cancellation)
    {
        actor.Demand(Policies.SeeFigures);
        var settings = await forums.ById(actor.ForumId, cancellation);
        var first = await db.Reports.Where(r => r.ForumId == actor.ForumId).OrderBy(r => r.ReceivedAt).Select(r => (DateTimeOffset?)r.ReceivedAt).FirstOrDefaultAsync(cancellation);
        return first is { } at ? MonthOf(TimeZoneInfo.ConvertTime(at, settings.Forum.Zone)) : null;
    }

    /// <summary>First day of the month of a local time.</summary>
    public static DateOnly MonthOf(DateTimeOffset local) => new(local.Year, local.Month, 1);

    // Open at a moment: came before it, and its last end before it, if any, was followed by a reopening before it.
    private async Task<int> OpenAt(int forumId, DateTimeOffset at, CancellationToken cancellation)
    {
        var cases = db.Reports.AsNoTracking().Where(r => r.ForumId == forumId && r.ReceivedAt < at && r.Status != ReportStatus.Merged && r.DismissReason != DismissReason.Abuse);
        var events = await (from e in db.Events.AsNoTracking()
                            join r in cases on e.SubjectId equals r.Id
                            // What ended before and stayed so need not be read: only cases that are open now, or ended after the moment.
                            where e.ForumId == forumId && at > e.OccurredAt && (r.ResolvedAt == null || r.ResolvedAt >= at || r.ReopenedAt != null)
                                && (e.Type == EventType.ReportReceived || e.Type == EventType.ReportReopened || Ends.Contains(e.Type))
                            orderby e.Seq
                            select new { e.SubjectId, e.Type, e.Text }).ToListAsync(cancellation);
        return events.GroupBy(e => e.SubjectId).Count(one => one.Last(e => e.Type != EventType.ReportAnswered || EventData.FromText(e.Text).Resolves == true).Type is EventType.ReportReceived or EventType.ReportReopened);
    }

    private static (DateTimeOffset From, DateTimeOffset To) Bounds(TimeZoneInfo zone, DateOnly month) => (LocalTime.Begin(month, zone), LocalTime.Begin(month.AddMonths(1), zone));

    private static Took Times(IEnumerable<TimeSpan?> spans)
    {
        var known = spans.OfType<TimeSpan>().Order().ToList();
        if (known.Count == 0) return new(null, null, 0);
        var middle = known.Count / 2;
        return new(known.Count % 2 == 1 ? known[middle] : (known[middle - 1] + known[middle]) / 2, known[^1], known.Count);
    }
}
