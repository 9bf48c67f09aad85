using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;

namespace Tryghedsforum.Api.Members;

/// <summary>Who needs two steps to sign in, and who has a second one.</summary>
internal sealed class SecondSteps(ForumDb db, SignInProviders providers)
{
    /// <summary>The roles that sign in by two steps.</summary>
    public static readonly Role[] NeedTwo = [Role.Police, Role.Municipality, Role.Coordinator, Role.Overseer];

    /// <summary>Whether this person has a role, in any forum, that signs in by two steps, deputises or will deputise for one who does, or runs the installation.</summary>
    public static Task<bool> AreNeeded(ForumDb db, Guid person, DateTimeOffset now, CancellationToken cancellation)
    {
        var (deputies, operators) = (Deputy.Ahead(db, now), Operator.Now(db));
        return db.Users.AnyAsync(p => p.Id == person && (operators.Contains(person)
            || db.Members.Any(m => m.PersonId == person && m.EndedAt == null && (NeedTwo.Contains(m.Role) || deputies.Any(d => d.MemberId == m.Id)))), cancellation);
    }

    /// <summary>Whether this person has an authenticator app, a passkey, or a login that counts for both steps. Then the code alone never leads to a new one.</summary>
    public Task<bool> Exist(Guid person, CancellationToken cancellation) => Exist(person, null, cancellation);

    /// <summary>The same, when this passkey or login is gone.</summary>
    public Task<bool> Exist(Guid person, Guid? without, CancellationToken cancellation)
    {
        var counting = providers.CountingAsSecond;
        return db.Users.AnyAsync(p => p.Id == person && (p.SecondFactorSealed != null || db.Passkeys.Any(k => k.UserId == person && k.Id != without)
            || db.ProviderLogins.Any(l => l.PersonId == person && l.Id != without && counting.Contains(l.Provider))), cancellation);
    }

    /// <summary>What comes after a first step that was right.</summary>
    public async Task<SignInProgress> After(SignInAttempt attempt, Guid person, DateTimeOffset now, Privacy.FieldCipher cipher, CancellationToken cancellation)
    {
        attempt.Pass(now);
        if (!await AreNeeded(db, person, now, cancellation))
        {
            attempt.End(now);
            return new(SignInStep.Done, person);
        }

        if (await Exist(person, cancellation)) return new(SignInStep.SecondFactor, person);
        attempt.SetUp(SecondFactor.New(cipher));
        return new(SignInStep.NewSecondFactor, person);
    }
}
