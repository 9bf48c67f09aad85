using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;

namespace Tryghedsforum.Api.DropOffs;

/// <summary>One drop-off of today.</summary>
/// <param name="At">When it was written down.</param>
/// <param name="Team">The team that took it in.</param>
/// <param name="Count">Needles counted; null when not counted.</param>
public sealed record DropOffRow(DateTimeOffset At, string? Team, int? Count);

/// <summary>What was handed in today, so that the one who wrote it down sees that it stands there.</summary>
public sealed class BrowseDropOffs(ForumDb db, ReadForum forums, TimeProvider time)
{
    /// <summary>Today's drop-offs by the forum's clock, the newest first.</summary>
    public async Task<IReadOnlyList<DropOffRow>> Today(Actor actor, CancellationToken cancellation)
    {
        actor.Demand(Policies.Fetch);
        var settings = await forums.ById(actor.ForumId, cancellation);
        var midnight = LocalTime.Begin(LocalTime.Day(time.GetUtcNow(), settings.Forum.Zone), settings.Forum.Zone);
        var rows = await db.DropOffs.AsNoTracking().Where(d => d.ForumId == actor.ForumId && d.At >= midnight).OrderByDescending(d => d.At).Take(100).ToListAsync(cancellation);
        return [.. rows.Select(d => new DropOffRow(d.At, settings.Team(d.TeamId)?.Name, d.Count))];
    }
}
