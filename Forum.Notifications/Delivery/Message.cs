using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tryghedsforum.Notifications.Data;

namespace Tryghedsforum.Notifications.Delivery;

/// <summary>The queues: an alert never waits behind a notice, and no SMS behind a mail.</summary>
internal enum Lane
{
    /// <summary>Somebody must act.</summary>
    Alert,

    /// <summary>Somebody should know.</summary>
    Notice,

    /// <summary>All that goes by e-mail.</summary>
    Mail,
}

/// <summary>One thing to tell one person. It names the recipient by id; the number is asked for right before sending.</summary>
internal sealed class Message
{
    /// <summary>Key; random, because it stands in the address that the provider calls back.</summary>
    public Guid Id { get; init; } = Guid.NewGuid();

    /// <summary>The forum.</summary>
    public int ForumId { get; init; }

    /// <summary>What makes planning idempotent: the same key is planned once.</summary>
    public required string PlanKey { get; init; }

    /// <summary>What kind it is; see <see cref="KindPolicy"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>Its queue.</summary>
    public Lane Lane { get; init; }

    /// <summary>The report that it is about, if any.</summary>
    public Guid? SubjectId { get; init; }

    /// <summary>"member:{id}", "reporter:{id}" or "inbound:{id}"; never a number.</summary>
    public required string Recipient { get; init; }

    /// <summary>What its words are made of, as JSON: ids and counts only.</summary>
    public string Arguments { get; init; } = "{}";

    /// <summary>Not before.</summary>
    public DateTimeOffset DueAt { get; init; }

    /// <summary>Not after: it would mislead.</summary>
    public DateTimeOffset ValidUntil { get; private set; }

    /// <summary>When it was planned.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Where it stands.</summary>
    public MessageState State { get; private set; }

    /// <summary>Counts the claims. Only the holder of the newest one may write an outcome.</summary>
    public int Attempt { get; private set; }

    /// <summary>Until when the worker has it.</summary>
    public DateTimeOffset? LeaseUntil { get; private set; }

    /// <summary>When it is taken up next; null: not by itself.</summary>
    public DateTimeOffset? NextTryAt { get; private set; }

    /// <summary>When this attempt was about to call the provider; null: it surely has not.</summary>
    public DateTimeOffset? BegunAt { get; private set; }

    /// <summary>When the provider took it.</summary>
    public DateTimeOffset? SentAt { get; private set; }

    /// <summary>When the operator's receipt came.</summary>
    public DateTimeOffset? DeliveredAt { get; private set; }

    /// <summary>The provider's id of it.</summary>
    public string? ProviderSid { get; private set; }

    /// <summary>How far the receipts have come; see <see cref="ReceiptRank"/>.</summary>
    public int ReceiptRank { get; private set; }

    /// <summary>The provider's or operator's error.</summary>
    public int? ErrorCode { get; private set; }

    /// <summary>Why it stands there, as a code; see <see cref="MessageReason"/>.</summary>
    public string? Reason { get; private set; }

    /// <summary>The sealed text that was sent.</summary>
    public byte[]? BodySealed { get; private set; }

    /// <summary>Keyed hash of number and text: finds the message in the provider's list without keeping either.</summary>
    public byte[]? Fingerprint { get; private set; }

    /// <summary>How many SMS its text takes; null: it is no SMS, or has not been about to leave.</summary>
    public int? Segments { get; private set; }

    /// <summary>The month that it counts in: 202703.</summary>
    public int? CostMonth { get; private set; }

    /// <summary>What it is paid from.</summary>
    public string? CostPurse { get; private set; }

    /// <summary>What it counts as when it is handed over.</summary>
    internal SmsCost? Cost => Segments is { } segments && CostMonth is { } month && CostPurse is { } purse ? new(segments, month, purse) : null;

    /// <summary>Somebody has seen that it did not arrive, and did what was needed.</summary>
    public bool Handled { get; private set; }

    /// <summary>The message that carries its words, together with others for the same person; null: it goes by itself.</summary>
    public Guid? BundleId { get; private set; }

    /// <summary>Makes a message; its queue and how long it is valid follow from the kind.</summary>
    public static Message Plan(string kind, int forumId, string planKey, string recipient, Guid? subjectId, string arguments, DateTimeOffset dueAt, DateTimeOffset now, bool held = false)
    {
        var policy = held ? KindPolicy.Of(kind).Held : KindPolicy.Of(kind);
        return new()
        {
            Kind = kind, ForumId = forumId, PlanKey = planKey, Recipient = recipient, SubjectId = subjectId, Arguments = arguments,
            Lane = policy.Lane, DueAt = dueAt, NextTryAt = dueAt, ValidUntil = dueAt + policy.Validity, CreatedAt = now,
        };
    }

    /// <summary>The number of the event that a message follows from, by its key: several may follow from one deed, at one time. Zero: it follows from none.</summary>
    internal static long SeqOf(string planKey) => planKey.Split('/') is [_, var seq, ..] && long.TryParse(seq, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : 0;

    internal void WillCost(SmsCost? cost) => (Segments, CostMonth, CostPurse) = (cost?.Segments, cost?.Month, cost?.Purse);

    internal void WaitUntil(DateTimeOffset time) => NextTryAt = time;

    internal void TakeBack() => (State, Reason, NextTryAt) = (MessageState.Dropped, MessageReason.Undone, null);

    /// <summary>Another message carries its words, and is not too old before it is.</summary>
    internal void GoWith(Message carrier)
    {
        (BundleId, NextTryAt) = (carrier.Id, null);
        if (ValidUntil > carrier.ValidUntil) carrier.ValidUntil = ValidUntil;
    }

    /// <summary>Takes in what a receipt says; false if it says nothing new.</summary>
    internal bool Take(string sid, string status, int? errorCode, DateTimeOffset now)
    {
        var before = new ReceiptStand(State, ReceiptRank, ProviderSid);
        var after = before.After(sid, status);
        if (after == before) return false;
        (State, ReceiptRank, ProviderSid) = after;
        (LeaseUntil, NextTryAt) = (null, null);
        SentAt ??= now;
        if (State is MessageState.Delivered) (DeliveredAt, ErrorCode, Reason) = (now, null, null);
        else if (State is MessageState.Undelivered or MessageState.Failed) (ErrorCode, Reason) = (errorCode, MessageReason.Carrier);
        else (ErrorCode, Reason) = (null, null);
        return true;
    }

    internal static void Map(EntityTypeBuilder<Message> message)
    {
        message.ToTable("Messages").HasIndex(m => m.PlanKey).IsUnique();
        message.HasIndex(m => new { m.Lane, m.State, m.NextTryAt });
        message.HasIndex(m => new { m.State, m.LeaseUntil });
        message.HasIndex(m => new { m.ForumId, m.State });
        // The rounds look at what is new, at what still has words, and at lost answers: a million old messages must not make them slower.
        message.HasIndex(m => new { m.ForumId, m.CreatedAt });
        message.HasIndex(m => new { m.Kind, m.CreatedAt });
        message.HasIndex(m => new { m.ForumId, m.CreatedAt }, "IX_Messages_WithWords").HasFilter("\"BodySealed\" IS NOT NULL OR \"Fingerprint\" IS NOT NULL");
        message.HasIndex(m => m.NextTryAt, "IX_Messages_Unknown").HasFilter("\"State\" = 'Unknown'");
        message.HasIndex(m => m.SubjectId);
        message.HasIndex(m => m.BundleId);
        message.Ignore(m => m.Cost).Property(m => m.CostPurse).HasMaxLength(10);
        message.Property(m => m.PlanKey).HasMaxLength(200);
        message.Property(m => m.Kind).HasMaxLength(40);
        message.Property(m => m.Recipient).HasMaxLength(60);
        message.Property(m => m.Lane).HasConversion<string>().HasMaxLength(10);
        message.Property(m => m.State).HasConversion<string>().HasMaxLength(20);
        message.Property(m => m.ProviderSid).HasMaxLength(64);
        message.Property(m => m.Reason).HasMaxLength(40);
        message.Property(m => m.BodySealed).Personal("Showing what was sent, and proving it to the recipient", PersonalColumns.MessageBody);
        message.Property(m => m.Fingerprint).Personal("Finding out whether a message whose answer was lost has left", PersonalColumns.MessageBody);
    }
}
