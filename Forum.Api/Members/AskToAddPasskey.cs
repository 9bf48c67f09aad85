using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;

namespace Tryghedsforum.Api.Members;

/// <summary>A member wants to add a passkey, and the device is asked to make one.</summary>
public sealed class AskToAddPasskey(ForumDb db, PasskeyQuestions questions, SignInLimits limits, FreshProof proof)
{
    /// <summary>Asks.</summary>
    /// <exception cref="Refused">ProveAgain. TooMany.</exception>
    public async Task<PasskeyQuestion> Run(Actor actor, CancellationToken cancellation)
    {
        actor.Demand(Policies.OwnSignIn);
        await proof.Demand(actor, cancellation);
        limits.CountPasskey(actor);
        return await questions.Ask(PasskeyUse.Add, await db.Users.AsNoTracking().FirstAsync(p => p.Id == actor.PersonId, cancellation), cancellation);
    }
}
