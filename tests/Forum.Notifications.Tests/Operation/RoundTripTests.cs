using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Notifications.Data;
using Tryghedsforum.Notifications.Delivery;
using Tryghedsforum.Notifications.Operation;
using Tryghedsforum.Notifications.Schedule;
using Tryghedsforum.Notifications.Simulator;
using Tryghedsforum.Notifications.Tests.Planning;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Notifications.Tests.Operation;

/// <summary>A text that goes out and comes home every day, for as long as nobody reports anything.</summary>
[Collection(nameof(Town))]
public sealed class RoundTripTests(Towns towns)
{
    [Theory, BothDatabases]
    public async Task Once_a_day_a_text_goes_off_and_comes_home(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        await SendOff(story);
        await SendOff(story);
        await story.Settle();
        await Eventually.True(async () => (await Trip(story))!.HomeAt is not null);
        Assert.Equal(new RoundTrip(story.Town.Clock.GetUtcNow(), IsLate: false), await Trip(story));
        var sent = Assert.Single(await Trips(story));
        Assert.Equal((1, MessageState.Sent), (sent.Segments, sent.State));

        story.Town.Clock.Advance(TimeSpan.FromHours(23));
        await SendOff(story);
        Assert.Single(await Trips(story));
        story.Town.Clock.Advance(TimeSpan.FromHours(1));
        await SendOff(story);
        Assert.Equal(2, (await Trips(story)).Count);
        // What came home is no inbound text.
        Assert.False(await story.Do((NotificationsDb db) => db.InboundTexts.AnyAsync(text => text.ForumId == story.ForumId)));
    }

    [Theory, BothDatabases]
    public async Task One_that_stays_away_raises_the_alarm_after_two_hours_until_another_comes_home(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        await SendOff(story);
        story.Town.Clock.Advance(TimeSpan.FromHours(2));
        Assert.DoesNotContain(AlarmKind.RoundTripMissing, await Watch(story));
        story.Town.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Contains(AlarmKind.RoundTripMissing, await Watch(story));
        Assert.Equal(new RoundTrip(null, IsLate: true), await Trip(story));
        // Too old to say anything: it is not sent any more, and nobody has to handle it.
        await story.Settle();
        Assert.Equal((MessageState.Dropped, MessageReason.Outdated), (await Trips(story)).Select(trip => (trip.State, trip.Reason!)).Single());
        Assert.DoesNotContain(await story.Do((Undelivered undelivered) => undelivered.List(story.ForumId, default)), missed => missed.Kind == MessageKind.RoundTrip);

        story.Town.Clock.Advance(TimeSpan.FromHours(22));
        await SendOff(story);
        await story.Settle();
        await Eventually.True(async () => (await Trip(story))!.HomeAt is not null);
        Assert.DoesNotContain(AlarmKind.RoundTripMissing, await Watch(story));
    }

    [Theory, BothDatabases]
    public async Task What_comes_home_spoilt_or_from_a_stranger_counts_for_nothing(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        await SendOff(story);
        var trip = Assert.Single(await Trips(story));
        await story.Do((ReceiveRoundTrip receive) => Home(receive, Words(trip), 1));
        Assert.Null((await Trip(story))!.HomeAt);
        story.Town.Phones.Set(AnswerFault.Down, CallbackFault.Silent);
        await story.Settle();
        foreach (var (body, segments) in new[] { ("Hej", 1), ("", 1), ($"Daglig prøve {Guid.NewGuid():N}", 1), ($"Daglig pr?ve ??? {trip.Id:N}", 1), (Words(trip), 2) })
        {
            await story.Do((ReceiveRoundTrip receive) => Home(receive, body, segments));
            Assert.Null((await Trip(story))!.HomeAt);
        }

        await story.Do((ReceiveRoundTrip receive) => Home(receive, Words(trip), 1));
        Assert.NotNull((await Trip(story))!.HomeAt);
    }

    private static string Words(Message trip) => $"Daglig prøve æøåÆØÅ {trip.Id:N}";

    private static async Task<bool> Home(ReceiveRoundTrip receive, string body, int segments)
    {
        await receive.Run(body, segments, default);
        return true;
    }

    private static Task<int> SendOff(Story story) => story.Do((SendRoundTrips send) => send.Run(default));

    private static async Task<List<Message>> Trips(Story story) => [.. (await story.Messages()).Where(m => m.Kind == MessageKind.RoundTrip)];

    private static async Task<RoundTrip?> Trip(Story story) => (await story.Do((ReadRoundTrips read) => read.Run(default))).GetValueOrDefault(story.ForumId);

    private static async Task<List<AlarmKind>> Watch(Story story)
    {
        await story.Do((WatchOver watch) => watch.Run(default));
        return [.. (await story.Do((ReadAlarms read) => read.Open(story.ForumId, default))).Select(alarm => alarm.Kind)];
    }
}
