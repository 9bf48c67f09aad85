using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Audit;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;

namespace Tryghedsforum.Api.Members;

/// <summary>
/// A coordinator ends a membership. Pages and interface ask for the membership with every request, and open connections
/// within seconds, so it holds at once and everywhere. A forum is never left without a coordinator or its overseer.
/// </summary>
public sealed class EndMembership(ForumDb db, EventLog log)
{
    /// <summary>Ends a membership; once ended it stays so.</summary>
    /// <exception cref="Refused">NotFound. Invalid: the forum's only coordinator, or its only overseer.</exception>
    public async Task<bool> Run(Actor actor, Guid memberId, string? key, CancellationToken cancellation)
    {
        actor.Demand(Policies.ManageMembers);
        return await log.Write(actor, key is null ? null : new(nameof(EndMembership), key, new { memberId }), async entry =>
        {
            var member = await db.Members.FirstOrDefaultAsync(m => m.ForumId == entry.ForumId && m.Id == memberId && m.EndedAt == null, cancellation) ?? throw new Refused(RefusalCode.NotFound);
            if (ChangeMember.WithPower.Contains(member.Role)) actor.Demand(Policies.GivePower);
            await Member.DemandAnother(db, member, null, cancellation);
            await Deputy.EndAll(db, member.Id, entry.Now, cancellation);
            await PushDevice.Forget(db, member.Id, cancellation);
            await Rosters.Shift.DropAll(db, member.Id, cancellation);
            await Reports.CaseRead.Forget(db, member.Id, cancellation);
            member.End(entry.Now);
            entry.Append(EventType.MemberEnded, SubjectKind.Forum, member.Id, Audience.None, new EventData { Member = member.Id, Role = member.Role });
            entry.Note(AuditKind.MemberEnded, member.Id, new() { Role = member.Role, Team = member.TeamId });
            return true;
        }, cancellation);
    }
}
