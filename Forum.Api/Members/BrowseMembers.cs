using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Privacy;

namespace Tryghedsforum.Api.Members;

/// <summary>A member, as the coordinator's list shows one.</summary>
/// <param name="Id">The member.</param>
/// <param name="Name">As the forum calls the person.</param>
/// <param name="Role">The role.</param>
/// <param name="Team">The team's name, or null.</param>
/// <param name="HasPhone">Can sign in by a code, and be sent SMS.</param>
/// <param name="HasEmail">Signs in, or can sign in, by e-mail.</param>
/// <param name="OnDuty">On duty now.</param>
/// <param name="MayDeputise">Has a role that can deputise for the coordinator.</param>
/// <param name="Version">What a change is made of, see <see cref="MemberSettings"/>.</param>
public sealed record MemberLine(Guid Id, string Name, Role Role, string? Team, bool HasPhone, bool HasEmail, bool OnDuty, bool MayDeputise, string Version);

/// <summary>An invitation that nobody has accepted yet.</summary>
/// <param name="Id">By which it is called off.</param>
/// <param name="Name">As the inviter wrote it.</param>
/// <param name="Role">What the person is to be.</param>
/// <param name="Team">The team's name, or null.</param>
/// <param name="ExpiresAt">Until when it can be accepted.</param>
public sealed record OpenInvitation(Guid Id, string Name, Role Role, string? Team, DateTimeOffset ExpiresAt);

/// <summary>A time in which somebody deputises for the coordinator.</summary>
/// <param name="Id">By which it is ended.</param>
/// <param name="Member">Who.</param>
/// <param name="From">The first day, local.</param>
/// <param name="Until">The last day, or null.</param>
/// <param name="Now">It has begun.</param>
public sealed record DeputyLine(Guid Id, Guid Member, DateOnly From, DateOnly? Until, bool Now);

/// <summary>The members of a forum, and who is invited.</summary>
/// <param name="Members">By name.</param>
/// <param name="Invitations">The newest first.</param>
/// <param name="Deputies">Of now and later, the first first.</param>
public sealed record MembersView(IReadOnlyList<MemberLine> Members, IReadOnlyList<OpenInvitation> Invitations, IReadOnlyList<DeputyLine> Deputies);

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
        var deputies = await Deputy.Ahead(db, now).AsNoTracking().Where(d => d.ForumId == actor.ForumId).OrderBy(d => d.From).ToListAsync(cancellation);
        var members = await reach.All(actor.ForumId, cancellation);
        return new([.. members.Select(m => new MemberLine(m.Id, m.Name, m.Role, m.Team, m.Phone is not null, m.HasEmail, m.OnDuty, Deputy.Roles.Contains(m.Role), MemberSettings.Of(m).Version!))],
            [.. open.Select(i => new OpenInvitation(i.Id, cipher.Open(i.NameSealed, InviteMember.NamePurpose)!, i.Role, settings.Team(i.TeamId)?.Name, i.ExpiresAt))],
            [.. deputies.Select(d => new DeputyLine(d.Id, d.MemberId, d.FirstDay(settings.Forum.Zone), d.LastDay(settings.Forum.Zone), d.From <= now))]);
    }
}
