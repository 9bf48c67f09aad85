using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;

namespace Tryghedsforum.Api.Summaries;

/// <summary>
/// Makes the street tables that are due once their last month is published. It is done while the public list is remade: a table knows no case by its street
/// that this very list does not know so, or has not known before.
/// </summary>
public sealed class MakePublicStreets(ForumDb db, EventLog log, ReadForum forums)
{
    /// <summary>Makes them; mostly none.</summary>
    /// <returns>How many.</returns>
    public async Task<int> Run(Actor actor, CancellationToken cancellation)
    {
        actor.Demand(Policies.Sweep);
        var settings = await forums.ById(actor.ForumId, cancellation);
        return await log.Write(actor, null, async entry =>
        {
            var forum = settings.Forum;
            var published = await db.MonthlySummaries.Where(s => s.ForumId == forum.Id && s.Status == SummaryStatus.Published).OrderByDescending(s => s.Month).Select(s => (DateOnly?)s.Month).FirstOrDefaultAsync(cancellation);
            if (published is not { } month) return 0;
            var last = await db.PublicStreets.Where(s => s.ForumId == forum.Id).OrderByDescending(s => s.Until).Select(s => (DateOnly?)s.Until).FirstOrDefaultAsync(cancellation);
            var due = PublicStreets.Due(last ?? await MonthLedger.FirstMonth(db, forum, cancellation), month).ToList();
            foreach (var begin in due)
            {
                var streets = await MonthLedger.Streets(db, forum.Id, LocalTime.Begin(begin, forum.Zone), LocalTime.Begin(begin.AddMonths(MonthBounds.Year), forum.Zone), cancellation);
                db.PublicStreets.Add(PublicStreets.Count(forum.Id, begin, [.. streets.Select(street => settings.Street(street)?.Name)], entry.Now));
            }

            return due.Count;
        }, cancellation);
    }
}
