using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Privacy;

namespace Tryghedsforum.Api.Members;

/// <summary>The code that came by SMS is entered in the browser that asked for it. It opens neither police, municipality nor coordinator by itself.</summary>
public sealed class EnterCode(ForumDb db, SignInAttempts attempts, FieldCipher cipher, TimeProvider time)
{
    internal static readonly Role[] NeedTwo = [Role.Police, Role.Municipality, Role.Coordinator];

    /// <summary>Enters the code.</summary>
    /// <param name="actor">Anyone.</param>
    /// <param name="browser">The secret of the browser's cookie.</param>
    /// <param name="code">Six digits; spaces do no harm.</param>
    /// <param name="cancellation">Gives up before the commit.</param>
    /// <exception cref="Refused">Invalid: wrong, too old, used, or another browser's; which of these is not told.</exception>
    public async Task<SignInProgress> Run(Actor actor, string? browser, string? code, CancellationToken cancellation)
    {
        actor.Demand(Policies.Join);
        return await attempts.Enter(browser, async attempt =>
        {
            var now = time.GetUtcNow();
            if (attempt.PassedAt is not null || attempt.At <= now - SignInAttempt.Validity || !SignInAttempt.IsCode(cipher, attempt.Id, code) || attempt.PersonId is not { } person) return null;
            attempt.Pass(now);
            if (!await NeedsTwo(db, person, cancellation))
            {
                attempt.End(now);
                return new(SignInStep.Done, person);
            }

            if (await HasSecondStep(db, person, cancellation)) return new(SignInStep.SecondFactor, person);
            attempt.SetUp(SecondFactor.New(cipher));
            return new(SignInStep.NewSecondFactor, person);
        }, cancellation);
    }

    /// <summary>Whether this person has a role, in any forum, that signs in by two steps.</summary>
    internal static Task<bool> NeedsTwo(ForumDb db, Guid person, CancellationToken cancellation) =>
        db.Members.AnyAsync(m => m.PersonId == person && m.EndedAt == null && NeedTwo.Contains(m.Role), cancellation);

    /// <summary>Whether this person has an authenticator app or a passkey. Then the SMS alone never leads to a new one.</summary>
    internal static Task<bool> HasSecondStep(ForumDb db, Guid person, CancellationToken cancellation) =>
        db.Users.AnyAsync(p => p.Id == person && (p.SecondFactorSealed != null || db.Passkeys.Any(k => k.UserId == person)), cancellation);
}
