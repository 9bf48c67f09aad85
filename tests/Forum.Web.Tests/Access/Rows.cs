using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using Tryghedsforum.Api.Data;

namespace Tryghedsforum.Web.Tests.Access;

/// <summary>Everything that a database holds, to be compared with what it held before.</summary>
internal static class Rows
{
    // Written by the planner on its own time, from what stands in the log.
    private static readonly string[] Planned = ["Messages", "PlannerCursors"];

    /// <summary>The contents of each table, as a hash.</summary>
    public static async Task<SortedDictionary<string, string>> Of(DatabaseSettings database, CancellationToken cancellation)
    {
        await using var connection = new SqliteConnection(database.Connection);
        await connection.OpenAsync(cancellation);
        var tables = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var table in await Read(connection, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'", cancellation))
        {
            if (!Planned.Contains(table)) tables[table] = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', await Read(connection, $"SELECT * FROM \"{table}\"", cancellation)))));
        }

        return tables;
    }

    /// <summary>The tables that differ.</summary>
    public static IEnumerable<string> Changed(SortedDictionary<string, string> before, SortedDictionary<string, string> after) =>
        after.Where(table => before.GetValueOrDefault(table.Key) != table.Value).Select(table => table.Key);

    private static async Task<List<string>> Read(SqliteConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rows = new List<string>();
        while (await reader.ReadAsync(cancellation))
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(at => reader.GetValue(at) is byte[] bytes ? Convert.ToHexString(bytes) : Convert.ToString(reader.GetValue(at), CultureInfo.InvariantCulture))));
        return rows;
    }
}
