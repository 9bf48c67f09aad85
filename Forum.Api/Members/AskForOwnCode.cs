using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Api.Members;

/// <summary>
/// A member who is signed in shows again who it is, and gets a code at the own number or e-mail address. It is entered as at every sign-in, with the second
/// step where one is needed.
/// </summary>
public sealed class AskForOwnCode(ForumDb db, EventLog log, FieldCipher cipher, SignInLimits limits, EmailUse email, TimeProvider time)
{
    /// <summary>Asks for a code.</summary>
    /// <param name="actor">The member.</param>
    /// <param name="byEmail">It goes to the address, not to the number.</param>
    /// <param name="cancellation">Gives up before the commit.</param>
    /// <returns>The secret for the browser's cookie; the code can be entered there only.</returns>
    /// <exception cref="Refused">Invalid: the member has no number, or no proved address. TooMany.</exception>
    public async Task<string> Run(Actor actor, bool byEmail, CancellationToken cancellation)
    {
        actor.Demand(Policies.OwnSignIn);
        limits.CountSource(actor);
        var person = await db.Users.AsNoTracking().FirstAsync(p => p.Id == actor.PersonId, cancellation);
        var to = byEmail ? EmailOf(person) : PhoneOf(person);
        return await log.Write(actor, null, async entry =>
        {
            var secret = SignInAttempt.NewSecret();
            var attempt = SignInAttempt.Of(cipher, to, actor.PersonId, secret, time.GetUtcNow());
            await limits.Count(db, attempt, cancellation);
            db.SignInAttempts.Add(attempt);
            entry.AppendCodeAsked(attempt, actor.MemberId);
            return secret;
        }, cancellation);
    }

    private CodeAddress PhoneOf(Person person) => PhoneNumber.TryParse(cipher.Open(person.PhoneSealed, SubmitReport.PhonePurpose), out var number)
        ? CodeAddress.Of(number)
        : throw new Refused(RefusalCode.Invalid, new FieldFault("phone", "PhoneInvalid"));

    private CodeAddress EmailOf(Person person)
    {
        email.Demand();
        return person.EmailProvedAt is not null && EmailAddress.TryParse(cipher.Open(person.EmailSealed, EmailAddress.Purpose), out var address)
            ? CodeAddress.Of(address)
            : throw new Refused(RefusalCode.Invalid, new FieldFault("email", "EmailInvalid"));
    }
}
