using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Privacy;

namespace Tryghedsforum.Api.Reports;

/// <summary>"Gem hos mig": a member who holds a case's link keeps the case among the own ones. Nobody else hears of it, and the log neither.</summary>
public sealed class KeepCase(ForumDb db, EventLog log, FieldCipher cipher)
{
    /// <summary>Keeps it; twice is once.</summary>
    /// <exception cref="Refused">NotFound: the link opens nothing in this forum.</exception>
    public async Task<bool> Run(Actor actor, string secret, CancellationToken cancellation)
    {
        actor.Demand(Policies.OwnCases);
        var hash = CaseSecret.Hash(cipher, CaseSecret.LooksRight(secret) ? secret : "");
        return await log.Write(actor, null, async entry =>
        {
            var id = await db.CaseLinks.Where(l => l.Hash == hash && l.RevokedAt == null && db.Reports.Any(r => r.Id == l.ReportId && r.ForumId == entry.ForumId)).Select(l => (Guid?)l.ReportId).FirstOrDefaultAsync(cancellation)
                ?? throw new Refused(RefusalCode.NotFound);
            if (!await db.OwnCases.AnyAsync(o => o.MemberId == actor.MemberId && o.ReportId == id, cancellation)) db.OwnCases.Add(new() { MemberId = actor.MemberId!.Value, ReportId = id });
            return true;
        }, cancellation);
    }
}
