using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Tryghedsforum.Notifications.Delivery;

/// <summary>A channel that does not work because of its account or set-up. Its messages wait; one at a time is tried until one passes.</summary>
internal sealed class ChannelStop
{
    /// <summary>The only channel so far.</summary>
    public const string Sms = "sms";

    /// <summary>Which channel.</summary>
    public required string Channel { get; init; }

    /// <summary>Since when.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>When a message is next let through to see whether it works again.</summary>
    public DateTimeOffset ProbeAt { get; init; }

    /// <summary>Why: the provider's error code.</summary>
    public required string Reason { get; init; }

    internal static void Map(EntityTypeBuilder<ChannelStop> stop)
    {
        stop.ToTable("ChannelStops").HasKey(s => s.Channel);
        stop.Property(s => s.Channel).HasMaxLength(20);
        stop.Property(s => s.Reason).HasMaxLength(100);
    }
}
