using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Api.Members;

/// <summary>A member has a new number, and gets a code there.</summary>
public sealed class AskToChangePhone(ForumDb db, EventLog log, FieldCipher cipher, SignInLimits limits, ReportLimits reports, FreshProof proof)
{
    /// <summary>Asks for a code at the new number.</summary>
    /// <returns>The secret for the browser's cookie; the code can be entered there only.</returns>
    /// <exception cref="Refused">ProveAgain. Invalid: not a number, or the number is the member's already. TooMany.</exception>
    public async Task<string> Run(Actor actor, string? phone, CancellationToken cancellation)
    {
        actor.Demand(Policies.OwnSignIn);
        await proof.Demand(actor, cancellation);
        if (!PhoneNumber.TryParse(phone, out var number)) throw Wrong("PhoneInvalid");
        if (!number.IsIn(reports.Countries)) throw Wrong("PhoneCountry");
        limits.CountSource(actor);
        return await log.Write(actor, null, async entry =>
        {
            var secret = SignInAttempt.NewSecret();
            var attempt = SignInAttempt.Of(cipher, CodeAddress.Of(number), actor.PersonId, secret, entry.Now, isNew: true);
            if (await db.Users.AnyAsync(p => p.Id == actor.PersonId && p.PhoneHash == attempt.PhoneHash, cancellation)) throw Wrong("PhoneSame");
            await limits.Count(db, attempt, cancellation);
            db.SignInAttempts.Add(attempt);
            entry.AppendCodeAsked(attempt, actor.MemberId);
            return secret;
        }, cancellation);
    }

    private static Refused Wrong(string code) => new(RefusalCode.Invalid, new FieldFault("phone", code));
}
