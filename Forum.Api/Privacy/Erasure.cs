using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tryghedsforum.Api.Data;

namespace Tryghedsforum.Api.Privacy;

/// <summary>How many rows of a kind the program erased in a forum on one day. A figure: it names nobody, and stays.</summary>
internal sealed class Erasure
{
    /// <summary>The forum.</summary>
    public int ForumId { get; init; }

    /// <summary>The day, by the forum's clock.</summary>
    public DateOnly Day { get; init; }

    /// <summary>What it was.</summary>
    public Retention Kind { get; init; }

    /// <summary>How many.</summary>
    public int Rows { get; private set; }

    /// <summary>Counts what went in the transaction that is open; nothing is written for nothing.</summary>
    internal static async Task Add(ForumDb db, int forumId, DateOnly day, Retention kind, int rows, CancellationToken cancellation)
    {
        if (rows > 0) (await Of(db, forumId, day, kind, cancellation)).Rows += rows;
    }

    /// <summary>Sets what is counted elsewhere: said twice, it is the same.</summary>
    internal static async Task Set(ForumDb db, int forumId, DateOnly day, Retention kind, int rows, CancellationToken cancellation) =>
        (await Of(db, forumId, day, kind, cancellation)).Rows = rows;

    internal static void Map(EntityTypeBuilder<Erasure> erasure)
    {
        erasure.ToTable("Erasures").HasKey(e => new { e.ForumId, e.Day, e.Kind });
        erasure.Property(e => e.Kind).HasConversion<string>().HasMaxLength(20);
        erasure.HasOne<Forums.Forum>().WithMany().HasForeignKey(e => e.ForumId);
    }

    private static async Task<Erasure> Of(ForumDb db, int forumId, DateOnly day, Retention kind, CancellationToken cancellation) =>
        await db.Erasures.FindAsync([forumId, day, kind], cancellation) ?? db.Erasures.Add(new() { ForumId = forumId, Day = day, Kind = kind }).Entity;
}

/// <summary>When the program last looked for what is to be erased in a forum, whether it found anything or not.</summary>
internal sealed class ErasureRun
{
    /// <summary>The forum.</summary>
    public int ForumId { get; init; }

    /// <summary>Cases, pictures and the rest.</summary>
    public DateTimeOffset? At { get; private set; }

    /// <summary>Messages, in and out.</summary>
    public DateTimeOffset? MessagesAt { get; private set; }

    internal static async Task Note(ForumDb db, int forumId, DateTimeOffset now, bool messages, CancellationToken cancellation)
    {
        var run = await db.ErasureRuns.FindAsync([forumId], cancellation) ?? db.ErasureRuns.Add(new() { ForumId = forumId }).Entity;
        if (messages) run.MessagesAt = now;
        else run.At = now;
    }

    internal static void Map(EntityTypeBuilder<ErasureRun> run)
    {
        run.ToTable("ErasureRuns").HasKey(r => r.ForumId);
        run.Property(r => r.ForumId).ValueGeneratedNever();
        run.HasOne<Forums.Forum>().WithMany().HasForeignKey(r => r.ForumId);
    }
}
