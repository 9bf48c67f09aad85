using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Privacy;

namespace Tryghedsforum.Api.Members;

/// <summary>What the mail of an invitation says.</summary>
/// <param name="Address">The e-mail address.</param>
/// <param name="Name">Who is invited, as the inviter wrote it.</param>
/// <param name="By">Who invites, by name; null: the operator.</param>
/// <param name="Role">What the person is to be.</param>
/// <param name="Team">The team's name, or null.</param>
/// <param name="Secret">The secret of the link <c>/i/{secret}</c>.</param>
/// <param name="ExpiresAt">Until when it can be accepted.</param>
public sealed record InvitationMail(string Address, string Name, string? By, Role Role, string? Team, string Secret, DateTimeOffset ExpiresAt);

/// <summary>What is written in the mail of an invitation, asked for right before it is sent.</summary>
public sealed class ReadInvitationMail(ForumDb db, ReadForum forums, ReachMember members, FieldCipher cipher, TimeProvider time)
{
    /// <summary>What it says; null: used, called off or too old in the meantime, or not by e-mail.</summary>
    public async Task<InvitationMail?> Run(Actor actor, Guid invitation, CancellationToken cancellation)
    {
        actor.Demand(Policies.Sweep);
        var now = time.GetUtcNow();
        var open = await db.Invitations.AsNoTracking().FirstOrDefaultAsync(i => i.Id == invitation && i.ForumId == actor.ForumId && i.EndedAt == null && i.ExpiresAt > now, cancellation);
        if (open?.Address(cipher) is not { IsEmail: true } to) return null;
        var by = open.InvitedBy is { } member ? (await members.ById(open.ForumId, member, cancellation))?.Name : null;
        return new(to.Value, cipher.Open(open.NameSealed, InviteMember.NamePurpose)!, by, open.Role, (await forums.ById(open.ForumId, cancellation)).Team(open.TeamId)?.Name,
            Invitation.SecretOf(cipher, open.Id), open.ExpiresAt);
    }
}
