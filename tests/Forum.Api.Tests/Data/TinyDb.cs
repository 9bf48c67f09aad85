using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;

namespace Tryghedsforum.Api.Tests.Data;

/// <summary>A context of one table, to try what all contexts of the program share.</summary>
internal abstract class TinyDb(DbContextOptions options, bool sqlite) : DbContext(options)
{
    public DbSet<Moment> Moments => Set<Moment>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => configurationBuilder.KeepTimesInUtc(sqlite);

    public static TinyDb On(DatabaseSettings settings)
    {
        if (settings.Kind == DatabaseKind.Sqlite)
        {
            var options = new DbContextOptionsBuilder<SqliteTinyDb>();
            DatabaseSetup.Use(options, settings, settings.Kind, "__Tiny");
            return new SqliteTinyDb(options.Options);
        }
        else
        {
            var options = new DbContextOptionsBuilder<PostgresTinyDb>();
            DatabaseSetup.Use(options, settings, settings.Kind, "__Tiny");
            return new PostgresTinyDb(options.Options);
        }
    }

    public static async Task MakeTables(DatabaseSettings settings)
    {
        await using var db = On(settings);
        await db.Database.EnsureCreatedAsync();
    }

    internal sealed class Moment
    {
        public long Id { get; init; }

        public DateTimeOffset At { get; init; }
    }
}

internal sealed class SqliteTinyDb(DbContextOptions<SqliteTinyDb> options) : TinyDb(options, sqlite: true);

internal sealed class PostgresTinyDb(DbContextOptions<PostgresTinyDb> options) : TinyDb(options, sqlite: false);
