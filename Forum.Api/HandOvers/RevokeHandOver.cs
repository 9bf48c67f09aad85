using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Api.HandOvers;

/// <summary>Staff take back what they sent on: the link opens nothing from then on.</summary>
public sealed class RevokeHandOver(ForumDb db, EventLog log)
{
    /// <summary>Takes it back.</summary>
    /// <exception cref="Refused">NotFound; NotNow: there is none.</exception>
    public async Task<bool> Run(Actor actor, string number, string? key, CancellationToken cancellation)
    {
        actor.Demand(Policies.Handle);
        return await log.Write(actor, key is null ? null : new(nameof(RevokeHandOver), key, number), async entry =>
        {
            var report = await db.Case(actor, number, cancellation);
            var open = await db.HandOvers.FirstOrDefaultAsync(h => h.ReportId == report.Id && h.EndedAt == null, cancellation) ?? throw new Refused(RefusalCode.NotNow);
            open.End(entry.Now);
            entry.Append(EventType.HandOverRevoked, SubjectKind.Report, report.Id, Audience.Partners | Audience.Reporter, new EventData { Team = actor.TeamId, HandOver = open.Id });
            return true;
        }, cancellation);
    }
}
