using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;
using Tryghedsforum.Api.Data;

namespace Tryghedsforum.Api.Backups;

/// <summary>Whether a database is whole: what its own check says (SQLite), and whether every forum's log counts from one to its end without a gap.</summary>
public static class DatabaseCheck
{
    private const string Gaps = """
        SELECT f."Slug" FROM "Forums" f LEFT JOIN "Events" e ON e."ForumId" = f."Id" GROUP BY f."Slug", f."LastSeq"
        HAVING COUNT(e."Seq") <> f."LastSeq" OR COALESCE(MAX(e."Seq"), 0) <> f."LastSeq" OR COALESCE(MIN(e."Seq"), 1) <> 1
        """;

    /// <summary>Checks the program's own database.</summary>
    /// <exception cref="BackupRefused">It is not whole, or cannot be reached.</exception>
    public static async Task Demand(DatabaseSettings settings, CancellationToken cancellation)
    {
        await using DbConnection connection = settings.Kind == DatabaseKind.Sqlite ? new SqliteConnection(settings.Connection) : new NpgsqlConnection(settings.Connection);
        await connection.OpenAsync(cancellation);
        await Demand(connection, cancellation);
    }

    internal static async Task Demand(DbConnection connection, CancellationToken cancellation)
    {
        try
        {
            if (connection is SqliteConnection)
            {
                if (await Texts(connection, "PRAGMA integrity_check", cancellation) is not ["ok"]) throw new BackupRefused("The database is damaged: SQLite's integrity check finds faults.");
                if (await Texts(connection, "PRAGMA foreign_key_check", cancellation) is not []) throw new BackupRefused("The database is damaged: rows point to rows that are not there.");
            }

            if (await Texts(connection, Gaps, cancellation) is [var forum, ..]) throw new BackupRefused($"The log of {forum} has a gap, or does not end where its forum says.");
        }
        catch (SqliteException damaged)
        {
            throw new BackupRefused($"The database is damaged or no database: {damaged.Message}");
        }
    }

    /// <summary>How many rows each table has.</summary>
    internal static async Task<IReadOnlyDictionary<string, long>> Rows(SqliteConnection connection, CancellationToken cancellation)
    {
        var rows = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var table in await Texts(connection, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite~_%' ESCAPE '~'", cancellation))
            rows[table] = long.Parse((await Texts(connection, $"""SELECT COUNT(*) FROM "{table.Replace("\"", "\"\"", StringComparison.Ordinal)}" """, cancellation))[0], CultureInfo.InvariantCulture);
        return rows;
    }

    internal static async Task<IReadOnlyList<string>> Texts(DbConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The program's own words; names of tables, which a changed backup may have chosen, are quoted.
        command.CommandText = sql;
#pragma warning restore CA2100
        var texts = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) texts.Add(Convert.ToString(reader.GetValue(0), CultureInfo.InvariantCulture)!);
        return texts;
    }
}
