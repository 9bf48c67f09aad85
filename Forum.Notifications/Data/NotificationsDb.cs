using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Notifications.Delivery;
using Tryghedsforum.Notifications.Inbound;
using Tryghedsforum.Notifications.Operation;
using Tryghedsforum.Notifications.Planning;
using Tryghedsforum.Notifications.Schedule;

namespace Tryghedsforum.Notifications.Data;

/// <summary>
/// Who should be told, and whether they were: cursors, messages and inbound texts. It shares the database with the log of what happened,
/// never a transaction; what crosses is idempotent by key. One model, one sealed context per database product.
/// </summary>
public abstract class NotificationsDb(DbContextOptions options, WriteGate gate) : DbContext(options)
{
    /// <summary>Name of its migration history table.</summary>
    public const string HistoryTable = "__NotificationsMigrations";

    /// <summary>Annotation of a column with personal data: why it is kept.</summary>
    public const string PurposeAnnotation = "PersonalData:Purpose";

    /// <summary>Annotation of a column with personal data: which row of the retention table applies.</summary>
    public const string KeepAnnotation = "PersonalData:Keep";

    internal DbSet<Message> Messages => Set<Message>();

    internal DbSet<Push> Pushes => Set<Push>();

    internal DbSet<Receipt> Receipts => Set<Receipt>();

    internal DbSet<ChannelStop> ChannelStops => Set<ChannelStop>();

    internal DbSet<PlannerCursor> PlannerCursors => Set<PlannerCursor>();

    internal DbSet<Crowd> Crowds => Set<Crowd>();

    internal DbSet<InboundSms> InboundTexts => Set<InboundSms>();

    internal DbSet<OptOut> OptOuts => Set<OptOut>();

    internal DbSet<TaskLetter> TaskLetters => Set<TaskLetter>();

    internal DbSet<Alarm> Alarms => Set<Alarm>();

    internal DbSet<SmsUse> SmsUses => Set<SmsUse>();

    internal DbSet<Heartbeat> Heartbeats => Set<Heartbeat>();

    internal DbSet<ErasedMessages> ErasedMessages => Set<ErasedMessages>();

    internal DbSet<JobRun> JobRuns => Set<JobRun>();

    internal bool IsSqlite => this is SqliteNotificationsDb;

    /// <summary>
    /// Raw SQL with row locks, as PostgreSQL takes it; SQLite has one writer and no such words. With SKIP LOCKED several workers claim side by side.
    /// </summary>
    internal string WithLocks(string sql) => IsSqlite
        ? sql.Replace("FOR UPDATE SKIP LOCKED", "", StringComparison.Ordinal).Replace("FOR UPDATE", "", StringComparison.Ordinal)
        : sql;

    /// <summary>
    /// Passes the write gate, opens one transaction, runs the work, saves and commits; joins a transaction that this context has already opened.
    /// The work must not call out, and must not be run while another context of the same scope has a transaction open.
    /// </summary>
    internal async Task<T> Write<T>(Func<Task<T>> work, CancellationToken cancellation)
    {
        if (Database.CurrentTransaction is not null) return await work();
        using var turn = await gate.EnterByPorch(cancellation);
        // What was read before the transaction may be stale.
        ChangeTracker.Clear();
        await using var transaction = await Database.BeginTransactionAsync(cancellation);
        // A save that fails fails everything here; a way back to before it would be two more questions to the database.
        Database.AutoSavepointsEnabled = false;
        var answer = await work();
        await SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return answer;
    }

    /// <inheritdoc cref="Write{T}(Func{Task{T}}, CancellationToken)"/>
    internal Task Write(Func<Task> work, CancellationToken cancellation) => Write(
        async () =>
        {
            await work();
            return true;
        },
        cancellation);

    /// <summary>In raw SQL: is one of the keys that <see cref="Raw(Guid[])"/> passes as parameter 0.</summary>
    internal string IsAmong => IsSqlite ? "IN (SELECT value FROM json_each({0}))" : "= ANY({0})";

    /// <summary>Keys as one parameter of raw SQL.</summary>
    internal object Raw(Guid[] keys) => IsSqlite ? System.Text.Json.JsonSerializer.Serialize(keys.Select(key => key.ToString().ToUpperInvariant())) : keys;

    /// <summary>A time as a parameter of raw SQL, which passes by the converters.</summary>
    internal object Raw(DateTimeOffset time) => IsSqlite
        ? time.UtcDateTime.ToString(DatabaseSetup.UtcFormat, System.Globalization.CultureInfo.InvariantCulture)
        : time.ToUniversalTime();

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.KeepTimesInUtc(IsSqlite);

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Message>(Message.Map);
        modelBuilder.Entity<Push>(Push.Map);
        modelBuilder.Entity<Receipt>(Receipt.Map);
        modelBuilder.Entity<ChannelStop>(ChannelStop.Map);
        modelBuilder.Entity<PlannerCursor>(PlannerCursor.Map);
        modelBuilder.Entity<Crowd>(Crowd.Map);
        modelBuilder.Entity<InboundSms>(InboundSms.Map);
        modelBuilder.Entity<OptOut>(OptOut.Map);
        modelBuilder.Entity<TaskLetter>(TaskLetter.Map);
        modelBuilder.Entity<JobRun>(JobRun.Map);
        modelBuilder.Entity<Alarm>(Alarm.Map);
        modelBuilder.Entity<Heartbeat>(Heartbeat.Map);
        modelBuilder.Entity<SmsUse>(SmsUse.Map);
        modelBuilder.Entity<ErasedMessages>(Data.ErasedMessages.Map);
    }
}

/// <summary>The model on SQLite.</summary>
public sealed class SqliteNotificationsDb(DbContextOptions<SqliteNotificationsDb> options, WriteGate gate) : NotificationsDb(options, gate);

/// <summary>The model on PostgreSQL.</summary>
public sealed class PostgresNotificationsDb(DbContextOptions<PostgresNotificationsDb> options, WriteGate gate) : NotificationsDb(options, gate);

internal static class PersonalColumns
{
    /// <summary>The row of the retention table for what was sent and received.</summary>
    public const string MessageBody = nameof(Retention.MessageBody);

    /// <summary>The row of the retention table for what is kept as long as somebody belongs to the forum.</summary>
    public const string Membership = nameof(Retention.Membership);

    /// <summary>Says of a column with personal data what it is for and which row of the retention table applies.</summary>
    public static PropertyBuilder<T> Personal<T>(this PropertyBuilder<T> column, string purpose, string keep) => column
        .HasAnnotation(NotificationsDb.PurposeAnnotation, purpose)
        .HasAnnotation(NotificationsDb.KeepAnnotation, keep);
}
