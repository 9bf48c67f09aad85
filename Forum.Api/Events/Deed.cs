using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.Configuration;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Privacy;

namespace Tryghedsforum.Api.Events;

/// <summary>How long what somebody has done to a case can be undone; so long wait the messages to reporters that follow from it.</summary>
/// <param name="Length">The time; zero: nothing can be undone, and nothing waits.</param>
public sealed record UndoWindow(TimeSpan Length)
{
    /// <summary>As configured in <c>Messages:ReporterWait</c>.</summary>
    public static UndoWindow From(IConfiguration configuration) => new(configuration.GetValue("Messages:ReporterWait", TimeSpan.FromSeconds(20)));
}

/// <summary>An event that was undone. The log keeps it; figures, and the reporter's own page, leave it out.</summary>
internal sealed class UndoneEvent
{
    /// <summary>The forum.</summary>
    public int ForumId { get; init; }

    /// <summary>The number of the event that was undone.</summary>
    public long Seq { get; init; }

    /// <summary>The number of the event that says so.</summary>
    public long BySeq { get; init; }

    /// <summary>The log without what was undone: that has not happened.</summary>
    public static IQueryable<ForumEvent> LeftOut(ForumDb db) => db.Events.AsNoTracking().Where(e => !db.UndoneEvents.Any(u => u.ForumId == e.ForumId && u.Seq == e.Seq));

    internal static void Map(EntityTypeBuilder<UndoneEvent> undone)
    {
        undone.ToTable("UndoneEvents").HasKey(u => new { u.ForumId, u.Seq });
        undone.HasIndex(u => new { u.ForumId, u.BySeq });
    }
}

/// <summary>What somebody has just done to a case, with what was there before: kept while it can be undone, and no longer.</summary>
internal sealed class Deed
{
    internal const string Purpose = "deed.before";

    /// <summary>Key.</summary>
    public Guid Id { get; init; } = Guid.NewGuid();

    /// <summary>The forum.</summary>
    public int ForumId { get; init; }

    /// <summary>The case.</summary>
    public Guid ReportId { get; init; }

    /// <summary>Who did it: nobody else undoes it.</summary>
    public Guid MemberId { get; init; }

    /// <summary>What was done, by the event that says so.</summary>
    public EventType Type { get; init; }

    /// <summary>The number of its first event.</summary>
    public long FirstSeq { get; init; }

    /// <summary>The number of its last event.</summary>
    public long LastSeq { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Sealed <see cref="Changed"/> rows: what there was before. It may hold how to get in, which is sealed itself.</summary>
    [PersonalData("Undoing what was just done", Retention.Access)]
    public byte[]? BeforeSealed { get; init; }

    internal static void Map(EntityTypeBuilder<Deed> deed)
    {
        deed.HasIndex(d => d.ReportId);
        deed.HasIndex(d => new { d.ForumId, d.At });
        deed.Property(d => d.Type).HasConversion<string>().HasMaxLength(30);
        deed.HasOne<Reports.Report>().WithMany().HasForeignKey(d => d.ReportId);
    }

    /// <summary>Keeps what a transaction is about to change, right before it is saved. What it deletes cannot be undone, and then nothing is kept.</summary>
    public static async Task Keep(ForumDb db, FieldCipher cipher, UndoWindow window, EventLog.Entry entry, Guid member, CancellationToken cancellation)
    {
        if (entry.Deed is not { } done || window.Length <= TimeSpan.Zero) return;
        var over = entry.Now - window.Length;
        await Forget(db, d => d.ForumId == entry.ForumId && (d.At <= over || d.ReportId == done.Report), cancellation);
        var tracked = db.ChangeTracker.Entries().ToList();
        if (tracked.Exists(one => one.State is EntityState.Deleted)) return;
        List<Changed> before =
        [
            .. tracked.Where(one => one.State is EntityState.Modified).Select(Changed.Before),
            .. tracked.Where(one => one is { State: EntityState.Added, Entity: Pickups.Pickup }).Select(Changed.New),
        ];
        db.Deeds.Add(new()
        {
            ForumId = entry.ForumId, ReportId = done.Report, MemberId = member, Type = done.Type, FirstSeq = entry.FirstSeq, LastSeq = entry.LastSeq, At = entry.Now,
            BeforeSealed = cipher.Seal(JsonSerializer.Serialize(before), Purpose),
        });
    }

    /// <summary>Forgets deeds; those that are over, or that were undone.</summary>
    public static Task<int> Forget(ForumDb db, System.Linq.Expressions.Expression<Func<Deed, bool>> which, CancellationToken cancellation) => db.Deeds.Where(which).ExecuteDeleteAsync(cancellation);

    /// <summary>Says of one case that it was undone, to all who could read that it was done.</summary>
    public void TakeBack(ForumDb db, EventLog.Entry entry, Guid? team, IReadOnlyList<ForumEvent> said)
    {
        entry.Append(EventType.DeedUndone, SubjectKind.Report, said[0].SubjectId, said.Aggregate(Audience.None, (bits, e) => bits | e.Audience), new EventData { Team = team, Undoes = Type });
        var by = entry.LastSeq;
        db.UndoneEvents.AddRange(said.Select(e => new UndoneEvent { ForumId = e.ForumId, Seq = e.Seq, BySeq = by }));
    }

    /// <summary>What there was before.</summary>
    public IReadOnlyList<Changed> Before(FieldCipher cipher) => JsonSerializer.Deserialize<List<Changed>>(cipher.Open(BeforeSealed, Purpose) ?? "[]")!;
}

/// <summary>One row as it was before.</summary>
/// <param name="Entity">Its kind.</param>
/// <param name="Key">Its key.</param>
/// <param name="Values">The columns that were changed, as they were; null: there was no such row.</param>
internal sealed record Changed(string Entity, Guid Key, Dictionary<string, JsonElement>? Values)
{
    /// <summary>Of a row that is about to be changed.</summary>
    public static Changed Before(EntityEntry row) => Of(row, row.Properties.Where(property => property.IsModified)
        .ToDictionary(property => property.Metadata.Name, property => JsonSerializer.SerializeToElement(property.OriginalValue, property.Metadata.ClrType)));

    /// <summary>Of a row that is about to be made.</summary>
    public static Changed New(EntityEntry row) => Of(row, null);

    /// <summary>Its value of a column, as the column's own kind.</summary>
    public object? Value(PropertyEntry property) => Values![property.Metadata.Name].Deserialize(property.Metadata.ClrType);

    private static Changed Of(EntityEntry row, Dictionary<string, JsonElement>? values) =>
        new(row.Metadata.Name, (Guid)row.Metadata.FindPrimaryKey()!.Properties.Select(key => row.Property(key.Name).CurrentValue).Single()!, values);
}
