using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Api.EarlyWarnings;

/// <summary>A suggestion to look at a place or a matter.</summary>
/// <param name="Id">For settling it.</param>
/// <param name="Category">What it is about.</param>
/// <param name="Street">Where; null: in the whole quarter.</param>
/// <param name="Until">The last day that is counted.</param>
/// <param name="Days">In how many days.</param>
/// <param name="Count">How often in those days; several of one day and street are one.</param>
/// <param name="Usual">How often in as many days otherwise, on average.</param>
public sealed record EarlyWarningRow(Guid Id, CategoryCode Category, string? Street, DateOnly Until, int Days, int Count, double Usual);

/// <summary>What the coordinator might look at, and has not seen to yet. No claim, and for nobody else.</summary>
public sealed class BrowseEarlyWarnings(ForumDb db, ReadForum forums, TimeProvider time)
{
    /// <summary>Those of the last eight weeks, the newest first.</summary>
    public async Task<IReadOnlyList<EarlyWarningRow>> Run(Actor actor, CancellationToken cancellation)
    {
        actor.Demand(Policies.Coordinate);
        var settings = await forums.ById(actor.ForumId, cancellation);
        var since = LocalTime.Day(time.GetUtcNow(), settings.Forum.Zone).AddDays(-LookForPatterns.ShownDays);
        var rows = await db.EarlyWarnings.AsNoTracking().Where(w => w.ForumId == actor.ForumId && w.SettledAt == null && w.Monday > since).OrderByDescending(w => w.Monday).ThenBy(w => w.Id).Take(50).ToListAsync(cancellation);
        return [.. rows.Select(w => new EarlyWarningRow(w.Id, w.Category, settings.Street(w.StreetId)?.Name, w.Monday.AddDays(-1), w.Days, w.Count, w.Usual))];
    }
}
