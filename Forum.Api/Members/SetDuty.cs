using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Rosters;

namespace Tryghedsforum.Api.Members;

/// <summary>A member goes on or off duty ("på vagt"): in a team with a roster until the member's next shift begins.</summary>
public sealed class SetDuty(ForumDb db, EventLog log)
{
    /// <summary>Sets the actor's own duty.</summary>
    public async Task<bool> Run(Actor actor, bool on, string? key, CancellationToken cancellation)
    {
        actor.Demand(Policies.OwnDuty);
        return await log.Write(actor, key is null ? null : new(nameof(SetDuty), key, new { actor.MemberId, on }), async entry =>
        {
            var member = await db.Members.FirstAsync(m => m.Id == actor.MemberId, cancellation);
            var book = await DutyBook.Read(db, entry.ForumId, entry.Now, cancellation);
            if (book.IsOn(member, entry.Now) == on) return on;
            // Back to what the roster says is no word against it.
            member.GoOnDuty(on, book.HasRoster(member.TeamId) && book.IsPlanned(member, entry.Now) != on ? entry.Now : null);
            entry.Append(EventType.DutyChanged, SubjectKind.Forum, Guid.Empty, Audience.Partners, new EventData { Team = actor.TeamId, Member = actor.MemberId, OnDuty = on });
            return on;
        }, cancellation);
    }
}
