using System.Net;
using System.Text;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Notifications.Delivery;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Notifications.Tests.Delivery;

/// <summary>What each answer of the provider means, seen through the SDK: stubbed at the wire.</summary>
public sealed class ProviderAnswerTests
{
    private static readonly Dictionary<string, string?> Account = new()
    {
        ["Sms:AccountSid"] = "AC1", ["Sms:AuthToken"] = "secret", ["Sms:PublicUrl"] = "https://forum.example",
    };

    [Theory]
    [InlineData(429, 20429, MessageState.Pending, MessageReason.Busy)]
    [InlineData(400, 30450, MessageState.Pending, MessageReason.Busy)]
    [InlineData(400, 21211, MessageState.Failed, MessageReason.Number)]
    [InlineData(400, 21614, MessageState.Failed, MessageReason.Number)]
    [InlineData(400, 21635, MessageState.Failed, MessageReason.Number)]
    [InlineData(400, 21610, MessageState.Failed, MessageReason.OptedOut)]
    [InlineData(400, 21612, MessageState.Failed, MessageReason.Refused)]
    [InlineData(403, 21408, MessageState.Failed, MessageReason.Refused)]
    [InlineData(400, 21617, MessageState.Failed, MessageReason.Refused)]
    [InlineData(400, 21606, MessageState.Pending, MessageReason.Stopped)]
    [InlineData(400, 21212, MessageState.Pending, MessageReason.Stopped)]
    [InlineData(401, 20003, MessageState.Pending, MessageReason.Stopped)]
    [InlineData(403, 20403, MessageState.Pending, MessageReason.Stopped)]
    [InlineData(404, 20404, MessageState.Pending, MessageReason.Stopped)]
    [InlineData(500, 20500, MessageState.Unknown, MessageReason.AnswerLost)]
    [InlineData(502, 0, MessageState.Unknown, MessageReason.AnswerLost)]
    [InlineData(504, 0, MessageState.Unknown, MessageReason.AnswerLost)]
    public async Task An_error_has_its_meaning(int status, int code, MessageState state, string reason)
    {
        var line = new Line(status, $$"""{"code":{{code}},"message":"","more_info":"","status":{{status}}}""");
        await using var host = await DeliveryHost.StartAsync(DatabaseKind.Sqlite, settings: Account, line: line);
        var message = await Sent(host);
        Assert.Equal((state, reason), (message.State, message.Reason));
        if (code != 0 && state is not MessageState.Unknown) Assert.Equal(code, message.ErrorCode);
    }

    [Theory]
    [InlineData(400, "<html>Bad Gateway of somebody else</html>", MessageState.Failed)]
    [InlineData(429, "slow down", MessageState.Pending)]
    [InlineData(503, "<html></html>", MessageState.Unknown)]
    [InlineData(201, "<html>Welcome to the hotel</html>", MessageState.Unknown)]
    [InlineData(201, "{}", MessageState.Unknown)]
    [InlineData(201, "", MessageState.Unknown)]
    [InlineData(302, "", MessageState.Unknown)]
    public async Task An_answer_that_the_SDK_cannot_read_is_judged_by_its_status(int status, string body, MessageState state)
    {
        await using var host = await DeliveryHost.StartAsync(DatabaseKind.Sqlite, settings: Account, line: new Line(status, body));
        Assert.Equal(state, (await Sent(host)).State);
    }

    [Fact]
    public async Task A_provider_that_cannot_be_reached_has_surely_not_taken_it()
    {
        foreach (var address in new[] { $"http://127.0.0.1:{PostgresServer.FreePort()}", "http://nowhere.invalid" })
        {
            await using var host = await DeliveryHost.StartAsync(DatabaseKind.Sqlite, settings: new(Account) { ["Sms:BaseUrl"] = address });
            var message = await Sent(host);
            Assert.Equal((MessageState.Pending, MessageReason.Busy), (message.State, message.Reason));
        }
    }

    [Fact]
    public async Task A_sender_that_cannot_send_does_not_stop_the_others()
    {
        var line = new Line(400, """{"code":21606,"message":"","more_info":"","status":400}""");
        await using var host = await DeliveryHost.StartAsync(DatabaseKind.Sqlite, settings: Account, line: line);
        host.Prepares = message => new(new Outgoing.Send(message.ForumId == 1 ? "+4560000001" : "+4560000002", "+4560000000", "Hej", [1]));
        await host.Plan(key: "first");
        await host.RunOnce();
        await host.Plan(key: "second");
        await host.RunOnce();
        Assert.Equal(1, line.Calls);
        await host.Plan(key: "other forum", forum: 2);
        await host.RunOnce();
        Assert.Equal(2, line.Calls);
        Assert.Null(await host.InScope<Undelivered, DateTimeOffset?>(u => u.SmsStoppedSince(default)));
    }

    [Fact]
    public async Task Retries_wait_longer_each_time_and_end_with_the_message_s_validity()
    {
        var line = new Line(429, "");
        await using var host = await DeliveryHost.StartAsync(DatabaseKind.Sqlite, settings: Account, line: line);
        var message = await Sent(host);
        while (message.State is MessageState.Pending)
        {
            var wait = message.NextTryAt!.Value - host.Clock.GetUtcNow();
            var full = Math.Min(300, Math.Pow(2, message.Attempt));
            Assert.InRange(wait.TotalSeconds, full / 2, full);
            host.Clock.Advance(wait);
            await host.RunOnce();
            message = await host.Find(message.Id);
        }

        Assert.Equal((MessageState.Dropped, MessageReason.Outdated), (message.State, message.Reason));
        Assert.InRange(line.Calls, 48, 110);
    }

    private static async Task<Message> Sent(DeliveryHost host)
    {
        host.Prepares = _ => new(new Outgoing.Send("+4560000001", "+4560000000", "Hej", [1]));
        var id = await host.Plan();
        await host.RunOnce();
        return await host.Find(id);
    }

    private sealed class Line(int status, string body) : HttpMessageHandler
    {
        public int Calls { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Calls++;
            return Task.FromResult(new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, "application/json") });
        }
    }
}
