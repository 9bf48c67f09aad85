using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.Extensions.DependencyInjection;

namespace Tryghedsforum.Api.Data;

// Identity takes its schema version from the application's services only; a hand-built context would get version 1, without passkeys.
internal static class DesignTime
{
    public static DbContextOptions<T> Options<T>(DatabaseKind kind)
        where T : DbContext
    {
        var options = new DbContextOptionsBuilder<T>().UseApplicationServiceProvider(new ServiceCollection()
            .Configure<IdentityOptions>(identity => identity.Stores.SchemaVersion = IdentitySchemaVersions.Version3).BuildServiceProvider());
        DatabaseSetup.Use(options, new(kind, kind == DatabaseKind.Sqlite ? "Data Source=:memory:" : "Host=localhost"), kind, ForumDb.HistoryTable);
        return options.Options;
    }
}

internal sealed class DesignSqlite : IDesignTimeDbContextFactory<SqliteForumDb>
{
    public SqliteForumDb CreateDbContext(string[] args) => new(DesignTime.Options<SqliteForumDb>(DatabaseKind.Sqlite));
}

internal sealed class DesignPostgres : IDesignTimeDbContextFactory<PostgresForumDb>
{
    public PostgresForumDb CreateDbContext(string[] args) => new(DesignTime.Options<PostgresForumDb>(DatabaseKind.Postgres));
}
