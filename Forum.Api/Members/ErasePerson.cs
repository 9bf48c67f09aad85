using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;

namespace Tryghedsforum.Api.Members;

/// <summary>
/// A person leaves every forum and is forgotten: name, number, e-mail address, passkeys, app, sessions, attempts to sign in and invitations go. What the person did stays
/// in the log, which knows no names; what was written on cases belongs to them, and goes with them.
/// </summary>
public sealed class ErasePerson(ForumDb db, EventLog log, Departure departure, FreshProof proof)
{
    /// <summary>Says no where it would say no, and changes nothing.</summary>
    /// <exception cref="Refused">ProveAgain. Invalid: the only coordinator or overseer of one of the forums.</exception>
    public async Task<bool> Check(Actor actor, CancellationToken cancellation)
    {
        actor.Demand(Policies.OwnData);
        await proof.Demand(actor, cancellation);
        foreach (var place in await Places(actor, cancellation))
            await Member.DemandAnother(db, place, becomes: null, cancellation);
        return true;
    }

    /// <summary>Leaves and erases.</summary>
    /// <exception cref="Refused">ProveAgain. Invalid: the only coordinator or overseer of one of the forums.</exception>
    public async Task<bool> Run(Actor actor, CancellationToken cancellation)
    {
        await Check(actor, cancellation);
        var places = await Places(actor, cancellation);
        // One transaction a forum; broken off between two, it is begun again from the forum that is left.
        foreach (var place in places.Where(place => place.ForumId != actor.ForumId))
            await log.Write(Actor.Of(place), null, entry => departure.Leave(entry, place.Id, cancellation), cancellation);
        return await log.Write(actor, null, async entry => await departure.Leave(entry, actor.MemberId!.Value, cancellation) && await departure.Forget(actor.PersonId!.Value, cancellation), cancellation);
    }

    private Task<List<Member>> Places(Actor actor, CancellationToken cancellation) => db.Members.AsNoTracking().Where(m => m.PersonId == actor.PersonId && m.EndedAt == null).ToListAsync(cancellation);
}
