using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Api.Pickups;

/// <summary>The crew cannot ("4", "Kan ikke", "Giv videre"): the next team is asked once, then the coordinator.</summary>
public sealed class HandBackPickup(ForumDb db, EventLog log, ReadForum forums, FieldCipher cipher)
{
    /// <summary>Hands it back.</summary>
    /// <param name="actor">A member of the team that is asked, or that has it.</param>
    /// <param name="number">The case.</param>
    /// <param name="why">In short, for colleagues; at most 200 characters.</param>
    /// <param name="key">Form key, Idempotency-Key or MessageSid.</param>
    /// <param name="cancellation">Gives up before the commit.</param>
    /// <returns>The name of the team that is asked instead; null: the coordinator.</returns>
    /// <exception cref="Refused">NotFound, NotNow, TakenByOther.</exception>
    public async Task<string?> Run(Actor actor, string number, string? why, string? key, CancellationToken cancellation)
    {
        actor.Demand(Policies.Fetch);
        var settings = await forums.ById(actor.ForumId, cancellation);
        var fields = new ReportFields(settings);
        var words = fields.Text(why, ReportFields.LineMax, "why");
        fields.ThrowIfFaulty();
        return await log.Write(actor, key is null ? null : new(nameof(HandBackPickup), key, new { number, why }), async entry =>
        {
            var (pickup, cases) = await db.OpenPickup(await db.Case(actor, number, cancellation), cancellation);
            if (actor.Role is not Role.Coordinator)
            {
                if (pickup.Status == PickupStatus.Accepted && !pickup.IsTakenBy(actor)) throw new Refused(RefusalCode.TakenByOther) { Who = settings.Team(pickup.TakenByTeamId)?.Name };
                if (pickup.Status == PickupStatus.Requested && (actor.TeamId is null || pickup.TeamId != actor.TeamId)) throw new Refused(RefusalCode.NotNow);
            }

            Guid? note = words is null ? null : db.AddNote(cipher, cases[0], NoteKind.FromCrew, words, entry.Now);
            entry.AppendForEach(pickup, cases, EventType.PickupHandedBack, new EventData { Team = actor.TeamId, Note = note });
            AskNextTeam.Move(entry, settings, pickup, cases, handedBack: true, pickup.TakenByTeamId ?? pickup.TeamId);
            return settings.Team(pickup.TeamId)?.Name;
        }, cancellation);
    }
}

/// <summary>Nobody has answered in time, or nobody of the team can be reached at all: the next team is asked once, then the coordinator.</summary>
public sealed class AskNextTeam(ForumDb db, EventLog log, ReadForum forums, TimeProvider time)
{
    /// <summary>Asks on wherever an answer is overdue; safe to run twice.</summary>
    /// <returns>How many were asked on.</returns>
    public async Task<int> Run(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var reachable = WhoIsOn.WithTelephone(db);
        var silent = await db.Pickups.AsNoTracking()
            .Where(p => p.AnswerBy != null && (p.AnswerBy <= now || !reachable.Any(m => m.ForumId == p.ForumId && m.TeamId == p.TeamId)))
            .OrderBy(p => p.AnswerBy).Select(p => new { p.Id, p.ForumId, p.AnswerBy }).Take(1000).ToListAsync(cancellation);
        var asked = 0;
        foreach (var one in silent)
        {
            var actor = Actor.Program(one.ForumId);
            actor.Demand(Policies.Sweep);
            var settings = await forums.ById(one.ForumId, cancellation);
            asked += await log.Write(actor, null, async entry =>
            {
                var pickup = await db.Pickups.FirstAsync(p => p.Id == one.Id, cancellation);
                if (pickup.Status != PickupStatus.Requested || pickup.AnswerBy != one.AnswerBy) return 0;
                var cases = await db.Reports.Where(r => r.PickupId == pickup.Id).ToListAsync(cancellation);
                // Before its time nobody was silent: nobody was there.
                Move(entry, settings, pickup, [.. cases.OrderBy(r => r.Id != pickup.LeadReportId)], handedBack: one.AnswerBy > entry.Now, pickup.TeamId);
                return 1;
            }, cancellation);
        }

        return asked;
    }

    internal static void Move(EventLog.Entry entry, ForumSettings settings, Pickup pickup, IReadOnlyList<Report> cases, bool handedBack, Guid? cannot)
    {
        var (team, step) = pickup.Step == AskStep.First && pickup.NextTeamId is { } next && next != pickup.TeamId && next != cannot ? (next, AskStep.Next) : ((Guid?)null, AskStep.Coordinator);
        // The coordinator is the last who is asked: from then on the case stands on the board, over time if need be.
        pickup.Ask(team, step, step == AskStep.Coordinator ? null : entry.Now.AddMinutes(settings.Forum.AnswerMinutes));
        entry.AppendForEach(pickup, cases, EventType.PickupAskedOn, new EventData { Fetches = team, HandedBack = handedBack ? true : null, Before = pickup.Before });
    }
}
