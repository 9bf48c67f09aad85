using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Api.Pickups;

/// <summary>The chain of a pickup: the team on duty, then the one of it who is next by the roster, the next team, and at the end always the coordinator.</summary>
internal static class Chain
{
    /// <summary>Writes the chain down, in the transaction that asks.</summary>
    public static async Task Begin(ForumDb db, ForumSettings settings, Pickup pickup, Guid team, Guid? next, DateTimeOffset now, CancellationToken cancellation)
    {
        var person = await WhoIsOn.NextInTeam(db, pickup.ForumId, team, now, cancellation);
        var wait = settings.Forum.AnswerMinutes;
        var steps = Steps(pickup, team, person, next, wait);
        steps[0].Ask(now);
        steps[1].Plan(now.AddMinutes(wait));
        db.ChainSteps.AddRange(steps);
    }

    /// <summary>Unmakes a pickup that was asked for just now, and that nobody has answered: it is as if nobody had been asked.</summary>
    public static async Task Unmake(ForumDb db, Pickup pickup, CancellationToken cancellation)
    {
        db.ChainSteps.RemoveRange(await db.ChainSteps.Where(step => step.PickupId == pickup.Id).ToListAsync(cancellation));
        db.Pickups.Remove(pickup);
    }

    /// <summary>Asks the next who can be asked, and says why those before are not waited for any longer.</summary>
    public static async Task<ChainStep> MoveOn(ForumDb db, EventLog.Entry entry, ForumSettings settings, Pickup pickup, IReadOnlyList<Report> cases, ChainReason why, Guid? cannot, CancellationToken cancellation)
    {
        var steps = await Of(db, settings, pickup, entry.Now, cancellation);
        steps.FindLast(step => step.Outcome is ChainOutcome.Asked)?.End(why);
        var reached = await WhoIsOn.ReachedTeams(db, pickup.ForumId, entry.Now, cancellation);
        var callable = await WhoIsOn.Callable(db, pickup.ForumId, steps.Select(step => step.MemberId), cancellation);
        foreach (var step in steps.Where(step => step.Outcome is ChainOutcome.Waiting && step.Who is not ChainWho.Coordinator).TakeWhile(step => !CanBeAsked(step, pickup, why, cannot, reached, callable)))
            step.Skip(step.TeamId == cannot ? ChainReason.CannotTake : ChainReason.NobodyOn, entry.Now);
        // Whoever hands back what the coordinator had found somebody for gives it back to the coordinator.
        var asked = steps.Find(step => step.Outcome is ChainOutcome.Waiting) ?? steps[^1];
        asked.Ask(entry.Now);
        DateTimeOffset? answerBy = asked.Who is ChainWho.Coordinator ? null : entry.Now.AddMinutes(asked.WaitMinutes);
        if (answerBy is { } due) steps.Find(step => step.Outcome is ChainOutcome.Waiting)?.Plan(due);
        pickup.Ask(asked.TeamId, asked.Who switch { ChainWho.Coordinator => AskStep.Coordinator, ChainWho.Person => AskStep.First, _ => AskStep.Next }, answerBy, asked.MemberId);
        entry.AppendForEach(pickup, cases, EventType.PickupAskedOn, new EventData
        {
            Fetches = asked.TeamId, Member = asked.MemberId, Step = asked.Place, Because = why, HandedBack = why is ChainReason.Silent ? null : true, Before = pickup.Before,
        });
        return asked;
    }

    /// <summary>The steps in their order. A pickup that was asked for before there were chains gets one now, and one that another version moved on is caught up with.</summary>
    private static async Task<List<ChainStep>> Of(ForumDb db, ForumSettings settings, Pickup pickup, DateTimeOffset now, CancellationToken cancellation)
    {
        var steps = await db.ChainSteps.Where(step => step.PickupId == pickup.Id).OrderBy(step => step.Place).ToListAsync(cancellation);
        if (steps.Count == 0)
        {
            steps = Steps(pickup, pickup.TeamId ?? pickup.TakenByTeamId, null, pickup.Step is AskStep.First ? pickup.NextTeamId : null, settings.Forum.AnswerMinutes);
            steps[0].Ask(pickup.RequestedAt);
            db.ChainSteps.AddRange(steps);
        }

        if (pickup.Step is AskStep.First) return steps;
        foreach (var step in steps.Where(step => step.Outcome is ChainOutcome.Waiting && (pickup.Step is AskStep.Coordinator || step.Who is ChainWho.Person || (step.Who is ChainWho.Team && step.TeamId == pickup.TeamId)))) step.Ask(now);
        return steps;
    }

    private static bool CanBeAsked(ChainStep step, Pickup pickup, ChainReason why, Guid? cannot, HashSet<Guid> reached, HashSet<(Guid, Guid?)> callable) => step.Who switch
    {
        // Those who are off duty are called for silence or a telephone that is dead, and not because their team has nobody on, or has said no.
        ChainWho.Person => why is ChainReason.Silent or ChainReason.NotTold && step.TeamId != cannot && callable.Contains((step.MemberId!.Value, step.TeamId)),
        _ => step.TeamId != cannot && step.TeamId != pickup.TeamId && reached.Contains(step.TeamId!.Value),
    };

    private static List<ChainStep> Steps(Pickup pickup, Guid? team, Guid? person, Guid? next, int wait)
    {
        List<(ChainWho Who, Guid? Team, Guid? Member)> all = [(ChainWho.Team, team, null)];
        if (person is not null) all.Add((ChainWho.Person, team, person));
        if (next is not null && next != team) all.Add((ChainWho.Team, next, null));
        all.Add((ChainWho.Coordinator, null, null));
        return [.. all.Select((one, place) => new ChainStep { ForumId = pickup.ForumId, PickupId = pickup.Id, Place = place, Who = one.Who, TeamId = one.Team, MemberId = one.Member, WaitMinutes = wait })];
    }
}
