using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Notifications.Delivery;
using Tryghedsforum.Notifications.Schedule;
using Tryghedsforum.Notifications.Simulator;
using Tryghedsforum.Notifications.Tests.Planning;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Notifications.Tests.Schedule;

/// <summary>Nothing of planning, asking on and sending stops without somebody being told.</summary>
[Collection(nameof(Town))]
public sealed class WatchTests(Towns towns)
{
    [Theory, BothDatabases]
    public async Task A_sender_that_has_stopped_raises_the_alarm_within_a_quarter_of_an_hour_and_tells_it_once(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        await Submit(story);
        await ReportTests.Plan(story);
        var minutes = 0;
        for (; (await Open(story)).Count == 0; minutes++)
        {
            Assert.True(minutes < 15);
            story.Town.Clock.Advance(TimeSpan.FromMinutes(1));
            await Watch(story);
        }

        var alarm = Assert.Single(await Open(story));
        Assert.Equal((AlarmKind.QueueStuck, true), (alarm.Kind, alarm.Count >= 2));
        await Watch(story);
        await story.Settle();
        Assert.Equal(["Tryghedsforum Nordvest: Noget er gået i stå, og måske mangler nogen besked. Se siden Leveret."], story.News(story.Maja));
        await Watch(story);
        Assert.Empty(await Open(story));
        Assert.Single(await story.Messages(), m => m.Kind == MessageKind.CoordinatorAlarm);
    }

    [Theory, BothDatabases]
    public async Task A_provider_that_answers_nothing_of_use_raises_the_alarm(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        story.Town.Phones.Set(AnswerFault.Down, CallbackFault.Silent);
        await Submit(story);
        await ReportTests.Plan(story);
        for (var minute = 0; minute < 10; minute++)
        {
            await story.Settle();
            story.Town.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        await story.Settle();
        Assert.Contains(await story.Messages(), m => m is { Kind: MessageKind.CrewTask, State: MessageState.Unknown });
        await Watch(story);
        Assert.Equal([AlarmKind.QueueStuck], (await Open(story)).Select(alarm => alarm.Kind));
    }

    [Theory, BothDatabases]
    public async Task What_is_urgent_and_goes_by_e_mail_is_watched_over_too(DatabaseKind kind)
    {
        var server = MailServer.Start();
        await using var town = await Town.Start(kind, more: server.Settings);
        await server.DisposeAsync();
        var story = await town.Begin();
        await BudgetTests.Prove(story, story.Maja, "maja@post.example");
        await story.Text(story.Maja.Phone, "STOP");
        await story.Report(story.Needles(detail: "en mand har en kniv"));
        Assert.Contains(await story.Messages(), m => m is { Kind: MessageKind.Danger, Lane: Lane.Mail });
        town.Clock.Advance(TimeSpan.FromMinutes(6));
        await Watch(story);
        Assert.Contains(AlarmKind.QueueStuck, (await Open(story)).Select(alarm => alarm.Kind));
    }

    [Theory, BothDatabases]
    public async Task A_planner_that_has_stopped_is_found_and_what_was_not_told_for_it(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        await Submit(story);
        story.Town.Clock.Advance(TimeSpan.FromMinutes(4));
        await Watch(story);
        Assert.Empty(await Open(story));
        story.Town.Clock.Advance(TimeSpan.FromMinutes(2));
        await Watch(story);
        Assert.Equal([AlarmKind.UrgentUntold, AlarmKind.PlannerBehind], (await Open(story)).Select(alarm => alarm.Kind).Order());
        await story.Settle();
        await Watch(story);
        Assert.Empty(await Open(story));
    }

    [Theory, BothDatabases]
    public async Task A_chain_that_does_not_go_on_is_found(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        await story.Report();
        story.Town.Clock.Advance(TimeSpan.FromMinutes(34));
        await Watch(story);
        Assert.Empty(await Open(story));
        story.Town.Clock.Advance(TimeSpan.FromMinutes(2));
        await Watch(story);
        Assert.Equal([AlarmKind.StepOverdue], (await Open(story)).Select(alarm => alarm.Kind));
        await story.Sweep();
        await Watch(story);
        Assert.Empty(await Open(story));
    }

    [Theory, BothDatabases]
    public async Task A_stated_reason_is_no_alarm_and_neither_is_what_was_made_for_showing(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        foreach (var somebody in new[] { story.Ida, story.Jens, story.Rune, story.Tove }) await story.Do((SetDuty duty) => duty.Run(somebody.Actor, false, null, default));
        await story.Report();
        await story.Sweep();
        story.Town.Clock.Advance(TimeSpan.FromMinutes(10));
        await Watch(story);
        Assert.Empty(await Open(story));

        var shown = await towns.Begin(kind);
        await Submit(shown);
        await shown.Town.Services.TellFrom(shown.ForumId, await shown.Do((Api.Events.ReadEvents read) => read.Head(shown.ForumId, default)), default);
        shown.Town.Clock.Advance(TimeSpan.FromMinutes(10));
        await Watch(shown);
        Assert.Empty(await Open(shown));
    }

    [Theory, BothDatabases]
    public async Task A_round_that_breaks_off_is_no_beat_of_the_heart(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        await Watch(story);
        var before = await Beat(story);
        story.Town.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.True(await story.Town.Kill.KillsAt(1, () => Watch(story)));
        Assert.Equal(before, await Beat(story));
        await Watch(story);
        Assert.Equal(before!.Value.AddMinutes(1), await Beat(story));
    }

    [Theory, BothDatabases]
    public async Task A_stop_of_somebody_on_duty_is_the_coordinator_s_task_until_start_or_the_end_of_the_duty(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        // Of somebody who is not on duty it is their own matter.
        await story.Text(story.Asta.Phone, "STOP");
        await Watch(story);
        Assert.Empty(await Open(story));
        await story.Text(story.Jens.Phone, "STOP");
        await Watch(story);
        await Watch(story);
        await story.Settle();
        Assert.Equal(AlarmKind.OnDutyStopped, Assert.Single(await Open(story)).Kind);
        Assert.Equal("Jens Molbæk", Assert.Single(await Stopped(story)).Name);
        Assert.Equal(["Tryghedsforum Nordvest: En, der er på vagt, har svaret STOP og får ikke flere SMS. Se siden Leveret, og ring."], story.News(story.Maja));
        await story.Text(story.Jens.Phone, "START");
        await Watch(story);
        Assert.Empty(await Open(story));
        Assert.Empty(await Stopped(story));

        await story.Text(story.Jens.Phone, "AFMELD");
        Assert.Single(await Stopped(story));
        await story.Do((SetDuty duty) => duty.Run(story.Jens.Actor, false, null, TestContext.Current.CancellationToken));
        Assert.Empty(await Stopped(story));
    }

    [Theory, BothDatabases]
    public async Task A_coordinator_who_has_said_stop_is_told_of_it_by_e_mail(DatabaseKind kind)
    {
        await using var server = MailServer.Start();
        await using var town = await Town.Start(kind, more: server.Settings);
        var story = await town.Begin();
        await BudgetTests.Prove(story, story.Maja, "maja@post.example");
        await story.Text(story.Maja.Phone, "STOP");
        await story.Text(story.Jens.Phone, "STOP");
        await Watch(story);
        await story.Settle();
        Assert.Empty(story.News(story.Maja));
        Assert.Contains("har svaret STOP", Assert.Single(server.Mails).TextBody, StringComparison.Ordinal);
    }

    private static Task<IReadOnlyList<Reachable>> Stopped(Story story) => story.Do((ReadStopped read) => read.Run(story.Maja.Actor, TestContext.Current.CancellationToken));

    private static Task<SubmitReportAnswer> Submit(Story story) => story.Do((SubmitReport submit) => submit.Run(Actor.Anyone(story.ForumId, ""), story.Needles(), null, default));

    private static Task<int> Watch(Story story) => story.Do((WatchOver watch) => watch.Run(default));

    private static Task<IReadOnlyList<AlarmLine>> Open(Story story) => story.Do((ReadAlarms read) => read.Open(story.ForumId, default));

    private static Task<DateTimeOffset?> Beat(Story story) => story.Do((ReadAlarms read) => read.LastBeat(default));
}
