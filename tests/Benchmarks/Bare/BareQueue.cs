using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;
using Tryghedsforum.Testing;

namespace Tryghedsforum.Benchmarks.Bare;

/// <summary>A queue as short as it can be: sixteen are claimed in one transaction, and each is marked in one of its own. Nothing is sent.</summary>
internal static class BareQueue
{
    private const int AtOnce = 16;

    /// <summary>On SQLite, which has one writer; answers how many a second.</summary>
    public static async Task<double> OnSqlite(int count)
    {
        var connection = new SqliteConnectionStringBuilder { DataSource = Path.Combine(ProcessFolder.Fresh("bare"), "queue.db"), DefaultTimeout = 30 }.ToString();
        await Fill(new SqliteConnection(connection), count, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;");
        var began = Stopwatch.StartNew();
        await Work(new SqliteConnection(connection), "PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;", "");
        return count / began.Elapsed.TotalSeconds;
    }

    /// <summary>On PostgreSQL, by several workers; answers how many a second.</summary>
    public static async Task<double> OnPostgres(string connection, int count, int workers)
    {
        await Fill(new NpgsqlConnection(connection), count, "SELECT 1");
        var began = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Task.Run(() => Work(new NpgsqlConnection(connection), "SELECT 1", "FOR UPDATE SKIP LOCKED"))));
        return count / began.Elapsed.TotalSeconds;
    }

    private static async Task Fill(DbConnection connection, int count, string settings)
    {
        await using (connection)
        {
            await connection.OpenAsync();
            await Run(connection, settings);
            await Run(connection, """CREATE TABLE "Queue" ("Id" INTEGER PRIMARY KEY, "State" TEXT NOT NULL, "NextTryAt" TEXT NOT NULL); CREATE INDEX "IX" ON "Queue" ("State", "NextTryAt")""");
            await using var transaction = await connection.BeginTransactionAsync();
            foreach (var id in Enumerable.Range(1, count)) await Run(connection, string.Create(CultureInfo.InvariantCulture, $"""INSERT INTO "Queue" VALUES ({id}, 'Pending', '2026-01-01')"""));
            await transaction.CommitAsync();
        }
    }

    private static async Task Work(DbConnection connection, string settings, string locks)
    {
        await using (connection)
        {
            await connection.OpenAsync();
            await Run(connection, settings);
            while (await Claim(connection, locks) is { Count: > 0 } claimed)
            {
                foreach (var id in claimed) await Run(connection, string.Create(CultureInfo.InvariantCulture, $"""UPDATE "Queue" SET "State" = 'Sent' WHERE "Id" = {id}"""));
            }
        }
    }

    private static async Task<IReadOnlyList<long>> Claim(DbConnection connection, string locks)
    {
        await using var command = Command(connection, $"""
            UPDATE "Queue" SET "State" = 'Sending' WHERE "Id" IN (SELECT "Id" FROM "Queue" WHERE "State" = 'Pending' ORDER BY "NextTryAt" LIMIT {AtOnce} {locks}) RETURNING "Id"
            """);
        await using var rows = await command.ExecuteReaderAsync();
        var claimed = new List<long>();
        while (await rows.ReadAsync()) claimed.Add(Convert.ToInt64(rows.GetValue(0), CultureInfo.InvariantCulture));
        return claimed;
    }

    private static async Task Run(DbConnection connection, string sql)
    {
        await using var command = Command(connection, sql);
        await command.ExecuteNonQueryAsync();
    }

    private static DbCommand Command(DbConnection connection, string sql)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // Written here, with numbers of our own: no word of it comes from outside.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }
}
