using Microsoft.Extensions.Configuration;

namespace Tryghedsforum.Api.Data;

/// <summary>The two databases that the program runs on.</summary>
public enum DatabaseKind
{
    /// <summary>One file beside the program (the embedded default).</summary>
    Sqlite,

    /// <summary>A PostgreSQL server, for more than one node.</summary>
    Postgres,
}

/// <summary>Which database, and how to reach it. From the configuration keys <c>Database:Kind</c> and <c>Database:Connection</c>.</summary>
/// <param name="Kind">The database product.</param>
/// <param name="Connection">The connection string; on SQLite without it, a file in <c>Data:Folder</c>.</param>
public sealed record DatabaseSettings(DatabaseKind Kind, string Connection)
{
    /// <summary>Reads the settings; the default is SQLite in the data folder.</summary>
    public static DatabaseSettings From(IConfiguration configuration)
    {
        var kind = configuration.GetValue("Database:Kind", DatabaseKind.Sqlite);
        var connection = configuration["Database:Connection"];
        if (!string.IsNullOrEmpty(connection))
            return new(kind, kind == DatabaseKind.Sqlite ? WithSqliteDefaults(connection) : connection);
        if (kind == DatabaseKind.Postgres)
            throw new InvalidOperationException("Database:Connection is missing: PostgreSQL needs a connection string.");
        var folder = Path.GetFullPath(configuration["Data:Folder"] ?? "data");
        Directory.CreateDirectory(folder);
        return new(kind, WithSqliteDefaults($"Data Source={Path.Combine(folder, "forum.db")}"));
    }

    // Microsoft.Data.Sqlite waits for a busy database by the command time-out: 30 s is its promise that nothing is refused in a rush.
    private static string WithSqliteDefaults(string connection) =>
        new Microsoft.Data.Sqlite.SqliteConnectionStringBuilder(connection) { ForeignKeys = true, DefaultTimeout = 30 }.ToString();
}
