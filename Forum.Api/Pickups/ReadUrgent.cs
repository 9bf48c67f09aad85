using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;

namespace Tryghedsforum.Api.Pickups;

/// <summary>Something of which somebody should have been told at once.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="At">When it happened.</param>
/// <param name="OfDanger">Words speak of danger; else somebody is asked to fetch.</param>
/// <param name="OfCoordinator">The coordinators are meant, not a team.</param>
public sealed record UrgentEvent(Guid CaseId, DateTimeOffset At, bool OfDanger, bool OfCoordinator);

/// <summary>
/// For the one who watches whether everything urgent was told: questions of its own to the log and the pickups, so that a slip in the planner's or the
/// sweeps' questions does not hide what it causes.
/// </summary>
public sealed class ReadUrgent(ForumDb db)
{
    private static readonly EventType[] Asks = [EventType.PickupRequested, EventType.PickupAskedOn];
    private static readonly EventType[] GoesOn = [EventType.PickupAskedOn, EventType.PickupAccepted, EventType.PickupCancelled, EventType.PickupCollected, EventType.PickupNothingFound];

    /// <summary>What was urgent between two times and was not overtaken since: where the chain has gone on, that says why.</summary>
    public async Task<IReadOnlyList<UrgentEvent>> Events(int forumId, DateTimeOffset after, DateTimeOffset before, CancellationToken cancellation)
    {
        // An ask that was taken back needs nobody; one that was called off by a slip needs somebody still.
        var rows = await UndoneEvent.LeftOut(db).Where(e => e.ForumId == forumId && e.OccurredAt > after && e.SubjectKind == SubjectKind.Report).OrderBy(e => e.Seq).ToListAsync(cancellation);
        return [.. from e in rows
                   let data = e.Data
                   let asks = Asks.Contains(e.Type) && data.Lead == true
                   let danger = e.Type is EventType.ReportReceived && data.Danger is not null
                   where e.OccurredAt < before && (danger || (asks && !rows.Exists(later => later.Seq > e.Seq && later.SubjectId == e.SubjectId && GoesOn.Contains(later.Type))))
                   select new UrgentEvent(e.SubjectId, e.OccurredAt, danger, danger || data.Fetches is null)];
    }

    /// <summary>The cases whose answer was due before a time, and of which nobody has been asked on.</summary>
    public Task<List<Guid>> Overdue(int forumId, DateTimeOffset before, CancellationToken cancellation) =>
        db.Pickups.AsNoTracking().Where(p => p.ForumId == forumId && p.Status == PickupStatus.Requested && p.AnswerBy < before).Select(p => p.LeadReportId).ToListAsync(cancellation);

    /// <summary>How many events after a number happened before a time.</summary>
    public Task<int> Behind(int forumId, long seq, DateTimeOffset before, CancellationToken cancellation) =>
        db.Events.CountAsync(e => e.ForumId == forumId && e.Seq > seq && e.OccurredAt < before, cancellation);
}
