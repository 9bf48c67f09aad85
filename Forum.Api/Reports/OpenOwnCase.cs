using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Privacy;

namespace Tryghedsforum.Api.Reports;

/// <summary>A member opens one of the own cases, and is its holder from then on: a link of its own is made for it, and those before it go on working.</summary>
public sealed class OpenOwnCase(ForumDb db, EventLog log, FieldCipher cipher)
{
    /// <summary>Makes the link.</summary>
    /// <returns>The secret of <c>/s/{secret}</c>.</returns>
    /// <exception cref="Refused">Invalid: none of this member's.</exception>
    public async Task<string> Run(Actor actor, string number, CancellationToken cancellation)
    {
        actor.Demand(Policies.OwnCases);
        return await log.Write(actor, null, async entry =>
        {
            var report = await db.Reports.ByNumber(number).FirstOrDefaultAsync(r => r.ForumId == entry.ForumId && db.OwnCases.Any(o => o.ReportId == r.Id && o.MemberId == actor.MemberId), cancellation)
                ?? throw new Refused(RefusalCode.Invalid);
            var (secret, link) = CaseSecret.Make(cipher, report.Id, entry.Now);
            db.CaseLinks.Add(link);
            return secret;
        }, cancellation);
    }
}
