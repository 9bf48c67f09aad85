using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Tryghedsforum.Notifications.Delivery;

/// <summary>A channel that does not work because of its account or set-up. Its messages wait; one at a time is tried until one passes.</summary>
internal sealed class ChannelStop
{
    /// <summary>SMS.</summary>
    public const string Sms = "sms";

    /// <summary>E-mail.</summary>
    public const string Mail = "mail";

    /// <summary>Which channel.</summary>
    public required string Channel { get; init; }

    /// <summary>Since when.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>When a message is next let through to see whether it works again.</summary>
    public DateTimeOffset ProbeAt { get; init; }

    /// <summary>Why: the provider's error code.</summary>
    public required string Reason { get; init; }

    /// <summary>The channel that carries a lane: a stop of one never holds the other's messages.</summary>
    public static string Of(Lane lane) => lane is Lane.Mail ? Mail : Sms;

    internal static void Map(EntityTypeBuilder<ChannelStop> stop)
    {
        stop.ToTable("ChannelStops").HasKey(s => s.Channel);
        stop.Property(s => s.Channel).HasMaxLength(20);
        stop.Property(s => s.Reason).HasMaxLength(100);
    }
}
