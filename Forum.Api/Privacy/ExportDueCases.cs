using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Audit;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Members;

namespace Tryghedsforum.Api.Privacy;

/// <summary>The cases that were taken out.</summary>
/// <param name="Id">What they are confirmed by.</param>
/// <param name="At">When.</param>
/// <param name="Numbers">Their numbers, the oldest first.</param>
public sealed record ExportedCases(Guid Id, DateTimeOffset At, IReadOnlyList<string> Numbers);

/// <summary>
/// The coordinator takes out for the archive what is due and held back, at most 200 cases at a time. It is audited before the first byte leaves. A download that broke off
/// is begun again: the newest one counts. Without contact details, whose time does not wait.
/// </summary>
public sealed class ExportDueCases(ForumDb db, EventLog log, FreshProof proof, RetentionTable retention)
{
    /// <summary>Takes them out; the caller reads each of them.</summary>
    /// <exception cref="Refused">ProveAgain. NotFound: nothing is held back.</exception>
    public async Task<ExportedCases> Run(Actor actor, CancellationToken cancellation)
    {
        actor.Demand(Policies.Archive);
        await proof.Demand(actor, cancellation);
        return await log.Write(actor, null, async entry =>
        {
            var forum = await db.Forums.AsNoTracking().SingleAsync(f => f.Id == entry.ForumId, cancellation);
            var held = forum.ArchiveFirst ? await db.HeldBack(forum, retention, entry.Now).OrderBy(r => r.ReceivedAt).Select(r => new { r.Id, r.Number }).Take(ArchiveDuty.Most).ToListAsync(cancellation) : [];
            if (held.Count == 0) throw new Refused(RefusalCode.NotFound);
            var export = db.ArchiveExports.Add(new() { ForumId = entry.ForumId, At = entry.Now, MemberId = actor.MemberId!.Value }).Entity;
            var ids = held.Select(r => r.Id).ToList();
            var known = await db.ArchivedCases.Where(a => ids.Contains(a.ReportId)).ToDictionaryAsync(a => a.ReportId, cancellation);
            foreach (var id in ids) (known.GetValueOrDefault(id) ?? db.ArchivedCases.Add(new() { ReportId = id }).Entity).TakeOut(export);
            entry.Note(AuditKind.ExportedForArchive, export.Id, new() { Count = held.Count });
            return new ExportedCases(export.Id, export.At, [.. held.Select(r => r.Number)]);
        }, cancellation);
    }
}
