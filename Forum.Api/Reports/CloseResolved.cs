using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;

namespace Tryghedsforum.Api.Reports;

/// <summary>A resolved case closes itself after some days without "det ligger der stadig". An unanswered case never closes.</summary>
public sealed class CloseResolved(ForumDb db, EventLog log, ReadForum forums, TimeProvider time)
{
    /// <summary>Closes what is due in all forums; safe to run twice.</summary>
    /// <returns>How many were closed.</returns>
    public async Task<int> Run(CancellationToken cancellation)
    {
        // The shortest setting is a day: what is younger is no forum's matter yet.
        var dayAgo = time.GetUtcNow().AddDays(-1);
        var due = await db.Reports.AsNoTracking().Where(r => r.Status == ReportStatus.Resolved && r.ResolvedAt < dayAgo && r.QuestionAt == null)
            .OrderBy(r => r.ResolvedAt).Select(r => new { r.Id, r.ForumId, r.ResolvedAt }).Take(1000).ToListAsync(cancellation);
        var closed = 0;
        foreach (var one in due)
        {
            var settings = await forums.ById(one.ForumId, cancellation);
            if (one.ResolvedAt > time.GetUtcNow().AddDays(-settings.Forum.CloseAfterDays)) continue;
            var actor = Actor.Program(one.ForumId);
            actor.Demand(Policies.Sweep);
            closed += await log.Write(actor, null, async entry =>
            {
                var report = await db.Reports.FirstAsync(r => r.Id == one.Id, cancellation);
                if (report.Status != ReportStatus.Resolved || report.ResolvedAt != one.ResolvedAt || report.QuestionAt is not null) return 0;
                report.Close(entry.Now);
                await db.Follow(report, cancellation);
                entry.Append(EventType.ReportClosed, SubjectKind.Report, report.Id, CaseAccess.CaseEvent, new EventData());
                return 1;
            }, cancellation);
        }

        return closed;
    }
}
