using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Pickups;

namespace Tryghedsforum.Api.Reports;

/// <summary>Two cases were not the same after all: the part stands by itself again, with its own status, audience and goal, and is fetched from by itself.</summary>
public sealed class UnmergeReport(ForumDb db, EventLog log, ReadForum forums)
{
    /// <summary>Takes a part out of its whole.</summary>
    /// <param name="actor">Staff or coordinator.</param>
    /// <param name="number">The part.</param>
    /// <param name="key">Form key or Idempotency-Key.</param>
    /// <param name="cancellation">Gives up before the commit.</param>
    /// <exception cref="Refused">NotFound; NotNow: it is not merged, or the whole is over.</exception>
    public async Task<bool> Run(Actor actor, string number, string? key, CancellationToken cancellation)
    {
        actor.Demand(Policies.Handle);
        var settings = await forums.ById(actor.ForumId, cancellation);
        return await log.Write(actor, key is null ? null : new(nameof(UnmergeReport), key, number), async entry =>
        {
            var part = await db.CaseItself(actor, number, cancellation);
            if (part.MergedIntoId is null) throw new Refused(RefusalCode.NotNow);
            var whole = await db.WholeOf(part, cancellation);
            if (whole.ClosedAt is not null) throw new Refused(RefusalCode.NotNow);
            var parts = (await db.PartsOf(whole, cancellation)).Where(other => other.Id != part.Id).ToList();
            part.Unmerge();
            part.Narrow(part.OwnOutsiders!.Value);
            var (own, merged) = (part.OwnAudience!.Value, await MergedBy(part, cancellation));
            part.SetOwn(null, null);
            entry.Append(EventType.ReportUnmerged, SubjectKind.Report, part.Id, CaseAccess.CaseEvent, new EventData { Team = actor.TeamId, Whole = whole.Id, Before = part.Target });
            entry.Append(EventType.ReportUnmerged, SubjectKind.Report, whole.Id, Audience.Partners, new EventData { Team = actor.TeamId, Joined = part.Id });
            entry.Widen(part, own);
            entry.Narrow(whole, parts);
            await JoinedPickups.ShareOut(db, entry, settings, part, whole, merged, cancellation);
            return true;
        }, cancellation);
    }

    private async Task<EventData> MergedBy(Report part, CancellationToken cancellation) =>
        (await db.ReadableEvents(part.ForumId, Audience.Partners, part.Id).AsNoTracking().Where(e => e.Type == EventType.ReportMerged).OrderByDescending(e => e.Seq).FirstAsync(cancellation)).Data;
}
