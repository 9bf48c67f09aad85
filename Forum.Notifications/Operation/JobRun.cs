using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Tryghedsforum.Notifications.Operation;

/// <summary>How a scheduled job last went, on whichever node.</summary>
internal sealed class JobRun
{
    /// <summary>The job.</summary>
    public required string Name { get; init; }

    /// <summary>How often it runs, in seconds.</summary>
    public int EverySeconds { get; private set; }

    /// <summary>When it last ended.</summary>
    public DateTimeOffset EndedAt { get; private set; }

    /// <summary>How long that took, in milliseconds.</summary>
    public int TookMs { get; private set; }

    /// <summary>When it last ended well; null: never yet.</summary>
    public DateTimeOffset? GoodAt { get; private set; }

    /// <summary>Kind of the failure that it last ended with; null: it ended well. Never the failure's words, which may hold what somebody wrote.</summary>
    public string? Failure { get; private set; }

    /// <summary>How often in a row it has failed.</summary>
    public int Failures { get; private set; }

    internal void End(TimeSpan every, DateTimeOffset at, TimeSpan took, string? failure)
    {
        (EverySeconds, EndedAt, TookMs, Failure) = ((int)every.TotalSeconds, at, (int)took.TotalMilliseconds, failure);
        if (failure is null) (GoodAt, Failures) = (at, 0);
        else Failures++;
    }

    internal static void Map(EntityTypeBuilder<JobRun> run)
    {
        run.ToTable("JobRuns").HasKey(r => r.Name);
        run.Property(r => r.Name).HasMaxLength(60);
        run.Property(r => r.Failure).HasMaxLength(100);
    }
}
