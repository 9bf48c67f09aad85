using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Api.Pickups;

/// <summary>A crew takes a pickup ("1", "Tag opgaven"). The first has it; every other is told who.</summary>
public sealed class AcceptPickup(ForumDb db, EventLog log, ReadForum forums)
{
    /// <summary>Takes it; a team that has it already is answered the same.</summary>
    /// <returns>Before when it is to be fetched.</returns>
    /// <exception cref="Refused">NotFound, NotNow, TakenByOther with the team's name.</exception>
    public async Task<DateTimeOffset> Run(Actor actor, string number, string? key, CancellationToken cancellation)
    {
        actor.Demand(Policies.Fetch);
        var settings = await forums.ById(actor.ForumId, cancellation);
        return await log.Write(actor, key is null ? null : new(nameof(AcceptPickup), key, number), async entry =>
        {
            var (pickup, cases) = await db.OpenPickup(await db.Case(actor, number, cancellation), cancellation);
            entry.TakeFor(actor, pickup, cases, id => settings.Team(id)?.Name);
            return pickup.Before;
        }, cancellation);
    }
}
