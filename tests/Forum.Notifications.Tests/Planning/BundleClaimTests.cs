using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Pickups;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Notifications.Data;
using Tryghedsforum.Notifications.Delivery;
using Tryghedsforum.Notifications.Planning;
using Tryghedsforum.Notifications.Simulator;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Notifications.Tests.Planning;

/// <summary>What happens to one SMS about several cases while somebody has it in hand.</summary>
[Collection(nameof(PatientTowns))]
public sealed class BundleClaimTests(PatientTowns towns)
{
    [Theory, BothDatabases]
    public async Task What_is_erased_while_it_is_in_hand_does_not_leave_and_the_rest_is_told(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        var cases = await story.Three();
        foreach (var number in cases) await story.Fetch(number);
        var carrier = await Claim(story);
        var said = Assert.IsType<Outgoing.Send>(await Ask(story, carrier));
        var erased = (await story.Case(cases[0])).Id;
        await Erase(story, erased);
        Assert.False(await story.Do((MessageQueue queue) => queue.Begin(carrier, said.SealedBody, [1], said.Cost, default)));
        // Neither does the question that is still under way write its words again.
        await Ask(story, carrier);
        Assert.All((await story.Messages()).Where(m => m.Id == carrier.Id || m.Recipient == OwnMessages.Reporter(erased)), m => Assert.Null(m.BodySealed));
        for (var n = 0; n < 3; n++) await story.Later(TimeSpan.FromMinutes(3));
        Assert.StartsWith($"{cases[1]} og {cases[2]}: Det er løst.", Assert.Single(story.News(story.Bodil)), StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task What_is_erased_while_the_answer_is_lost_is_not_sent_again(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        var cases = await story.Three();
        foreach (var number in cases) await story.Fetch(number);
        story.Town.Phones.Set(AnswerFault.Lost, CallbackFault.Silent);
        await story.Later(TimeSpan.FromMinutes(2));
        Assert.Single(story.News(story.Bodil));
        await Erase(story, (await story.Case(cases[0])).Id);
        story.Town.Quiet();
        for (var n = 0; n < 3; n++) await story.Later(TimeSpan.FromMinutes(3));
        Assert.Empty(story.News(story.Bodil));
        var left = Assert.Single(await story.Messages(), m => m.Kind == MessageKind.Bundle);
        Assert.Equal((MessageState.Unknown, MessageReason.Unconfirmed), (left.State, left.Reason));
    }

    [Theory, BothDatabases]
    public async Task Whoever_comes_too_late_to_let_one_go_does_not_have_it_said_twice(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        var cases = await story.Three();
        foreach (var number in cases) await story.Fetch(number);
        var stalled = await Claim(story);
        for (var n = 0; n < 3; n++) await story.Later(TimeSpan.FromMinutes(3));
        Assert.StartsWith($"{cases[0]}, {cases[1]} og {cases[2]}: ", Assert.Single(story.News(story.Bodil)), StringComparison.Ordinal);
        var part = (await story.Messages()).First(m => m.BundleId == stalled.Id);
        await story.Do(async (BundleParts parts) =>
        {
            await parts.LetGo(stalled, part, story.Town.Clock.GetUtcNow(), default);
            return true;
        });
        await story.Later(TimeSpan.FromMinutes(2));
        Assert.Empty(story.News(story.Bodil));
    }

    [Theory, BothDatabases]
    public async Task After_a_restore_each_of_several_is_in_the_SMS_that_is_found_or_with_a_human(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        var cases = new List<string>();
        for (var at = 1; at <= 9; at++, story.Town.Clock.Advance(TimeSpan.FromMinutes(13))) cases.Add(await story.Report(story.Needles($"Frederikssundsvej {at}")));
        foreach (var (number, n) in cases.Select((number, n) => (number, n)))
            await story.Do((PromiseTime promise) => promise.Run(story.Ida.Actor, number, story.Town.Clock.GetUtcNow().AddMinutes(60 + 10 * n), null, default));
        await story.Settle();
        story.Read();
        // After the backup the first of them leaves; before the others do, the machine is lost.
        var carrier = await Claim(story);
        var said = Assert.IsType<Outgoing.Send>(await Ask(story, carrier));
        story.Town.Phones.Set(AnswerFault.None, CallbackFault.Silent);
        await story.Do((Channels channels) => channels.Of(carrier.Lane).Send(carrier.Id, said, TimeSpan.FromHours(1)));
        await story.Do(async (NotificationsDb db) => await db.Messages.Where(m => m.ForumId == story.ForumId && m.Kind == MessageKind.ReporterTaken).ExecuteUpdateAsync(set => set
            .SetProperty(m => m.State, MessageState.Pending).SetProperty(m => m.BundleId, carrier.Id).SetProperty(m => m.NextTryAt, (DateTimeOffset?)null).SetProperty(m => m.BodySealed, (byte[]?)null)));
        await story.Do(async (NotificationsDb db) => await db.Messages.Where(m => m.Id == carrier.Id).ExecuteUpdateAsync(set => set.SetProperty(m => m.State, MessageState.Pending).SetProperty(m => m.NextTryAt, m => m.DueAt)));
        await story.Do((MessageQueue queue) => queue.MarkRestored(default));
        for (var n = 0; n < 3; n++) await story.Later(TimeSpan.FromMinutes(3));
        story.Town.Quiet();
        var text = Assert.Single(story.News(story.Bodil));
        var missed = (await story.Do((Undelivered undelivered) => undelivered.List(story.ForumId, default))).SelectMany(one => one.SubjectIds).ToHashSet();
        var told = (await story.Cases()).Where(one => cases.Contains(one.Number)).ToDictionary(one => one.Number, one => missed.Contains(one.Id));
        Assert.All(cases, number => Assert.True(text.Contains(number, StringComparison.Ordinal) != told[number], number));
        Assert.Contains(true, told.Values);
        Assert.Contains(false, told.Values);
    }

    private static async Task<Message> Claim(Story story)
    {
        story.Town.Clock.Advance(TimeSpan.FromMinutes(2));
        var claimed = await story.Do((MessageQueue queue) => queue.Claim(Lane.Notice, 16, default));
        return Assert.Single(claimed, m => m.Kind == MessageKind.Bundle && m.ForumId == story.ForumId);
    }

    private static Task<Outgoing> Ask(Story story, Message message) => story.Do(async (Prepare prepare) => await prepare(message, default));

    private static async Task Erase(Story story, Guid id)
    {
        await story.Do((OwnMessages own) => own.EraseCase(story.ForumId, id, null, default));
        await story.Do((EraseCase erase) => erase.Run(Actor.Holder(story.ForumId, id), default));
        await story.Do((OwnMessages own) => own.EraseCase(story.ForumId, id, null, default));
    }
}
