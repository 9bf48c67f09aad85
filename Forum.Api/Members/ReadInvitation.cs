using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Privacy;

namespace Tryghedsforum.Api.Members;

/// <summary>What an invitation offers.</summary>
/// <param name="ForumId">The forum.</param>
/// <param name="Name">As the inviter wrote it.</param>
/// <param name="Role">What the person is to be.</param>
/// <param name="Team">The team's name, or null.</param>
/// <param name="SentTo">The number's last two digits, or the first letter and the domain of the e-mail address: enough to know one's own.</param>
/// <param name="NeedsTwo">The role signs in by two steps.</param>
/// <param name="ExpiresAt">Until when it can be accepted.</param>
/// <param name="ByEmail">The code goes to an e-mail address.</param>
public sealed record InvitationView(int ForumId, string Name, Role Role, string? Team, string SentTo, bool NeedsTwo, DateTimeOffset ExpiresAt, bool ByEmail = false);

/// <summary>Whoever holds the link looks at the invitation. That changes nothing: robots look at links, too.</summary>
public sealed class ReadInvitation(ForumDb db, ReadForum forums, FieldCipher cipher, TimeProvider time)
{
    /// <summary>What the link offers; null when it is unknown, used, called off or too old.</summary>
    public async Task<InvitationView?> Run(Actor actor, string secret, CancellationToken cancellation)
    {
        actor.Demand(Policies.Join);
        if (await Invitation.Open(db, cipher, secret, time.GetUtcNow(), cancellation) is not { } invitation || invitation.Address(cipher) is not { } to) return null;
        var settings = await forums.ById(invitation.ForumId, cancellation);
        return new(invitation.ForumId, cipher.Open(invitation.NameSealed, InviteMember.NamePurpose)!, invitation.Role, settings.Team(invitation.TeamId)?.Name,
            to.InPart, SecondSteps.NeedTwo.Contains(invitation.Role), invitation.ExpiresAt, to.IsEmail);
    }
}
