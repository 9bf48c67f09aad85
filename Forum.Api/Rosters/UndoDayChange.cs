using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Members;

namespace Tryghedsforum.Api.Rosters;

/// <summary>A day is as the weekly pattern says again.</summary>
public sealed class UndoDayChange(ForumDb db, EventLog log)
{
    /// <summary>Undoes it.</summary>
    /// <exception cref="Refused">NotFound, Forbidden: another team's.</exception>
    public async Task<bool> Run(Actor actor, Guid changeId, string? key, CancellationToken cancellation)
    {
        actor.Demand(Policies.KeepRoster);
        return await log.Write(actor, key is null ? null : new(nameof(UndoDayChange), key, new { changeId }), async entry =>
        {
            var change = await db.DayChanges.FirstOrDefaultAsync(c => c.ForumId == entry.ForumId && c.Id == changeId, cancellation) ?? throw new Refused(RefusalCode.NotFound);
            actor.DemandTeam(change.TeamId);
            db.DayChanges.Remove(change);
            entry.RosterChanged(change.TeamId, change.MemberId);
            return true;
        }, cancellation);
    }
}
