using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Notifications.Delivery;
using Tryghedsforum.Notifications.Planning;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Notifications.Tests.Planning;

/// <summary>Every event is planned exactly once, whoever plans and wherever a planner ends.</summary>
[Collection(nameof(Town))]
public sealed class PlannerTests(Towns towns)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task Four_planners_at_once_plan_everything_once(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        for (var n = 0; n < 40; n++) await Submit(story);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            while (await Behind(story) > 0) await ReportTests.Plan(story);
        }));
        await AssertWhole(story, 40);
    }

    [Theory, BothDatabases]
    public async Task A_planner_that_ends_at_any_step_leaves_nothing_out_and_nothing_twice(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        var killed = 0;
        for (var step = 1; ; step++)
        {
            await Submit(story);
            var dead = await story.Town.Kill.KillsAt(step, () => ReportTests.Plan(story));
            await ReportTests.Plan(story);
            if (!dead) break;
            killed++;
        }

        Assert.True(killed >= 3, $"killed at {killed} steps");
        await AssertWhole(story, killed + 1);
    }

    [Theory, BothDatabases]
    public async Task A_forum_without_a_cursor_is_planned_from_its_beginning_and_one_that_was_skipped_from_there(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        await Submit(story);
        await story.Do(async (PlanForum plan) =>
        {
            await plan.StartAfter(story.ForumId, await story.Do((ReadEvents events) => events.Head(story.ForumId, default)), default);
            return true;
        });
        await story.Settle();
        Assert.Empty(await story.Messages());
        await Submit(story);
        await story.Settle();
        await AssertWhole(story, 1);
    }

    [Theory, BothDatabases]
    public async Task Planning_several_forums_wakes_the_queues_that_got_something_and_no_other(DatabaseKind kind)
    {
        Story[] stories = [await towns.Begin(kind), await towns.Begin(kind)];
        await stories[0].Settle();
        var (signal, clock, hour) = (stories[0].Town.Services.GetRequiredService<MessageSignal>(), new FakeTimeProvider(), TimeSpan.FromHours(1));
        signal.Raise();
        foreach (var lane in Enum.GetValues<Lane>()) await signal.Of(lane).Wait(hour, clock, Cancel);

        foreach (var story in stories) await Submit(story);
        await stories[0].Town.Services.GetRequiredService<PlanMessages>().RunOnce(Cancel);
        foreach (var story in stories) await AssertWhole(story, 1);
        var waits = Enum.GetValues<Lane>().ToDictionary(lane => lane, lane => signal.Of(lane).Wait(hour, clock, Cancel));
        await Task.WhenAll(waits[Lane.Alert], waits[Lane.Notice]).WaitAsync(TimeSpan.FromSeconds(30), Cancel);
        Assert.False(waits[Lane.Mail].IsCompleted);
        clock.Advance(hour);
        await waits[Lane.Mail];
    }

    private static Task<SubmitReportAnswer> Submit(Story story) =>
        story.Do((SubmitReport submit) => submit.Run(Actor.Anyone(story.ForumId, ""), story.Needles() with { Phone = story.NewPhone() }, null, default));

    private static async Task<long> Behind(Story story) => await story.Do((ReadEvents events) => events.Head(story.ForumId, default))
        - await story.Told(db => db.PlannerCursors.Where(c => c.ForumId == story.ForumId).Select(c => c.Seq).FirstOrDefaultAsync());

    // Two of the crew, two of the receiving team, and the reporter.
    private static async Task AssertWhole(Story story, int reports)
    {
        Assert.Equal(0, await Behind(story));
        var messages = await story.Messages();
        Assert.Equal(5 * reports, messages.Count);
        Assert.All(messages.GroupBy(m => m.Kind), group => Assert.Equal(group.Key == "reporter.receipt" ? reports : 2 * reports, group.Count()));
        Assert.Equal(messages.Count, messages.Select(m => (m.SubjectId, m.Recipient, m.Kind)).Distinct().Count());
    }
}
