using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Api.Pickups;

/// <summary>Staff call a pickup off; the case waits again under "Skal bestilles afhentet".</summary>
public sealed class CancelPickup(ForumDb db, EventLog log)
{
    /// <summary>Calls it off for this case.</summary>
    /// <exception cref="Refused">NotFound, NotNow.</exception>
    public async Task<bool> Run(Actor actor, string number, string? key, CancellationToken cancellation)
    {
        actor.Demand(Policies.Handle);
        return await log.Write(actor, key is null ? null : new(nameof(CancelPickup), key, number), async entry =>
        {
            var report = await db.Case(actor, number, cancellation);
            if (!report.IsOpen || report.PickupId is null) throw new Refused(RefusalCode.NotNow);
            await Leave(db, entry, report, cancellation);
            entry.CanBeUndone(report.Id, EventType.PickupCancelled);
            return true;
        }, cancellation);
    }

    /// <summary>Takes a case out of its pickup; a pickup that serves nobody any more is called off.</summary>
    internal static async Task Leave(ForumDb db, EventLog.Entry entry, Report report, CancellationToken cancellation)
    {
        var (pickup, cases) = await db.OpenPickup(report, cancellation);
        // While it serves others, somebody still has to go there: another case leads, and the crew is not called off.
        var next = cases.FirstOrDefault(other => other.Id != report.Id);
        if (next is not null && pickup.LeadReportId == report.Id) pickup.Lead(next.Id);
        entry.AppendForEach(pickup, [report], EventType.PickupCancelled, new EventData
        {
            Team = pickup.TakenByTeamId, Fetches = next is null ? pickup.TakenByTeamId ?? pickup.TeamId : null, Member = next is null ? pickup.Who : null,
        });
        report.PickupGone();
        if (next is null) pickup.Cancel(entry.Now);
    }
}
