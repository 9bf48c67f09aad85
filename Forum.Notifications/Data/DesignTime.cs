using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Tryghedsforum.Api.Data;

namespace Tryghedsforum.Notifications.Data;

/// <summary>Contexts that no container makes: for the tools, and for who looks in from outside.</summary>
internal static class DesignTime
{
    /// <summary>One that points where the settings say.</summary>
    public static NotificationsDb Context(DatabaseSettings settings) => settings.Kind is DatabaseKind.Sqlite
        ? new SqliteNotificationsDb(Options<SqliteNotificationsDb>(settings), new(settings))
        : new PostgresNotificationsDb(Options<PostgresNotificationsDb>(settings), new(settings));

    public static DatabaseSettings Settings(DatabaseKind kind) => new(kind, kind == DatabaseKind.Sqlite ? "Data Source=:memory:" : "Host=localhost");

    public static DbContextOptions<T> Options<T>(DatabaseSettings settings)
        where T : DbContext
    {
        var options = new DbContextOptionsBuilder<T>();
        DatabaseSetup.Use(options, settings, settings.Kind, NotificationsDb.HistoryTable);
        return options.Options;
    }
}

internal sealed class DesignSqlite : IDesignTimeDbContextFactory<SqliteNotificationsDb>
{
    public SqliteNotificationsDb CreateDbContext(string[] args) => (SqliteNotificationsDb)DesignTime.Context(DesignTime.Settings(DatabaseKind.Sqlite));
}

internal sealed class DesignPostgres : IDesignTimeDbContextFactory<PostgresNotificationsDb>
{
    public PostgresNotificationsDb CreateDbContext(string[] args) => (PostgresNotificationsDb)DesignTime.Context(DesignTime.Settings(DatabaseKind.Postgres));
}
