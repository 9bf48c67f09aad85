using Tryghedsforum.Api.Data;

namespace Tryghedsforum.Api.Members;

/// <summary>After a restore nobody is signed in: sessions that were ended since the backup would be open again.</summary>
public sealed class EndAllSessions(ForumDb db, WriteGate gate, TimeProvider time)
{
    /// <summary>Ends them, in all forums.</summary>
    /// <returns>How many were open.</returns>
    public async Task<int> Run(Actor actor, CancellationToken cancellation)
    {
        actor.Demand(Policies.Sweep);
        var now = time.GetUtcNow();
        using var turn = await gate.EnterAsync(cancellation);
        return await Session.EndAll(db, db.Sessions.Where(s => s.ExpiresAt > now), now, cancellation);
    }
}
