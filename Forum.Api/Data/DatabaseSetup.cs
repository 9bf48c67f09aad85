using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Microsoft.Extensions.DependencyInjection;

namespace Tryghedsforum.Api.Data;

/// <summary>What every context of the program shares: provider, pragmas, and how time is kept.</summary>
public static class DatabaseSetup
{
    /// <summary>Registers a context that has one sealed type per provider (each with its own set of migrations and its own history table).</summary>
    public static IServiceCollection AddForumContext<TContext, TSqlite, TPostgres>(this IServiceCollection services, string historyTable)
        where TContext : DbContext
        where TSqlite : TContext
        where TPostgres : TContext
    {
        // The provider is configuration, which is complete only when the host is built: so it is chosen when a context is made.
        services.AddDbContextPool<TSqlite>((provider, options) => Use(options, provider.GetRequiredService<DatabaseSettings>(), DatabaseKind.Sqlite, historyTable));
        services.AddDbContextPool<TPostgres>((provider, options) => Use(options, provider.GetRequiredService<DatabaseSettings>(), DatabaseKind.Postgres, historyTable));
        services.AddScoped<TContext>(provider => provider.GetRequiredService<DatabaseSettings>().Kind == DatabaseKind.Sqlite
            ? provider.GetRequiredService<TSqlite>()
            : provider.GetRequiredService<TPostgres>());
        return services;
    }

    /// <summary>Points a context at a database.</summary>
    public static void Use(DbContextOptionsBuilder options, DatabaseSettings settings, DatabaseKind kind, string historyTable)
    {
        // Said of Identity's columns that this model leaves out on purpose.
        // And whether the migrations make the model, the tests say: asked at every start, it would build the models once more.
        options.ConfigureWarnings(warnings => warnings.Ignore(CoreEventId.MappedPropertyIgnoredWarning, RelationalEventId.PendingModelChangesWarning));
        if (kind == DatabaseKind.Sqlite)
            options.UseSqlite(settings.Connection, sqlite => sqlite.MigrationsHistoryTable(historyTable)).AddInterceptors(SqlitePragmas.Instance);
        else
            options.UseNpgsql(settings.Connection, postgres => postgres.MigrationsHistoryTable(historyTable));
    }

    /// <summary>Brings the schema up to date. One that is costs a question and no lock.</summary>
    public static async Task BringUpToDate(this DatabaseFacade database, CancellationToken cancellation)
    {
        if ((await database.GetPendingMigrationsAsync(cancellation)).Any()) await database.MigrateAsync(cancellation);
    }

    /// <summary>Keeps every <see cref="DateTimeOffset"/> in UTC: fixed-width text on SQLite (it sorts and compares as time), timestamptz on PostgreSQL.</summary>
    public static void KeepTimesInUtc(this ModelConfigurationBuilder configuration, bool sqlite)
    {
        var time = configuration.Properties<DateTimeOffset>();
        if (sqlite) time.HaveConversion<UtcText>();
        else time.HaveConversion<Utc>();
    }

    private sealed class UtcText() : ValueConverter<DateTimeOffset, string>(
        time => time.UtcDateTime.ToString(UtcFormat, CultureInfo.InvariantCulture),
        text => DateTimeOffset.ParseExact(text, UtcFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal));

    private sealed class Utc() : ValueConverter<DateTimeOffset, DateTimeOffset>(time => time.ToUniversalTime(), time => time);

    /// <summary>How SQLite keeps a time; raw SQL must pass its parameters in this form.</summary>
    public const string UtcFormat = "yyyy-MM-dd HH:mm:ss.ffffff";

    private sealed class SqlitePragmas : DbConnectionInterceptor
    {
        public static readonly SqlitePragmas Instance = new();

        // FULL: a committed report survives a power cut. secure_delete: what is erased is overwritten.
        private const string Pragmas = "PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;";

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
        {
            using var command = connection.CreateCommand();
            command.CommandText = Pragmas;
            command.ExecuteNonQuery();
        }

        public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = Pragmas;
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        // Opening costs more than a small query: the provider registers its functions anew, and the pragmas are set again. So a context that has
        // opened its connection keeps it until it is disposed, as a page of a dozen queries would otherwise open it a dozen times.
        public override InterceptionResult ConnectionClosing(DbConnection connection, ConnectionEventData eventData, InterceptionResult result) => InterceptionResult.Suppress();

        public override ValueTask<InterceptionResult> ConnectionClosingAsync(DbConnection connection, ConnectionEventData eventData, InterceptionResult result) => new(InterceptionResult.Suppress());
    }
}
