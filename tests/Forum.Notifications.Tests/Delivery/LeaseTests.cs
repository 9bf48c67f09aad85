using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Notifications.Data;
using Tryghedsforum.Notifications.Delivery;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Notifications.Tests.Delivery;

public sealed class LeaseTests
{
    private static readonly TimeSpan LeaseAndABit = MessageQueue.Lease + TimeSpan.FromSeconds(1);

    [Theory, BothDatabases]
    public async Task Eight_workers_claim_five_hundred_messages_each_once(DatabaseKind kind)
    {
        await using var host = await DeliveryHost.StartAsync(kind);
        await host.InScope<NotificationsDb, bool>(async db =>
        {
            db.AddRange(Enumerable.Range(0, 500).Select(n => Message.Plan(MessageKind.CrewTask, 1, $"task {n}", "member:1", null, "{}", DeliveryHost.Noon, DeliveryHost.Noon)));
            await db.SaveChangesAsync();
            return true;
        });
        var claimed = new ConcurrentBag<Guid>();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => host.InScope<MessageQueue, bool>(async queue =>
        {
            while (await queue.Claim(Lane.Alert, 7, default) is { Count: > 0 } some)
            {
                foreach (var message in some) claimed.Add(message.Id);
            }

            return true;
        }))));

        Assert.Equal(500, claimed.Count);
        Assert.Equal(500, claimed.Distinct().Count());
    }

    [Theory, BothDatabases]
    public async Task An_attempt_that_lost_its_lease_can_neither_begin_nor_overwrite(DatabaseKind kind)
    {
        await using var host = await DeliveryHost.StartAsync(kind);
        var id = await host.Plan();
        var late = await Claim(host);
        host.Clock.Advance(LeaseAndABit);
        Assert.False(await Begin(host, late));
        await host.InScope<MessageQueue, int>(queue => queue.ExpireLeases(default));
        Assert.Equal((MessageState.Unknown, MessageReason.LeaseLost), ((await host.Find(id)).State, (await host.Find(id)).Reason));
        host.Clock.Advance(MessageQueue.CallbackWait);
        var newer = Assert.Single(await host.InScope<MessageQueue, IReadOnlyList<Message>>(queue => queue.ClaimUnknown(8, default)));

        Assert.False(await Finish(host, late, new(MessageState.Failed, MessageReason.Refused)));
        Assert.True(await Finish(host, newer, new(MessageState.Pending, NextTryAt: host.Clock.GetUtcNow())));

        Assert.Equal(MessageState.Pending, (await host.Find(id)).State);
        Assert.False(await Finish(host, late, Outcome.Taken(new("SM1", "queued", null))));
        Assert.Null((await host.Find(id)).ProviderSid);
    }

    [Theory, BothDatabases]
    public async Task A_lease_that_ran_out_before_the_call_began_sends_again_even_what_goes_at_most_once(DatabaseKind kind)
    {
        await using var host = await DeliveryHost.StartAsync(kind);
        var id = await host.Plan(MessageKind.ReporterReceipt, "receipt", "reporter:1");
        await Claim(host, Lane.Notice);
        host.Clock.Advance(LeaseAndABit);
        await host.RunOnce();
        Assert.Equal(MessageState.Unknown, (await host.Find(id)).State);
        host.Clock.Advance(MessageQueue.CallbackWait);
        await host.RunOnce();
        await host.Reaches(id, MessageState.Delivered);
        Assert.Equal(1, host.Taken(DeliveryHost.Neighbour));
    }

    [Theory]
    [BothDatabases(MessageKind.CrewTask, 1)]
    [BothDatabases(MessageKind.InboundReply, 0)]
    public async Task A_lease_that_ran_out_after_the_call_may_have_begun_follows_the_kind_s_policy(DatabaseKind kind, string messageKind, int sentAgain)
    {
        await using var host = await DeliveryHost.StartAsync(kind);
        var id = await host.Plan(messageKind);
        var claimed = await Claim(host, KindPolicy.Of(messageKind).Lane);
        Assert.True(await Begin(host, claimed));
        host.Clock.Advance(LeaseAndABit);
        await host.RunOnce();
        Assert.Equal(MessageState.Unknown, (await host.Find(id)).State);

        host.Clock.Advance(MessageQueue.CallbackWait);
        await host.RunOnce();

        Assert.Equal(sentAgain, host.Taken());
        await host.Reaches(id, sentAgain == 1 ? MessageState.Delivered : MessageState.Unknown);
    }

    [Theory, BothDatabases]
    public async Task A_lease_that_ran_out_is_settled_by_the_callback(DatabaseKind kind)
    {
        await using var host = await DeliveryHost.StartAsync(kind);
        var id = await host.Plan();
        await Begin(host, await Claim(host));
        host.Clock.Advance(LeaseAndABit);
        await host.RunOnce();
        await host.InScope<DeliveryReceipts, bool>(r => r.Take(id, new Dictionary<string, string> { ["MessageSid"] = "SM7", ["MessageStatus"] = "sent" }));
        host.Clock.Advance(TimeSpan.FromMinutes(30));
        await host.RunOnce();
        var message = await host.Find(id);
        Assert.Equal((MessageState.Sent, "SM7", 0), (message.State, message.ProviderSid, host.Taken()));
    }

    [Theory, BothDatabases]
    public async Task A_callback_that_is_faster_than_the_answer_is_not_undone_by_it(DatabaseKind kind)
    {
        await using var host = await DeliveryHost.StartAsync(kind);
        var id = await host.Plan();
        var claimed = await Claim(host);
        await Begin(host, claimed);
        await host.InScope<DeliveryReceipts, bool>(r => r.Take(id, new Dictionary<string, string> { ["MessageSid"] = "SM7", ["MessageStatus"] = "delivered" }));

        Assert.False(await Finish(host, claimed, Outcome.Taken(new("SM7", "queued", null))));
        Assert.False(await Finish(host, claimed, new(MessageState.Unknown, MessageReason.AnswerLost, host.Clock.GetUtcNow())));

        var message = await host.Find(id);
        Assert.Equal((MessageState.Delivered, "SM7", ReceiptRank.Final), (message.State, message.ProviderSid, message.ReceiptRank));
    }

    [Theory, BothDatabases]
    public async Task Lanes_are_claimed_apart_earliest_first_and_not_before_their_time(DatabaseKind kind)
    {
        await using var host = await DeliveryHost.StartAsync(kind);
        await host.InScope<NotificationsDb, bool>(async db =>
        {
            foreach (var (key, due) in new[] { ("late", 2), ("early", 1), ("future", 600) })
                db.Add(Message.Plan(MessageKind.CrewTask, 1, key, "member:1", null, "{}", DeliveryHost.Noon.AddSeconds(due), DeliveryHost.Noon));
            db.Add(Message.Plan(MessageKind.ReporterGone, 1, "notice", "reporter:1", null, "{}", DeliveryHost.Noon, DeliveryHost.Noon));
            await db.SaveChangesAsync();
            return true;
        });
        host.Clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal("early", (await Claim(host)).PlanKey);
        Assert.Equal("late", (await Claim(host)).PlanKey);
        Assert.Empty(await host.InScope<MessageQueue, IReadOnlyList<Message>>(queue => queue.Claim(Lane.Alert, 9, default)));
        Assert.Equal("notice", (await Claim(host, Lane.Notice)).PlanKey);
    }

    [Theory, BothDatabases]
    public async Task The_same_key_is_planned_once(DatabaseKind kind)
    {
        await using var host = await DeliveryHost.StartAsync(kind);
        await host.Plan(key: "1/7/member:1/sms");
        await Assert.ThrowsAsync<DbUpdateException>(() => host.Plan(key: "1/7/member:1/sms"));
    }

    private static async Task<Message> Claim(DeliveryHost host, Lane lane = Lane.Alert) =>
        Assert.Single(await host.InScope<MessageQueue, IReadOnlyList<Message>>(queue => queue.Claim(lane, 1, default)));

    private static Task<bool> Begin(DeliveryHost host, Message claimed) =>
        host.InScope<MessageQueue, bool>(queue => queue.Begin(claimed, [1], new byte[32], null, default));

    private static Task<bool> Finish(DeliveryHost host, Message claimed, Outcome outcome) =>
        host.InScope<MessageQueue, bool>(queue => queue.Finish(claimed, outcome));
}
