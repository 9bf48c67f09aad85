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
        return await Session.EndAll(db, db.Sessions.Where(s => s.PersonId == actor.PersonId && s.Id == id), now, cancellation) > 0;
    }
}
