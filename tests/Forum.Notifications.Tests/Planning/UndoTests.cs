using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Pickups;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Notifications.Delivery;
using Tryghedsforum.Notifications.Planning;
using Tryghedsforum.Notifications.Schedule;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Notifications.Tests.Planning;

/// <summary>What staff take back within twenty seconds: the neighbour hears nothing of it, and a crew that was told wrongly is told so.</summary>
[Collection(nameof(PatientTowns))]
public sealed class UndoTests(PatientTowns towns)
{
    [Theory, BothDatabases]
    public async Task What_the_neighbour_is_told_waits_and_is_cancelled_when_it_is_taken_back(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        var number = await story.Report();
        // The receipt does not wait, and the crew is asked at once.
        Assert.Single(story.News(story.Bodil));
        Assert.Single(story.News(story.Ida));
        Assert.Contains("7", await story.Answer(story.Ida, "2 7"), StringComparison.Ordinal);
        Assert.Empty(story.News(story.Bodil));
        await story.Later(TimeSpan.FromSeconds(15));
        Assert.Empty(story.News(story.Bodil));
        await Undo(story, story.Ida, number);
        await story.Later(TimeSpan.FromMinutes(3));
        Assert.Empty(story.News(story.Bodil));
        var gone = Assert.Single(await story.Messages(), m => m.Kind == MessageKind.ReporterGone);
        Assert.Equal((MessageState.Dropped, MessageReason.Undone), (gone.State, gone.Reason));
        // Nothing that should have arrived is missing.
        var now = story.Town.Clock.GetUtcNow();
        Assert.Equal(0, (await story.Do((CountTold count) => count.Run(story.ForumId, now.AddDays(-1), now, default)))!.NotTold);
        Assert.Contains(await story.Told(async db => await new WhoWasTold(db).ForSubject(story.ForumId, (await story.Case(number)).Id, default)), line => line.Reason == MessageReason.Undone);
        // The letter answers again, and this time nobody changes his mind.
        Assert.Contains("3", await story.Answer(story.Ida, "A2 3"), StringComparison.Ordinal);
        await story.Later(TimeSpan.FromMinutes(2));
        Assert.Contains(number, Assert.Single(story.News(story.Bodil)), StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task Who_was_told_already_is_told_that_it_was_taken_back_and_nobody_else(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        var number = await story.Report();
        await story.Do((CancelPickup cancel) => cancel.Run(story.Rune.Actor, number, null, default));
        await story.Settle();
        story.Read();
        await story.Do((RequestPickup order) => order.Run(story.Rune.Actor, number, null, null, default));
        await story.Settle();
        Assert.Single(story.News(story.Ida));
        await Undo(story, story.Rune, number);
        Assert.Equal([$"{number} er aflyst. I skal ikke hente den."], story.News(story.Ida));
        Assert.Empty(story.News(story.Bodil));

        // Taken back before the planner has looked: nobody hears anything.
        await story.Do((RequestPickup order) => order.Run(story.Rune.Actor, number, null, null, default));
        await Undo(story, story.Rune, number);
        Assert.Empty(story.News(story.Ida));
        Assert.Null((await story.Case(number)).PickupId);
    }

    [Theory, BothDatabases]
    public async Task An_undone_message_that_the_planner_has_not_yet_cancelled_does_not_leave_either(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        var number = await story.Report();
        story.Read();
        await story.Do((DismissReport dismiss) => dismiss.Run(story.Rune.Actor, number, new(DismissReason.NotForUs), null, default));
        await story.Settle();
        await story.Do((UndoDeed undo) => undo.Run(story.Rune.Actor, number, null, default));
        story.Town.Clock.Advance(TimeSpan.FromSeconds(125));
        // Delivery alone: the planner is behind.
        await story.Do(async (DeliverMessages deliver) => await deliver.RunOnce(default));
        Assert.Empty(story.News(story.Bodil));
        Assert.Equal(MessageReason.Undone, Assert.Single(await story.Messages(), m => m.Kind == MessageKind.ReporterAnswer).Reason);
    }

    [Theory, BothDatabases]
    public async Task A_slip_that_is_taken_back_hides_nothing_from_the_watch(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        // The planner has stopped: nobody hears that somebody is to fetch.
        var (seen, cancelled) = (await Submit(story), await Submit(story));
        await story.Do((AcknowledgeReport acknowledge) => acknowledge.Run(story.Rune.Actor, seen, null, default));
        await story.Do((UndoDeed undo) => undo.Run(story.Rune.Actor, seen, null, default));
        await story.Do((CancelPickup cancel) => cancel.Run(story.Rune.Actor, cancelled, null, default));
        await story.Do((UndoDeed undo) => undo.Run(story.Rune.Actor, cancelled, null, default));
        story.Town.Clock.Advance(TimeSpan.FromMinutes(6));
        await story.Do((WatchOver watch) => watch.Run(default));
        Assert.Equal(2, Assert.Single(await story.Do((ReadAlarms read) => read.Open(story.ForumId, default)), alarm => alarm.Kind == AlarmKind.UrgentUntold).Count);
    }

    private static async Task<string> Submit(Story story) => (await story.Do((SubmitReport submit) => submit.Run(Actor.Anyone(story.ForumId, ""), story.Needles(), null, default))).Number;

    private static async Task Undo(Story story, Somebody by, string number)
    {
        await story.Do((UndoDeed undo) => undo.Run(by.Actor, number, null, default));
        await story.Settle();
    }
}
