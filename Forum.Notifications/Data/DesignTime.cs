using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Tryghedsforum.Api.Data;

namespace Tryghedsforum.Notifications.Data;

internal static class DesignTime
{
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
    public SqliteNotificationsDb CreateDbContext(string[] args)
    {
        var settings = DesignTime.Settings(DatabaseKind.Sqlite);
        return new(DesignTime.Options<SqliteNotificationsDb>(settings), new(settings));
    }
}

internal sealed class DesignPostgres : IDesignTimeDbContextFactory<PostgresNotificationsDb>
{
    public PostgresNotificationsDb CreateDbContext(string[] args)
    {
        var settings = DesignTime.Settings(DatabaseKind.Postgres);
        return new(DesignTime.Options<PostgresNotificationsDb>(settings), new(settings));
    }
}
