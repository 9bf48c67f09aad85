using Tryghedsforum.Api.Barriers;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Notifications.Delivery;
using Tryghedsforum.Notifications.Simulator;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Notifications.Tests.Planning;

/// <summary>Several messages that are not urgent become one; what is urgent never waits for anything.</summary>
[Collection(nameof(Town))]
public sealed class BundleTests(Towns towns)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task Three_within_two_minutes_are_one_SMS_and_each_keeps_its_own_line(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        await ChangedRulesTests.Change(story, new MessageRuleSettings { Rule = MessageRule.NeighbourWrote, Usual = true, Held = true });
        var cases = new List<string>();
        for (var n = 0; n < 3; n++) cases.Add(await story.Report());
        story.Read();
        foreach (var number in cases)
        {
            await Add(story, number);
            story.Town.Clock.Advance(TimeSpan.FromSeconds(30));
            await story.Settle();
        }

        Assert.Empty(story.News(story.Rune));
        await story.Later(TimeSpan.FromSeconds(31));
        var text = Assert.Single(story.News(story.Rune));
        Assert.Equal(cases.Select(number => $"{number}: Naboen har skrevet mere. Læs det på forummets side."), text.Split('\n'));
        foreach (var number in cases)
        {
            var subject = (await story.Case(number)).Id;
            var lines = await story.Do((WhoWasTold told) => told.ForSubject(story.ForumId, subject, Cancel));
            var line = Assert.Single(lines, line => line.Kind == MessageKind.TeamNote && line.Recipient == $"member:{story.Rune.Actor.MemberId}");
            Assert.Equal(MessageState.Sent, line.State);
        }

        // The next one is another one.
        await Add(story, cases[0]);
        await story.Later(TimeSpan.FromMinutes(2));
        Assert.Single(story.News(story.Rune));
    }

    [Theory, BothDatabases]
    public async Task What_is_urgent_a_receipt_and_an_answer_never_wait(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        await Barrier(story);
        var before = (await story.Messages()).Select(message => message.Id).ToHashSet();
        var number = await story.Report(story.Needles() with { Category = CategoryCode.Threat });
        Assert.Single(story.News(story.Maja), text => text.StartsWith("HASTER", StringComparison.Ordinal));
        Assert.Single(story.News(story.Bodil));
        Assert.NotEmpty(await story.Text(story.Bodil, "HJÆLP"));
        Assert.Equal(number, Assert.Single(await story.Cases(), report => report.Category == CategoryCode.Threat).Number);
        Assert.All((await story.Messages()).Where(message => !before.Contains(message.Id)), message => Assert.Null(message.BundleId));
        await story.Later(TimeSpan.FromMinutes(2));
        Assert.Single(story.News(story.Maja), text => text.Contains("barriere", StringComparison.Ordinal));
    }

    [Theory, BothDatabases]
    public async Task What_is_no_longer_wanted_is_left_out_and_the_rest_goes(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        await ChangedRulesTests.Change(story, new MessageRuleSettings { Rule = MessageRule.NeighbourWrote, Coordinators = true, Held = true });
        var number = await story.Report();
        story.Read();
        await Add(story, number);
        await Barrier(story);
        await ChangedRulesTests.Change(story, new MessageRuleSettings { Rule = MessageRule.NeighbourWrote });
        await story.Later(TimeSpan.FromMinutes(2));
        Assert.Contains("barriere", Assert.Single(story.News(story.Maja)), StringComparison.Ordinal);
        var left = Assert.Single(await story.Messages(), message => message.Kind == MessageKind.TeamNote);
        Assert.Equal((MessageState.Dropped, MessageReason.NotNeeded), (left.State, left.Reason));
    }

    [Theory, BothDatabases]
    public async Task After_a_restore_what_goes_together_is_not_sent_twice(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        await Barrier(story);
        await story.Do((MessageQueue queue) => queue.MarkRestored(Cancel));
        await story.Later(TimeSpan.FromMinutes(10));
        Assert.Empty(story.News(story.Maja));
    }

    [Theory, BothDatabases]
    public async Task Who_may_be_written_to_after_all_does_not_wait_for_the_morning(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        story.Town.GoTo(story.Town.Clock.GetUtcNow() + TimeSpan.FromHours(12));
        await Barrier(story);
        await story.Later(TimeSpan.FromMinutes(2));
        await story.Do((ChooseMessages choose) => choose.Run(story.Maja.Actor, new() { QuietFrom = 0, QuietUntil = 0 }, null, Cancel));
        Assert.Empty(story.News(story.Maja));
        await Barrier(story);
        await story.Later(TimeSpan.FromMinutes(2));
        Assert.Contains("barriere", Assert.Single(story.News(story.Maja)), StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task One_that_has_waited_too_long_takes_no_other_with_it(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        story.Town.GoTo(story.Town.Clock.GetUtcNow() + TimeSpan.FromHours(10.5));
        await Barrier(story);
        story.Town.Phones.Set(AnswerFault.TooMany, CallbackFault.None);
        await story.Later(TimeSpan.FromMinutes(2));
        story.Town.Clock.Advance(TimeSpan.FromHours(35.8));
        await Barrier(story);
        await story.Later(TimeSpan.FromMinutes(15));
        story.Town.Quiet();
        await story.Later(TimeSpan.FromMinutes(5));
        Assert.Contains("barriere", Assert.Single(story.News(story.Maja)), StringComparison.Ordinal);
        Assert.Equal([MessageReason.Outdated, null], (await story.Messages()).Where(m => m.Kind == MessageKind.CoordinatorBarrier).OrderBy(m => m.DueAt).Select(m => m.Reason));
        Assert.Single(await story.Do((Undelivered undelivered) => undelivered.List(story.ForumId, Cancel)), one => one.Reason == MessageReason.Outdated);
    }

    private static async Task Barrier(Story story)
    {
        await story.Do((TellBarrier tell) => tell.Run(Actor.Anyone(story.ForumId, ""), new("Kortet kan ikke nås med tastatur."), null, Cancel));
        await story.Settle();
    }

    private static async Task Add(Story story, string number)
    {
        var id = (await story.Case(number)).Id;
        await story.Do((AddToReport add) => add.Run(Actor.Holder(story.ForumId, id), "Der ligger flere ved bænken.", null, Cancel));
        await story.Settle();
    }
}
