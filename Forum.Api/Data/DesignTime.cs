using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.Extensions.DependencyInjection;

namespace Tryghedsforum.Api.Data;

/// <summary>Contexts that no container makes: for the tools, and for who looks in from outside.</summary>
internal static class DesignTime
{
    /// <summary>One of a kind, which points nowhere.</summary>
    public static ForumDb Context(DatabaseKind kind) => kind == DatabaseKind.Sqlite ? new SqliteForumDb(Options<SqliteForumDb>(kind)) : new PostgresForumDb(Options<PostgresForumDb>(kind));

    // Identity takes its schema version from the application's services only; without them it would be version 1, without passkeys.
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
