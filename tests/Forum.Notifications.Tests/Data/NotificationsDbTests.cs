using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Notifications.Data;
using Tryghedsforum.Notifications.Tests.Delivery;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Notifications.Tests.Data;

public sealed class NotificationsDbTests
{
    [Theory, BothDatabases]
    public void The_migrations_make_the_model(DatabaseKind kind)
    {
        using var db = DeliveryHost.Context(DesignTime.Settings(kind));
        Assert.False(db.Database.HasPendingModelChanges());
    }

    [Fact]
    public void Every_sealed_or_hashed_column_says_what_it_is_for_and_how_long_it_is_kept()
    {
        using var db = DeliveryHost.Context(DesignTime.Settings(DatabaseKind.Sqlite));
        var personal = db.Model.GetEntityTypes().SelectMany(e => e.GetProperties())
            .Where(p => p.ClrType == typeof(byte[]) || p.Name.EndsWith("Hash", StringComparison.Ordinal)).ToList();
        Assert.Equal(7, personal.Count);
        Assert.All(personal, column =>
        {
            Assert.NotEmpty((string)column[NotificationsDb.PurposeAnnotation]!);
            Assert.True(Enum.TryParse<Retention>((string)column[NotificationsDb.KeepAnnotation]!, out _));
        });
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
                    db.PlannerCursors.Add(new() { ForumId = 7, Seq = 1 });
                    await db.SaveChangesAsync();
                    throw new InvalidOperationException();
                },
                default);
            return true;
        }));
        Assert.Equal(0, await host.InScope<NotificationsDb, int>(db => db.PlannerCursors.CountAsync()));
    }
}
