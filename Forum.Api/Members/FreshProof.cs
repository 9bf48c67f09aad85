using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;

namespace Tryghedsforum.Api.Members;

/// <summary>
/// Who wants to change number, passkey or authenticator app, or be erased, has shown within ten minutes who it is: by signing in, which begins a new
/// session, also where one is signed in already. A computer that was left open is not enough.
/// </summary>
public sealed class FreshProof(ForumDb db, TimeProvider time)
{
    internal static readonly TimeSpan Validity = TimeSpan.FromMinutes(10);

    /// <exception cref="Refused">ProveAgain.</exception>
    internal async Task Demand(Actor actor, CancellationToken cancellation)
    {
        var since = time.GetUtcNow() - Validity;
        if (!await db.Sessions.AnyAsync(s => s.Id == actor.SessionId && s.PersonId == actor.PersonId && s.EndedAt == null && s.StartedAt >= since, cancellation)) throw new Refused(RefusalCode.ProveAgain);
    }
}

/// <summary>What ends with a change of how somebody signs in.</summary>
internal static class OtherSessions
{
    /// <summary>Ends every session of the actor but the one that acts.</summary>
    public static Task<int> EndOthers(this ForumDb db, Actor actor, DateTimeOffset now, CancellationToken cancellation) =>
        Session.EndAll(db, db.Sessions.Where(s => s.PersonId == actor.PersonId && s.Id != actor.SessionId), now, cancellation);
}
