using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Privacy;

namespace Tryghedsforum.Api.Members;

/// <summary>An authenticator app to be set up.</summary>
/// <param name="Address">What the QR code says: <c>otpauth://…</c>.</param>
/// <param name="Key">The same secret to be typed, in groups of four.</param>
public sealed record NewSecondFactor(string Address, string Key);

/// <summary>Where a browser stands on the way in.</summary>
/// <param name="Passed">The first step was right; the second one is asked for.</param>
/// <param name="Offer">The app that is to be set up for it; null: there is a second step already.</param>
/// <param name="HasApp">The person has an authenticator app.</param>
/// <param name="HasPasskey">The person has a passkey.</param>
/// <param name="Providers">Those whose word is enough: of what the person has, or, with an offer, of what can be connected.</param>
public sealed record SignInStand(bool Passed, NewSecondFactor? Offer = null, bool HasApp = false, bool HasPasskey = false, IReadOnlyList<SignInProvider>? Providers = null);

/// <summary>Where a browser stands on the way in.</summary>
public sealed class ReadSignIn(ForumDb db, SignInAttempts attempts, SignInProviders providers, FieldCipher cipher, TimeProvider time)
{
    /// <summary>Where it stands; null: it has to begin.</summary>
    public async Task<SignInStand?> Run(Actor actor, string? browser, CancellationToken cancellation)
    {
        actor.Demand(Policies.Join);
        if (await attempts.Find(browser, cancellation) is not { } attempt) return null;
        if (attempt.PassedAt is null) return new(false);
        if (!attempt.IsPassed(time.GetUtcNow())) return null;
        var person = await db.Users.AsNoTracking().FirstAsync(p => p.Id == attempt.PersonId, cancellation);
        var (hasApp, hasPasskey) = (person.SecondFactorSealed is not null, await db.Passkeys.AnyAsync(p => p.UserId == person.Id, cancellation));
        var own = await db.ProviderLogins.Where(l => l.PersonId == person.Id).Select(l => l.Provider).ToListAsync(cancellation);
        var counting = providers.All.Where(provider => provider.CountsAsSecond).ToList();
        var has = counting.Where(provider => own.Contains(provider.Name)).ToList();
        var isNew = attempt.NewFactorSealed is not null && !hasApp && !hasPasskey && has.Count == 0;
        var offered = isNew ? counting : has;
        return new(true, isNew ? SecondFactor.Show(cipher, attempt.NewFactorSealed!, person.Name) : null, hasApp, hasPasskey, offered.Count == 0 ? null : offered);
    }
}
