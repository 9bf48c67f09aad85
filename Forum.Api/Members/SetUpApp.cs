using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Privacy;

namespace Tryghedsforum.Api.Members;

/// <summary>The first right code of an authenticator app sets it up; the one before it is forgotten, and every session but this one ends.</summary>
public sealed class SetUpApp(ForumDb db, EventLog log, FieldCipher cipher, FreshProof proof)
{
    /// <summary>Sets it up.</summary>
    /// <param name="actor">The member.</param>
    /// <param name="offered">What <see cref="AskToSetUpApp"/> gave.</param>
    /// <param name="code">What the app shows.</param>
    /// <param name="cancellation">Gives up before the commit.</param>
    /// <exception cref="Refused">ProveAgain. Invalid: another member's or another session's offer, or the code is wrong.</exception>
    public async Task<bool> Run(Actor actor, string? offered, string? code, CancellationToken cancellation)
    {
        actor.Demand(Policies.OwnSignIn);
        await proof.Demand(actor, cancellation);
        var factor = AskToSetUpApp.Open(cipher, actor, offered);
        return await log.Write(actor, null, async entry =>
        {
            if (factor is null || SecondFactor.StepOf(cipher, factor, code, entry.Now) is not { } step) throw new Refused(RefusalCode.Invalid, new FieldFault("code", "CodeWrong"));
            (await db.Users.FirstAsync(p => p.Id == actor.PersonId, cancellation)).UseSecondFactor(factor, step);
            await db.EndOthers(actor, entry.Now, cancellation);
            entry.Append(EventType.AppSetUp, SubjectKind.SignIn, actor.MemberId!.Value, Audience.None, new EventData { Member = actor.MemberId });
            return true;
        }, cancellation);
    }
}
