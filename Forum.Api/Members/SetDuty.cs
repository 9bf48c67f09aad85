using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;

namespace Tryghedsforum.Api.Members;

/// <summary>A member goes on or off duty ("på vagt").</summary>
public sealed class SetDuty(ForumDb db, EventLog log)
{
    /// <summary>Sets the actor's own duty.</summary>
    public async Task<bool> Run(Actor actor, bool on, string? key, CancellationToken cancellation)
    {
        actor.Demand(Policies.OwnDuty);
        return await log.Write(actor, key is null ? null : new(nameof(SetDuty), key, new { actor.MemberId, on }), async entry =>
        {
            var member = await db.Members.FirstAsync(m => m.Id == actor.MemberId, cancellation);
            if (member.OnDuty == on) return on;
            member.GoOnDuty(on);
            entry.Append(EventType.DutyChanged, SubjectKind.Forum, Guid.Empty, Audience.Partners, new EventData { Team = actor.TeamId, Member = actor.MemberId, OnDuty = on });
            return on;
        }, cancellation);
    }
}
