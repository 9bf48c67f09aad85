using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Privacy;

namespace Tryghedsforum.Api.Members;

/// <summary>How a member is told, right before it is.</summary>
/// <param name="Choices">What the member has chosen.</param>
/// <param name="Email">The member's proved e-mail address; null: there is none.</param>
/// <param name="StopSecret">The secret of the address by which the member stops the mails.</param>
public sealed record MemberMessages(MessageChoices Choices, string? Email, string StopSecret);

/// <summary>How members want to be told, asked for right before a message is sent and when digests are made.</summary>
public sealed class ReadMessageChoices(ForumDb db, FieldCipher cipher)
{
    /// <summary>One member's.</summary>
    public async Task<MemberMessages> Run(Actor actor, Guid member, CancellationToken cancellation)
    {
        actor.Demand(Policies.Sweep);
        var mine = await (from m in db.Members.AsNoTracking()
                          join p in db.Users.AsNoTracking() on m.PersonId equals p.Id
                          join c in db.MessageChoices.AsNoTracking() on m.Id equals c.MemberId into choices
                          from choice in choices.DefaultIfEmpty()
                          where m.Id == member && m.ForumId == actor.ForumId
                          select new { choice, Email = p.EmailProvedAt == null ? null : p.EmailSealed }).FirstOrDefaultAsync(cancellation);
        return new(mine?.choice?.Now() ?? new(), cipher.Open(mine?.Email, EmailAddress.Purpose), MessageChoice.SecretOf(cipher, member));
    }

    /// <summary>The members of a forum who want to hear of their streets every so often, and what they follow.</summary>
    public async Task<IReadOnlyList<(Guid Member, MessageChoices Choices, IReadOnlyList<string> Streets)>> Digested(Actor actor, CancellationToken cancellation)
    {
        actor.Demand(Policies.Sweep);
        var rows = await (from choice in db.MessageChoices.AsNoTracking()
                          join m in db.Members.AsNoTracking() on choice.MemberId equals m.Id
                          where m.ForumId == actor.ForumId && m.EndedAt == null && choice.Rhythm != MessageRhythm.AtOnce
                          select choice).ToListAsync(cancellation);
        var members = rows.ConvertAll(row => row.MemberId);
        var streets = await (from follow in db.Follows.AsNoTracking() join street in db.Streets.AsNoTracking() on follow.StreetId equals (int?)street.Id where members.Contains(follow.MemberId) select new { follow.MemberId, street.Name }).ToListAsync(cancellation);
        return [.. rows.Select(row => (row.MemberId, row.Now(), (IReadOnlyList<string>)[.. streets.Where(one => one.MemberId == row.MemberId).Select(one => one.Name)])).Where(row => row.Item3.Count > 0)];
    }
}
