using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Members;

namespace Tryghedsforum.Api.Reports;

/// <summary>A case that was merged into another.</summary>
/// <param name="Id">Which.</param>
/// <param name="IsTold">Its reporter is told what becomes of the whole. Of those with the same number, and of those with the whole's, one is enough.</param>
public sealed record MergedCase(Guid Id, bool IsTold);

/// <summary>Says which cases are merged into one: whoever tells one reporter how it goes tells all of them.</summary>
public sealed class ReadMerged(ForumDb db)
{
    /// <summary>The parts of a case, the oldest first; none for most.</summary>
    public async Task<IReadOnlyList<MergedCase>> Run(Actor actor, Guid caseId, CancellationToken cancellation)
    {
        actor.Demand(Policies.Sweep);
        var parts = await db.Reports.AsNoTracking().Where(r => r.MergedIntoId == caseId && r.ForumId == actor.ForumId).OrderBy(r => r.ReceivedAt)
            .Select(r => new { r.Id, r.PhoneHash, Whole = db.Reports.Where(whole => whole.Id == caseId).Select(whole => whole.PhoneHash).FirstOrDefault() }).ToListAsync(cancellation);
        return [.. parts.Select((part, at) => new MergedCase(part.Id, part.PhoneHash is not null && part.PhoneHash != part.Whole && !parts.Take(at).Any(before => before.PhoneHash == part.PhoneHash)))];
    }
}
