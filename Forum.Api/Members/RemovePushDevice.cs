using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;

namespace Tryghedsforum.Api.Members;

/// <summary>A member has a device show no more news, this one or another.</summary>
public sealed class RemovePushDevice(ForumDb db, EventLog log)
{
    /// <summary>Removes it; what waits for it is not sent.</summary>
    /// <returns>False: it is none of the member's, or is gone already.</returns>
    public async Task<bool> Run(Actor actor, Guid device, string? key, CancellationToken cancellation)
    {
        actor.Demand(Policies.OwnMessages);
        return await log.Write(actor, key is null ? null : new(nameof(RemovePushDevice), key, new { actor.MemberId, device }),
            async _ => await db.PushDevices.Where(d => d.Id == device && d.MemberId == actor.MemberId).ExecuteDeleteAsync(cancellation) > 0, cancellation);
    }
}
