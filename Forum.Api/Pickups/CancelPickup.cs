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
            return true;
        }, cancellation);
    }

    /// <summary>Takes a case out of its pickup; a pickup that serves nobody any more is called off.</summary>
    internal static async Task Leave(ForumDb db, EventLog.Entry entry, Report report, CancellationToken cancellation)
    {
        var (pickup, cases) = await db.OpenPickup(report, cancellation);
        entry.AppendForEach(pickup, [report], EventType.PickupCancelled, new EventData { Team = pickup.TakenByTeamId, Fetches = pickup.TeamId });
        report.PickupGone();
        if (cases.Count == 1) pickup.Cancel(entry.Now);
    }
}
