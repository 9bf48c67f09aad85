using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Tryghedsforum.Api.Data;

namespace Tryghedsforum.Testing;

/// <summary>A fresh, empty database of either kind for one test or one test class; it goes when disposed.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> SqliteTemplates = new();
    private readonly string? folder;

    private TestDatabase(DatabaseSettings settings, string? folder)
    {
        Settings = settings;
        this.folder = folder;
    }

    /// <summary>How to reach it, as the program's configuration would say it.</summary>
    public DatabaseSettings Settings { get; }

    /// <summary>Makes an empty database.</summary>
    public static async Task<TestDatabase> CreateAsync(DatabaseKind kind)
    {
        if (kind == DatabaseKind.Postgres) return new(new(kind, await PostgresServer.CreateDatabaseAsync()), null);
        var folder = ProcessFolder.Fresh("sqlite");
        return new(SqliteIn(folder), folder);
    }

    /// <summary>Makes a database as <paramref name="prepare"/> leaves it (schema, seed); that runs once per process and key, then is copied.</summary>
    public static async Task<TestDatabase> CreateAsync(DatabaseKind kind, string key, Func<DatabaseSettings, Task> prepare)
    {
        if (kind == DatabaseKind.Postgres)
        {
            var template = await PostgresServer.TemplateAsync(key, connection => prepare(new(kind, connection)));
            return new(new(kind, await PostgresServer.CreateDatabaseAsync(template)), null);
        }
        var source = await SqliteTemplates.GetOrAdd(key, _ => new(async () =>
        {
            var made = ProcessFolder.Fresh("template");
            await prepare(SqliteIn(made));
            return made;
        })).Value;
        var folder = ProcessFolder.Fresh("sqlite");
        // SQLite's own backup takes the write-ahead log along; VACUUM INTO would leave the journal mode behind.
        using (var from = new SqliteConnection(SqliteIn(source).Connection))
        using (var to = new SqliteConnection(SqliteIn(folder).Connection))
        {
            from.Open();
            to.Open();
            from.BackupDatabase(to);
        }
        return new(SqliteIn(folder), folder);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (folder is null)
        {
            await PostgresServer.DropDatabaseAsync(Settings.Connection);
            return;
        }
        using (var connection = new SqliteConnection(Settings.Connection)) SqliteConnection.ClearPool(connection);
        ProcessFolder.Remove(folder);
    }

    private static DatabaseSettings SqliteIn(string folder) =>
        DatabaseSettings.From(new ConfigurationBuilder().AddInMemoryCollection([new("Data:Folder", folder)]).Build());
}
