using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Api.Members;

/// <summary>A resident wants to follow along, and gets a code at the number or e-mail address, whether it is known or not.</summary>
public sealed class AskToJoin(ForumDb db, EventLog log, ReadForum forums, FieldCipher cipher, SignInLimits limits, ReportLimits reports, EmailUse email)
{
    /// <summary>Asks for a code.</summary>
    /// <param name="actor">Anyone.</param>
    /// <param name="address">A number, or an e-mail address.</param>
    /// <param name="cancellation">Gives up before the commit.</param>
    /// <returns>The secret for the browser's cookie; the code can be entered there only.</returns>
    /// <exception cref="Refused">Invalid: neither, the installation sends no e-mail, or the forum takes in nobody in this way. TooMany.</exception>
    public async Task<string> Run(Actor actor, string? address, CancellationToken cancellation)
    {
        actor.Demand(Policies.Join);
        if (!(await forums.ById(actor.ForumId, cancellation)).Forum.ResidentsMayJoin) throw Wrong("JoinClosed");
        if (CodeAddress.Read(address, reports, email, out var fault) is not { } to) throw Wrong(fault!);
        limits.CountSource(actor);
        limits.CountJoin(actor.ForumId);
        return await log.Write(Actor.Anyone(actor.ForumId, ""), null, async entry =>
        {
            var secret = SignInAttempt.NewSecret();
            var attempt = SignInAttempt.Of(cipher, to, null, secret, entry.Now, isNew: true);
            await limits.Count(db, attempt, cancellation);
            db.SignInAttempts.Add(attempt);
            entry.AppendCodeAsked(attempt);
            return secret;
        }, cancellation);
    }

    private static Refused Wrong(string code) => new(RefusalCode.Invalid, new FieldFault("phone", code));
}
