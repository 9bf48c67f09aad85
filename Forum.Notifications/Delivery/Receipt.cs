using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Tryghedsforum.Notifications.Delivery;

/// <summary>What the provider called back to say, each thing once.</summary>
internal sealed class Receipt
{
    /// <summary>Key.</summary>
    public Guid Id { get; init; } = Guid.NewGuid();

    /// <summary>The message.</summary>
    public Guid MessageId { get; init; }

    /// <summary>The provider's id: a message that was sent twice has two.</summary>
    public required string Sid { get; init; }

    /// <summary>The status as the provider wrote it.</summary>
    public required string Status { get; init; }

    /// <summary>The provider's or operator's error.</summary>
    public int? ErrorCode { get; init; }

    /// <summary>All other fields as they came, as JSON, without numbers of phones.</summary>
    public required string Fields { get; init; }

    /// <summary>When it came.</summary>
    public DateTimeOffset ReceivedAt { get; init; }

    internal static void Map(EntityTypeBuilder<Receipt> receipt)
    {
        receipt.ToTable("Receipts");
        receipt.HasIndex(r => new { r.MessageId, r.Sid, r.Status }).IsUnique();
        receipt.HasOne<Message>().WithMany().HasForeignKey(r => r.MessageId);
        receipt.Property(r => r.Sid).HasMaxLength(64);
        receipt.Property(r => r.Status).HasMaxLength(40);
    }
}

/// <summary>The order of the provider's statuses. Callbacks come twice and out of order; only a higher rank says something new.</summary>
internal static class ReceiptRank
{
    /// <summary>The first rank at which nothing follows.</summary>
    public const int Final = 5;

    /// <summary>The rank of a status; 0 for one that says nothing about an outbound message.</summary>
    public static int Of(string status) => status switch
    {
        "accepted" or "scheduled" => 1,
        "queued" => 2,
        "sending" => 3,
        "sent" => 4,
        "delivered" or "undelivered" or "failed" or "canceled" => Final,
        _ => 0,
    };

    /// <summary>The state that a status of rank above 0 means.</summary>
    public static MessageState State(string status) => status switch
    {
        "delivered" => MessageState.Delivered,
        "undelivered" => MessageState.Undelivered,
        "failed" or "canceled" => MessageState.Failed,
        _ => MessageState.Sent,
    };
}

/// <summary>How far a message's receipts have come: the pure part, so that every order of callbacks can be tried.</summary>
/// <param name="State">Where the message stands.</param>
/// <param name="Rank">The highest rank seen of this sid.</param>
/// <param name="Sid">The provider's id that counts.</param>
internal readonly record struct ReceiptStand(MessageState State, int Rank, string? Sid)
{
    /// <summary>Where it stands after a callback.</summary>
    public ReceiptStand After(string sid, string status)
    {
        var rank = ReceiptRank.Of(status);
        if (rank == 0) return this;
        var next = new ReceiptStand(ReceiptRank.State(status), rank, sid);
        if (State is MessageState.Delivered) return this;
        // Sent again because the first answer was lost: an earlier copy can only bring good news.
        if (Sid is not null && Sid != sid) return next.State is MessageState.Delivered ? next : this;
        return rank > Rank ? next : this;
    }
}
