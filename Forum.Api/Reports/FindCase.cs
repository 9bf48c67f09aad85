using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Privacy;

namespace Tryghedsforum.Api.Reports;

/// <summary>Turns the secret of a link into its holder. Every wrong, revoked or unknown secret gets the same answer.</summary>
public sealed class FindCase(ForumDb db, FieldCipher cipher)
{
    /// <summary>The holder of the case, who may follow it and add to it; null when the secret opens nothing.</summary>
    public async Task<Actor?> BySecret(string secret, string source, CancellationToken cancellation)
    {
        // Hashed and asked for even when it cannot be one, so that a wrong link takes as long as another.
        var hash = CaseSecret.Hash(cipher, CaseSecret.LooksRight(secret) ? secret : "");
        var found = await (from link in db.CaseLinks.AsNoTracking()
                           join report in db.Reports.AsNoTracking() on link.ReportId equals report.Id
                           where link.Hash == hash && link.RevokedAt == null
                           select new { report.Id, report.ForumId, First = link.MadeAt == report.ReceivedAt }).FirstOrDefaultAsync(cancellation);
        return found is null ? null : Actor.Holder(found.ForumId, found.Id, source, found.First);
    }
}
