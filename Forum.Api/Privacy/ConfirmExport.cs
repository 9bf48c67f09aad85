using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Audit;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Members;

namespace Tryghedsforum.Api.Privacy;

/// <summary>The coordinator says that the archive has what was taken out; the next run erases it.</summary>
public sealed class ConfirmExport(ForumDb db, EventLog log, FreshProof proof)
{
    /// <summary>Confirms it.</summary>
    /// <returns>How many cases the archive has by this.</returns>
    /// <exception cref="Refused">ProveAgain. NotFound: unknown, confirmed already, or its cases have been taken out anew since.</exception>
    public async Task<int> Run(Actor actor, Guid exportId, string? key, CancellationToken cancellation)
    {
        actor.Demand(Policies.Archive);
        await proof.Demand(actor, cancellation);
        return await log.Write(actor, key is null ? null : new(nameof(ConfirmExport), key, new { exportId }), async entry =>
        {
            var export = await db.ArchiveExports.FirstOrDefaultAsync(e => e.ForumId == entry.ForumId && e.Id == exportId && e.ConfirmedAt == null, cancellation);
            var cases = export is null ? [] : await db.ArchivedCases.Where(a => a.ExportId == exportId).ToListAsync(cancellation);
            if (cases.Count == 0) throw new Refused(RefusalCode.NotFound);
            export!.Confirm(entry.Now);
            foreach (var one in cases) one.Confirm(entry.Now);
            entry.Note(AuditKind.ExportConfirmed, exportId, new() { Count = cases.Count });
            return cases.Count;
        }, cancellation);
    }
}
