using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Api.Members;

/// <summary>Somebody wants to sign in, and gets a code by SMS or e-mail if the number or address is a member's. The answer does not tell whether it is.</summary>
public sealed class AskForCode(ForumDb db, EventLog log, FieldCipher cipher, SignInLimits limits, ReportLimits reports, EmailUse email, TimeProvider time)
{
    /// <summary>Asks for a code.</summary>
    /// <param name="actor">Anyone.</param>
    /// <param name="address">A number, or an e-mail address.</param>
    /// <param name="cancellation">Gives up before the commit.</param>
    /// <returns>The secret for the browser's cookie; the code can be entered there only.</returns>
    /// <exception cref="Refused">Invalid: neither, or the installation sends no e-mail. TooMany.</exception>
    public async Task<string> Run(Actor actor, string? address, CancellationToken cancellation)
    {
        actor.Demand(Policies.Join);
        if (CodeAddress.Read(address, reports, email, out var fault) is not { } to) throw new Refused(RefusalCode.Invalid, new FieldFault("phone", fault!));
        limits.CountSource(actor);
        var hash = to.Hash(cipher);
        // The code comes from a forum that the person belongs to; where several persons share a telephone or a mailbox, it is the first one's.
        var member = await (from m in db.Members.AsNoTracking()
                            join p in db.Users.AsNoTracking() on m.PersonId equals p.Id
                            where (p.PhoneHash == hash || p.EmailHash == hash) && m.EndedAt == null
                            orderby m.PersonId, m.ForumId
                            select new { m.PersonId, m.ForumId }).FirstOrDefaultAsync(cancellation);
        var runs = member is null ? await db.Users.AsNoTracking().Where(p => (p.PhoneHash == hash || p.EmailHash == hash) && Operator.Now(db).Contains(p.Id)).OrderBy(p => p.Id).Select(p => (Guid?)p.Id).FirstOrDefaultAsync(cancellation) : null;
        // An unknown one is written down in the first forum, which tells nobody: rows, answer and time are the same. So is whoever runs the installation.
        var first = await db.Forums.AsNoTracking().OrderBy(f => f.Id).Select(f => f.Id).FirstOrDefaultAsync(cancellation);
        var secret = SignInAttempt.NewSecret();
        var attempt = SignInAttempt.Of(cipher, to, member?.PersonId ?? runs, secret, time.GetUtcNow());
        return await log.Write(Actor.Program(member?.ForumId ?? first), null, async entry =>
        {
            await limits.Count(db, attempt, cancellation);
            db.SignInAttempts.Add(attempt);
            entry.AppendCodeAsked(attempt);
            return secret;
        }, cancellation);
    }
}

/// <summary>The event of every code that is asked for.</summary>
internal static class CodeAsked
{
    public static void AppendCodeAsked(this EventLog.Entry entry, SignInAttempt attempt, Guid? member = null) => entry.Append(
        EventType.SignInCodeAsked, SubjectKind.SignIn, attempt.Id, Audience.None, new EventData { Member = member, ByEmail = attempt.Way is SignInWay.Email ? true : null });
}
