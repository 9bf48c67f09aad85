using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Privacy;

namespace Tryghedsforum.Api.Members;

/// <summary>The one place where a request becomes an actor: pages, interface and live connections ask here.</summary>
public sealed class ActorSource(ForumDb db, FieldCipher cipher)
{
    private readonly Dictionary<int, Actor> known = [];

    /// <summary>Who acts in this forum: the member behind the session, else somebody unknown.</summary>
    public async Task<Actor> For(HttpContext context, int forumId, CancellationToken cancellation)
    {
        if (known.TryGetValue(forumId, out var actor)) return actor;
        var source = Source(context);
        var member = Guid.TryParse(context.User.FindFirstValue(ClaimTypes.NameIdentifier), out var person)
            ? await db.Members.AsNoTracking().FirstOrDefaultAsync(m => m.ForumId == forumId && m.PersonId == person && m.EndedAt == null, cancellation)
            : null;
        return known[forumId] = member is null ? Actor.Anyone(forumId, source) : Actor.Of(member, source, context.User.FindFirstValue(SessionStore.Claim));
    }

    /// <summary>The name of the person behind the session; null when nobody is signed in.</summary>
    public async Task<string?> Name(HttpContext context, CancellationToken cancellation) =>
        Guid.TryParse(context.User.FindFirstValue(ClaimTypes.NameIdentifier), out var person)
            ? await db.Users.Where(p => p.Id == person).Select(p => p.Name).FirstOrDefaultAsync(cancellation)
            : null;

    /// <summary>Where a request comes from, as a keyed hash: enough to count by, no address in memory.</summary>
    public string Source(HttpContext context) => context.Connection.RemoteIpAddress is { } address ? cipher.Hash(address.ToString(), "source") : "unknown";
}
