using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;

namespace Tryghedsforum.Api.Members;

/// <summary>The code that came to the new e-mail address is entered: from now on the member signs in by it. The old one is told, and every session but this one ends.</summary>
public sealed class ChangeEmail(ForumDb db, EventLog log, SignInAttempts attempts, FreshProof proof)
{
    /// <summary>Changes the address.</summary>
    /// <param name="actor">The member.</param>
    /// <param name="browser">The secret of the browser's cookie.</param>
    /// <param name="code">Six digits; spaces do no harm.</param>
    /// <param name="cancellation">Gives up before the commit.</param>
    /// <exception cref="Refused">ProveAgain. Invalid: the code is wrong, too old, used or another browser's, or the address is somebody else's.</exception>
    public async Task<bool> Run(Actor actor, string? browser, string? code, CancellationToken cancellation)
    {
        actor.Demand(Policies.OwnSignIn);
        await proof.Demand(actor, cancellation);
        var found = await attempts.Prove(browser, code, attempt => attempt.PersonId == actor.PersonId && attempt.NewEmailSealed is not null, cancellation);
        return await log.Write(actor, null, entry => Change(entry, actor, found, cancellation), cancellation);
    }

    private async Task<bool> Change(EventLog.Entry entry, Actor actor, Guid id, CancellationToken cancellation)
    {
        // Of two presses at once the second finds it used.
        var attempt = await db.SignInAttempts.FirstOrDefaultAsync(a => a.Id == id && a.EndedAt == null, cancellation) ?? throw Wrong("code", "CodeWrong");
        // Only who has the mailbox is told that it is taken.
        if (await db.Users.AnyAsync(p => p.Id != actor.PersonId && p.EmailHash == attempt.PhoneHash, cancellation)) throw Wrong("email", "EmailTaken");
        var person = await db.Users.FirstAsync(p => p.Id == actor.PersonId, cancellation);
        attempt.ReplaceEmail(person.EmailSealed);
        attempt.End(entry.Now);
        person.ReachAtEmail(attempt.NewEmailSealed!, attempt.PhoneHash, entry.Now);
        await db.EndOthers(actor, entry.Now, cancellation);
        entry.Append(EventType.EmailChanged, SubjectKind.SignIn, attempt.Id, Audience.None, new EventData { Member = actor.MemberId });
        return true;
    }

    private static Refused Wrong(string field, string code) => new(RefusalCode.Invalid, new FieldFault(field, code));
}
