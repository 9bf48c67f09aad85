using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Members;

namespace Tryghedsforum.Api.Barriers;

/// <summary>A coordinator has done what there was to do about a barrier; it is erased with the contact of closed cases.</summary>
public sealed class HandleBarrier(ForumDb db, EventLog log)
{
    /// <summary>Marks it as handled; one that is handled already stays so.</summary>
    /// <exception cref="Refused">NotFound.</exception>
    public async Task<bool> Run(Actor actor, Guid barrierId, string? key, CancellationToken cancellation)
    {
        actor.Demand(Policies.Coordinate);
        return await log.Write(actor, key is null ? null : new(nameof(HandleBarrier), key, new { barrierId }), async entry =>
        {
            var barrier = await db.Barriers.FirstOrDefaultAsync(b => b.ForumId == entry.ForumId && b.Id == barrierId, cancellation) ?? throw new Refused(RefusalCode.NotFound);
            barrier.Handle(entry.Now);
            return true;
        }, cancellation);
    }
}
