using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Privacy;

namespace Tryghedsforum.Api.Members;

/// <summary>A member has a new e-mail address, or a first one, and gets a code there.</summary>
public sealed class AskToChangeEmail(ForumDb db, EventLog log, FieldCipher cipher, SignInLimits limits, EmailUse email, FreshProof proof)
{
    /// <summary>Asks for a code at the new address.</summary>
    /// <returns>The secret for the browser's cookie; the code can be entered there only.</returns>
    /// <exception cref="Refused">ProveAgain. Invalid: no address, or the member's already, or the installation sends no e-mail. TooMany.</exception>
    public async Task<string> Run(Actor actor, string? address, CancellationToken cancellation)
    {
        actor.Demand(Policies.OwnSignIn);
        await proof.Demand(actor, cancellation);
        email.Demand();
        if (!EmailAddress.TryParse(address, out var wanted)) throw Wrong("EmailInvalid");
        limits.CountSource(actor);
        return await log.Write(actor, null, async entry =>
        {
            var secret = SignInAttempt.NewSecret();
            var attempt = SignInAttempt.Of(cipher, CodeAddress.Of(wanted), actor.PersonId, secret, entry.Now, isNew: true);
            if (await db.Users.AnyAsync(p => p.Id == actor.PersonId && p.EmailHash == attempt.PhoneHash, cancellation)) throw Wrong("EmailSame");
            await limits.Count(db, attempt, cancellation);
            db.SignInAttempts.Add(attempt);
            entry.AppendCodeAsked(attempt, actor.MemberId);
            return secret;
        }, cancellation);
    }

    private static Refused Wrong(string code) => new(RefusalCode.Invalid, new FieldFault("email", code));
}
