using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Members;

namespace Tryghedsforum.Api.Rosters;

/// <summary>A team chooses whether its weekly pattern holds on holidays; if not, only extra shifts do.</summary>
public sealed class HoldOnHolidays(ForumDb db, EventLog log)
{
    /// <summary>Chooses.</summary>
    /// <exception cref="Refused">NotFound, Forbidden: another team's.</exception>
    public async Task<bool> Run(Actor actor, Guid team, bool holds, string? key, CancellationToken cancellation)
    {
        actor.Demand(Policies.KeepRoster);
        return await log.Write(actor, key is null ? null : new(nameof(HoldOnHolidays), key, new { team, holds }), async entry =>
        {
            if (!await db.Teams.AnyAsync(t => t.ForumId == entry.ForumId && t.Id == team && t.EndedAt == null, cancellation)) throw new Refused(RefusalCode.NotFound);
            actor.DemandTeam(team);
            var choice = await db.RosterChoices.FirstOrDefaultAsync(c => c.TeamId == team, cancellation) ?? db.RosterChoices.Add(new() { TeamId = team, ForumId = entry.ForumId }).Entity;
            choice.Hold(holds);
            entry.RosterChanged(team, null);
            return holds;
        }, cancellation);
    }
}
