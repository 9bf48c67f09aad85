using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Api.Pickups;

/// <summary>What becomes of the pickups when two cases are merged, and when they are taken apart again.</summary>
internal static class JoinedPickups
{
    /// <summary>One place is fetched from once. A pickup that a crew has taken stays before one that is only asked for, else the whole's own.</summary>
    /// <returns>The pickup that the part had, and the team that was asked or had it.</returns>
    public static async Task<(Guid? Pickup, Guid? Team)> Join(ForumDb db, EventLog.Entry entry, Report part, Report whole, CancellationToken cancellation)
    {
        var own = whole.PickupId is null ? null : (await db.OpenPickup(whole, cancellation)).Pickup;
        if (own is { Status: PickupStatus.Requested } && part.Target < own.Before) own.Promise(part.Target);
        if (part.PickupId is null) return (null, null);
        var (its, served) = await db.OpenPickup(part, cancellation);
        var (id, team) = (its.Id, its.TakenByTeamId ?? its.TeamId);
        if (own is not null)
        {
            var given = its.Status is PickupStatus.Accepted && own.Status is PickupStatus.Requested ? own : its;
            if (given == its)
            {
                End(entry, its, part, own, served);
                return (id, team);
            }

            End(entry, own, whole, its, [whole]);
        }

        Carry(entry, its, part, whole);
        return (id, team);
    }

    /// <summary>Ends the pickup that is given up. A crew that goes there anyhow, for the other, is not called off.</summary>
    private static void End(EventLog.Entry entry, Pickup given, Report report, Pickup kept, IReadOnlyList<Report> served)
    {
        var team = given.TakenByTeamId ?? given.TeamId;
        var same = team == (kept.TakenByTeamId ?? kept.TeamId) || served.Count > 1;
        entry.Append(EventType.PickupCancelled, SubjectKind.Report, report.Id, Audience.Partners | Audience.Police, new EventData { Team = given.TakenByTeamId, Pickup = given.Id, Fetches = same ? null : team, Member = same ? null : given.Who });
        if (served.Count > 1 && given.LeadReportId == report.Id) given.Lead(served.First(other => other.Id != report.Id).Id);
        if (served.Count <= 1) given.Cancel(entry.Now);
    }

    // The crew was told by the part's number, and has nothing to hear; the whole's reporter has.
    private static void Carry(EventLog.Entry entry, Pickup pickup, Report part, Report whole)
    {
        if (pickup.LeadReportId == part.Id) pickup.Lead(whole.Id);
        whole.AwaitPickup(pickup.Id);
        var taken = pickup.Status is PickupStatus.Accepted;
        if (taken) whole.Taken(entry.Now);
        entry.Append(taken ? EventType.PickupAccepted : EventType.PickupRequested, SubjectKind.Report, whole.Id, CaseAccess.CaseEvent & ~(taken ? Audience.None : Audience.Residents), new EventData
        {
            Pickup = pickup.Id, Joined = part.Id, Team = pickup.TakenByTeamId, Fetches = taken ? null : pickup.TeamId, Before = pickup.Before,
        });
    }

    /// <summary>The pickup that the part had brought goes back with it; one that was given up for the whole's is asked for anew.</summary>
    public static async Task ShareOut(ForumDb db, EventLog.Entry entry, ForumSettings settings, Report part, Report whole, EventData merged, CancellationToken cancellation)
    {
        if (merged.Pickup is not { } had) return;
        if (whole.PickupId == had && await db.Pickups.FirstOrDefaultAsync(p => p.Id == had, cancellation) is { IsOpen: true } its)
        {
            whole.PickupGone();
            if (its.LeadReportId == whole.Id) its.Lead(part.Id);
            part.AwaitPickup(its.Id);
            return;
        }

        var rule = settings.Rule(part.Category, part.Ground);
        if (settings.Team(merged.Fetches ?? rule?.FetchingTeamId) is { Fetches: true } team)
            await RequestPickup.For(db, entry, settings, part, team.Id, rule?.NextTeamId == team.Id ? null : rule?.NextTeamId, cancellation);
    }
}
