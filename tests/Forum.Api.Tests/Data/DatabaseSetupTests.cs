using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Api.Tests.Data;

public sealed class DatabaseSetupTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, 123, 456, TimeSpan.FromHours(1));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("synchronous", "2")]
    [InlineData("foreign_keys", "1")]
    [InlineData("secure_delete", "1")]
    [InlineData("journal_mode", "wal")]
    public async Task Every_SQLite_connection_is_durable_checked_and_overwrites_what_is_deleted(string pragma, string value)
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite, nameof(TinyDb), TinyDb.MakeTables);
        await using var db = TinyDb.On(database.Settings);
        await db.Database.OpenConnectionAsync(Cancel);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"PRAGMA {pragma}";
        Assert.Equal(value, $"{await command.ExecuteScalarAsync(Cancel)}");
    }

    [Theory, BothDatabases]
    public async Task A_time_comes_back_as_the_same_moment_in_UTC_to_the_microsecond(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind, nameof(TinyDb), TinyDb.MakeTables);
        await Keep(database, Noon);
        await using var db = TinyDb.On(database.Settings);
        var back = Assert.Single(await db.Moments.ToListAsync(Cancel)).At;
        Assert.Equal(Noon, back);
        Assert.Equal(TimeSpan.Zero, back.Offset);
    }

    [Theory, BothDatabases]
    public async Task Times_sort_and_compare_by_moment_whatever_their_offset(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind, nameof(TinyDb), TinyDb.MakeTables);
        var inHour = new[] { 5, -3, 0, 1, -11 }.Select(hours => Noon.ToOffset(TimeSpan.FromHours(hours)).AddMicroseconds(hours)).ToArray();
        await Keep(database, inHour);
        await using var db = TinyDb.On(database.Settings);
        Assert.Equal(inHour.Order(), await db.Moments.OrderBy(m => m.At).Select(m => m.At).ToListAsync(Cancel));
        Assert.Equal(2, await db.Moments.CountAsync(m => m.At > Noon, Cancel));
        Assert.Equal(2, await db.Moments.CountAsync(m => m.At < Noon, Cancel));
        Assert.Equal(inHour.Max(), await db.Moments.MaxAsync(m => m.At, Cancel));
    }

    [Theory, BothDatabases]
    public async Task Two_tests_do_not_see_each_others_rows(DatabaseKind kind)
    {
        await using var one = await TestDatabase.CreateAsync(kind, nameof(TinyDb), TinyDb.MakeTables);
        await using var other = await TestDatabase.CreateAsync(kind, nameof(TinyDb), TinyDb.MakeTables);
        await Keep(one, Noon);
        await using var db = TinyDb.On(other.Settings);
        Assert.Empty(await db.Moments.ToListAsync(Cancel));
    }

    private static async Task Keep(TestDatabase database, params DateTimeOffset[] times)
    {
        await using var db = TinyDb.On(database.Settings);
        db.Moments.AddRange(times.Select(at => new TinyDb.Moment { At = at }));
        await db.SaveChangesAsync(Cancel);
    }
}
