using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tryghedsforum.Benchmarks.Scene;
using Tryghedsforum.Notifications.Data;
using Tryghedsforum.Notifications.Delivery;
using Tryghedsforum.Testing;

namespace Tryghedsforum.Benchmarks.Measures;

/// <summary>
/// What delivery asks every few seconds, with an empty table and with very many old messages in it: whether something is due in a queue, whether a lease ran out,
/// whether a lost answer is to be settled; and the claim of sixteen that are due.
/// </summary>
internal static class Sweeps
{
    private const int Due = 16, Warm = 10, Times = 20;
    private const string Place = "measured/";

    public static async Task Run(Stage stage, Table table)
    {
        await On(stage, table, "SQLite", []);
        PostgresServer.IsDurable = true;
        await On(stage, table, "PostgreSQL", ["--Database:Kind=Postgres", $"--Database:Connection={await PostgresServer.CreateDatabaseAsync()}"]);
    }

    private static async Task On(Stage stage, Table table, string name, string[] database) => await Founding.Make("Production", 1, 1, database, async services =>
    {
        await using var scope = services.CreateAsyncScope();
        var (db, queue) = (scope.ServiceProvider.GetRequiredService<NotificationsDb>(), scope.ServiceProvider.GetRequiredService<MessageQueue>());
        var (idle, claim) = (await Idle(queue), await Claim(db, queue));
        await Age(db, stage.Sizes.OldMessages);
        table.Compare($"a sweep that finds nothing, {stage.Sizes.OldMessages:#,0} old messages beside none, {name}", await Idle(queue), idle, "ms");
        table.Compare($"{Due} messages claimed, {stage.Sizes.OldMessages:#,0} old ones beside none, {name}", await Claim(db, queue), claim, "ms");
    });

    private static Task<double> Idle(MessageQueue queue) => Median(() => Task.CompletedTask, async () =>
    {
        foreach (var lane in Enum.GetValues<Lane>()) await queue.Claim(lane, Due, default);
        await queue.ExpireLeases(default);
        await queue.ClaimUnknown(Due, default);
    });

    private static async Task<double> Claim(NotificationsDb db, MessageQueue queue)
    {
        var claimed = await Median(() => Fill(db), async () =>
        {
            var some = await queue.Claim(Lane.Alert, Due, default);
            if (some.Count != Due) throw new InvalidOperationException($"{some.Count} were claimed.");
        });
        await db.Messages.ExecuteDeleteAsync();
        return claimed;
    }

    private static async Task Fill(NotificationsDb db)
    {
        await db.Messages.Where(m => m.PlanKey.StartsWith(Place)).ExecuteDeleteAsync();
        db.ChangeTracker.Clear();
        var now = DateTimeOffset.UtcNow;
        db.Messages.AddRange(Enumerable.Range(0, Due).Select(n => Message.Plan(MessageKind.CrewTask, 1, string.Create(CultureInfo.InvariantCulture, $"{Place}{n}"), $"member:{Guid.NewGuid()}", null, "{}", now, now)));
        await db.SaveChangesAsync();
    }

    // Two years of them, most delivered, some dropped; of one in a hundred nobody ever found out.
    private static async Task Age(NotificationsDb db, int count)
    {
        await db.Messages.ExecuteDeleteAsync();
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(20));
        const string Columns = """
            INSERT INTO "Messages" ("Id", "ForumId", "PlanKey", "Kind", "Lane", "SubjectId", "Recipient", "Arguments", "DueAt", "ValidUntil", "CreatedAt", "State", "Attempt", "SentAt", "DeliveredAt", "ProviderSid", "ReceiptRank", "Handled")
            """;
        const string What = """
            'old/' || n, CASE n % 3 WHEN 0 THEN 'crew.task' WHEN 1 THEN 'team.case' ELSE 'resident.warning' END, CASE WHEN n % 3 = 2 THEN 'Notice' ELSE 'Alert' END
            """;
        const string State = "CASE WHEN n % 100 = 0 THEN 'Unknown' WHEN n % 10 = 0 THEN 'Dropped' ELSE 'Delivered' END, 1";
#pragma warning disable EF1002 // Written here, with a number of our own.
        await db.Database.ExecuteSqlRawAsync(db.IsSqlite
            ? $$$"""
                WITH RECURSIVE "Old"(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM "Old" WHERE n < {{{count}}}), "At" AS
                  (SELECT n, upper(substr(h, 1, 8) || '-' || substr(h, 9, 4) || '-' || substr(h, 13, 4) || '-' || substr(h, 17, 4) || '-' || substr(h, 21, 12)) AS id, strftime('%Y-%m-%d %H:%M:%S', 'now', '-' || (n % 1000000) || ' minutes') || '.000000' AS at FROM (SELECT n, hex(randomblob(16)) AS h FROM "Old"))
                {{{Columns}}} SELECT id, 1, {{{What}}}, id, 'member:' || id, '{{}}', at, at, at, {{{State}}}, at, at, 'SM' || n, 3, 0 FROM "At"
                """
            : $$$"""
                {{{Columns}}} SELECT id, 1, {{{What}}}, id, 'member:' || id, '{{}}', at, at, at, {{{State}}}, at, at, 'SM' || n, 3, false
                FROM (SELECT n, gen_random_uuid() AS id, now() - n % 1000000 * interval '1 minute' AS at FROM generate_series(1, {{{count}}}) AS n) AS "Old"
                """);
        await db.Database.ExecuteSqlRawAsync(db.IsSqlite ? "ANALYZE" : "VACUUM ANALYZE");
#pragma warning restore EF1002
    }

    // Milliseconds.
    private static async Task<double> Median(Func<Task> prepare, Func<Task> act)
    {
        var readings = new List<double>();
        for (var i = 0; i < Warm + Times; i++)
        {
            await prepare();
            var began = Stopwatch.GetTimestamp();
            await act();
            if (i >= Warm) readings.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        return Figures.At(readings, 0.5);
    }
}
