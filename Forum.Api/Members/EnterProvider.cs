using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Privacy;

namespace Tryghedsforum.Api.Members;

/// <summary>
/// A provider has said who it is. That is one step; where the configuration says that its word counts for both, it is enough for police, municipality and
/// coordinator, too, alone or after a code.
/// </summary>
public sealed class EnterProvider(ForumDb db, WriteGate gate, FieldCipher cipher, SignInProviders providers, SignInAttempts attempts, SignInLimits limits, TimeProvider time)
{
    private const int SecretBytes = 20;

    /// <summary>Enters.</summary>
    /// <param name="actor">Anyone.</param>
    /// <param name="answer">What the provider said.</param>
    /// <param name="browser">The secret of the browser that entered a code; null: it signs in by the provider alone.</param>
    /// <param name="cancellation">Gives up before the commit.</param>
    /// <returns>What comes next; null: nobody here has this login, or is a member no more.</returns>
    /// <exception cref="Refused">Invalid: after a code, it is not that person's. TooMany: wrong second steps.</exception>
    public async Task<SignInProgress?> Run(Actor actor, ProviderAnswer answer, string? browser, CancellationToken cancellation)
    {
        actor.Demand(Policies.Join);
        var provider = providers.Find(answer.Provider) ?? throw new Refused(RefusalCode.NotFound);
        return browser is null
            ? await Alone(provider, answer, cancellation)
            : await attempts.Enter(browser, attempt => Second(attempt, provider, answer, cancellation), cancellation, Fault);
    }

    internal static Refused Wrong() => new(RefusalCode.Invalid, Fault);

    private static FieldFault Fault => new("provider", "ProviderWrong");

    private SecondSteps Steps => new(db, providers);

    private async Task<SignInProgress?> Alone(SignInProvider provider, ProviderAnswer answer, CancellationToken cancellation)
    {
        using var turn = await gate.EnterAsync(cancellation);
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        if (await Known(answer, cancellation) is not { } login || !await Person.IsSomebody(db, login.PersonId, cancellation)) return null;
        var now = time.GetUtcNow();
        login.Use(now);
        var progress = new SignInProgress(SignInStep.Done, login.PersonId, ByBoth: provider.CountsAsSecond);
        if (!provider.CountsAsSecond && await SecondSteps.AreNeeded(db, login.PersonId, now, cancellation))
        {
            var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
            var attempt = new SignInAttempt
            {
                BrowserHash = SignInAttempt.Browser(cipher, secret), PhoneHash = login.Hash, SeriesHash = login.Hash, PersonId = login.PersonId, At = now, Way = SignInWay.Provider,
            };
            await limits.CountWrong(db, attempt, cancellation);
            db.SignInAttempts.Add(attempt);
            progress = await Steps.After(attempt, login.PersonId, now, cipher, cancellation) with { Browser = secret };
        }

        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return progress;
    }

    private async Task<SignInProgress?> Second(SignInAttempt attempt, SignInProvider provider, ProviderAnswer answer, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (!provider.CountsAsSecond || !attempt.IsPassed(now) || attempt.PersonId is not { } person) return null;
        var login = await Known(answer, cancellation);
        if (login is null)
        {
            // Set up in the meantime: that one counts.
            if (await Steps.Exist(person, cancellation)) return null;
            login = db.ProviderLogins.Add(new() { PersonId = person, Provider = provider.Name, Hash = ProviderLogin.HashOf(cipher, answer), AddedAt = now }).Entity;
        }

        if (login.PersonId != person) return null;
        login.Use(now);
        attempt.End(now);
        return new(SignInStep.Done, person, ByBoth: true);
    }

    private Task<ProviderLogin?> Known(ProviderAnswer answer, CancellationToken cancellation)
    {
        var hash = ProviderLogin.HashOf(cipher, answer);
        return db.ProviderLogins.FirstOrDefaultAsync(l => l.Hash == hash, cancellation);
    }
}
