using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Audit;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Api.Releases;

/// <summary>Staff or the coordinator take back what was proposed or released: at once, and the words are gone. Hiding something never waits for anybody.</summary>
public sealed class WithdrawRelease(ForumDb db, EventLog log, PictureCopies copies)
{
    /// <summary>Takes it back.</summary>
    /// <exception cref="Refused">NotFound; NotNow: there is nothing to take back.</exception>
    public async Task<bool> Run(Actor actor, string number, string? key, CancellationToken cancellation)
    {
        actor.Demand(Policies.ProposeRelease);
        Guid? about = null;
        var done = await log.Write(actor, key is null ? null : new(nameof(WithdrawRelease), key, number), async entry =>
        {
            var report = await db.Case(actor, number, cancellation);
            about = report.Id;
            return await All(db, entry, report, actor.TeamId, cancellation) ? true : throw new Refused(RefusalCode.NotNow);
        }, cancellation);
        if (about is { } id) await copies.DropWithdrawn(id, cancellation);
        return done;
    }

    /// <summary>Takes back all that stands of a case, as when it is no longer what it was released as; answers whether there was anything.</summary>
    internal static async Task<bool> All(ForumDb db, EventLog.Entry entry, Report report, Guid? team, CancellationToken cancellation)
    {
        var standing = await db.Releases.Where(release => release.ReportId == report.Id && release.Status != ReleaseStatus.Withdrawn).ToListAsync(cancellation);
        if (standing.Count == 0) return false;
        var readers = standing.Exists(release => release.Status == ReleaseStatus.Released) ? Release.Readers | Audience.Reporter : Audience.Partners;
        standing.ForEach(release => release.Withdraw());
        entry.Append(EventType.ReleaseWithdrawn, SubjectKind.Report, report.Id, readers, new EventData { Team = team });
        entry.Note(AuditKind.ReleaseWithdrawn, report.Id);
        return true;
    }
}
