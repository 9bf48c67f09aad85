using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Notifications.Data;
using Tryghedsforum.Notifications.Delivery;
using Tryghedsforum.Notifications.Inbound;
using Tryghedsforum.Notifications.Tests.Delivery;
using Tryghedsforum.Testing;
using Xunit;
using DesignTime = Tryghedsforum.Notifications.Data.DesignTime;

namespace Tryghedsforum.Notifications.Tests.Data;

public sealed class NotificationsDbTests
{
    [Theory, BothDatabases]
    public void The_migrations_make_the_model(DatabaseKind kind)
    {
        using var db = DesignTime.Context(DesignTime.Settings(kind));
        Assert.False(db.Database.HasPendingModelChanges());
    }

    [Theory, BothDatabases]
    public async Task Words_and_numbers_are_erased_after_their_days_and_the_rest_stays(DatabaseKind kind)
    {
        await using var host = await DeliveryHost.StartAsync(kind);
        var id = await host.Plan();
        await host.RunOnce();
        await host.Reaches(id, MessageState.Delivered);
        await host.InScope<NotificationsDb, bool>(async db =>
        {
            InboundSms Text(string sid) => new() { MessageSid = sid, ReceivedAt = DeliveryHost.Noon, FromHash = "hash", FromSealed = [1], BodySealed = [2] };
            var done = Text("SM1");
            done.Finish(new("done"));
            db.InboundTexts.AddRange(done, Text("SM2"));
            foreach (var closed in new DateTimeOffset?[] { DeliveryHost.Noon, null })
                db.TaskLetters.Add(new() { ForumId = 1, PhoneHash = "hash", SubjectId = Guid.NewGuid(), Letter = 'A', OpenedAt = DeliveryHost.Noon, ClosedAt = closed });
            await db.SaveChangesAsync();
            return true;
        });
        var retention = new RetentionTable(new ConfigurationBuilder().Build());
        var day = new DateOnly(2027, 1, 12);
        async Task<int> Of(NotificationsDb db, int? forum) => await new EraseMessages(db, retention, host.Clock, NullLogger<EraseMessages>.Instance).Run(forum, day, default);
        Task<int> Erase() => host.InScope<NotificationsDb, int>(async db => await Of(db, null) + await Of(db, 1) + await Of(db, 2));

        host.Clock.Advance(TimeSpan.FromDays(30));
        Assert.Equal(0, await Erase());
        Assert.NotNull((await host.Find(id)).BodySealed);
        host.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(3, await Erase());
        Assert.Equal(0, await Erase());

        var message = await host.Find(id);
        Assert.Equal((MessageState.Delivered, null, null), (message.State, message.BodySealed, message.Fingerprint));
        var texts = await host.InScope<NotificationsDb, List<InboundSms>>(db => db.InboundTexts.OrderBy(t => t.MessageSid).ToListAsync());
        Assert.Equal([true, false], texts.Select(t => t is { FromHash: null, FromSealed: null, BodySealed: null }));
        Assert.Null(Assert.Single(await host.InScope<NotificationsDb, List<TaskLetter>>(db => db.TaskLetters.ToListAsync())).ClosedAt);
        // What was sent to nobody's number is on no forum's page.
        var counted = Assert.Single(await host.InScope<NotificationsDb, List<ErasedMessages>>(db => db.ErasedMessages.ToListAsync()));
        Assert.Equal((1, day, 2, 0), (counted.ForumId, counted.Day, counted.Rows, counted.Told));
    }

    [Theory, BothDatabases]
    public async Task A_write_that_fails_leaves_nothing(DatabaseKind kind)
    {
        await using var host = await DeliveryHost.StartAsync(kind);
        await Assert.ThrowsAsync<InvalidOperationException>(() => host.InScope<NotificationsDb, bool>(async db =>
        {
            await db.Write(
                async () =>
                {
                    db.PlannerCursors.Add(new() { ForumId = 7 });
                    await db.SaveChangesAsync();
                    throw new InvalidOperationException();
                },
                default);
            return true;
        }));
        Assert.Equal(0, await host.InScope<NotificationsDb, int>(db => db.PlannerCursors.CountAsync()));
    }
}
