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
        return await Session.EndAll(db, db.Sessions.Where(s => s.PersonId == actor.PersonId && s.ExpiresAt > now), now, cancellation);
    }
}
