using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Tryghedsforum.Benchmarks.Bare;

/// <summary>The three rows of a report and no more, with the indexes that a case page needs.</summary>
internal sealed class BareDb(DbContextOptions<BareDb> options) : DbContext(options)
{
    public DbSet<BareForum> Forums => Set<BareForum>();

    public DbSet<BareReport> Reports => Set<BareReport>();

    public DbSet<BareEvent> Events => Set<BareEvent>();

    public static void Use(DbContextOptionsBuilder options, string connection) => options.UseSqlite(connection).AddInterceptors(SamePragmas.Instance);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<BareForum>().HasIndex(forum => forum.Slug).IsUnique();
        modelBuilder.Entity<BareReport>().HasIndex(report => new { report.ForumId, report.Number }).IsUnique();
        modelBuilder.Entity<BareReport>().HasOne<BareForum>().WithMany().HasForeignKey(report => report.ForumId);
        modelBuilder.Entity<BareEvent>().HasKey(entry => new { entry.ForumId, entry.Seq });
        modelBuilder.Entity<BareEvent>().HasIndex(entry => new { entry.SubjectId, entry.Seq });
        modelBuilder.Entity<BareEvent>().HasOne<BareForum>().WithMany().HasForeignKey(entry => entry.ForumId);
    }

    // What the program sets on every connection it opens; foreign keys and the waiting time stand in the connection string, and WAL in the file.
    private sealed class SamePragmas : DbConnectionInterceptor
    {
        public static readonly SamePragmas Instance = new();

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
        {
            using var command = Command(connection);
            command.ExecuteNonQuery();
        }

        public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            await using var command = Command(connection);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        private static DbCommand Command(DbConnection connection)
        {
            var command = connection.CreateCommand();
            command.CommandText = "PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;";
            return command;
        }
    }
}

/// <summary>A forum's row.</summary>
internal sealed class BareForum
{
    public int Id { get; init; }

    public required string Slug { get; init; }

    public long LastSeq { get; init; }
}

/// <summary>A report's row.</summary>
internal sealed class BareReport
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public int ForumId { get; init; }

    public required string Number { get; init; }

    public required string Category { get; init; }

    public required string Ground { get; init; }

    public required string Place { get; init; }

    public required string Words { get; init; }

    public required string Status { get; init; }

    public DateTime ReceivedAt { get; init; }
}

/// <summary>An event's row.</summary>
internal sealed class BareEvent
{
    public int ForumId { get; init; }

    public long Seq { get; init; }

    public Guid Id { get; init; } = Guid.NewGuid();

    public required string Type { get; init; }

    public DateTime OccurredAt { get; init; }

    public Guid SubjectId { get; init; }

    public required string Data { get; init; }
}
