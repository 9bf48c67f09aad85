namespace Tryghedsforum.Api.Members;

/// <summary>Somebody wants to sign in by a provider: at once, or as the second step after a code. Whoever needs a second step and has none yet may connect the login there.</summary>
public sealed class AskForProvider(SignInProviders providers, SignInAttempts attempts, SignInLimits limits, TimeProvider time)
{
    /// <summary>Asks.</summary>
    /// <param name="actor">Anyone.</param>
    /// <param name="provider">Name of the provider.</param>
    /// <param name="browser">The secret of the browser that entered a code; null: it signs in by the provider alone.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The provider to go to.</returns>
    /// <exception cref="Refused">NotFound: there is no such provider. Invalid: the code was not entered, or too long ago. TooMany.</exception>
    public async Task<SignInProvider> Run(Actor actor, string provider, string? browser, CancellationToken cancellation)
    {
        actor.Demand(Policies.Join);
        if (providers.Find(provider) is not { } found) throw new Refused(RefusalCode.NotFound);
        limits.CountPasskey(actor);
        if (browser is not null && (!found.CountsAsSecond || await attempts.Find(browser, cancellation) is not { } attempt || !attempt.IsPassed(time.GetUtcNow()))) throw EnterProvider.Wrong();
        return found;
    }
}
