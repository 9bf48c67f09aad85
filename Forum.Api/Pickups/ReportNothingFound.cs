using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Api.Pickups;

/// <summary>The crew looked and found nothing ("3"). One that nobody had taken is taken first.</summary>
public sealed class ReportNothingFound(ForumDb db, EventLog log, ReadForum forums)
{
    /// <summary>Ends the pickup; every case that it serves is resolved as "intet fundet".</summary>
    /// <exception cref="Refused">NotFound, NotNow, TakenByOther.</exception>
    public async Task<bool> Run(Actor actor, string number, string? key, CancellationToken cancellation)
    {
        actor.Demand(Policies.Fetch);
        var settings = await forums.ById(actor.ForumId, cancellation);
        return await log.Write(actor, key is null ? null : new(nameof(ReportNothingFound), key, number), async entry =>
        {
            var (pickup, cases) = await db.OpenPickup(await db.Case(actor, number, cancellation), cancellation);
            entry.TakeFor(actor, pickup, cases, id => settings.Team(id)?.Name);
            pickup.FindNothing(entry.Now);
            foreach (var report in cases)
            {
                report.Resolve(Resolution.NothingFound, entry.Now);
                await db.Follow(report, cancellation);
            }

            entry.AppendForEach(pickup, cases, EventType.PickupNothingFound, new EventData { Team = actor.TeamId });
            entry.CanBeUndone(pickup.LeadReportId, EventType.PickupNothingFound);
            return true;
        }, cancellation);
    }
}
