using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Privacy;

namespace Tryghedsforum.Api.Rosters;

/// <summary>A member gets a secret link to a calendar of shifts, for the calendar of the telephone; the link before it opens nothing any more.</summary>
public sealed class MakeFeed(ForumDb db, EventLog log, FieldCipher cipher)
{
    private const int SecretBytes = 20;

    /// <summary>Makes the link, or renews it.</summary>
    /// <param name="actor">Whose calendar it is.</param>
    /// <param name="ofTeam">The whole team's shifts and not only one's own.</param>
    /// <param name="key">Form key or Idempotency-Key.</param>
    /// <param name="cancellation">Gives up before the commit.</param>
    /// <returns>The secret of the link; it is kept nowhere.</returns>
    /// <exception cref="Refused">Invalid: without a team there are no shifts.</exception>
    public async Task<string> Run(Actor actor, bool ofTeam, string? key, CancellationToken cancellation)
    {
        actor.Demand(Policies.KeepRoster);
        return await log.Write(actor, key is null ? null : new(nameof(MakeFeed), key, new { ofTeam }), async entry =>
        {
            if (actor.TeamId is null) throw new Refused(RefusalCode.Invalid, new FieldFault("team", "TeamUnknown"));
            await db.DutyFeeds.Where(f => f.MemberId == actor.MemberId && f.OfTeam == ofTeam).ExecuteDeleteAsync(cancellation);
            var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
            db.DutyFeeds.Add(new() { ForumId = entry.ForumId, MemberId = actor.MemberId!.Value, OfTeam = ofTeam, Hash = Hash(cipher, secret), MadeAt = entry.Now });
            return secret;
        }, cancellation);
    }

    internal static string Hash(FieldCipher cipher, string secret) => cipher.Hash(secret, "duty.feed");
}
