using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Api.Pickups;

/// <summary>The crew that has a pickup names a time ("Vent til"); the neighbour sees it.</summary>
public sealed class PromiseTime(ForumDb db, EventLog log, ReadForum forums)
{
    /// <summary>How far ahead a promise may reach, days.</summary>
    public const int MostDays = 14;

    /// <summary>Promises.</summary>
    /// <exception cref="Refused">Invalid: the time has passed or is more than fourteen days ahead. NotFound, NotNow, TakenByOther.</exception>
    public async Task<bool> Run(Actor actor, string number, DateTimeOffset before, string? key, CancellationToken cancellation)
    {
        actor.Demand(Policies.Fetch);
        var settings = await forums.ById(actor.ForumId, cancellation);
        return await log.Write(actor, key is null ? null : new(nameof(PromiseTime), key, new { number, before }), async entry =>
        {
            if (before <= entry.Now || before > entry.Now.AddDays(MostDays)) throw new Refused(RefusalCode.Invalid, new FieldFault("before", "TimeInvalid"));
            var (pickup, cases) = await db.OpenPickup(await db.Case(actor, number, cancellation), cancellation);
            entry.TakeFor(actor, pickup, cases, id => settings.Team(id)?.Name);
            pickup.Promise(before);
            foreach (var report in cases) report.Retarget(before);
            entry.AppendForEach(pickup, cases, EventType.PickupPromised, new EventData { Team = actor.TeamId, Before = before });
            return true;
        }, cancellation);
    }
}

/// <summary>A promised time has passed: the neighbour is told, once per time, and gets a new one.</summary>
public sealed class TellLate(ForumDb db, EventLog log, ReadForum forums, TimeProvider time)
{
    /// <summary>Says so wherever a promise has passed; safe to run twice.</summary>
    /// <returns>How many were late.</returns>
    public async Task<int> Run(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var late = await db.Pickups.AsNoTracking().Where(p => (p.Status == PickupStatus.Requested || p.Status == PickupStatus.Accepted) && p.Before < now)
            .OrderBy(p => p.Before).Select(p => new { p.Id, p.ForumId, p.Before }).Take(1000).ToListAsync(cancellation);
        var told = 0;
        foreach (var one in late)
        {
            var actor = Actor.Program(one.ForumId);
            actor.Demand(Policies.Sweep);
            var settings = await forums.ById(one.ForumId, cancellation);
            told += await log.Write(actor, null, async entry =>
            {
                var pickup = await db.Pickups.FirstAsync(p => p.Id == one.Id, cancellation);
                if (!pickup.IsOpen || pickup.Before != one.Before) return 0;
                var cases = await db.Reports.Where(r => r.PickupId == pickup.Id).ToListAsync(cancellation);
                pickup.Promise(TargetTime.For(entry.Now, cases.Exists(r => r.NearChildren), settings.Forum));
                entry.AppendForEach(pickup, [.. cases.OrderBy(r => r.Id != pickup.LeadReportId)], EventType.PickupLate, new EventData { Missed = one.Before, Before = pickup.Before, Team = pickup.TakenByTeamId });
                return 1;
            }, cancellation);
        }

        return told;
    }
}
