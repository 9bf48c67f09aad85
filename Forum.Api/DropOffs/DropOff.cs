using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Tryghedsforum.Api.DropOffs;

/// <summary>Needle waste that somebody handed in. A record of its own: no case number, no status, no category.</summary>
internal sealed class DropOff
{
    /// <summary>Key.</summary>
    public Guid Id { get; init; } = Guid.NewGuid();

    /// <summary>The forum.</summary>
    public int ForumId { get; init; }

    /// <summary>The team that took it in.</summary>
    public Guid? TeamId { get; init; }

    /// <summary>Needles counted; null when not counted.</summary>
    public int? Count { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset At { get; init; }

    internal static void Map(EntityTypeBuilder<DropOff> dropOff)
    {
        dropOff.HasIndex(d => new { d.ForumId, d.At });
        dropOff.HasOne<Forums.Forum>().WithMany().HasForeignKey(d => d.ForumId);
    }
}
