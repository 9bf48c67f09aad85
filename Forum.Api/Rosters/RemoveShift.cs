using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Members;

namespace Tryghedsforum.Api.Rosters;

/// <summary>A weekly shift comes no more. When a team's last one goes, the switch alone says again who of it is on duty.</summary>
public sealed class RemoveShift(ForumDb db, EventLog log)
{
    /// <summary>Removes it.</summary>
    /// <exception cref="Refused">NotFound, Forbidden: another team's.</exception>
    public async Task<bool> Run(Actor actor, Guid shiftId, string? key, CancellationToken cancellation)
    {
        actor.Demand(Policies.KeepRoster);
        return await log.Write(actor, key is null ? null : new(nameof(RemoveShift), key, new { shiftId }), async entry =>
        {
            var shift = await db.Shifts.FirstOrDefaultAsync(s => s.ForumId == entry.ForumId && s.Id == shiftId, cancellation) ?? throw new Refused(RefusalCode.NotFound);
            actor.DemandTeam(shift.TeamId);
            db.Shifts.Remove(shift);
            entry.RosterChanged(shift.TeamId, shift.MemberId);
            return true;
        }, cancellation);
    }
}
