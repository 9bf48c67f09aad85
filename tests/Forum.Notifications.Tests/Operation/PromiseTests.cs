using Microsoft.Extensions.DependencyInjection;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Notifications.Data;
using Tryghedsforum.Notifications.Delivery;
using Tryghedsforum.Notifications.Operation;
using Tryghedsforum.Notifications.Tests.Planning;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Notifications.Tests.Operation;

/// <summary>What is said of the promise is counted from the messages of a whole month, by the forum's clock.</summary>
[Collection(nameof(Town))]
public sealed class PromiseTests(Towns towns)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task A_month_in_which_one_of_two_was_late_is_not_kept_and_an_empty_one_says_nothing(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        var month = new DateOnly(2025, 3, 1);
        Assert.Null((await At(story, month.AddMonths(1))).Kept);
        // The last second of March by the forum's clock, two hours before it is over in UTC.
        await Sent(story, new(2025, 3, 31, 21, 59, 59, TimeSpan.Zero), TimeSpan.FromSeconds(2));
        await Sent(story, new(2025, 3, 31, 22, 0, 0, TimeSpan.Zero), TimeSpan.FromSeconds(11));
        Assert.Equal((month, true), (await At(story, month.AddMonths(1)) is var march ? (march.Month, march.Kept) : default));
        Assert.False((await At(story, month.AddMonths(2))).Kept);
    }

    [Theory, BothDatabases]
    public async Task What_happened_before_anybody_was_to_be_told_is_not_counted_and_a_planner_that_stood_still_is(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        var began = story.Town.Clock.GetUtcNow();
        // As a demo begins: its newest case lies an hour back, and only now somebody is told.
        await Submit(story);
        story.Town.Clock.Advance(TimeSpan.FromHours(1));
        await story.Town.Services.TellFrom(story.ForumId, 0, Cancel);
        await story.Settle();
        Assert.NotEmpty(story.News(story.Jens));
        Assert.Equal(0, (await Speed(story, began)).Count);

        await Submit(story);
        story.Town.Clock.Advance(TimeSpan.FromMinutes(2));
        await story.Settle();
        Assert.NotEmpty(story.News(story.Jens));
        var late = await Speed(story, began);
        Assert.True(late is { Count: > 0, WithinTen: 0, IsKept: false }, $"{late}");
        Assert.Equal(TimeSpan.FromMinutes(2), late.Median);
    }

    [Fact]
    public void It_is_kept_at_95_within_three_seconds_and_99_within_ten()
    {
        Assert.True(new Speed(100, 95, 99, default, default).IsKept);
        Assert.False(new Speed(100, 94, 100, default, default).IsKept);
        Assert.False(new Speed(100, 99, 98, default, default).IsKept);
        Assert.False(new Speed(19, 18, 19, default, default).IsKept);
    }

    private static Task<Speed> Speed(Story story, DateTimeOffset from) =>
        story.Do((NotificationsDb db) => Notifications.Operation.Speed.Of(db, story.ForumId, from, story.Town.Clock.GetUtcNow(), Cancel));

    private static Task<SubmitReportAnswer> Submit(Story story) => story.Do((SubmitReport submit) => submit.Run(Actor.Anyone(story.ForumId, ""), story.Needles(), null, Cancel));

    private static async Task<Promise> At(Story story, DateOnly day)
    {
        await using var scope = story.Town.Services.CreateAsyncScope();
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(new(day.ToDateTime(new(12, 0)), TimeSpan.Zero));
        using var cache = new Microsoft.Extensions.Caching.Memory.MemoryCache(new Microsoft.Extensions.Caching.Memory.MemoryCacheOptions());
        return await ActivatorUtilities.CreateInstance<ReadPromise>(scope.ServiceProvider, cache, clock).Run(Actor.Anyone(story.ForumId, ""), Cancel);
    }

    private static async Task Sent(Story story, DateTimeOffset due, TimeSpan took)
    {
        await using var scope = story.Town.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<NotificationsDb>();
        var message = Message.Plan(MessageKind.CrewTask, story.ForumId, Guid.NewGuid().ToString(), $"member:{Guid.NewGuid()}", null, "{}", due, due);
        message.Take($"SM{Guid.NewGuid():N}", "sent", null, due + took);
        await db.Write(() => Task.FromResult(db.Messages.Add(message)), Cancel);
    }
}
