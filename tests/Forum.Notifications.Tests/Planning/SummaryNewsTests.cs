using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Summaries;
using Tryghedsforum.Notifications.Delivery;
using Tryghedsforum.Notifications.Operation;
using Tryghedsforum.Notifications.Schedule;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Notifications.Tests.Planning;

/// <summary>The coordinator is told of a draft, the committee of what was published; and a month that cannot be made is an alarm.</summary>
[Collection(nameof(Town))]
public sealed class SummaryNewsTests(Towns towns)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task Who_must_do_something_is_told_and_then_who_reads_it(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        // By day: nobody is told of figures at night.
        var tomorrow = TimeZoneInfo.ConvertTime(story.Town.Clock.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById("Europe/Copenhagen")).Date.AddDays(1);
        story.Town.Clock.SetUtcNow(Story.Local(tomorrow.AddHours(10)));
        var (henning, month) = (await story.Join("Henning Krage", Role.Committee, null), new DateOnly(2026, 12, 1));
        await story.Do((MakeSummaries make) => make.Run(Actor.Program(story.ForumId), month, Cancel));
        // Two drafts of one day are one message.
        await story.Do((MakeSummaries make) => make.Run(Actor.Program(story.ForumId), month.AddMonths(-1), Cancel));
        await story.Settle();
        await story.Later(TimeSpan.FromMinutes(2));
        Assert.EndsWith("en månedsoversigt ligger klar som kladde. Log ind på siden Månedsoversigt, skriv dine ord, og udgiv den.", Assert.Single(story.News(story.Maja)), StringComparison.Ordinal);
        Assert.Empty(story.News(henning));
        await story.Do((PublishSummary publish) => publish.Run(story.Maja.Actor, month, new(1), null, Cancel));
        await story.Settle();
        await story.Later(TimeSpan.FromMinutes(2));
        Assert.EndsWith("en månedsoversigt er udgivet. Log ind, og læs siden Månedsoversigt.", Assert.Single(story.News(henning)), StringComparison.Ordinal);
        foreach (var other in new[] { story.Rune, story.Tove, story.Asta }) Assert.DoesNotContain(story.News(other), said => said.Contains("månedsoversigt", StringComparison.Ordinal));
    }

    [Theory, BothDatabases]
    public async Task Messages_about_cases_are_counted_once_they_have_arrived_or_have_not(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        var month = CountMonth.MonthOf(TimeZoneInfo.ConvertTime(story.Town.Clock.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById("Europe/Copenhagen")));
        Assert.Equal(new MessageCount(0, 0), (await Figures(story, month)).Messages);
        await story.Report();
        await story.Settle();
        var sent = (await story.Messages()).Count(m => m.SubjectId is not null && m.State is MessageState.Sent or MessageState.Delivered);
        Assert.True(sent > 0);
        Assert.Equal(new MessageCount(sent, 0), (await Figures(story, month)).Messages);
    }

    [Theory, BothDatabases]
    public async Task A_month_that_is_not_there_an_hour_after_its_time_is_an_alarm(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        await story.Report();
        await story.Settle();
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Copenhagen");
        var next = CountMonth.MonthOf(TimeZoneInfo.ConvertTime(story.Town.Clock.GetUtcNow(), zone)).AddMonths(1);
        await Wait(story, Story.Local(next.ToDateTime(new(8, 1))));
        // No job has run yet, as after an upgrade.
        Assert.DoesNotContain(AlarmKind.MonthMissing, await Watch(story));
        await story.Do((JobLedger ledger) => Done(ledger.Write(Sweeps.MonthJob, TimeSpan.FromMinutes(10), TimeSpan.Zero, null, Cancel)));
        Assert.Contains(AlarmKind.MonthMissing, await Watch(story));
        await story.Do((MakeSummaries make) => make.Run(Actor.Program(story.ForumId), next.AddMonths(-1), Cancel));
        Assert.DoesNotContain(AlarmKind.MonthMissing, await Watch(story));
    }

    private static Task Wait(Story story, DateTimeOffset until)
    {
        story.Town.Clock.SetUtcNow(until);
        return story.Settle();
    }

    private static Task<MonthFigures> Figures(Story story, DateOnly month) => story.Do((CountMonth count) => count.Run(story.Maja.Actor, month, Cancel));

    private static async Task<IEnumerable<AlarmKind>> Watch(Story story)
    {
        await story.Do((WatchOver watch) => watch.Run(Cancel));
        return (await story.Do((ReadAlarms read) => read.Open(story.ForumId, Cancel))).Select(alarm => alarm.Kind);
    }

    private static async Task<bool> Done(Task work)
    {
        await work;
        return true;
    }
}
