using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Members;

namespace Tryghedsforum.Api.Rosters;

/// <summary>What the roster's use cases share: a team keeps its own roster, and the coordinator may keep them all.</summary>
internal static class RosterAccess
{
    /// <exception cref="Refused">Forbidden: another team's roster.</exception>
    public static void DemandTeam(this Actor actor, Guid team)
    {
        if (actor.Role is not Role.Coordinator && actor.TeamId != team) throw new Refused(RefusalCode.Forbidden);
    }

    /// <summary>Those who can be on duty in their teams.</summary>
    public static IQueryable<Member> CanBeOn(this ForumDb db, int forumId) =>
        db.Members.AsNoTracking().Where(m => m.ForumId == forumId && m.EndedAt == null && m.TeamId != null && Policies.KeepRoster.Roles.Contains(m.Role));

    /// <summary>The member whose duty is to be changed.</summary>
    /// <exception cref="Refused">NotFound; Forbidden: of another team.</exception>
    public static async Task<Member> Colleague(this ForumDb db, Actor actor, Guid member, CancellationToken cancellation)
    {
        var found = await db.CanBeOn(actor.ForumId).FirstOrDefaultAsync(m => m.Id == member, cancellation) ?? throw new Refused(RefusalCode.NotFound);
        actor.DemandTeam(found.TeamId!.Value);
        return found;
    }

    /// <summary>Open pages read the roster again.</summary>
    public static void RosterChanged(this EventLog.Entry entry, Guid team, Guid? member) =>
        entry.Append(EventType.RosterChanged, SubjectKind.Forum, team, Audience.Partners, new EventData { Team = team, Member = member });
}
