using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Audit;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Forums;

namespace Tryghedsforum.Api.Members;

/// <summary>What somebody is in the forum.</summary>
public sealed record MemberSettings : SettingsForm
{
    /// <summary>The role.</summary>
    public Role? Role { get; init; }

    /// <summary>Name of one of the forum's teams; staff and crew have one.</summary>
    public string? Team { get; init; }

    /// <summary>As this forum calls the person, at most 80 characters; other forums and the person's own pages keep their name.</summary>
    public string Name { get; init; } = "";

    internal static MemberSettings Of(Reachable member) => new MemberSettings { Role = member.Role, Team = member.Team, Name = member.Name }.Stamped();

    internal MemberSettings Checked()
    {
        var fields = new SettingsFields();
        var clean = this with { Name = fields.Line(Name, 80, "name", "NameMissing"), Team = string.IsNullOrWhiteSpace(Team) ? null : Team };
        if (Role is not { } role || !Enum.IsDefined(role)) fields.Fault("role", "ValueUnknown", 0);
        fields.ThrowIfFaulty();
        return clean;
    }
}

/// <summary>
/// A coordinator changes what somebody is in the forum, without a new invitation. It holds at once: pages ask for the role with every request, and open
/// connections within seconds. A role that needs two steps is carried by no session that was begun by one.
/// </summary>
public sealed class ChangeMember(ForumDb db, EventLog log, ReachMember reach, FreshProof proof)
{
    internal static readonly Role[] WithPower = [Role.Coordinator, Role.Overseer];

    /// <summary>Changes role, team and name.</summary>
    /// <returns>What the member is now.</returns>
    /// <exception cref="Refused">NotFound, ChangedMeanwhile. ProveAgain: to make somebody coordinator or overseer. Invalid: malformed, an unknown team, or the forum's only coordinator or overseer.</exception>
    public async Task<MemberSettings> Run(Actor actor, Guid memberId, MemberSettings request, string? key, CancellationToken cancellation)
    {
        actor.Demand(Policies.ManageMembers);
        var wanted = request.Checked();
        return await log.Write(actor, key is null ? null : new(nameof(ChangeMember), key, new { memberId, request }), async entry =>
        {
            var now = await reach.ById(entry.ForumId, memberId, cancellation) is { Ended: false } known ? known : throw new Refused(RefusalCode.NotFound);
            if (!wanted.Changes(MemberSettings.Of(now))) return wanted;
            var (role, faults) = (wanted.Role!.Value, new List<FieldFault>());
            var team = await InviteMember.TeamOf(db, entry.ForumId, role, wanted.Team, faults, cancellation);
            if (faults.Count > 0) throw new Refused(RefusalCode.Invalid, [.. faults]);
            if (role != now.Role && (WithPower.Contains(role) || WithPower.Contains(now.Role))) actor.Demand(Policies.GivePower);
            if (role != now.Role && WithPower.Contains(role)) await proof.Demand(actor, cancellation);
            var member = await db.Members.FirstAsync(m => m.Id == memberId, cancellation);
            await Member.DemandAnother(db, member, role, cancellation);
            var own = await db.Users.Where(p => p.Id == member.PersonId).Select(p => p.Name).FirstAsync(cancellation);
            member.Change(role, team, wanted.Name == own ? null : wanted.Name);
            entry.Append(EventType.MemberChanged, SubjectKind.Forum, member.Id, Audience.None, new EventData { Member = member.Id, Role = role, Team = team });
            entry.Note(AuditKind.MemberChanged, member.Id, new() { Role = role, Before = now.Role, Team = team, TeamBefore = now.TeamId, Renamed = wanted.Name != now.Name ? true : null });
            return wanted.Stamped();
        }, cancellation);
    }
}
