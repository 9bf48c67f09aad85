using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;

namespace Tryghedsforum.Api.Members;

/// <summary>A member ends one of the own sessions. Its pages and open connections are cut within seconds.</summary>
public sealed class EndSession(ForumDb db, WriteGate gate, TimeProvider time)
{
    /// <summary>Ends it.</summary>
    /// <returns>False: none of this person's is open under that id.</returns>
    public async Task<bool> Run(Actor actor, string id, CancellationToken cancellation)
    {
        actor.Demand(Policies.OwnSessions);
        var now = time.GetUtcNow();
        using var turn = await gate.EnterAsync(cancellation);
        var ended = await db.Sessions.Where(s => s.PersonId == actor.PersonId && s.Id == id && s.EndedAt == null).ExecuteUpdateAsync(set => set.SetProperty(s => s.EndedAt, now), cancellation) > 0;
        await PushDevice.ForgetEnded(db, now, cancellation);
        return ended;
    }
}
