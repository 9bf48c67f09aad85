using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Privacy;

namespace Tryghedsforum.Api.Members;

/// <summary>The second step: the code of the person's authenticator app. The first right code sets a new app up.</summary>
public sealed class EnterSecondFactor(ForumDb db, SignInAttempts attempts, SignInProviders providers, FieldCipher cipher, TimeProvider time)
{
    /// <summary>Enters the code.</summary>
    /// <exception cref="Refused">Invalid: wrong, used before, or more than ten minutes after the first step.</exception>
    public async Task<SignInProgress> Run(Actor actor, string? browser, string? code, CancellationToken cancellation)
    {
        actor.Demand(Policies.Join);
        return await attempts.Enter(browser, async attempt =>
        {
            var now = time.GetUtcNow();
            if (!attempt.IsPassed(now) || attempt.PersonId is not { } id) return null;
            var person = await db.Users.FirstAsync(p => p.Id == id, cancellation);
            // Set up on another browser in the meantime, a passkey, or a login at a provider: that one counts.
            var isNew = person.SecondFactorSealed is null;
            if (isNew && await new SecondSteps(db, providers).Exist(id, cancellation)) return null;
            if ((person.SecondFactorSealed ?? attempt.NewFactorSealed) is not { } factor || SecondFactor.StepOf(cipher, factor, code, now) is not { } step) return null;
            if (!isNew && step <= person.SecondFactorStep) return null;
            person.UseSecondFactor(factor, step);
            attempt.End(now);
            return new(SignInStep.Done, id, ByBoth: true);
        }, cancellation);
    }
}
