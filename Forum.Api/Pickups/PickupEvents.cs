using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Api.Pickups;

/// <summary>What the pickup use cases share: one event for each case that is served, and the check that an actor's team may act.</summary>
internal static class PickupEvents
{
    // Nothing tells outsiders where a crew is; residents see that a case is under way, and that it is solved.
    private const Audience Inside = Audience.Partners | Audience.Reporter | Audience.Police;

    public static void AppendForEach(this EventLog.Entry entry, Pickup pickup, IReadOnlyList<Report> cases, EventType type, EventData data)
    {
        var audience = type is EventType.PickupCollected or EventType.PickupNothingFound or EventType.PickupAccepted ? CaseAccess.CaseEvent : Inside;
        foreach (var report in cases)
            entry.Append(type, SubjectKind.Report, report.Id, audience, data with { Pickup = pickup.Id, Lead = report.Id == pickup.LeadReportId ? true : null });
    }

    /// <summary>Takes a requested pickup for the actor's team; says who was first when another team has it.</summary>
    public static void TakeFor(this EventLog.Entry entry, Actor actor, Pickup pickup, IReadOnlyList<Report> cases, Func<Guid?, string?> teamName)
    {
        if (pickup.Status == PickupStatus.Accepted)
        {
            if (pickup.IsTakenBy(actor)) return;
            throw new Refused(RefusalCode.TakenByOther) { Who = teamName(pickup.TakenByTeamId) };
        }

        pickup.Accept(actor.TeamId, actor.MemberId);
        var first = false;
        foreach (var report in cases)
        {
            first |= entry.See(report, actor.TeamId);
            report.Taken(entry.Now);
        }

        entry.AppendForEach(pickup, cases, EventType.PickupAccepted, new EventData { Team = actor.TeamId, Before = pickup.Before, FirstSeen = first ? true : null });
    }
}
