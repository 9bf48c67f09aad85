using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Pickups;
using Tryghedsforum.Api.Rosters;
using Tryghedsforum.Notifications.Delivery;
using Tryghedsforum.Notifications.Schedule;
using Tryghedsforum.Notifications.Tests.Planning;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Notifications.Tests.Schedule;

/// <summary>Who is asked after whom, until somebody answers.</summary>
[Collection(nameof(Town))]
public sealed class ChainTests(Towns towns)
{
    private static readonly TimeSpan HalfAnHour = TimeSpan.FromMinutes(30);

    [Theory, BothDatabases]
    public async Task By_the_roster_the_next_person_is_called_then_the_next_team_then_the_coordinator(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        await Shift(story, story.Ida, 8, 16);
        await Shift(story, story.Jens, 16, 22);
        var number = await story.Report();
        Assert.Single(story.News(story.Ida));
        Assert.Empty(story.News(story.Jens));
        story.Read();
        // What the roster becomes afterwards changes nothing of a chain that has begun.
        foreach (var shift in (await story.Do((ReadRoster read) => read.Run(story.Ida.Actor, null, default))).Teams.Single(team => team.Name == Story.Health).Weekly.Where(shift => shift.Member == story.Jens.Actor.MemberId))
            await story.Do((RemoveShift remove) => remove.Run(story.Ida.Actor, shift.Id, null, default));
        await story.Later(HalfAnHour);
        Assert.StartsWith($"A: HASTER {number}: intet svar i 30 min.", Assert.Single(story.News(story.Jens)), StringComparison.Ordinal);
        await story.Sweep();
        Assert.Empty(story.News(story.Tove));
        await story.Later(HalfAnHour);
        Assert.Single(story.News(story.Tove));
        Assert.Empty(story.News(story.Maja));
        await story.Later(HalfAnHour);
        Assert.Single(story.News(story.Maja));
        var chain = await Chain(story, number);
        Assert.Equal([(ChainWho.Team, ChainReason.Silent), (ChainWho.Person, ChainReason.Silent), (ChainWho.Team, ChainReason.Silent), (ChainWho.Coordinator, null)], chain.Select(step => (step.Who, step.Over)));
        Assert.Equal([0, 30, 60, 90], chain.Select(step => (int)(step.DoneAt!.Value - chain[0].DoneAt!.Value).TotalMinutes));
        Assert.Equal(story.Jens.Actor.MemberId, chain[1].Member);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite, true)]
    [InlineData(DatabaseKind.Postgres, true)]
    [InlineData(DatabaseKind.Sqlite, false)]
    [InlineData(DatabaseKind.Postgres, false)]
    public async Task Somebody_who_has_left_the_team_is_not_called(DatabaseKind kind, bool forGood)
    {
        var story = await towns.Begin(kind);
        await Shift(story, story.Ida, 8, 16);
        await Shift(story, story.Jens, 16, 22);
        var number = await story.Report();
        await Leave(story, forGood);
        story.Read();
        await story.Later(HalfAnHour);
        Assert.Empty(story.News(story.Jens));
        Assert.Single(story.News(story.Tove));
        Assert.Equal([(ChainOutcome.Asked, ChainReason.Silent), (ChainOutcome.Skipped, ChainReason.NobodyOn), (ChainOutcome.Asked, null), (ChainOutcome.Waiting, (ChainReason?)null)], (await Chain(story, number)).Select(step => (step.Outcome, step.Over)));
    }

    [Theory, BothDatabases]
    public async Task Somebody_who_leaves_after_being_called_is_not_waited_for(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        await Shift(story, story.Ida, 8, 16);
        await Shift(story, story.Jens, 16, 22);
        await story.Report();
        await story.Later(HalfAnHour);
        Assert.DoesNotContain(story.News(story.Tove), text => text.StartsWith("A: HASTER", StringComparison.Ordinal));
        await Leave(story, forGood: true);
        await story.Sweep();
        Assert.Single(story.News(story.Tove));
    }

    [Theory, BothDatabases]
    public async Task Taking_it_stops_the_chain_and_giving_it_back_goes_on_behind_ones_own_team(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        await Shift(story, story.Ida, 8, 16);
        await Shift(story, story.Jens, 16, 22);
        var number = await story.Report();
        story.Read();
        await story.Later(HalfAnHour);
        Assert.StartsWith($"Tak, {number} er jeres.", await story.Answer(story.Jens, "1"), StringComparison.Ordinal);
        await story.Later(TimeSpan.FromHours(1));
        Assert.Empty(story.News(story.Rune));
        await story.Do((HandBackPickup back) => back.Run(story.Ida.Actor, number, null, null, default));
        await story.Settle();
        Assert.Contains("de første kan ikke", Assert.Single(story.News(story.Rune)), StringComparison.Ordinal);
        Assert.Equal([ChainReason.Silent, ChainReason.CannotTake, null, null], (await Chain(story, number)).Select(step => step.Over));
    }

    [Theory, BothDatabases]
    public async Task When_nobody_is_on_duty_anywhere_the_coordinator_is_told_at_once(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        foreach (var somebody in new[] { story.Ida, story.Jens, story.Rune, story.Tove }) await story.Do((SetDuty duty) => duty.Run(somebody.Actor, false, null, default));
        var number = await story.Report();
        await story.Sweep();
        Assert.Single(story.News(story.Maja));
        Assert.Equal([(ChainOutcome.Asked, ChainReason.NobodyOn), (ChainOutcome.Skipped, ChainReason.NobodyOn), (ChainOutcome.Asked, null)], (await Chain(story, number)).Select(step => (step.Outcome, step.Over)));
    }

    [Theory, BothDatabases]
    public async Task A_message_that_did_not_arrive_is_not_waited_for_and_one_colleague_who_was_told_is(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        var number = await story.Report();
        story.Read();
        var alerts = (await story.Messages()).Where(m => m.Kind == MessageKind.CrewTask).ToList();
        Assert.Equal(2, alerts.Count);
        await Undelivered(story, alerts[0]);
        await story.Sweep();
        Assert.Empty(story.News(story.Rune));
        await Undelivered(story, alerts[1]);
        await story.Sweep();
        Assert.Contains("de første kan ikke", Assert.Single(story.News(story.Rune)), StringComparison.Ordinal);
        await story.Sweep();
        Assert.Empty(story.News(story.Maja));
        Assert.Equal([ChainReason.NotTold, null, null], (await Chain(story, number)).Select(step => step.Over));
        var told = (await story.Db(db => db.Events.Where(e => e.ForumId == story.ForumId && e.Type == EventType.PickupAskedOn).ToListAsync())).Single().Data;
        Assert.Equal((ChainReason.NotTold, 1), (told.Because!.Value, told.Step!.Value));
    }

    [Theory, BothDatabases]
    public async Task What_arrived_of_a_pickup_that_was_called_off_says_nothing_of_the_next(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        var number = await story.Report();
        await story.Do((CancelPickup cancel) => cancel.Run(story.Rune.Actor, number, null, default));
        await story.Settle();
        var before = (await story.Messages()).Where(m => m.Kind == MessageKind.CrewTask).Select(m => m.Id).ToHashSet();
        await story.Do((RequestPickup request) => request.Run(story.Rune.Actor, number, null, null, default));
        await story.Settle();
        story.Read();
        foreach (var alert in (await story.Messages()).Where(m => m.Kind == MessageKind.CrewTask && !before.Contains(m.Id))) await Undelivered(story, alert);
        await story.Sweep();
        Assert.Contains("de første kan ikke", Assert.Single(story.News(story.Tove)), StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task What_did_not_arrive_of_a_pickup_that_was_called_off_ends_nothing_of_the_next(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        var number = await story.Report();
        foreach (var alert in (await story.Messages()).Where(m => m.Kind == MessageKind.CrewTask)) await Undelivered(story, alert);
        await story.Do((CancelPickup cancel) => cancel.Run(story.Rune.Actor, number, null, default));
        await story.Do((RequestPickup request) => request.Run(story.Rune.Actor, number, null, null, default));
        // Before the new one is planned.
        Assert.Equal(0, await story.Do((AskOnWhereUntold untold) => untold.Run(default)));
        Assert.Equal([null, null, (ChainReason?)null], (await Chain(story, number)).Select(step => step.Over));
    }

    [Theory, BothDatabases]
    public async Task A_pickup_that_went_over_to_another_case_is_asked_on_when_nobody_was_told_of_it(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        var part = await story.Report();
        var whole = await story.Report(story.Needles(detail: null) with { Phone = story.NewPhone() });
        await story.Do((CancelPickup cancel) => cancel.Run(story.Rune.Actor, whole, null, default));
        await story.Settle();
        await story.Do((Api.Reports.MergeReports merge) => merge.Run(story.Rune.Actor, part, new(whole), null, default));
        await story.Settle();
        story.Read();
        var id = (await story.Case(part)).Id;
        foreach (var alert in (await story.Messages()).Where(m => m.Kind == MessageKind.CrewTask && m.SubjectId == id)) await Undelivered(story, alert);
        await story.Sweep();
        Assert.Contains("de første kan ikke", Assert.Single(story.News(story.Tove)), StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task When_the_last_one_wants_no_SMS_or_has_no_number_the_coordinator_is_told(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        foreach (var somebody in new[] { story.Ida, story.Jens, story.Rune }) await story.Text(somebody.Phone, "STOP");
        await WithoutNumber(story, story.Tove);
        var number = await story.Report();
        story.Read();
        await story.Sweep();
        await story.Sweep();
        Assert.Single(story.News(story.Maja));
        Assert.Equal([ChainReason.NotTold, ChainReason.NotTold, null], (await Chain(story, number)).Select(step => step.Over));
    }

    [Theory, BothDatabases]
    public async Task A_deputy_without_a_number_does_not_stand_between_the_chain_and_the_coordinator(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        var deputy = await story.Join("Karla Ege", Role.Coordinator, null);
        await WithoutNumber(story, deputy);
        await story.Do((SetDuty duty) => duty.Run(story.Maja.Actor, false, null, default));
        await ToTheEnd(story);
        Assert.Single(story.News(story.Maja));
    }

    [Theory, BothDatabases]
    public async Task A_coordinator_off_duty_is_told_when_no_other_can_be(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        var other = await story.Join("Karla Ege", Role.Coordinator, null);
        await story.Text(other.Phone, "STOP");
        await story.Do((SetDuty duty) => duty.Run(story.Maja.Actor, false, null, default));
        await ToTheEnd(story);
        await story.Sweep();
        await story.Sweep();
        Assert.StartsWith("A: HASTER", Assert.Single(story.News(story.Maja)), StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task A_coordinator_whose_phone_cannot_be_used_is_told_by_e_mail(DatabaseKind kind)
    {
        await using var server = MailServer.Start();
        await using var town = await Town.Start(kind, more: server.Settings);
        var story = await town.Begin();
        await BudgetTests.Prove(story, story.Maja, "maja@post.example");
        await story.Text(story.Maja.Phone, "STOP");
        var number = await ToTheEnd(story);
        Assert.Empty(story.News(story.Maja));
        var told = Assert.Single(server.Mails).TextBody;
        Assert.Contains($"HASTER {number}: ingen har taget den.", told, StringComparison.Ordinal);
        Assert.DoesNotContain("svar 1", told, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task Several_nodes_do_each_step_once(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        var number = await story.Report();
        story.Town.Clock.Advance(HalfAnHour);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => story.Do((AskNextTeam ask) => ask.Run(default))));
        await story.Settle();
        foreach (var alert in (await story.Messages()).Where(m => m.Kind == MessageKind.CrewAskedOn)) await Undelivered(story, alert);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => story.Do((AskOnWhereUntold untold) => untold.Run(default))));
        await story.Settle();
        var steps = await story.Db(db => db.Events.Where(e => e.ForumId == story.ForumId && e.Type == EventType.PickupAskedOn).OrderBy(e => e.Seq).ToListAsync());
        Assert.Equal([(ChainReason.Silent, 1), (ChainReason.NotTold, 2)], steps.Select(e => (e.Data.Because!.Value, e.Data.Step!.Value)));
        Assert.Single(story.News(story.Maja));
        Assert.Equal(3, (await Chain(story, number)).Count(step => step.Outcome is ChainOutcome.Asked));
    }

    [Theory, BothDatabases]
    public async Task A_program_that_ends_between_asking_and_the_next_step_loses_no_step_and_does_none_twice(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        await story.Report();
        story.Town.Clock.Advance(HalfAnHour);
        for (var step = 1; await story.Town.Kill.KillsAt(step, () => story.Do((AskNextTeam ask) => ask.Run(default))); step++) Assert.True(step < 100);
        await story.Settle();
        Assert.Single(await story.Db(db => db.Events.Where(e => e.ForumId == story.ForumId && e.Type == EventType.PickupAskedOn).ToListAsync()));
        foreach (var somebody in new[] { story.Rune, story.Tove }) Assert.Contains(story.News(somebody), text => text.Contains("intet svar", StringComparison.Ordinal));
    }

    [Theory, BothDatabases]
    public async Task A_pickup_of_before_there_were_chains_gets_one_and_what_another_version_moved_on_is_caught_up_with(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        var number = await story.Report();
        var id = (await story.Pickup(number)).Id;
        await story.Db(db => db.ChainSteps.Where(step => step.PickupId == id).ExecuteDeleteAsync());
        await story.Later(HalfAnHour);
        Assert.NotEmpty(story.News(story.Tove));
        // As a node of the version before does it.
        await story.Db(db => db.Pickups.Where(p => p.Id == id).ExecuteUpdateAsync(set => set.SetProperty(p => p.Step, AskStep.Coordinator).SetProperty(p => p.AnswerBy, (DateTimeOffset?)null)));
        story.Read();
        await story.Later(TimeSpan.FromHours(1));
        Assert.Empty(story.News(story.Maja));
        await story.Do((HandBackPickup back) => back.Run(story.Maja.Actor, number, null, null, default));
        await story.Settle();
        Assert.Single(story.News(story.Maja));
    }

    private static async Task<string> ToTheEnd(Story story)
    {
        var number = await story.Report();
        story.Read();
        await story.Later(HalfAnHour);
        await story.Later(HalfAnHour);
        return number;
    }

    private static Task<int> WithoutNumber(Story story, Somebody somebody) => story.Db(async db =>
    {
        var person = await db.Users.SingleAsync(p => db.Members.Any(m => m.Id == somebody.Actor.MemberId && m.PersonId == p.Id));
        person.Forget();
        return await db.SaveChangesAsync();
    });

    private static async Task Leave(Story story, bool forGood)
    {
        var jens = story.Jens.Actor.MemberId!.Value;
        if (forGood) await story.Do((EndMembership end) => end.Run(story.Maja.Actor, jens, null, default));
        else
        {
            var now = MemberSettings.Of((await story.Do((ReachMember reach) => reach.ById(story.ForumId, jens, default)))!);
            await story.Do((ChangeMember change) => change.Run(story.Maja.Actor, jens, now with { Team = Story.Police }, null, default));
        }
    }

    private static Task<IReadOnlyList<ChainView>> Chain(Story story, string number) => story.Do((ReadChain read) => read.Run(story.Maja.Actor, number, default));

    private static Task<int> Shift(Story story, Somebody who, int from, int until) =>
        story.Do((AddShifts add) => add.Run(story.Ida.Actor, new(who.Actor.MemberId!.Value, [.. Enum.GetValues<DayOfWeek>()], new(from, 0), new(until, 0)), null, default));

    private static Task<bool> Undelivered(Story story, Message message) => story.Do((DeliveryReceipts receipts) => receipts.Take(message.Id, new Dictionary<string, string>
    {
        ["MessageSid"] = message.ProviderSid ?? "SM0", ["MessageStatus"] = "undelivered", ["ErrorCode"] = "30003",
    }));
}
