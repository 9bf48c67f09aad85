using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Members;

namespace Tryghedsforum.Api.Reports;

/// <summary>A member has read a case: what has happened so far is not new any more, on none of the member's devices. It is done before the case is shown, so that nothing is taken for read that was not shown.</summary>
public sealed class MarkRead(ForumDb db, EventLog log, EventSignal signal)
{
    /// <summary>Marks it, if there is something new; nothing is written otherwise.</summary>
    /// <exception cref="Refused">NotFound: unknown, or not for this reader, who has a board.</exception>
    public async Task<bool> Run(Actor actor, string number, CancellationToken cancellation)
    {
        actor.Demand(Policies.OwnCases);
        var asked = db.Reports.AsNoTracking().ByNumber(number);
        asked = Policies.SeeBoard.Admits(actor) ? asked.ReadableBy(actor) : asked.Where(r => r.ForumId == actor.ForumId && db.OwnCases.Any(own => own.ReportId == r.Id && own.MemberId == actor.MemberId));
        var found = await asked.Select(r => new
        {
            r.Id,
            Newest = db.Events.Where(e => e.SubjectId == r.Id || e.SubjectId == r.MergedIntoId).Max(e => (long?)e.Seq) ?? 0,
            Read = db.CaseReads.Where(read => read.MemberId == actor.MemberId && read.ReportId == r.Id).Select(read => (long?)read.LastSeq).FirstOrDefault(),
            From = db.Members.Where(m => m.Id == actor.MemberId).Select(m => m.NewsFrom).FirstOrDefault(),
        }).FirstOrDefaultAsync(cancellation);
        // Without a board one learns nothing of other cases, not even whether they exist: of those nothing was new.
        if (found is null) return Policies.SeeBoard.Admits(actor) ? throw new Refused(RefusalCode.NotFound) : false;
        if (Math.Max(found.Read ?? 0, found.From ?? 0) >= found.Newest) return false;
        await log.Write(actor, null, entry => Keep(entry, actor.MemberId!.Value, found.Id, found.Newest, cancellation), cancellation);
        signal.RaiseRead(actor.MemberId!.Value, here: true);
        return true;
    }

    private async Task<bool> Keep(EventLog.Entry entry, Guid member, Guid report, long newest, CancellationToken cancellation)
    {
        _ = entry;
        var read = await db.CaseReads.FirstOrDefaultAsync(one => one.MemberId == member && one.ReportId == report, cancellation)
            ?? db.CaseReads.Add(new() { MemberId = member, ReportId = report }).Entity;
        read.ReadTo(newest);
        return true;
    }
}
