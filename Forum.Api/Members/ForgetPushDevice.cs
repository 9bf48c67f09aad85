using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;

namespace Tryghedsforum.Api.Members;

/// <summary>Forgets a device of which its browser's maker says that it takes nothing any more.</summary>
public sealed class ForgetPushDevice(ForumDb db, WriteGate gate)
{
    /// <summary>Forgets it; false: it was gone already.</summary>
    public async Task<bool> Run(Actor actor, Guid device, CancellationToken cancellation)
    {
        actor.Demand(Policies.Sweep);
        using var turn = await gate.EnterAsync(cancellation);
        return await db.PushDevices.Where(d => d.Id == device).ExecuteDeleteAsync(cancellation) > 0;
    }
}
