using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tryghedsforum.Notifications.Data;

namespace Tryghedsforum.Notifications.Inbound;

/// <summary>How far an inbound text has come.</summary>
internal enum InboundState
{
    /// <summary>Stored; the provider has its answer.</summary>
    Received,

    /// <summary>A worker has it, until its lease runs out.</summary>
    Working,

    /// <summary>Done; <see cref="InboundSms.Outcome"/> says what came of it.</summary>
    Done,

    /// <summary>Given up after several attempts; a human reads it.</summary>
    Failed,
}

/// <summary>A text that somebody sent to a forum's number: stored by its unique MessageSid, answered at once, worked on afterwards.</summary>
internal sealed class InboundSms
{
    /// <summary>Key.</summary>
    public Guid Id { get; init; } = Guid.NewGuid();

    /// <summary>The provider's id; the same text delivered twice is stored once.</summary>
    public required string MessageSid { get; init; }

    /// <summary>The forum whose number it was sent to; null: nobody's.</summary>
    public int? ForumId { get; init; }

    /// <summary>Keyed hash of the sender's number.</summary>
    public string? FromHash { get; init; }

    /// <summary>Sealed number of the sender.</summary>
    public byte[]? FromSealed { get; init; }

    /// <summary>Sealed text.</summary>
    public byte[]? BodySealed { get; init; }

    /// <summary>When it came.</summary>
    public DateTimeOffset ReceivedAt { get; init; }

    /// <summary>How far it has come.</summary>
    public InboundState State { get; private set; }

    /// <summary>How often it was taken up.</summary>
    public int Attempt { get; private set; }

    /// <summary>Until when the worker has it.</summary>
    public DateTimeOffset? LeaseUntil { get; private set; }

    /// <summary>The case that it was found to mean, written before anything is done: taken up again, it means the same, whatever has changed.</summary>
    public Guid? MeansCase { get; init; }

    /// <summary>What came of it, as a code.</summary>
    public string? Outcome { get; private set; }

    /// <summary>A worker takes it up until then; false: it has been tried too often, and is given up.</summary>
    internal bool TakeUp(DateTimeOffset until, int mostAttempts)
    {
        var tries = ++Attempt <= mostAttempts;
        (State, LeaseUntil, Outcome) = tries ? (InboundState.Working, (DateTimeOffset?)until, Outcome) : (InboundState.Failed, null, "given-up");
        return tries;
    }

    /// <summary>The work on it is done.</summary>
    internal void Finish(TextOutcome came) => (State, LeaseUntil, Outcome) = (came.IsForHuman ? InboundState.Failed : InboundState.Done, null, came.Outcome);

    internal static void Map(EntityTypeBuilder<InboundSms> text)
    {
        text.ToTable("InboundTexts");
        text.HasIndex(t => t.MessageSid).IsUnique();
        text.HasIndex(t => new { t.State, t.LeaseUntil });
        text.HasIndex(t => t.FromHash);
        text.Property(t => t.MessageSid).HasMaxLength(64);
        text.Property(t => t.State).HasConversion<string>().HasMaxLength(20);
        text.Property(t => t.Outcome).HasMaxLength(100);
        text.Property(t => t.FromHash).HasMaxLength(64).Personal("Knowing whose answer an SMS is", PersonalColumns.MessageBody);
        text.Property(t => t.FromSealed).Personal("Answering the sender", PersonalColumns.MessageBody);
        text.Property(t => t.BodySealed).Personal("Reading what was written", PersonalColumns.MessageBody);
    }
}
