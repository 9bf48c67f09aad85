using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Notifications.Data;
using Tryghedsforum.Notifications.Delivery;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Notifications.Tests.Delivery;

/// <summary>What a backup held as not done is looked for after the restore, and never sent: not even what is otherwise rather sent twice than not at all.</summary>
public sealed class RestoredTests
{
    [Theory]
    [BothDatabases(MessageKind.CrewTask)]
    [BothDatabases(MessageKind.ReporterReceipt)]
    public async Task What_the_provider_does_not_know_is_left_to_a_human(DatabaseKind kind, string messageKind)
    {
        await using var host = await DeliveryHost.StartAsync(kind);
        var id = await host.Plan(messageKind);
        Assert.Equal(1, await Restored(host));
        await Settle(host);
        var message = await host.Find(id);
        Assert.Equal((MessageState.Unknown, MessageReason.Unconfirmed, null, 0), (message.State, message.Reason, message.NextTryAt, host.Taken()));
        Assert.Single(await host.InScope<Undelivered, IReadOnlyList<UndeliveredMessage>>(missed => missed.List(1, default)));
    }

    [Theory, BothDatabases]
    public async Task What_the_provider_has_had_is_found_by_its_words(DatabaseKind kind)
    {
        await using var host = await DeliveryHost.StartAsync(kind);
        // Sent by the program that is no more, of whose row nothing is left.
        var lost = await host.Plan(key: "task");
        await host.RunOnce();
        await host.Reaches(lost, MessageState.Delivered);
        await host.InScope<NotificationsDb, int>(async db => await db.Receipts.ExecuteDeleteAsync() + await db.Messages.Where(m => m.Id == lost).ExecuteDeleteAsync());

        var id = await host.Plan(key: "task");
        await Restored(host);
        await Settle(host);
        Assert.Equal((MessageState.Delivered, 1), ((await host.Find(id)).State, host.Taken()));
    }

    [Theory, BothDatabases]
    public async Task What_is_no_longer_so_is_dropped_and_what_waits_for_the_morning_is_asked_about_then(DatabaseKind kind)
    {
        await using var host = await DeliveryHost.StartAsync(kind);
        var morning = DeliveryHost.Noon.AddHours(2);
        host.Prepares = message => new(message.PlanKey == "old" ? new Outgoing.Drop(MessageReason.NotNeeded) : host.Clock.GetUtcNow() < morning ? new Outgoing.HoldUntil(morning) : DeliveryHost.Text(message));
        var (old, held) = (await host.Plan(key: "old"), await host.Plan(key: "held"));
        Assert.Equal(2, await Restored(host));
        await Settle(host);
        Assert.Equal((MessageState.Dropped, MessageReason.NotNeeded), ((await host.Find(old)).State, (await host.Find(old)).Reason));
        Assert.Equal((MessageState.Unknown, MessageReason.Restored, (DateTimeOffset?)morning), ((await host.Find(held)).State, (await host.Find(held)).Reason, (await host.Find(held)).NextTryAt));
        host.Clock.Advance(TimeSpan.FromHours(2));
        await host.RunOnce();
        Assert.Equal((MessageState.Unknown, MessageReason.Unconfirmed, 0), ((await host.Find(held)).State, (await host.Find(held)).Reason, host.Taken()));
    }

    private static Task<int> Restored(DeliveryHost host) => host.InScope<MessageQueue, int>(queue => queue.MarkRestored(default));

    private static async Task Settle(DeliveryHost host)
    {
        host.Clock.Advance(MessageQueue.CallbackWait);
        await host.RunOnce();
    }
}
