using System.Net;
using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Notifications.Data;
using Tryghedsforum.Notifications.Delivery;
using Tryghedsforum.Notifications.Simulator;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Notifications.Tests.Delivery;

public sealed class SendingTests
{
    [Theory, BothDatabases]
    public async Task A_message_reaches_the_phone_and_its_receipts_are_kept(DatabaseKind kind)
    {
        await using var host = await DeliveryHost.StartAsync(kind);
        var id = await host.Plan();

        Assert.Equal(1, await host.RunOnce());
        await host.Reaches(id, MessageState.Delivered);

        var message = await host.Find(id);
        var text = Assert.Single(host.Phones.Texts(DeliveryHost.Crew));
        Assert.Equal("NV-4827 task", text.Body);
        Assert.Equal(text.Sid, message.ProviderSid);
        Assert.Equal([1, 2, 3], message.BodySealed);
        Assert.Equal(DeliveryHost.Noon, message.SentAt);
        Assert.Equal(DeliveryHost.Noon, message.DeliveredAt);
        var receipts = await host.Receipts(id);
        Assert.Equal(["delivered", "queued", "sent"], receipts.Select(r => r.Status).Order());
        Assert.All(receipts, r => Assert.DoesNotContain("+45", r.Fields, StringComparison.Ordinal));
        Assert.Equal(0, await host.RunOnce());
    }

    [Theory, BothDatabases]
    public async Task Too_many_requests_are_tried_again_after_the_wait_that_the_provider_asks(DatabaseKind kind)
    {
        await using var host = await DeliveryHost.StartAsync(kind);
        host.Phones.Set(AnswerFault.TooMany);
        var id = await host.Plan();

        await host.RunOnce();
        var waiting = await host.Find(id);
        Assert.Equal((MessageState.Pending, MessageReason.Busy, 20429), (waiting.State, waiting.Reason, waiting.ErrorCode));
        Assert.True(waiting.NextTryAt >= DeliveryHost.Noon.AddSeconds(1));

        host.Phones.Set(AnswerFault.None);
        Assert.Equal(0, await host.RunOnce());
        host.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(1, await host.RunOnce());
        Assert.Equal(1, host.Taken());
    }

    [Theory]
    [BothDatabases(AnswerFault.Down)]
    [BothDatabases(AnswerFault.Unavailable)]
    public async Task When_the_provider_is_down_an_alert_goes_again_and_a_notice_is_left_for_a_human(DatabaseKind kind, AnswerFault fault)
    {
        await using var host = await DeliveryHost.StartAsync(kind);
        host.Phones.Set(fault);
        var alert = await host.Plan();
        var notice = await host.Plan(MessageKind.ReporterReceipt, "receipt", "reporter:1");
        await host.RunOnce();
        Assert.Equal(MessageState.Unknown, (await host.Find(alert)).State);
        Assert.Equal(MessageState.Unknown, (await host.Find(notice)).State);

        host.Phones.Set(AnswerFault.None);
        host.Clock.Advance(TimeSpan.FromSeconds(119));
        Assert.Equal(0, await host.RunOnce());
        host.Clock.Advance(TimeSpan.FromSeconds(2));
        await host.RunOnce();

        await host.Reaches(alert, MessageState.Delivered);
        Assert.Equal((1, 0), (host.Taken(), host.Taken(DeliveryHost.Neighbour)));
        var left = await host.Find(notice);
        Assert.Equal((MessageState.Unknown, MessageReason.Unconfirmed, null), (left.State, left.Reason, left.NextTryAt));
        var listed = Assert.Single(await host.InScope<Undelivered, IReadOnlyList<UndeliveredMessage>>(u => u.List(1, default)));
        Assert.Equal(notice, listed.Id);
    }

    [Theory]
    [BothDatabases(AnswerFault.Lost)]
    [BothDatabases(AnswerFault.TimeOut)]
    public async Task A_lost_answer_is_settled_by_the_callback_and_nothing_is_sent_twice(DatabaseKind kind, AnswerFault fault)
    {
        await using var host = await DeliveryHost.StartAsync(kind, settings: new() { ["Sms:Patience"] = "00:00:01" });
        // A connection that has been used: the case in which an HTTP client might try again by itself.
        await host.Plan(key: "first");
        await host.RunOnce();
        host.Phones.Set(fault);
        var id = await host.Plan(key: "second");

        await host.RunOnce();
        await host.Reaches(id, MessageState.Delivered);

        host.Phones.Set(AnswerFault.None);
        host.Clock.Advance(TimeSpan.FromMinutes(10));
        await host.RunOnce();
        Assert.Equal(2, host.Taken());
        Assert.Equal(host.Phones.Texts(DeliveryHost.Crew)[1].Sid, (await host.Find(id)).ProviderSid);
    }

    [Theory, BothDatabases]
    public async Task A_lost_answer_without_callback_is_found_in_the_provider_s_list(DatabaseKind kind)
    {
        await using var host = await DeliveryHost.StartAsync(kind);
        host.Phones.Set(AnswerFault.None, CallbackFault.Silent);
        // The same words to the same phone, sent on purpose: this one's sid must not be taken for the other's.
        host.Prepares = _ => new(new Outgoing.Send(DeliveryHost.Sender, DeliveryHost.Crew, "Noteret. Tak.", [1]));
        var first = await host.Plan(MessageKind.InboundReply, "first");
        await host.RunOnce();
        host.Phones.Set(AnswerFault.Lost, CallbackFault.Silent);
        var second = await host.Plan(MessageKind.InboundReply, "second");
        await host.RunOnce();
        Assert.Equal(MessageState.Unknown, (await host.Find(second)).State);
        await Eventually.True(() => host.Phones.Texts(DeliveryHost.Crew).All(t => t.Status == "delivered"));

        host.Clock.Advance(TimeSpan.FromMinutes(3));
        await host.RunOnce();

        var found = await host.Find(second);
        Assert.Equal(MessageState.Delivered, found.State);
        Assert.NotEqual((await host.Find(first)).ProviderSid, found.ProviderSid);
        Assert.Equal(2, host.Taken());
    }

    [Theory, BothDatabases]
    public async Task The_same_words_sent_before_are_not_taken_for_the_ones_whose_answer_was_lost(DatabaseKind kind)
    {
        await using var host = await DeliveryHost.StartAsync(kind);
        host.Prepares = _ => new(new Outgoing.Send(DeliveryHost.Sender, DeliveryHost.Crew, "Noteret. Tak.", [1]));
        await host.Reaches(await Sent(host, "first"), MessageState.Delivered);
        host.Phones.Set(AnswerFault.Down);
        var second = await Sent(host, "second");
        host.Phones.Set(AnswerFault.None);

        host.Clock.Advance(TimeSpan.FromMinutes(3));
        await host.RunOnce();

        Assert.Equal((MessageState.Unknown, MessageReason.Unconfirmed), ((await host.Find(second)).State, (await host.Find(second)).Reason));
    }

    [Theory, BothDatabases]
    public async Task The_list_is_searched_without_a_number_when_the_recipient_wants_nothing_more(DatabaseKind kind)
    {
        await using var host = await DeliveryHost.StartAsync(kind);
        host.Phones.Set(AnswerFault.Lost, CallbackFault.Silent);
        var id = await host.Plan();
        await host.RunOnce();
        await Eventually.True(() => host.Phones.Texts(DeliveryHost.Crew)[0].Status == "delivered");
        host.Prepares = _ => new(new Outgoing.Drop(MessageReason.OptedOut));

        host.Clock.Advance(TimeSpan.FromMinutes(3));
        await host.RunOnce();

        Assert.Equal(MessageState.Delivered, (await host.Find(id)).State);
    }

    [Theory]
    [BothDatabases(CallbackFault.Duplicate, MessageState.Delivered)]
    [BothDatabases(CallbackFault.OutOfOrder, MessageState.Delivered)]
    [BothDatabases(CallbackFault.Undelivered, MessageState.Undelivered)]
    public async Task Callbacks_twice_or_backwards_or_bad_end_in_the_right_state(DatabaseKind kind, CallbackFault fault, MessageState end)
    {
        await using var host = await DeliveryHost.StartAsync(kind);
        host.Phones.Set(AnswerFault.None, fault);
        var id = await host.Plan();
        await host.RunOnce();

        await Eventually.True(() => host.Phones.Texts(DeliveryHost.Crew) is [{ IsConfirmed: true }]);

        var message = await host.Find(id);
        Assert.Equal(end, message.State);
        Assert.Equal(3, (await host.Receipts(id)).Count);
        Assert.Equal(end is MessageState.Undelivered ? 30003 : null, message.ErrorCode);
        Assert.Equal(end is MessageState.Undelivered ? 1 : 0, (await host.InScope<Undelivered, IReadOnlyList<UndeliveredMessage>>(u => u.List(1, default))).Count);
    }

    [Theory, BothDatabases]
    public async Task Without_any_callback_a_message_stays_sent_and_never_claims_to_be_delivered(DatabaseKind kind)
    {
        await using var host = await DeliveryHost.StartAsync(kind);
        host.Phones.Set(AnswerFault.None, CallbackFault.Silent);
        var id = await host.Plan();
        await host.RunOnce();
        host.Clock.Advance(TimeSpan.FromDays(1));
        await host.RunOnce();
        Assert.Equal(MessageState.Sent, (await host.Find(id)).State);
    }

    [Theory]
    [BothDatabases(false)]
    [BothDatabases(true)]
    public async Task What_is_urgent_and_did_not_arrive_stands_first_however_many_news_did_not(DatabaseKind kind, bool byMail)
    {
        await using var host = await DeliveryHost.StartAsync(kind);
        var urgent = await host.Plan(MessageKind.Danger, key: "urgent");
        for (var n = 0; n < 201; n++) await host.Plan(MessageKind.ResidentWarning, key: $"news{n}");
        await host.InScope<NotificationsDb, int>(async db => await db.Messages.ExecuteUpdateAsync(set => set.SetProperty(m => m.State, MessageState.Dropped).SetProperty(m => m.Reason, MessageReason.NoAddress).SetProperty(m => m.DueAt, DeliveryHost.Noon.AddMinutes(1)))
            + await db.Messages.Where(m => m.Id == urgent).ExecuteUpdateAsync(set => set.SetProperty(m => m.Lane, byMail ? Lane.Mail : Lane.Alert).SetProperty(m => m.DueAt, DeliveryHost.Noon).SetProperty(m => m.Reason, MessageReason.OptedOut)));
        var first = (await host.InScope<Undelivered, IReadOnlyList<UndeliveredMessage>>(missed => missed.List(1, default)))[0];
        Assert.Equal((urgent, true), (first.Id, first.Urgent));
    }

    [Theory, BothDatabases]
    public async Task Whether_a_stopped_channel_works_again_is_found_out_by_one_that_is_still_sent(DatabaseKind kind)
    {
        await using var host = await DeliveryHost.StartAsync(kind);
        host.Prepares = message => new(message.PlanKey.StartsWith("stale", StringComparison.Ordinal) ? new Outgoing.Drop(MessageReason.NotNeeded) : DeliveryHost.Text(message));
        host.Phones.Set(AnswerFault.Suspended);
        for (var n = 0; n < 3; n++) await host.Plan(key: $"old{n}");
        await host.RunOnce();
        host.Clock.Advance(TimeSpan.FromHours(5));
        for (var n = 0; n < 3; n++) await host.Plan(key: $"stale{n}");
        var last = await host.Plan(key: "last");
        host.Phones.Set(AnswerFault.None);
        await host.RunOnce();
        await host.Reaches(last, MessageState.Delivered);
    }

    [Theory, BothDatabases]
    public async Task A_suspended_account_stops_the_channel_keeps_the_messages_and_lets_one_at_a_time_try(DatabaseKind kind)
    {
        await using var host = await DeliveryHost.StartAsync(kind);
        host.Phones.Set(AnswerFault.Suspended);
        var first = await host.Plan(key: "first");
        await host.RunOnce();
        var second = await host.Plan(key: "second");
        await host.RunOnce();

        Assert.Equal((MessageState.Pending, MessageReason.Stopped), ((await host.Find(first)).State, (await host.Find(first)).Reason));
        Assert.Equal(0, (await host.Find(second)).Attempt);
        Assert.NotNull(await host.InScope<Undelivered, DateTimeOffset?>(u => u.SmsStoppedSince(default)));
        Assert.Contains(host.Log.All, line => line.StartsWith("Critical", StringComparison.Ordinal) && line.Contains("20003", StringComparison.Ordinal));

        host.Clock.Advance(ChannelStops.ProbeEvery);
        await host.RunOnce();
        Assert.Equal(2, (await host.Find(first)).Attempt + (await host.Find(second)).Attempt);

        host.Phones.Set(AnswerFault.None);
        host.Clock.Advance(ChannelStops.ProbeEvery);
        await host.RunOnce();
        await host.Reaches(first, MessageState.Delivered);
        await host.Reaches(second, MessageState.Delivered);
        Assert.Null(await host.InScope<Undelivered, DateTimeOffset?>(u => u.SmsStoppedSince(default)));
    }

    [Theory, BothDatabases]
    public async Task A_phone_that_said_stop_is_refused_for_good_and_start_opens_it(DatabaseKind kind)
    {
        await using var host = await DeliveryHost.StartAsync(kind);
        host.Phones.SendText(DeliveryHost.Crew, DeliveryHost.Sender, " stop ");
        var refused = await host.Plan(key: "after stop");
        await host.RunOnce();
        var message = await host.Find(refused);
        Assert.Equal((MessageState.Failed, MessageReason.OptedOut, 21610), (message.State, message.Reason, message.ErrorCode));

        host.Phones.SendText(DeliveryHost.Crew, DeliveryHost.Sender, "START");
        var again = await host.Plan(key: "after start");
        await host.RunOnce();
        await host.Reaches(again, MessageState.Delivered);
    }

    [Fact]
    public async Task A_number_of_the_demonstration_range_never_goes_to_a_real_provider()
    {
        var line = new RecordingLine();
        await using var host = await DeliveryHost.StartAsync(DatabaseKind.Sqlite, line: line, settings: new()
        {
            ["Sms:AccountSid"] = "AC1", ["Sms:AuthToken"] = "secret", ["Sms:PublicUrl"] = "https://forum.example",
        });
        string[] demo = ["+4595000001", "+45 95 99 99 99", "+45-95-12-34-56"];
        foreach (var number in demo)
        {
            host.Prepares = _ => new(new Outgoing.Send(DeliveryHost.Sender, number, "Hej", [1]));
            var id = await host.Plan(key: number);
            await host.RunOnce();
            Assert.Equal((MessageState.Failed, MessageReason.DemoNumber), ((await host.Find(id)).State, (await host.Find(id)).Reason));
        }

        Assert.Empty(line.Calls);
        host.Prepares = _ => new(new Outgoing.Send(DeliveryHost.Sender, "+4560000000", "Hej", [1]));
        await host.Plan(key: "other");
        await host.RunOnce();
        Assert.Equal("https://api.twilio.com/2010-04-01/Accounts/AC1/Messages.json", Assert.Single(line.Calls));
    }

    private static async Task<Guid> Sent(DeliveryHost host, string key)
    {
        var id = await host.Plan(MessageKind.InboundReply, key);
        await host.RunOnce();
        return id;
    }

    private sealed class RecordingLine : HttpMessageHandler
    {
        public List<string> Calls { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Calls.Add(request.RequestUri!.ToString());
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.TooManyRequests) { Content = new StringContent("""{"code":20429,"message":"","more_info":"","status":429}""") });
        }
    }
}
