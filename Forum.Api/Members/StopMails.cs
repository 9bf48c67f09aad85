using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Privacy;

namespace Tryghedsforum.Api.Members;

/// <summary>Somebody stops the mails that a forum sends, by the secret in each of them, without signing in. Mails that were asked for, such as a code, still come.</summary>
public sealed class StopMails(ForumDb db, EventLog log, FieldCipher cipher)
{
    /// <summary>Whether a secret is one; nothing is changed.</summary>
    /// <exception cref="Refused">NotFound: it is none of this forum's.</exception>
    public async Task<bool> Check(Actor actor, string secret, CancellationToken cancellation)
    {
        actor.Demand(Policies.StopMails);
        await Member(actor, secret, cancellation);
        return true;
    }

    /// <summary>Stops them: from now on it stands on the page only. Doing it twice does no harm.</summary>
    /// <exception cref="Refused">NotFound.</exception>
    public async Task<bool> Run(Actor actor, string secret, CancellationToken cancellation)
    {
        actor.Demand(Policies.StopMails);
        var member = await Member(actor, secret, cancellation);
        return await log.Write(actor, null, async entry =>
        {
            _ = entry;
            var choice = await db.MessageChoices.FirstOrDefaultAsync(one => one.MemberId == member, cancellation);
            if (choice is null)
            {
                choice = db.MessageChoices.Add(new() { MemberId = member }).Entity;
                choice.Set(new());
            }

            choice.StopMails();
            return true;
        }, cancellation);
    }

    private async Task<Guid> Member(Actor actor, string secret, CancellationToken cancellation) =>
        MessageChoice.MemberOf(cipher, secret) is { } member && await db.Members.AnyAsync(m => m.Id == member && m.ForumId == actor.ForumId, cancellation) ? member : throw new Refused(RefusalCode.NotFound);
}
