using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Notifications.Data;

namespace Tryghedsforum.Notifications.Schedule;

/// <summary>Who is on duty and has said STOP: whatever is asked of them by SMS, they do not hear. It holds until they say START, or go off duty.</summary>
public sealed class ReadStopped(NotificationsDb db, ReachMember members)
{
    /// <summary>Those of the actor's forum, by name.</summary>
    public Task<IReadOnlyList<Reachable>> Run(Actor actor, CancellationToken cancellation)
    {
        actor.Demand(Policies.Coordinate);
        return Of(actor.ForumId, cancellation);
    }

    internal async Task<IReadOnlyList<Reachable>> Of(int forumId, CancellationToken cancellation)
    {
        var stopped = await db.OptOuts.AsNoTracking().Where(o => o.ForumId == forumId).Select(o => o.PhoneHash).ToListAsync(cancellation);
        if (stopped.Count == 0) return [];
        return [.. (await members.OnDuty(forumId, cancellation)).Where(member => member.Phone is { } phone && stopped.Contains(members.PhoneHash(phone)))];
    }
}
