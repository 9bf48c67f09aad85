using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Privacy;

namespace Tryghedsforum.Api.Members;

/// <summary>
/// The one place where a request becomes an actor: pages, interface and live connections ask here. A session that was begun by one step carries no role
/// that needs two: whoever is given such a role signs in once more, and sets the second step up on the way.
/// </summary>
public sealed class ActorSource(ForumDb db, FieldCipher cipher, TimeProvider time)
{
    private readonly Dictionary<int, Actor> known = [];
    private string? memberName;

    /// <summary>Who acts in this forum: the member behind the session, else somebody unknown.</summary>
    public async Task<Actor> For(HttpContext context, int forumId, CancellationToken cancellation)
    {
        if (known.TryGetValue(forumId, out var actor)) return actor;
        var source = Source(context);
        var (deputies, both) = (Deputy.At(db, time.GetUtcNow()), IsByBoth(context.User));
        var found = Guid.TryParse(context.User.FindFirstValue(ClaimTypes.NameIdentifier), out var person)
            ? await db.Members.AsNoTracking().Where(m => m.ForumId == forumId && m.PersonId == person && m.EndedAt == null)
                .Select(m => new { Member = m, Deputises = deputies.Contains(m.Id), Name = db.Users.Where(p => p.Id == person).Select(p => p.Name).First() }).FirstOrDefaultAsync(cancellation)
            : null;
        memberName ??= found?.Name;
        return known[forumId] = found is null || (SecondSteps.NeedTwo.Contains(found.Member.Role) && !both)
            ? Actor.Anyone(forumId, source)
            : Actor.Of(found.Member, source, context.User.FindFirstValue(SessionStore.Claim), found.Deputises, both);
    }

    /// <summary>Who acts in no forum: whoever runs the installation, somebody else who is signed in, or somebody unknown.</summary>
    public async Task<Actor> For(HttpContext context, CancellationToken cancellation) =>
        Guid.TryParse(context.User.FindFirstValue(ClaimTypes.NameIdentifier), out var person)
            ? Actor.Outside(person, Source(context), IsByBoth(context.User) && await Operator.Now(db).ContainsAsync(person, cancellation))
            : Actor.Anyone(0, Source(context));

    /// <summary>Who acts in no forum, with the forums whose figures this person reads as a member by this session.</summary>
    public async Task<Actor> Across(HttpContext context, CancellationToken cancellation)
    {
        var actor = await For(context, cancellation);
        if (actor.PersonId is not { } person) return actor;
        var (deputies, both) = (Deputy.At(db, time.GetUtcNow()), IsByBoth(context.User));
        var places = await db.Members.AsNoTracking().Where(m => m.PersonId == person && m.EndedAt == null).Select(m => new { Member = m, Deputises = deputies.Contains(m.Id) }).ToListAsync(cancellation);
        return actor.Across([.. places.Where(place => (both || !SecondSteps.NeedTwo.Contains(place.Member.Role)) && Policies.SeeFigures.Admits(Actor.Of(place.Member, deputises: place.Deputises, byBoth: both))).Select(place => place.Member.ForumId).Distinct()]);
    }

    /// <summary>Whether the person behind the session has a role, in any forum, that this session does not carry: it was begun by one step only.</summary>
    public async Task<bool> LacksStep(HttpContext context, CancellationToken cancellation) =>
        !IsByBoth(context.User) && Guid.TryParse(context.User.FindFirstValue(ClaimTypes.NameIdentifier), out var person) && await SecondSteps.AreNeeded(db, person, time.GetUtcNow(), cancellation);

    /// <summary>The name of the person behind the session; null when nobody is signed in.</summary>
    public async Task<string?> Name(HttpContext context, CancellationToken cancellation) =>
        memberName is not null ? memberName : Guid.TryParse(context.User.FindFirstValue(ClaimTypes.NameIdentifier), out var person)
            ? await db.Users.Where(p => p.Id == person).Select(p => p.Name).FirstOrDefaultAsync(cancellation)
            : null;

    internal static bool IsByBoth(ClaimsPrincipal? user) => user?.HasClaim(claim => claim.Type == SessionStore.ByBoth) is true;

    /// <summary>Where a request comes from, as a keyed hash: enough to count by, no address in memory.</summary>
    public string Source(HttpContext context) => context.Connection.RemoteIpAddress is { } address ? cipher.Hash(address.ToString(), "source") : "unknown";
}
