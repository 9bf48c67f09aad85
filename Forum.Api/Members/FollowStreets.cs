using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Forums;

namespace Tryghedsforum.Api.Members;

/// <summary>The streets that a resident hears about at once when something lies near children.</summary>
public sealed class FollowStreets(ForumDb db, EventLog log, ReadForum forums)
{
    /// <summary>The names of the streets that the actor follows.</summary>
    public async Task<IReadOnlyList<string>> Read(Actor actor, CancellationToken cancellation)
    {
        actor.Demand(Policies.SeeQuarter);
        return await (from follow in db.Follows.AsNoTracking() join street in db.Streets.AsNoTracking() on follow.StreetId equals (int?)street.Id where follow.MemberId == actor.MemberId orderby street.Name select street.Name).ToListAsync(cancellation);
    }

    /// <summary>Follows exactly these streets from now on; names that the forum does not have are refused.</summary>
    /// <exception cref="Refused">Invalid.</exception>
    public async Task<bool> Run(Actor actor, IReadOnlyCollection<string> streets, string? key, CancellationToken cancellation)
    {
        actor.Demand(Policies.SeeQuarter);
        var settings = await forums.ById(actor.ForumId, cancellation);
        var wanted = settings.Streets.Where(street => streets.Contains(street.Name)).Select(street => street.Id).ToHashSet();
        if (wanted.Count != streets.Distinct().Count()) throw new Refused(RefusalCode.Invalid, new FieldFault("streets", "StreetUnknown"));
        return await log.Write(actor, key is null ? null : new(nameof(FollowStreets), key, new { actor.MemberId, streets }), async entry =>
        {
            _ = entry;
            var now = await db.Follows.Where(f => f.MemberId == actor.MemberId && f.StreetId != null).ToListAsync(cancellation);
            db.Follows.RemoveRange(now.Where(f => !wanted.Contains(f.StreetId!.Value)));
            db.Follows.AddRange(wanted.Except(now.Select(f => f.StreetId!.Value)).Select(id => new Follow { MemberId = actor.MemberId!.Value, StreetId = id }));
            return true;
        }, cancellation);
    }
}
