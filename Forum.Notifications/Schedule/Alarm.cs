using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tryghedsforum.Notifications.Data;

namespace Tryghedsforum.Notifications.Schedule;

/// <summary>What the watch has found.</summary>
public enum AlarmKind
{
    /// <summary>Something urgent happened, and there is neither a message nor a reason why not.</summary>
    UrgentUntold,

    /// <summary>Nobody answered, and the next was not asked.</summary>
    StepOverdue,

    /// <summary>What happened has not been planned.</summary>
    PlannerBehind,

    /// <summary>Urgent messages wait, and do not leave.</summary>
    QueueStuck,

    /// <summary>The summary of a month could not be made.</summary>
    MonthMissing,

    /// <summary>Somebody on duty has said STOP, and hears nothing by SMS.</summary>
    OnDutyStopped,

    /// <summary>The daily round trip has not come home.</summary>
    RoundTripMissing,
}

/// <summary>Something that does not work in a forum; one row for each time that it begins.</summary>
internal sealed class Alarm
{
    /// <summary>Key.</summary>
    public Guid Id { get; init; } = Guid.NewGuid();

    /// <summary>The forum.</summary>
    public int ForumId { get; init; }

    /// <summary>What it is.</summary>
    public AlarmKind Kind { get; init; }

    /// <summary>How many things it concerns.</summary>
    public int Count { get; private set; }

    /// <summary>When it was found.</summary>
    public DateTimeOffset FoundAt { get; init; }

    /// <summary>When it was seen last.</summary>
    public DateTimeOffset SeenAt { get; private set; }

    /// <summary>When it was over.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    internal void See(int count, DateTimeOffset now) => (Count, SeenAt) = (count, now);

    internal void End(DateTimeOffset now) => EndedAt = now;

    internal static void Map(EntityTypeBuilder<Alarm> alarm)
    {
        alarm.ToTable("Alarms");
        alarm.HasIndex(a => new { a.ForumId, a.EndedAt });
        alarm.Property(a => a.Kind).HasConversion<string>().HasMaxLength(20);
    }
}

/// <summary>When something that must not stop silently was well for the last time. Only the watch and the round trips write it.</summary>
internal sealed class Heartbeat
{
    /// <summary>The watch's row.</summary>
    public const string Watch = "watch";

    /// <summary>The row of a forum before whose time nobody was to be told: it was made for showing until then.</summary>
    public static string From(int forum) => FormattableString.Invariant($"{Shown}{forum}");

    /// <summary>What the rows of the round trips begin with.</summary>
    public const string Trips = "trip-";

    private const string Since = Trips + "from:", Shown = "from:";

    /// <summary>The row of a forum's round trips: from when on they are waited for.</summary>
    public static string TripsFrom(int forum) => FormattableString.Invariant($"{Since}{forum}");

    /// <summary>When the last round trip was sent off.</summary>
    public static string TripOff(int forum) => FormattableString.Invariant($"{Trips}off:{forum}");

    /// <summary>When the last round trip came home.</summary>
    public static string TripHome(int forum) => FormattableString.Invariant($"{Trips}home:{forum}");

    /// <summary>The forums whose round trips are waited for, of all rows' names.</summary>
    public static IEnumerable<int> ForumsWithTrips(IEnumerable<string> names) =>
        names.Where(name => name.StartsWith(Since, StringComparison.Ordinal)).Select(name => Forum(name, Since));

    /// <summary>The forums that were made for showing, and until when nobody there was to be told.</summary>
    public static async Task<IReadOnlyDictionary<int, DateTimeOffset>> ShownUntil(NotificationsDb db, CancellationToken cancellation) =>
        await db.Heartbeats.AsNoTracking().Where(h => h.Name.StartsWith(Shown)).ToDictionaryAsync(h => Forum(h.Name, Shown), h => h.At, cancellation);

    /// <summary>The row of this name; a new one, if there is none.</summary>
    public static async Task<Heartbeat> Of(NotificationsDb db, string name, CancellationToken cancellation) =>
        await db.Heartbeats.FirstOrDefaultAsync(h => h.Name == name, cancellation) ?? db.Heartbeats.Add(new() { Name = name }).Entity;

    /// <summary>Whose heart it is.</summary>
    public required string Name { get; init; }

    /// <summary>When it beat last.</summary>
    public DateTimeOffset At { get; private set; }

    internal void Beat(DateTimeOffset now) => At = now;

    private static int Forum(string name, string before) => int.Parse(name[before.Length..], CultureInfo.InvariantCulture);

    internal static void Map(EntityTypeBuilder<Heartbeat> heartbeat)
    {
        heartbeat.ToTable("Heartbeats").HasKey(h => h.Name);
        heartbeat.Property(h => h.Name).HasMaxLength(20);
    }
}

/// <summary>An alarm that has not ended.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Count">How many things it concerns.</param>
/// <param name="FoundAt">Since when it is known.</param>
public sealed record AlarmLine(AlarmKind Kind, int Count, DateTimeOffset FoundAt);

/// <summary>What the watch has found, for the coordinator's pages and for whoever asks whether the program is well.</summary>
public sealed class ReadAlarms(NotificationsDb db)
{
    /// <summary>The alarms of a forum that have not ended, the newest first.</summary>
    public async Task<IReadOnlyList<AlarmLine>> Open(int forumId, CancellationToken cancellation) => await db.Alarms.AsNoTracking()
        .Where(a => a.ForumId == forumId && a.EndedAt == null).OrderByDescending(a => a.FoundAt).Select(a => new AlarmLine(a.Kind, a.Count, a.FoundAt)).ToListAsync(cancellation);

    /// <summary>When the watch ran to its end for the last time; null: never yet.</summary>
    public Task<DateTimeOffset?> LastBeat(CancellationToken cancellation) =>
        db.Heartbeats.Where(h => h.Name == Heartbeat.Watch).Select(h => (DateTimeOffset?)h.At).FirstOrDefaultAsync(cancellation);
}
