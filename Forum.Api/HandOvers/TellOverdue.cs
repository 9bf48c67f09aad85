using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Members;

namespace Tryghedsforum.Api.HandOvers;

/// <summary>Nobody outside has answered in time: the case is a task of the team's again, and the team is told.</summary>
public sealed class TellOverdue(ForumDb db, EventLog log, TimeProvider time)
{
    /// <summary>Tells of what is overdue in all forums; safe to run twice.</summary>
    /// <returns>How many were told.</returns>
    public async Task<int> Run(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var due = await db.HandOvers.AsNoTracking().Where(h => h.Deadline <= now && h.AnsweredAt == null && h.EndedAt == null && h.OverdueAt == null).OrderBy(h => h.Deadline).Select(h => new { h.Id, h.ForumId }).Take(1000).ToListAsync(cancellation);
        foreach (var one in due)
        {
            var actor = Actor.Program(one.ForumId);
            actor.Demand(Policies.Sweep);
            await log.Write(actor, null, async entry =>
            {
                var handed = await db.HandOvers.FirstAsync(h => h.Id == one.Id, cancellation);
                if (handed.AnsweredAt is not null || handed.EndedAt is not null || handed.OverdueAt is not null) return false;
                handed.TellOverdue(entry.Now);
                var report = await db.Reports.AsNoTracking().FirstAsync(r => r.Id == handed.ReportId, cancellation);
                if (!report.IsOpen) return false;
                entry.Append(EventType.HandOverOverdue, SubjectKind.Report, report.Id, Audience.Partners, new EventData { Team = report.ReceivingTeamId, HandOver = handed.Id });
                return true;
            }, cancellation);
        }

        return due.Count;
    }
}
