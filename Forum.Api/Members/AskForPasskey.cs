using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;

namespace Tryghedsforum.Api.Members;

/// <summary>
/// Somebody wants to sign in with a passkey: at once, or as the second step after a code. Whoever needs a second step and has none yet may make a passkey there.
/// </summary>
public sealed class AskForPasskey(ForumDb db, PasskeyQuestions questions, SignInAttempts attempts, SignInLimits limits, SignInProviders providers, TimeProvider time)
{
    /// <summary>Asks.</summary>
    /// <param name="actor">Anyone.</param>
    /// <param name="browser">The secret of the browser that entered a code; null: it signs in by the passkey alone.</param>
    /// <param name="cancellation">Gives up before the commit.</param>
    /// <exception cref="Refused">Invalid: the code was not entered, or too long ago. TooMany.</exception>
    public async Task<PasskeyQuestion> Run(Actor actor, string? browser, CancellationToken cancellation)
    {
        actor.Demand(Policies.Join);
        limits.CountPasskey(actor);
        if (browser is null) return await questions.Ask(PasskeyUse.SignIn, null, cancellation);
        if (await attempts.Find(browser, cancellation) is not { PersonId: { } id } attempt || !attempt.IsPassed(time.GetUtcNow())) throw EnterPasskey.Wrong();
        var person = await db.Users.AsNoTracking().FirstAsync(p => p.Id == id, cancellation);
        return await questions.Ask(await new SecondSteps(db, providers).Exist(id, cancellation) ? PasskeyUse.SecondStep : PasskeyUse.Add, person, cancellation);
    }
}
