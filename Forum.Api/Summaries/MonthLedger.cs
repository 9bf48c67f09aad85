using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Pickups;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Api.Summaries;

/// <summary>A case as far as it is counted.</summary>
internal sealed record LedgerCase(Guid Id, string Number, CategoryCode Category, Ground Ground, int? StreetId, Channel Channel, Amount Amount, Find Find,
    DateTimeOffset ReceivedAt, DateTimeOffset? AcknowledgedAt, DateTimeOffset? TakenAt, ReportStatus Status);

/// <summary>A case that was open at the end of what is counted.</summary>
internal sealed record LedgerOpen(string Number, CategoryCode Category, DateTimeOffset ReceivedAt);

/// <summary>Something that happened to a pickup.</summary>
internal sealed record LedgerStep(EventType Type, DateTimeOffset At, EventData Data);

/// <summary>The rows that a month is counted from.</summary>
internal sealed record MonthLedger
{
    /// <summary>The month and when it is counted.</summary>
    public required MonthBounds Bounds { get; init; }

    /// <summary>The forum's first month; null when nothing has happened yet.</summary>
    public required DateOnly? First { get; init; }

    /// <summary>Every case that counts, of the month and the twelve before it.</summary>
    public required IReadOnlyList<LedgerCase> Cases { get; init; }

    /// <summary>When each case was first fetched, or nothing was found.</summary>
    public required IReadOnlyDictionary<Guid, DateTimeOffset> FirstFetched { get; init; }

    public required IReadOnlyList<LedgerOpen> Open { get; init; }

    /// <summary>How pickups ended in the month, and what was counted.</summary>
    public required IReadOnlyList<(PickupStatus Status, int? Count)> Ended { get; init; }

    /// <summary>What was handed in in the month.</summary>
    public required IReadOnlyList<int?> DropOffs { get; init; }

    /// <summary>What happened to the pickups that were under way in the month, in order.</summary>
    public required IReadOnlyList<LedgerStep> Steps { get; init; }

    private static readonly EventType[] Ends = [EventType.PickupCollected, EventType.PickupNothingFound, EventType.ReportAnswered, EventType.ReportDismissed];
    private static readonly EventType[] PromiseSteps = [EventType.PickupRequested, EventType.PickupPromised, EventType.PickupLate, EventType.PickupCollected, EventType.PickupNothingFound];

    /// <summary>Reads them.</summary>
    public static async Task<MonthLedger> Read(ForumDb db, int forumId, DateOnly? first, MonthBounds bounds, CancellationToken cancellation)
    {
        var (begin, to) = (bounds.From, bounds.To);
        var cases = await Counted(db, forumId).Where(r => r.ReceivedAt >= bounds.YearBefore && r.ReceivedAt < to)
            .Select(r => new LedgerCase(r.Id, r.Number, r.Category, r.Ground, r.Outsiders == PublicLevel.Street ? r.StreetId : null, r.Channel, r.Amount, r.Find, r.ReceivedAt, r.AcknowledgedAt, r.TakenAt, r.Status)).ToListAsync(cancellation);
        var fetched = await (from e in UndoneEvent.LeftOut(db)
                             join r in Counted(db, forumId) on e.SubjectId equals r.Id
                             where e.ForumId == forumId && r.ReceivedAt >= begin && r.ReceivedAt < to && (e.Type == EventType.PickupCollected || e.Type == EventType.PickupNothingFound)
                             orderby e.Seq
                             select new { e.SubjectId, e.OccurredAt }).ToListAsync(cancellation);
        var ended = await db.Pickups.AsNoTracking().Where(p => p.ForumId == forumId && p.EndedAt >= begin && p.EndedAt < to).Select(p => new { p.Status, p.Count }).ToListAsync(cancellation);
        return new()
        {
            Bounds = bounds, First = first, Cases = cases, FirstFetched = fetched.GroupBy(f => f.SubjectId).ToDictionary(f => f.Key, f => f.First().OccurredAt),
            Open = await OpenAt(db, forumId, bounds.Until, cancellation), Ended = [.. ended.Select(p => (p.Status, p.Count))],
            DropOffs = await db.DropOffs.AsNoTracking().Where(d => d.ForumId == forumId && d.At >= begin && d.At < to).Select(d => d.Count).ToListAsync(cancellation),
            Steps = await StepsOf(db, forumId, bounds, cancellation),
        };
    }

    /// <summary>The local month of the first that happened; null when nothing has.</summary>
    public static async Task<DateOnly?> FirstMonth(ForumDb db, Forum forum, CancellationToken cancellation)
    {
        var report = await db.Reports.Where(r => r.ForumId == forum.Id).OrderBy(r => r.ReceivedAt).Select(r => (DateTimeOffset?)r.ReceivedAt).FirstOrDefaultAsync(cancellation);
        var dropOff = await db.DropOffs.Where(d => d.ForumId == forum.Id).OrderBy(d => d.At).Select(d => (DateTimeOffset?)d.At).FirstOrDefaultAsync(cancellation);
        return (report, dropOff) switch
        {
            (null, null) => null,
            ({ } one, { } other) => MonthBounds.Of(one < other ? one : other, forum.Zone),
            _ => MonthBounds.Of((report ?? dropOff)!.Value, forum.Zone),
        };
    }

    /// <summary>The streets that everybody may be told of, one for each case that came in a time; null: it has none that is shown.</summary>
    public static async Task<IReadOnlyList<int?>> Streets(ForumDb db, int forumId, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation) =>
        // What was dismissed may never have stood on the public list.
        await Counted(db, forumId).Where(r => r.ReceivedAt >= from && r.ReceivedAt < to).Select(r => r.Outsiders == PublicLevel.Street && r.Status != ReportStatus.Dismissed ? r.StreetId : null).ToListAsync(cancellation);

    // What was merged with another is counted there, and abuse nowhere.
    private static IQueryable<Report> Counted(ForumDb db, int forumId) =>
        db.Reports.AsNoTracking().Where(r => r.ForumId == forumId && r.Status != ReportStatus.Merged && r.DismissReason != DismissReason.Abuse);

    // Open at a moment: came before it, and its last end before it, if any, was followed by a reopening before it.
    private static async Task<IReadOnlyList<LedgerOpen>> OpenAt(ForumDb db, int forumId, DateTimeOffset at, CancellationToken cancellation)
    {
        var cases = Counted(db, forumId).Where(r => r.ReceivedAt < at);
        var events = await (from e in UndoneEvent.LeftOut(db)
                            join r in cases on e.SubjectId equals r.Id
                            // What ended before and stayed so need not be read: only cases that are open now, or ended after the moment.
                            where e.ForumId == forumId && at > e.OccurredAt && (r.ResolvedAt == null || r.ResolvedAt >= at || r.ReopenedAt != null)
                                && (e.Type == EventType.ReportReceived || e.Type == EventType.ReportReopened || Ends.Contains(e.Type))
                            orderby e.Seq
                            select new { e.SubjectId, e.Type, e.Text, r.Number, r.Category, r.ReceivedAt }).ToListAsync(cancellation);
        return [.. from one in events.GroupBy(e => e.SubjectId)
                   where one.Last(e => e.Type != EventType.ReportAnswered || EventData.FromText(e.Text).Resolves == true).Type is EventType.ReportReceived or EventType.ReportReopened
                   let open = one.First()
                   orderby open.ReceivedAt, open.Number
                   select new LedgerOpen(open.Number, open.Category, open.ReceivedAt)];
    }

    private static async Task<IReadOnlyList<LedgerStep>> StepsOf(ForumDb db, int forumId, MonthBounds bounds, CancellationToken cancellation)
    {
        var underWay = await db.Pickups.AsNoTracking().Where(p => p.ForumId == forumId && p.RequestedAt < bounds.Until && (p.EndedAt == null || p.EndedAt >= bounds.From))
            .Select(p => new { p.Id, p.RequestedAt, p.Status, p.EndedAt }).ToListAsync(cancellation);
        if (underWay.Count == 0) return [];
        var (ids, since) = (underWay.Select(p => p.Id).ToHashSet(), underWay.Min(p => p.RequestedAt));
        var events = await UndoneEvent.LeftOut(db).Where(e => e.ForumId == forumId && e.OccurredAt >= since && e.OccurredAt < bounds.Until && PromiseSteps.Contains(e.Type))
            .OrderBy(e => e.Seq).Select(e => new { e.Type, e.OccurredAt, e.Text }).ToListAsync(cancellation);
        // A case that leaves a pickup which others are served by is an event, too: whether the pickup itself was called off, says its row.
        var calledOff = underWay.Where(p => p.Status == PickupStatus.Cancelled && p.EndedAt < bounds.Until)
            .Select(p => new LedgerStep(EventType.PickupCancelled, p.EndedAt!.Value, new() { Pickup = p.Id }));
        return [.. events.Select(e => new LedgerStep(e.Type, e.OccurredAt, EventData.FromText(e.Text))).Where(step => step.Data.Pickup is { } pickup && ids.Contains(pickup)).Concat(calledOff).OrderBy(step => step.At)];
    }
}
