using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Privacy;

namespace Tryghedsforum.Api.Members;

/// <summary>An invitation that nobody has accepted yet.</summary>
/// <param name="Id">By which it is called off.</param>
/// <param name="Name">As the inviter wrote it.</param>
/// <param name="Role">What the person is to be.</param>
/// <param name="Team">The team's name, or null.</param>
/// <param name="ExpiresAt">Until when it can be accepted.</param>
public sealed record OpenInvitation(Guid Id, string Name, Role Role, string? Team, DateTimeOffset ExpiresAt);

/// <summary>The members of a forum, and who is invited.</summary>
/// <param name="Members">By name.</param>
/// <param name="Invitations">The newest first.</param>
public sealed record MembersView(IReadOnlyList<Reachable> Members, IReadOnlyList<OpenInvitation> Invitations);

/// <summary>The coordinator looks at who belongs to the forum.</summary>
public sealed class BrowseMembers(ForumDb db, ReadForum forums, ReachMember reach, FieldCipher cipher, TimeProvider time)
{
    /// <summary>All members of now, and the open invitations.</summary>
    public async Task<MembersView> Run(Actor actor, CancellationToken cancellation)
    {
        actor.Demand(Policies.ManageMembers);
        var settings = await forums.ById(actor.ForumId, cancellation);
        var now = time.GetUtcNow();
        var open = await db.Invitations.AsNoTracking().Where(i => i.ForumId == actor.ForumId && i.EndedAt == null && i.ExpiresAt > now).OrderByDescending(i => i.MadeAt).ToListAsync(cancellation);
        return new(await reach.All(actor.ForumId, cancellation),
            [.. open.Select(i => new OpenInvitation(i.Id, cipher.Open(i.NameSealed, InviteMember.NamePurpose)!, i.Role, settings.Team(i.TeamId)?.Name, i.ExpiresAt))]);
    }
}
