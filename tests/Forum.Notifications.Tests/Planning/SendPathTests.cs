using CsCheck;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Pickups;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Notifications.Delivery;
using Tryghedsforum.Notifications.Planning;
using Tryghedsforum.Notifications.Simulator;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Notifications.Tests.Planning;

/// <summary>
/// The whole way from an event to a phone, with ends of the process at any step, every fault of the provider and its callbacks in any order, by one worker and by
/// two at once: every event is planned once, and every message ends told, or with a human; none is sent twice unless its kind says so.
/// </summary>
public abstract class SendPathTests(AnyTowns towns)
{
    private const int Histories = 10;

    // A provider that does not answer at all would be waited for in real time; to the program it is the same as an answer that is lost.
    private static readonly AnswerFault[] Answers = [AnswerFault.None, AnswerFault.TooMany, AnswerFault.Down, AnswerFault.Unavailable, AnswerFault.Suspended, AnswerFault.Lost];

    // What is taken and not answered is what a sender most easily sends twice: it comes oftener than the rest.
    private static readonly int Lost = Array.IndexOf(Answers, AnswerFault.Lost);

    private static readonly Gen<Act> Acts = Gen.Frequency(
        (2, Gen.Const(new Act(Kind.Report, 0))), (2, Gen.Int[0, 4].Select(which => new Act(Kind.Crew, which))), (3, Gen.Int[1, 40].Select(step => new Act(Kind.Killed, step))),
        (2, Gen.Const(new Act(Kind.Work, 0))), (1, Gen.Const(new Act(Kind.TwoWorkers, 0))), (2, Gen.Int[0, 5].Select(fault => new Act(Kind.Answer, fault))), (2, Gen.Const(new Act(Kind.Answer, Lost))),
        (1, Gen.Enum<CallbackFault>().Select(fault => new Act(Kind.Callback, (int)fault))), (2, Gen.Int[1, 150].Select(seconds => new Act(Kind.Later, seconds))));

    private enum Kind
    {
        Report,
        Crew,
        Killed,
        Work,
        TwoWorkers,
        Answer,
        Callback,
        Later,
    }

    [Theory, BothDatabases]
    public async Task Whatever_happens_every_event_is_planned_once_and_every_message_ends_told_or_with_a_human(DatabaseKind kind)
    {
        var town = await towns.On(kind);
        try
        {
            await Acts.Array[8, 16].SampleAsync(async acts => await Live(town, acts), iter: Histories, threads: 1, print: acts => string.Join(' ', acts.Select(act => $"{act.Kind}{act.Number}")));
        }
        finally
        {
            town.Quiet();
        }
    }

    private static async Task Live(Town town, Act[] acts)
    {
        town.Quiet();
        var story = await town.Begin();
        await town.Settle();
        var (before, cases) = (await LastSeq(story), new List<string>());
        await Report(story, cases);
        foreach (var act in acts) await Do(story, cases, act);
        await Recover(story);
        await PlannedOnce(story, before);
        await Told(story);
    }

    private static Task Do(Story story, List<string> cases, Act act)
    {
        var town = story.Town;
        switch (act.Kind)
        {
            case Kind.Report:
                return IfAllowed(() => Report(story, cases));
            case Kind.Crew:
                return IfAllowed(() => Crew(story, cases[^1], act.Number));
            case Kind.Killed:
                return town.Kill.KillsAt(act.Number, () => Work(town));
            case Kind.Work:
                return Work(town);
            case Kind.TwoWorkers:
                return Task.WhenAll(Task.Run(() => Work(town)), Task.Run(() => Work(town)));
            case Kind.Answer:
                town.Phones.Set(Answers[act.Number], town.Phones.Callback);
                return Task.CompletedTask;
            case Kind.Callback:
                town.Phones.Set(town.Phones.Answer, (CallbackFault)act.Number);
                return Task.CompletedTask;
            default:
                town.Clock.Advance(TimeSpan.FromSeconds(act.Number));
                return Task.CompletedTask;
        }
    }

    private static async Task Report(Story story, List<string> cases) =>
        cases.Add((await story.Do((SubmitReport submit) => submit.Run(Actor.Anyone(story.ForumId, ""), story.Needles(), null, default))).Number);

    // What cannot be done any more, or one report too many of an hour, is refused; that is no part of this story.
    private static async Task IfAllowed(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (Refused)
        {
        }
    }

    private static Task Crew(Story story, string number, int which) => which switch
    {
        0 => story.Do((AcceptPickup accept) => accept.Run(story.Ida.Actor, number, null, default)),
        1 => story.Do((ConfirmCollected collected) => collected.Run(story.Ida.Actor, number, new(2), null, default)),
        2 => story.Do((HandBackPickup back) => back.Run(story.Ida.Actor, number, "Porten er låst.", null, default)),
        3 => story.Do((UndoDeed undo) => undo.Run(story.Ida.Actor, number, null, default)),
        _ => story.Do((AnswerReport answer) => answer.Run(story.Rune.Actor, number, new("Tak."), null, default)),
    };

    private static async Task Work(Town town)
    {
        await town.Services.GetRequiredService<PlanMessages>().RunOnce(default);
        await town.Services.GetRequiredService<DeliverMessages>().RunOnce(default);
    }

    // Whoever looks into it mends the provider; then the program runs for as long as there is something to do.
    private static async Task Recover(Story story)
    {
        story.Town.Phones.Set(AnswerFault.None, CallbackFault.None);
        await story.Settle();
        for (var rounds = 0; rounds < 200 && await Next(story) is { } next; rounds++)
        {
            var now = story.Town.Clock.GetUtcNow();
            story.Town.Clock.Advance(next > now ? next - now + TimeSpan.FromSeconds(1) : TimeSpan.FromMinutes(1));
            await story.Settle();
        }

        await Eventually.True(() => Texts(story.Town).All(text => text.Steps.Count == 0), what: "all callbacks have come");
    }

    private static async Task<DateTimeOffset?> Next(Story story)
    {
        var open = (await story.Messages()).Where(m => m.NextTryAt is not null || m.State is MessageState.Pending or MessageState.Sending).ToList();
        return open.Count == 0 ? null : open.Min(m => m.NextTryAt ?? m.LeaseUntil ?? m.ValidUntil);
    }

    private static async Task PlannedOnce(Story story, long before)
    {
        var events = await story.Db(db => db.Events.AsNoTracking().Where(e => e.ForumId == story.ForumId && e.Seq > before).ToListAsync());
        var keys = (await story.Messages()).Select(m => m.PlanKey).ToList();
        Assert.Equal(keys.Count, keys.Distinct().Count());
        foreach (var e in events)
        {
            foreach (var rule in Rules.For(e).Where(rule => !rule.OncePerCase && !rule.OncePerDay))
            {
                foreach (var recipient in await story.Do((Recipients recipients) => recipients.Of(rule, e, null, null, default)))
                    Assert.Contains($"{e.ForumId}/{e.Seq}/{rule.Kind}/{recipient}", keys);
            }
        }
    }

    private static async Task Told(Story story)
    {
        var texts = Texts(story.Town);
        var forHumans = (await story.Do((Undelivered undelivered) => undelivered.List(story.ForumId, default))).Select(missed => missed.Id).ToHashSet();
        var all = await story.Messages();
        foreach (var message in all)
        {
            // Whoever carries it is told, or with a human.
            if (message.State is MessageState.Carried && all.Exists(one => one.Id == message.BundleId)) continue;
            var sent = texts.Count(text => text.Callback?.EndsWith($"/{message.Id}", StringComparison.Ordinal) == true);
            var line = $"{message.Kind} {message.State} {message.Reason}, sent {sent} times";
            Assert.True(message.NextTryAt is null && message.State is not (MessageState.Pending or MessageState.Sending), $"{line}: it is not at its end");
            Assert.True(sent <= 1 || KindPolicy.Of(message.Kind).AtLeastOnce, $"{line}: its kind is sent at most once");
            Assert.True(sent == 0 || message.BegunAt is not null, $"{line}: nobody noted that the call began");
            Assert.True(message.State is not (MessageState.Sent or MessageState.Delivered) || sent > 0, $"{line}: it never left");
            var isTold = message.State is MessageState.Sent or MessageState.Delivered || message is { State: MessageState.Dropped, Reason: MessageReason.NotNeeded or MessageReason.Undone };
            Assert.True(isTold || forHumans.Contains(message.Id), $"{line}: nobody was told, and no human knows");
        }
    }

    private static List<SimulatedMessage> Texts(Town town) => [.. town.Services.GetRequiredService<SimulatorLedger>().Messages.Where(text => !text.Inbound)];

    private static Task<long> LastSeq(Story story) => story.Db(db => db.Forums.Where(f => f.Id == story.ForumId).Select(f => f.LastSeq).SingleAsync());

    private sealed record Act(Kind Kind, int Number);
}

/// <summary>Where every message to a reporter leaves at once.</summary>
[Collection(nameof(Town))]
public sealed class SendPathAtOnce(Towns towns) : SendPathTests(towns);

/// <summary>Where they wait, and several go as one.</summary>
[Collection(nameof(PatientTowns))]
public sealed class SendPathTogether(PatientTowns towns) : SendPathTests(towns);
