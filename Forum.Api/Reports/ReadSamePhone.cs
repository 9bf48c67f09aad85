using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Members;

namespace Tryghedsforum.Api.Reports;

/// <summary>Says which cases were reported from one phone: news of them go together. Nobody learns which phone that is.</summary>
public sealed class ReadSamePhone(ForumDb db)
{
    /// <summary>A case, and those in its forum that have the same number; without a number it is alone.</summary>
    public async Task<IReadOnlyList<Guid>> Run(Actor actor, Guid caseId, CancellationToken cancellation)
    {
        actor.Demand(Policies.Sweep);
        return [caseId, .. await (from own in db.Reports.AsNoTracking()
                                  where own.Id == caseId && own.ForumId == actor.ForumId && own.PhoneHash != null
                                  join other in db.Reports.AsNoTracking() on new { own.ForumId, own.PhoneHash } equals new { other.ForumId, other.PhoneHash }
                                  where other.Id != caseId
                                  select other.Id).ToListAsync(cancellation)];
    }
}
