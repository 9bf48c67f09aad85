using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Audit;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Api.Members;

/// <summary>Who is invited, as what.</summary>
/// <param name="Name">As the person is called; at most 80 characters.</param>
/// <param name="Role">What the person is to be in the forum.</param>
/// <param name="Team">Name of one of the forum's teams; staff, crew and police have one.</param>
/// <param name="Address">The number that the person signs in with, or the e-mail address; to an address the link is also sent.</param>
public sealed record InviteMemberRequest(string? Name, Role Role, string? Team, string? Address);

/// <summary>The invitation.</summary>
/// <param name="Secret">The secret of the link <c>/i/{secret}</c>; it is never shown again.</param>
/// <param name="ExpiresAt">Until when it can be accepted.</param>
/// <param name="ByEmail">The link is also sent by e-mail.</param>
public sealed record InviteMemberAnswer(string Secret, DateTimeOffset ExpiresAt, bool ByEmail = false);

/// <summary>
/// A coordinator (or the operator, by a command) invites somebody. Whoever is a member already and accepts a new invitation gets its role and sets up
/// the second step of signing in anew: that is how a lost telephone is replaced.
/// </summary>
public sealed class InviteMember(ForumDb db, EventLog log, FieldCipher cipher, ReportLimits limits, EmailUse email)
{
    internal const string NamePurpose = "invitation.name", SecretPurpose = "invitation.secret";
    private const int NameMax = 80;

    /// <summary>Makes the invitation.</summary>
    /// <exception cref="Refused">Invalid: name, role, team, number or e-mail address.</exception>
    public async Task<InviteMemberAnswer> Run(Actor actor, InviteMemberRequest request, string? key, CancellationToken cancellation)
    {
        actor.Demand(Policies.ManageMembers);
        if (ChangeMember.WithPower.Contains(request.Role)) actor.Demand(Policies.GivePower);
        var faults = new List<FieldFault>();
        var name = (request.Name ?? "").Trim();
        if (name.Length is 0 or > NameMax || name.Any(char.IsControl)) faults.Add(new("name", "NameMissing"));
        if (!Enum.IsDefined(request.Role)) faults.Add(new("role", "ValueUnknown"));
        var to = CodeAddress.Read(request.Address, limits, email, out var fault);
        if (fault is not null) faults.Add(new("phone", fault));
        return await log.Write(actor, key is null ? null : new(nameof(InviteMember), key, request), async entry =>
        {
            var team = await TeamOf(db, entry.ForumId, request.Role, request.Team, faults, cancellation);
            if (faults.Count > 0) throw new Refused(RefusalCode.Invalid, [.. faults]);
            var id = Guid.NewGuid();
            var secret = Invitation.SecretOf(cipher, id);
            var invitation = new Invitation
            {
                Id = id, ForumId = entry.ForumId, Hash = cipher.Hash(secret, SecretPurpose), NameSealed = cipher.Seal(name, NamePurpose)!, PhoneSealed = to!.IsEmail ? [] : to.Seal(cipher),
                EmailSealed = to.IsEmail ? to.Seal(cipher) : null, Role = request.Role, TeamId = team, InvitedBy = actor.MemberId, MadeAt = entry.Now, ExpiresAt = entry.Now + Invitation.Validity,
            };
            db.Invitations.Add(invitation);
            entry.Append(EventType.MemberInvited, SubjectKind.Forum, invitation.Id, Audience.None, new EventData { Role = request.Role, Team = team, ByEmail = to.IsEmail ? true : null });
            entry.Note(AuditKind.MemberInvited, invitation.Id, new() { Role = request.Role, Team = team });
            return new InviteMemberAnswer(secret, invitation.ExpiresAt, to.IsEmail);
        }, cancellation);
    }

    /// <summary>The key of a team by its name; a fault when there is none, or when the role needs one.</summary>
    internal static async Task<Guid?> TeamOf(ForumDb db, int forumId, Role role, string? name, List<FieldFault> faults, CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            if (role is Role.Staff or Role.Crew) faults.Add(new("team", "TeamMissing"));
            return null;
        }

        var team = await db.Teams.AsNoTracking().Where(t => t.ForumId == forumId && t.Name == name && t.EndedAt == null).Select(t => (Guid?)t.Id).FirstOrDefaultAsync(cancellation);
        if (team is null) faults.Add(new("team", "TeamUnknown"));
        return team;
    }
}
