using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;

namespace Tryghedsforum.Api.Members;

/// <summary>A member removes one of the own passkeys. Whoever has the device is out: every session but the one that this is done in ends.</summary>
public sealed class RemovePasskey(ForumDb db, EventLog log, FreshProof proof, SignInProviders providers)
{
    /// <summary>Removes it.</summary>
    /// <exception cref="Refused">ProveAgain. NotFound. Invalid: it is the only second step of somebody whose role needs two; the SMS alone must not be a way to a new one.</exception>
    public async Task<bool> Run(Actor actor, Guid passkeyId, string? key, CancellationToken cancellation)
    {
        actor.Demand(Policies.OwnSignIn);
        await proof.Demand(actor, cancellation);
        return await log.Write(actor, key is null ? null : new(nameof(RemovePasskey), key, new { passkeyId }), async entry =>
        {
            var passkey = await db.Passkeys.FirstOrDefaultAsync(p => p.Id == passkeyId && p.UserId == actor.PersonId, cancellation) ?? throw new Refused(RefusalCode.NotFound);
            var steps = new SecondSteps(db, providers);
            if (await SecondSteps.AreNeeded(db, passkey.UserId, entry.Now, cancellation) && !await steps.Exist(passkey.UserId, passkeyId, cancellation)) throw new Refused(RefusalCode.Invalid, new FieldFault("passkey", "LastSecondStep"));
            db.Passkeys.Remove(passkey);
            await db.EndOthers(actor, entry.Now, cancellation);
            entry.Append(EventType.PasskeyRemoved, SubjectKind.SignIn, passkey.Id, Audience.None, new EventData { Member = actor.MemberId });
            return true;
        }, cancellation);
    }
}
