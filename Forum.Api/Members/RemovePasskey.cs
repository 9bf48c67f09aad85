using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;

namespace Tryghedsforum.Api.Members;

/// <summary>A member removes one of the own passkeys. Whoever has the device is out: every session but the one that this is done in ends.</summary>
public sealed class RemovePasskey(ForumDb db, EventLog log)
{
    /// <summary>Removes it.</summary>
    /// <exception cref="Refused">NotFound. Invalid: it is the only second step of somebody whose role needs two; the SMS alone must not be a way to a new one.</exception>
    public async Task<bool> Run(Actor actor, Guid passkeyId, string? key, CancellationToken cancellation)
    {
        actor.Demand(Policies.OwnSignIn);
        return await log.Write(actor, key is null ? null : new(nameof(RemovePasskey), key, new { passkeyId }), async entry =>
        {
            var passkey = await db.Passkeys.FirstOrDefaultAsync(p => p.Id == passkeyId && p.UserId == actor.PersonId, cancellation) ?? throw new Refused(RefusalCode.NotFound);
            if (await EnterCode.NeedsTwo(db, passkey.UserId, cancellation) && !await db.Users.AnyAsync(p => p.Id == passkey.UserId && p.SecondFactorSealed != null, cancellation)
                && !await db.Passkeys.AnyAsync(p => p.UserId == passkey.UserId && p.Id != passkeyId, cancellation)) throw new Refused(RefusalCode.Invalid, new FieldFault("passkey", "LastSecondStep"));
            db.Passkeys.Remove(passkey);
            await db.Sessions.Where(s => s.PersonId == passkey.UserId && s.Id != actor.SessionId && s.EndedAt == null).ExecuteUpdateAsync(set => set.SetProperty(s => s.EndedAt, entry.Now), cancellation);
            entry.Append(EventType.PasskeyRemoved, SubjectKind.SignIn, passkey.Id, Audience.None, new EventData { Member = actor.MemberId });
            return true;
        }, cancellation);
    }
}
