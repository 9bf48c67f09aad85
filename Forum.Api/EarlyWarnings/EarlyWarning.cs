using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Api.EarlyWarnings;

/// <summary>A suggestion to the coordinator to look at a place or a matter, made by <see cref="LookForPatterns"/>: counts only, and never public.</summary>
internal sealed class EarlyWarning
{
    /// <summary>Key.</summary>
    public Guid Id { get; init; } = Guid.NewGuid();

    /// <summary>The forum.</summary>
    public int ForumId { get; init; }

    /// <summary>What it is about.</summary>
    public CategoryCode Category { get; init; }

    /// <summary>Where; null: in the whole quarter.</summary>
    public int? StreetId { get; init; }

    /// <summary>The day of the look: what is counted came in the days before it.</summary>
    public DateOnly Monday { get; init; }

    /// <summary>In how many days.</summary>
    public int Days { get; init; }

    /// <summary>How many came in those days.</summary>
    public int Count { get; init; }

    /// <summary>How many come in as many days otherwise.</summary>
    public double Usual { get; init; }

    /// <summary>Since when the coordinator has seen to it.</summary>
    public DateTimeOffset? SettledAt { get; private set; }

    /// <summary>The coordinator has seen to it.</summary>
    internal void Settle(DateTimeOffset now) => SettledAt ??= now;

    internal static void Map(EntityTypeBuilder<EarlyWarning> warning)
    {
        warning.HasIndex(w => new { w.ForumId, w.Monday });
        warning.HasOne<Forums.Forum>().WithMany().HasForeignKey(w => w.ForumId);
    }
}

/// <summary>When a forum was last looked at.</summary>
internal sealed class EarlyWarningLook
{
    /// <summary>The forum.</summary>
    public int ForumId { get; init; }

    /// <summary>The day of the last look.</summary>
    public DateOnly Monday { get; private set; }

    /// <summary>It was looked at.</summary>
    internal void Done(DateOnly monday) => Monday = monday;

    internal static void Map(EntityTypeBuilder<EarlyWarningLook> look)
    {
        look.HasKey(l => l.ForumId);
        look.HasOne<Forums.Forum>().WithOne().HasForeignKey<EarlyWarningLook>(l => l.ForumId);
    }
}
