using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Privacy;

namespace Tryghedsforum.Api.Members;

/// <summary>One place where the reader is signed in.</summary>
/// <param name="Id">What forms call it; it opens nothing.</param>
/// <param name="Device">Kind of device; null: not known.</param>
/// <param name="StartedAt">When the reader signed in there.</param>
/// <param name="UsedAt">When it was last used, to the hour.</param>
/// <param name="IsThis">It is the one that asks.</param>
public sealed record SessionView(string Id, string? Device, DateTimeOffset StartedAt, DateTimeOffset UsedAt, bool IsThis);

/// <summary>Where the reader is signed in.</summary>
/// <param name="Sessions">The open sessions: this one first, then the last used.</param>
/// <param name="IsProved">The reader has shown newly enough who it is to change how one signs in.</param>
/// <param name="HasApp">The reader has an authenticator app.</param>
/// <param name="Email">The reader's proved e-mail address, in part: enough to know one's own.</param>
public sealed record SessionsView(IReadOnlyList<SessionView> Sessions, bool IsProved, bool HasApp, string? Email = null);

/// <summary>A member looks at where the member is signed in.</summary>
public sealed class BrowseSessions(ForumDb db, FieldCipher cipher, TimeProvider time)
{
    /// <summary>The open sessions, and whether this one is new.</summary>
    public async Task<SessionsView> Run(Actor actor, CancellationToken cancellation)
    {
        actor.Demand(Policies.OwnSessions);
        var now = time.GetUtcNow();
        var open = await db.Sessions.AsNoTracking().Where(s => s.PersonId == actor.PersonId && s.EndedAt == null && s.ExpiresAt > now)
            .Select(s => new SessionView(s.Id, s.Device, s.StartedAt, s.UsedAt ?? s.StartedAt, s.Id == actor.SessionId)).ToListAsync(cancellation);
        var person = await db.Users.AsNoTracking().FirstAsync(p => p.Id == actor.PersonId, cancellation);
        var email = person.EmailProvedAt is not null && EmailAddress.TryParse(cipher.Open(person.EmailSealed, EmailAddress.Purpose), out var address) ? address.InPart : null;
        return new(
            [.. open.OrderByDescending(s => s.IsThis).ThenByDescending(s => s.UsedAt)],
            open.Exists(s => s.IsThis && s.StartedAt >= now - FreshProof.Validity),
            person.SecondFactorSealed is not null, email);
    }
}
