using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Api.Members;

/// <summary>Somebody wants to sign in, and gets a code by SMS if the number is a member's. The answer does not tell whether it is.</summary>
public sealed class AskForCode(ForumDb db, WriteGate gate, EventLog log, FieldCipher cipher, SignInLimits limits, ReportLimits reports, TimeProvider time)
{
    private const int SecretBytes = 20;

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
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        var attempt = new SignInAttempt
        {
            BrowserHash = SignInAttempt.Browser(cipher, secret), PhoneHash = hash, SeriesHash = cipher.Hash(number.E164[..^4], SubmitReport.PhonePurpose), PersonId = member?.PersonId, At = time.GetUtcNow(),
        };
        if (member is null)
        {
            using var turn = await gate.EnterAsync(cancellation);
            await limits.Count(db, attempt, cancellation);
            db.SignInAttempts.Add(attempt);
            await db.SaveChangesAsync(cancellation);
            return secret;
        }

        return await log.Write(Actor.Program(member.ForumId), null, async entry =>
        {
            await limits.Count(db, attempt, cancellation);
            db.SignInAttempts.Add(attempt);
            entry.Append(EventType.SignInCodeAsked, SubjectKind.SignIn, attempt.Id, Audience.None, new EventData());
            return secret;
        }, cancellation);
    }
}
