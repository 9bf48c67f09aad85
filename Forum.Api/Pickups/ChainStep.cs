using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Tryghedsforum.Api.Pickups;

/// <summary>Who is asked in a step.</summary>
public enum ChainWho
{
    /// <summary>All of a team who are on duty.</summary>
    Team,

    /// <summary>The one of a team whose shift begins next.</summary>
    Person,

    /// <summary>The coordinator, who finds somebody.</summary>
    Coordinator,
}

/// <summary>What has become of a step.</summary>
public enum ChainOutcome
{
    /// <summary>Its turn has not come.</summary>
    Waiting,

    /// <summary>They were asked.</summary>
    Asked,

    /// <summary>They were passed over: nobody was there to be asked.</summary>
    Skipped,
}

/// <summary>Why those of a step were not waited for any longer.</summary>
public enum ChainReason
{
    /// <summary>Nobody answered in time.</summary>
    Silent,

    /// <summary>They cannot ("4", "Kan ikke").</summary>
    CannotTake,

    /// <summary>Nobody of them is on duty, with a number.</summary>
    NobodyOn,

    /// <summary>No message has reached any of them.</summary>
    NotTold,
}

/// <summary>
/// One step of a pickup's chain: who is asked after whom. The chain is written in the transaction that asks for the pickup and is then fixed, whatever
/// rosters and rules become; taking the pickup stops it, from whichever channel that comes.
/// </summary>
internal sealed class ChainStep
{
    /// <summary>Key.</summary>
    public Guid Id { get; init; } = Guid.NewGuid();

    /// <summary>The forum.</summary>
    public int ForumId { get; init; }

    /// <summary>The pickup.</summary>
    public Guid PickupId { get; init; }

    /// <summary>0, 1, 2 … in the order in which they are asked.</summary>
    public int Place { get; init; }

    /// <summary>Who is asked.</summary>
    public ChainWho Who { get; init; }

    /// <summary>The team, or the person's team; null: the coordinator.</summary>
    public Guid? TeamId { get; init; }

    /// <summary>The person.</summary>
    public Guid? MemberId { get; init; }

    /// <summary>How long an answer of theirs is waited for, minutes.</summary>
    public int WaitMinutes { get; init; }

    /// <summary>When they are asked, if nobody answers before; null: that depends on steps before it.</summary>
    public DateTimeOffset? DueAt { get; private set; }

    /// <summary>When they were asked or passed over.</summary>
    public DateTimeOffset? DoneAt { get; private set; }

    /// <summary>What has become of it.</summary>
    public ChainOutcome Outcome { get; private set; }

    /// <summary>Why they were not waited for any longer; null: they are, or nobody has had to.</summary>
    public ChainReason? Over { get; private set; }

    internal void Plan(DateTimeOffset due) => DueAt = due;

    internal void Ask(DateTimeOffset now) => (Outcome, DoneAt, DueAt) = (ChainOutcome.Asked, now, DueAt ?? now);

    internal void Skip(ChainReason why, DateTimeOffset now) => (Outcome, Over, DoneAt) = (ChainOutcome.Skipped, why, now);

    internal void End(ChainReason why) => Over = why;

    internal static void Map(EntityTypeBuilder<ChainStep> step)
    {
        step.HasIndex(s => new { s.PickupId, s.Place }).IsUnique();
        step.Property(s => s.Who).HasConversion<string>().HasMaxLength(20);
        step.Property(s => s.Outcome).HasConversion<string>().HasMaxLength(20);
        step.Property(s => s.Over).HasConversion<string>().HasMaxLength(20);
        step.HasOne<Pickup>().WithMany().HasForeignKey(s => s.PickupId);
    }
}
