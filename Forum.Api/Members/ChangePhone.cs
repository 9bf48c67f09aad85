using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;

namespace Tryghedsforum.Api.Members;

/// <summary>The code that came to the new number is entered: from now on that is the member's. The old number is told, and every session but this one ends.</summary>
public sealed class ChangePhone(ForumDb db, EventLog log, SignInAttempts attempts, FreshProof proof)
{
    /// <summary>Changes the number.</summary>
    /// <param name="actor">The member.</param>
    /// <param name="browser">The secret of the browser's cookie.</param>
    /// <param name="code">Six digits; spaces do no harm.</param>
    /// <param name="cancellation">Gives up before the commit.</param>
    /// <exception cref="Refused">ProveAgain. Invalid: the code is wrong, too old, used or another browser's, or the number is somebody else's.</exception>
    public async Task<bool> Run(Actor actor, string? browser, string? code, CancellationToken cancellation)
    {
        actor.Demand(Policies.OwnSignIn);
        await proof.Demand(actor, cancellation);
        var found = await attempts.Prove(browser, code, attempt => attempt.PersonId == actor.PersonId && attempt.NewPhoneSealed is not null, cancellation);
        return await log.Write(actor, null, entry => Change(entry, actor, found, cancellation), cancellation);
    }

    private async Task<bool> Change(EventLog.Entry entry, Actor actor, Guid id, CancellationToken cancellation)
    {
        // Of two presses at once the second finds it used.
        var attempt = await db.SignInAttempts.FirstOrDefaultAsync(a => a.Id == id && a.EndedAt == null, cancellation) ?? throw Wrong("code", "CodeWrong");
        // A number shows who answers by SMS, so a new one is one person's. Only who has the telephone in hand is told that it is taken.
        if (await db.Users.AnyAsync(p => p.Id != actor.PersonId && p.PhoneHash == attempt.PhoneHash, cancellation)) throw Wrong("phone", "PhoneTaken");
        var person = await db.Users.FirstAsync(p => p.Id == actor.PersonId, cancellation);
        attempt.Replace(person.PhoneSealed);
        attempt.End(entry.Now);
        person.ReachAt(attempt.NewPhoneSealed!, attempt.PhoneHash);
        await db.EndOthers(actor, entry.Now, cancellation);
        entry.Append(EventType.PhoneChanged, SubjectKind.SignIn, attempt.Id, Audience.None, new EventData { Member = actor.MemberId });
        return true;
    }

    private static Refused Wrong(string field, string code) => new(RefusalCode.Invalid, new FieldFault(field, code));
}
