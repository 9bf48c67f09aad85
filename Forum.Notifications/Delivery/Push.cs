using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Tryghedsforum.Notifications.Delivery;

/// <summary>Where a push stands.</summary>
internal enum PushState
{
    /// <summary>Waits for its time, or for the next attempt.</summary>
    Pending,

    /// <summary>A worker has it. When the lease runs out it is given up: what a screen shows is never worth sending twice.</summary>
    Sending,

    /// <summary>The browser's maker has it; whether the screen showed it, nobody says.</summary>
    Sent,

    /// <summary>It did not go.</summary>
    Failed,

    /// <summary>Not sent: no longer wanted, too old, or the device is gone.</summary>
    Dropped,
}

/// <summary>
/// A device is to show that there is news, beside a message to the same member. It is a row of its own kind and not a message: whatever asks who was told,
/// who is asked next, what was spent or promised reads messages, and so never takes a push for somebody's having been told.
/// </summary>
internal sealed class Push
{
    /// <summary>Key.</summary>
    public Guid Id { get; init; } = Guid.NewGuid();

    /// <summary>The forum.</summary>
    public int ForumId { get; init; }

    /// <summary>The message that it goes beside: whom it is for and what it is about stand there.</summary>
    public Guid MessageId { get; init; }

    /// <summary>The device; where that is reached is asked for right before sending.</summary>
    public Guid DeviceId { get; init; }

    /// <summary>When it was planned.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Not after: it would be no news.</summary>
    public DateTimeOffset ValidUntil { get; init; }

    /// <summary>Where it stands.</summary>
    public PushState State { get; private set; }

    /// <summary>Counts the claims. Only the holder of the newest one may write an outcome.</summary>
    public int Attempt { get; private set; }

    /// <summary>Until when the worker has it.</summary>
    public DateTimeOffset? LeaseUntil { get; private set; }

    /// <summary>When it is taken up next; null: not by itself.</summary>
    public DateTimeOffset? NextTryAt { get; private set; }

    /// <summary>When the browser's maker took it.</summary>
    public DateTimeOffset? SentAt { get; private set; }

    /// <summary>The HTTP status that it was refused with.</summary>
    public int? ErrorCode { get; private set; }

    /// <summary>Why it stands there; one of <see cref="MessageReason"/>.</summary>
    public string? Reason { get; private set; }

    /// <summary>Plans one beside a message, for the same time.</summary>
    public static Push Beside(Message message, Guid device) => new()
    {
        ForumId = message.ForumId, MessageId = message.Id, DeviceId = device, CreatedAt = message.CreatedAt, ValidUntil = message.ValidUntil, NextTryAt = message.NextTryAt ?? message.DueAt,
    };

    internal static void Map(EntityTypeBuilder<Push> push)
    {
        push.ToTable("Pushes");
        push.HasIndex(p => new { p.MessageId, p.DeviceId }).IsUnique();
        push.HasIndex(p => new { p.State, p.NextTryAt });
        push.HasIndex(p => new { p.ForumId, p.CreatedAt });
        push.Property(p => p.State).HasConversion<string>().HasMaxLength(10);
        push.Property(p => p.Reason).HasMaxLength(40);
    }
}
