using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Api.Members;

/// <summary>Somebody wants to sign in, and gets a code by SMS if the number is a member's. The answer does not tell whether it is.</summary>
public sealed class AskForCode(ForumDb db, EventLog log, FieldCipher cipher, SignInLimits limits, ReportLimits reports, TimeProvider time)
{
    /// <summary>Asks for a code.</summary>
    /// <returns>The secret for the browser's cookie; the code can be entered there only.</returns>
    /// <exception cref="Refused">Invalid: not a number. TooMany.</exception>
    public async Task<string> Run(Actor actor, string? phone, CancellationToken cancellation)
    {
        actor.Demand(Policies.Join);
        if (!PhoneNumber.TryParse(phone, out var number)) throw new Refused(RefusalCode.Invalid, new FieldFault("phone", "PhoneInvalid"));
        if (!number.IsIn(reports.Countries)) throw new Refused(RefusalCode.Invalid, new FieldFault("phone", "PhoneCountry"));
        limits.CountSource(actor);
        var hash = cipher.Hash(number.E164, SubmitReport.PhonePurpose);
        // The code comes from the number of a forum that the person belongs to; where several persons share a telephone, it is the first one's.
        var member = await (from m in db.Members.AsNoTracking()
                            join p in db.Users.AsNoTracking() on m.PersonId equals p.Id
                            where p.PhoneHash == hash && m.EndedAt == null
                            orderby m.PersonId, m.ForumId
                            select new { m.PersonId, m.ForumId }).FirstOrDefaultAsync(cancellation);
        // An unknown number is written down in the first forum, which tells nobody: rows, answer and time are the same.
        var first = await db.Forums.AsNoTracking().OrderBy(f => f.Id).Select(f => f.Id).FirstOrDefaultAsync(cancellation);
        var secret = SignInAttempt.NewSecret();
        var attempt = SignInAttempt.Of(cipher, number, member?.PersonId, secret, time.GetUtcNow());
        return await log.Write(Actor.Program(member?.ForumId ?? first), null, async entry =>
        {
            await limits.Count(db, attempt, cancellation);
            db.SignInAttempts.Add(attempt);
            entry.Append(EventType.SignInCodeAsked, SubjectKind.SignIn, attempt.Id, Audience.None, new EventData());
            return secret;
        }, cancellation);
    }
}
