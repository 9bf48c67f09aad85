using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Api.Pickups;

/// <summary>Staff order a pickup for a case that has none; the team is told at once.</summary>
public sealed class RequestPickup(ForumDb db, EventLog log, ReadForum forums)
{
    /// <summary>Orders it.</summary>
    /// <param name="actor">Staff or coordinator.</param>
    /// <param name="number">The case.</param>
    /// <param name="team">Who is to fetch; null: the ground rule's team, or the only one that fetches.</param>
    /// <param name="key">Form key or Idempotency-Key.</param>
    /// <param name="cancellation">Gives up before the commit.</param>
    /// <exception cref="Refused">Invalid, NotFound, NotNow.</exception>
    public async Task<bool> Run(Actor actor, string number, Guid? team, string? key, CancellationToken cancellation)
    {
        actor.Demand(Policies.Handle);
        var settings = await forums.ById(actor.ForumId, cancellation);
        return await log.Write(actor, key is null ? null : new(nameof(RequestPickup), key, new { number, team }), async entry =>
        {
            var report = await db.Case(actor, number, cancellation);
            if (!report.IsOpen || report.PickupId is not null) throw new Refused(RefusalCode.NotNow);
            var rule = settings.Rule(report.Category, report.Ground);
            var asked = settings.Team(team ?? rule?.FetchingTeamId) ?? (team is null ? settings.Teams.FirstOrDefault(t => t.Fetches) : null);
            if (asked is not { Fetches: true }) throw new Refused(RefusalCode.Invalid, new FieldFault("team", "TeamUnknown"));
            entry.See(report, actor.TeamId);
            await For(db, entry, settings, report, asked.Id, rule?.NextTeamId == asked.Id ? null : rule?.NextTeamId, cancellation);
            entry.CanBeUndone(report.Id, EventType.PickupRequested);
            return true;
        }, cancellation);
    }

    internal static async Task For(ForumDb db, EventLog.Entry entry, ForumSettings settings, Report report, Guid team, Guid? next, CancellationToken cancellation)
    {
        var pickup = new Pickup { ForumId = report.ForumId, RequestedAt = entry.Now, NextTeamId = next };
        pickup.Lead(report.Id);
        pickup.Ask(team, AskStep.First, entry.Now.AddMinutes(settings.Forum.AnswerMinutes));
        pickup.Promise(report.Target);
        db.Pickups.Add(pickup);
        await Chain.Begin(db, settings, pickup, team, next, entry.Now, cancellation);
        report.AwaitPickup(pickup.Id);
        entry.Append(EventType.PickupRequested, SubjectKind.Report, report.Id, CaseAccess.CaseEvent & ~Audience.Residents, new EventData
        {
            Pickup = pickup.Id, Fetches = team, Step = 0, Lead = true, Before = pickup.Before, Near = report.NearChildren,
        });
    }
}
