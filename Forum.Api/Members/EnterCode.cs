using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Privacy;

namespace Tryghedsforum.Api.Members;

/// <summary>The code that came by SMS or e-mail is entered in the browser that asked for it. It opens neither police, municipality, coordinator nor overseer by itself.</summary>
public sealed class EnterCode(ForumDb db, SignInAttempts attempts, SignInProviders providers, FieldCipher cipher, TimeProvider time)
{
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
            // An address is its owner's from the first code on that was sent there and entered.
            if (attempt.Way is SignInWay.Email && !(await db.Users.FirstAsync(p => p.Id == person, cancellation)).ProveEmail(attempt.PhoneHash, now)) return null;
            return await new SecondSteps(db, providers).After(attempt, person, now, cipher, cancellation);
        }, cancellation);
    }
}
