using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Audit;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Privacy;

namespace Tryghedsforum.Api.Reports;

/// <summary>Staff make a new link for somebody who phoned; it is shown once, and the links before it stop working.</summary>
public sealed class ShowNewLink(ForumDb db, EventLog log, FieldCipher cipher)
{
    /// <summary>Makes the link.</summary>
    /// <returns>The secret of <c>/s/{secret}</c>.</returns>
    /// <exception cref="Refused">NotFound.</exception>
    public async Task<string> Run(Actor actor, string number, string? key, CancellationToken cancellation)
    {
        actor.Demand(Policies.Handle);
        return await log.Write(actor, key is null ? null : new(nameof(ShowNewLink), key, number), async entry =>
        {
            var report = await db.CaseItself(actor, number, cancellation);
            foreach (var old in await db.CaseLinks.Where(l => l.ReportId == report.Id && l.RevokedAt == null).ToListAsync(cancellation)) old.Revoke(entry.Now);
            var (secret, link) = CaseSecret.Make(cipher, report.Id, entry.Now);
            db.CaseLinks.Add(link);
            entry.Note(AuditKind.LinkRenewed, report.Id);
            return secret;
        }, cancellation);
    }
}
