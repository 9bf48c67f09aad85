using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Notifications.Data;
using Tryghedsforum.Notifications.Delivery;
using Tryghedsforum.Notifications.Simulator;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Notifications.Tests.Delivery;

public sealed class DeliverMessagesTests
{
    [Theory, BothDatabases]
    public async Task An_alert_goes_at_once_though_twenty_notices_hang(DatabaseKind kind)
    {
        await using var host = await DeliveryHost.StartAsync(kind, loop: true);
        var hang = new TaskCompletionSource();
        var hanging = 0;
        host.Prepares = async message =>
        {
            if (message.Lane is Lane.Notice)
            {
                Interlocked.Increment(ref hanging);
                await hang.Task;
            }

            return DeliveryHost.Text(message);
        };
        for (var n = 0; n < 20; n++) await host.Plan(MessageKind.ReporterGone, $"notice {n}", "reporter:1");
        await Eventually.True(() => hanging == 16);

        var alert = await host.Plan();
        await host.Reaches(alert, MessageState.Delivered);
        Assert.Equal(16, hanging);

        hang.SetResult();
        await Eventually.True(() => host.Taken(DeliveryHost.Neighbour) == 20, TimeSpan.FromMinutes(2));
    }

    [Theory, BothDatabases]
    public async Task Where_nobody_carries_texts_what_is_due_is_dropped_and_says_why(DatabaseKind kind)
    {
        await using var host = await DeliveryHost.StartAsync(kind, settings: new() { ["Sms:Provider"] = "None" });
        Guid[] due = [await host.Plan(), await host.Plan(MessageKind.ReporterGone, "notice", "reporter:1")];
        await host.RunOnce();
        foreach (var id in due)
        {
            var message = await host.Find(id);
            Assert.Equal((MessageState.Dropped, MessageReason.SmsOff, null, 0), (message.State, message.Reason, message.NextTryAt, message.Attempt));
        }

        Assert.Equal(0, host.Taken());
    }

    [Theory, BothDatabases]
    public async Task A_lost_signal_only_delays(DatabaseKind kind)
    {
        await using var host = await DeliveryHost.StartAsync(kind, loop: true);
        var id = Message.Plan(MessageKind.CrewTask, 1, "silent", "member:1", null, "{}", DeliveryHost.Noon, DeliveryHost.Noon);
        await host.InScope<NotificationsDb, int>(db =>
        {
            db.Add(id);
            return db.SaveChangesAsync();
        });
        await Eventually.True(() =>
        {
            host.Clock.Advance(TimeSpan.FromSeconds(5));
            return host.Taken() == 1;
        });
    }

    [Theory, BothDatabases]
    public async Task Nothing_leaves_before_the_program_can_answer_the_provider(DatabaseKind kind)
    {
        await using var host = await DeliveryHost.StartAsync(kind);
        var starting = new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance);
        using var delivery = ActivatorUtilities.CreateInstance<DeliverMessages>(host.Services, (IHostApplicationLifetime)starting);
        var early = await host.Plan(key: "early");
        await delivery.StartAsync(default);
        await Eventually.True(() => host.Log.All.Any(line => line.Contains("Delivery works", StringComparison.Ordinal)));
        Assert.Equal(1, await host.RunOnce());

        var late = await host.Plan(key: "late");
        starting.NotifyStarted();
        foreach (var id in new[] { early, late })
        {
            await host.Reaches(id, MessageState.Delivered);
            Assert.Equal(1, (await host.Find(id)).Attempt);
        }

        await delivery.StopAsync(default);
    }

    [Fact]
    public async Task What_never_left_the_program_is_tried_again_and_not_lost()
    {
        await using var host = await DeliveryHost.StartAsync(DatabaseKind.Sqlite);
        var settings = new SmsSettings(new ConfigurationBuilder().Build(), new HostingEnvironment { EnvironmentName = Environments.Development }, new NowhereYet());
        var channel = ActivatorUtilities.CreateInstance<SmsChannel>(host.Services, settings);
        Assert.IsType<Handover.Later>(await channel.Send(Guid.NewGuid(), new(DeliveryHost.Sender, DeliveryHost.Crew, "NV-4827", [1]), TimeSpan.FromMinutes(5)));
    }

    [Theory, BothDatabases]
    public async Task Held_dropped_outdated_and_unprepared_messages_are_not_sent(DatabaseKind kind)
    {
        await using var host = await DeliveryHost.StartAsync(kind);
        host.Prepares = message => message.PlanKey switch
        {
            "hold" => new(new Outgoing.HoldUntil(DeliveryHost.Noon.AddHours(8))),
            "drop" => new(new Outgoing.Drop(MessageReason.NotNeeded)),
            "nobody" => new(new Outgoing.Drop(MessageReason.NoAddress)),
            _ => throw new InvalidOperationException("No such template"),
        };
        var subject = Guid.NewGuid();
        var hold = await host.Plan(MessageKind.ReporterGone, "hold", "reporter:1", subject);
        var drop = await host.Plan(MessageKind.ReporterGone, "drop", "reporter:2", subject);
        var nobody = await host.Plan(MessageKind.CrewTask, "nobody", "member:2", subject);
        var broken = await host.Plan(MessageKind.InboundReply, "broken", "member:3");
        await host.RunOnce();

        Assert.Equal((MessageState.Pending, DeliveryHost.Noon.AddHours(8)), ((await host.Find(hold)).State, (await host.Find(hold)).NextTryAt));
        Assert.Equal(MessageReason.NotNeeded, (await host.Find(drop)).Reason);
        Assert.Equal((MessageState.Pending, MessageReason.NotPrepared), ((await host.Find(broken)).State, (await host.Find(broken)).Reason));
        host.Clock.Advance(TimeSpan.FromHours(2));
        await host.RunOnce();
        Assert.Equal((MessageState.Dropped, MessageReason.Outdated), ((await host.Find(broken)).State, (await host.Find(broken)).Reason));

        var missed = await host.InScope<Undelivered, IReadOnlyList<UndeliveredMessage>>(u => u.List(1, default));
        Assert.Equal([nobody, broken], missed.Select(m => m.Id));
        Assert.Empty(await host.InScope<Undelivered, IReadOnlyList<UndeliveredMessage>>(u => u.List(2, default)));
        Assert.False(await host.InScope<Undelivered, bool>(u => u.MarkHandled(2, nobody, default)));
        Assert.False(await host.InScope<Undelivered, bool>(u => u.MarkHandled(1, hold, default)));
        Assert.True(await host.InScope<Undelivered, bool>(u => u.MarkHandled(1, nobody, default)));
        Assert.Equal([broken], (await host.InScope<Undelivered, IReadOnlyList<UndeliveredMessage>>(u => u.List(1, default))).Select(m => m.Id));

        var told = await host.InScope<WhoWasTold, IReadOnlyList<ToldLine>>(w => w.ForSubject(1, subject, default));
        Assert.Equal(["member:2 Dropped", "reporter:1 Pending"], told.Select(t => $"{t.Recipient} {t.State}").Order());
        Assert.Empty(host.Phones.List());
    }

    [Theory, BothDatabases]
    public async Task Who_was_told_has_one_line_for_each_recipient_and_state(DatabaseKind kind)
    {
        await using var host = await DeliveryHost.StartAsync(kind);
        var subject = Guid.NewGuid();
        foreach (var key in new[] { "task", "change" }) await host.Reaches(await Sent(host, key, subject), MessageState.Delivered);
        host.Phones.Set(AnswerFault.None, CallbackFault.Silent);
        await Sent(host, "last", subject);
        var lines = await host.InScope<WhoWasTold, IReadOnlyList<ToldLine>>(w => w.ForSubject(1, subject, default));
        Assert.Equal([MessageState.Sent, MessageState.Delivered], lines.Select(l => l.State).Order());
        Assert.All(lines, line => Assert.Equal("member:1", line.Recipient));
    }

    private static async Task<Guid> Sent(DeliveryHost host, string key, Guid subject)
    {
        var id = await host.Plan(key: key, subject: subject);
        await host.RunOnce();
        return id;
    }

    private sealed class NowhereYet : IServer
    {
        public IFeatureCollection Features { get; } = new FeatureCollection();

        public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
            where TContext : notnull => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose()
        {
        }
    }
}
