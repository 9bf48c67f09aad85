using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;

namespace Tryghedsforum.Api.Members;

/// <summary>A resident leaves a forum. With the last forum everything that is kept about the person goes, too.</summary>
public sealed class LeaveForum(ForumDb db, EventLog log, Departure departure)
{
    /// <summary>Leaves.</summary>
    /// <returns>True: it was the last forum, and the person is forgotten.</returns>
    public async Task<bool> Run(Actor actor, CancellationToken cancellation)
    {
        actor.Demand(Policies.Leave);
        return await log.Write(actor, null, async entry =>
        {
            await departure.Leave(entry, actor.MemberId!.Value, cancellation);
            return !await Person.IsSomebody(db, actor.PersonId!.Value, cancellation, without: actor.MemberId) && await departure.Forget(actor.PersonId!.Value, cancellation);
        }, cancellation);
    }
}
