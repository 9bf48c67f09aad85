namespace Tryghedsforum.Api.Members;

/// <summary>A member wants to connect the own login at a provider. It takes a session that has just begun: whoever finds an open page connects nothing to it.</summary>
public sealed class AskToAddProvider(SignInProviders providers, SignInLimits limits, FreshProof proof)
{
    /// <summary>Asks.</summary>
    /// <returns>The provider to go to.</returns>
    /// <exception cref="Refused">ProveAgain. NotFound: there is no such provider. TooMany.</exception>
    public async Task<SignInProvider> Run(Actor actor, string provider, CancellationToken cancellation)
    {
        actor.Demand(Policies.OwnSignIn);
        await proof.Demand(actor, cancellation);
        if (providers.Find(provider) is not { } found) throw new Refused(RefusalCode.NotFound);
        limits.CountPasskey(actor);
        return found;
    }
}
