using CsCheck;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Notifications.Delivery;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Notifications.Tests.Delivery;

public sealed class ReceiptTests
{
    private static readonly string[] Usual = ["queued", "sending", "sent", "delivered"];
    private static readonly Gen<string> Status = OneOf("accepted", "scheduled", "queued", "sending", "sent", "delivered", "undelivered", "failed", "canceled", "read", "");
    private static readonly Gen<MessageState> Start = OneOf(MessageState.Pending, MessageState.Sending, MessageState.Unknown);

    [Fact]
    public void Whatever_the_order_the_highest_rank_wins_and_the_first_final_word_stays() =>
        Gen.Select(Start, Status.Array[0, 12]).Sample((start, statuses) =>
        {
            var stand = Fold(new(start, 0, null), statuses.Select(s => ("SM1", s)));
            var ranks = statuses.Select(ReceiptRank.Of).ToList();
            var highest = ranks.DefaultIfEmpty(0).Max();
            var expected = highest switch
            {
                0 => start,
                ReceiptRank.Final => ReceiptRank.State(statuses[ranks.IndexOf(ReceiptRank.Final)]),
                _ => MessageState.Sent,
            };
            return stand.State == expected && stand.Rank == highest && (highest == 0 ? stand.Sid is null : stand.Sid == "SM1");
        });

    [Fact]
    public void A_callback_that_comes_twice_changes_nothing_the_second_time() =>
        Gen.Select(Start, Gen.Select(OneOf("SM1", "SM2"), Status).Array[1, 12]).Sample((start, calls) =>
        {
            var once = Fold(new(start, 0, null), calls);
            return once == Fold(once, calls[^1..]) && Fold(new(start, 0, null), calls.SelectMany(c => new[] { c, c })) == once;
        });

    [Fact]
    public void Delivered_is_never_taken_back_whichever_copy_arrived() =>
        Gen.Select(Start, Gen.Select(OneOf("SM1", "SM2"), Status).Array[0, 12]).Sample((start, calls) =>
            Fold(Fold(new(start, 0, null), [("SM1", "sent"), ("SM2", "delivered")]), calls).State is MessageState.Delivered);

    [Fact]
    public void An_earlier_copy_brings_good_news_only() =>
        Status.Sample(status =>
        {
            var stand = new ReceiptStand(MessageState.Sent, ReceiptRank.Of("queued"), "SM2");
            var after = stand.After("SM1", status);
            return status == "delivered" ? after.State is MessageState.Delivered : after == stand;
        });

    [Theory, BothDatabases]
    public async Task Every_callback_is_kept_once_and_without_numbers(DatabaseKind kind)
    {
        await using var host = await DeliveryHost.StartAsync(kind);
        var id = await host.Plan();
        var fields = new Dictionary<string, string>
        {
            ["MessageSid"] = "SM1", ["MessageStatus"] = "delivered", ["To"] = "+4595000001", ["From"] = "+4595000099", ["FromCity"] = "X",
            ["RawDlrDoneDate"] = "2611241300", ["SomethingNew"] = "whatsapp:+4595000001", ["AlsoNew"] = "kept",
        };

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => host.InScope<DeliveryReceipts, bool>(r => r.Take(id, fields)))));

        var receipt = Assert.Single(await host.Receipts(id));
        Assert.Equal("""{"MessageSid":"SM1","MessageStatus":"delivered","RawDlrDoneDate":"2611241300","AlsoNew":"kept"}""", receipt.Fields);
        Assert.Equal(MessageState.Delivered, (await host.Find(id)).State);
    }

    [Theory, BothDatabases]
    public async Task Callbacks_at_the_same_time_end_in_the_final_state(DatabaseKind kind)
    {
        await using var host = await DeliveryHost.StartAsync(kind);
        for (var round = 0; round < 10; round++)
        {
            var id = await host.Plan(key: $"round {round}");
            await Task.WhenAll(Usual.Select(status => Task.Run(() => host.InScope<DeliveryReceipts, bool>(r =>
                r.Take(id, new Dictionary<string, string> { ["MessageSid"] = "SM1", ["MessageStatus"] = status })))));
            var message = await host.Find(id);
            Assert.Equal((MessageState.Delivered, ReceiptRank.Final), (message.State, message.ReceiptRank));
            Assert.Equal(4, (await host.Receipts(id)).Count);
        }
    }

    [Theory, BothDatabases]
    public async Task One_that_cannot_be_written_takes_none_along_of_those_that_came_with_it(DatabaseKind kind)
    {
        await using var host = await DeliveryHost.StartAsync(kind);
        var ids = new List<Guid>();
        for (var place = 0; place < 12; place++) ids.Add(await host.Plan(key: $"place {place}"));
        var write = host.Services.GetRequiredService<WriteReceipts>();

        // All of them wait in the line before the first is done; the one in the middle has no fields, which no row may be without.
        var written = ids.Select((id, place) => write.Take(new() { MessageId = id, Sid = "SM1", Status = "delivered", Fields = place == 6 ? null! : "{}", ReceivedAt = host.Clock.GetUtcNow() })).ToList();

        for (var place = 0; place < ids.Count; place++)
        {
            if (place == 6) await Assert.ThrowsAsync<DbUpdateException>(() => written[place]);
            else await written[place];
            Assert.Equal(place == 6 ? MessageState.Pending : MessageState.Delivered, (await host.Find(ids[place])).State);
            Assert.Equal(place == 6 ? 0 : 1, (await host.Receipts(ids[place])).Count);
        }
    }

    [Theory, BothDatabases]
    public async Task Receipts_of_two_messages_in_one_write_each_find_their_own(DatabaseKind kind)
    {
        await using var host = await DeliveryHost.StartAsync(kind);
        var (one, other, write) = (await host.Plan(key: "one"), await host.Plan(key: "other"), host.Services.GetRequiredService<WriteReceipts>());
        Task Take(Guid id, string status) => write.Take(new() { MessageId = id, Sid = $"SM{id}", Status = status, Fields = "{}", ReceivedAt = host.Clock.GetUtcNow() });

        await Task.WhenAll([.. Usual.SelectMany(status => new[] { Take(one, status), Take(Guid.NewGuid(), status), Take(other, status == "delivered" ? "undelivered" : status), Take(one, status) })]);

        Assert.Equal((MessageState.Delivered, 4), ((await host.Find(one)).State, (await host.Receipts(one)).Count));
        Assert.Equal((MessageState.Undelivered, 4), ((await host.Find(other)).State, (await host.Receipts(other)).Count));
    }

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(n => values[n]);

    private static ReceiptStand Fold(ReceiptStand stand, IEnumerable<(string Sid, string Status)> calls) =>
        calls.Aggregate(stand, (now, call) => now.After(call.Sid, call.Status));
}
