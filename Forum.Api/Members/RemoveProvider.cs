using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;

namespace Tryghedsforum.Api.Members;

/// <summary>A member disconnects one of the own logins at a provider. Whoever has it is out: every session but the one that this is done in ends.</summary>
public sealed class RemoveProvider(ForumDb db, EventLog log, SignInProviders providers, FreshProof proof)
{
    /// <summary>Disconnects it.</summary>
    /// <exception cref="Refused">ProveAgain. NotFound. Invalid: it is the only second step of somebody whose role needs two; the code alone must not be a way to a new one.</exception>
    public async Task<bool> Run(Actor actor, Guid loginId, string? key, CancellationToken cancellation)
    {
        actor.Demand(Policies.OwnSignIn);
        await proof.Demand(actor, cancellation);
        return await log.Write(actor, key is null ? null : new(nameof(RemoveProvider), key, new { loginId }), async entry =>
        {
            var login = await db.ProviderLogins.FirstOrDefaultAsync(l => l.Id == loginId && l.PersonId == actor.PersonId, cancellation) ?? throw new Refused(RefusalCode.NotFound);
            var steps = new SecondSteps(db, providers);
            if (await SecondSteps.AreNeeded(db, login.PersonId, entry.Now, cancellation) && await steps.Exist(login.PersonId, cancellation) && !await steps.Exist(login.PersonId, loginId, cancellation))
                throw new Refused(RefusalCode.Invalid, new FieldFault("provider", "LastSecondStep"));
            db.ProviderLogins.Remove(login);
            await db.EndOthers(actor, entry.Now, cancellation);
            entry.Append(EventType.ProviderRemoved, SubjectKind.SignIn, login.Id, Audience.None, new EventData { Member = actor.MemberId });
            return true;
        }, cancellation);
    }
}
