using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Api.Members;

/// <summary>A member who is signed in shows again who it is, and gets a code at the own number. It is entered as at every sign-in, with the second step where one is needed.</summary>
public sealed class AskForOwnCode(ForumDb db, EventLog log, FieldCipher cipher, SignInLimits limits, TimeProvider time)
{
    /// <summary>Asks for a code.</summary>
    /// <returns>The secret for the browser's cookie; the code can be entered there only.</returns>
    /// <exception cref="Refused">Invalid: the member has no number. TooMany.</exception>
    public async Task<string> Run(Actor actor, CancellationToken cancellation)
    {
        actor.Demand(Policies.OwnSignIn);
        limits.CountSource(actor);
        var phone = await db.Users.AsNoTracking().Where(p => p.Id == actor.PersonId).Select(p => p.PhoneSealed).FirstOrDefaultAsync(cancellation);
        if (!PhoneNumber.TryParse(cipher.Open(phone, SubmitReport.PhonePurpose), out var number)) throw new Refused(RefusalCode.Invalid, new FieldFault("phone", "PhoneInvalid"));
        return await log.Write(actor, null, async entry =>
        {
            var secret = SignInAttempt.NewSecret();
            var attempt = SignInAttempt.Of(cipher, number, actor.PersonId, secret, time.GetUtcNow());
            await limits.Count(db, attempt, cancellation);
            db.SignInAttempts.Add(attempt);
            entry.Append(EventType.SignInCodeAsked, SubjectKind.SignIn, attempt.Id, Audience.None, new EventData { Member = actor.MemberId });
            return secret;
        }, cancellation);
    }
}
