using Microsoft.Extensions.Caching.Memory;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Notifications.Data;

namespace Tryghedsforum.Notifications.Operation;

/// <summary>What a forum promises everybody about its urgent messages, and whether it was kept.</summary>
/// <param name="Month">The last whole month.</param>
/// <param name="Kept">Whether it was kept in it; null: nothing urgent was sent.</param>
public sealed record Promise(DateOnly Month, bool? Kept);

/// <summary>Everybody reads whether urgent messages went as soon as promised: of a whole month only, so that no day and no case can be told from it.</summary>
public sealed class ReadPromise(NotificationsDb db, ReadForum forums, IMemoryCache cache, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);

    /// <summary>The last whole month, by the forum's clock.</summary>
    public async Task<Promise> Run(Actor actor, CancellationToken cancellation)
    {
        actor.Demand(Policies.SeePublic);
        var zone = (await forums.ById(actor.ForumId, cancellation)).Forum.Zone;
        var today = TimeZoneInfo.ConvertTime(time.GetUtcNow(), zone);
        var next = new DateOnly(today.Year, today.Month, 1);
        var month = next.AddMonths(-1);
        // A month that is over hardly changes, and everybody's first page asks.
        return await cache.GetOrCreateAsync((nameof(ReadPromise), actor.ForumId, month), async entry =>
        {
            entry.AbsoluteExpirationRelativeToNow = Fresh;
            return await Of(actor.ForumId, month, next, zone, cancellation);
        }) ?? new(month, null);
    }

    private async Task<Promise> Of(int forumId, DateOnly month, DateOnly next, TimeZoneInfo zone, CancellationToken cancellation)
    {
        var speed = await Speed.Of(db, forumId, LocalTime.Begin(month, zone), LocalTime.Begin(next, zone), cancellation);
        return new(month, speed.Count == 0 ? null : speed.IsKept);
    }
}
