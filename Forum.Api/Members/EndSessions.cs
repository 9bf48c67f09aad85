using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;

namespace Tryghedsforum.Api.Members;

/// <summary>"Log ud overalt": a person ends all own sessions, this one among them. Open connections are cut within seconds.</summary>
public sealed class EndSessions(ForumDb db, WriteGate gate, TimeProvider time)
{
    /// <summary>Ends them.</summary>
    /// <returns>How many were open.</returns>
    public async Task<int> Run(Actor actor, CancellationToken cancellation)
    {
        actor.Demand(Policies.OwnSessions);
        var now = time.GetUtcNow();
        using var turn = await gate.EnterAsync(cancellation);
        var ended = await db.Sessions.Where(s => s.PersonId == actor.PersonId && s.EndedAt == null && s.ExpiresAt > now).ExecuteUpdateAsync(set => set.SetProperty(s => s.EndedAt, now), cancellation);
        await PushDevice.ForgetEnded(db, now, cancellation);
        return ended;
    }
}
