using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tryghedsforum.Api.Members;

namespace Tryghedsforum.Api.Pickups;

/// <summary>Where a pickup stands. Accepted may be handed back.</summary>
public enum PickupStatus
{
    /// <summary>Bestilt.</summary>
    Requested,

    /// <summary>Taget.</summary>
    Accepted,

    /// <summary>Hentet.</summary>
    Collected,

    /// <summary>Intet fundet.</summary>
    NothingFound,

    /// <summary>Aflyst.</summary>
    Cancelled,
}

/// <summary>How far the asking has come.</summary>
public enum AskStep
{
    /// <summary>The team of the ground rule.</summary>
    First,

    /// <summary>The next team of the rule.</summary>
    Next,

    /// <summary>The coordinator.</summary>
    Coordinator,
}

/// <summary>The task of collecting needle waste, for one case or more. On screen it has its first case's number.</summary>
public sealed class Pickup
{
    /// <summary>Key.</summary>
    public Guid Id { get; init; } = Guid.NewGuid();

    /// <summary>The forum.</summary>
    public int ForumId { get; init; }

    /// <summary>The first case that it serves.</summary>
    public Guid LeadReportId { get; private set; }

    /// <summary>Where it stands.</summary>
    public PickupStatus Status { get; private set; }

    /// <summary>The team that is asked now; null: the coordinator finds somebody.</summary>
    public Guid? TeamId { get; private set; }

    /// <summary>Who is asked next.</summary>
    public Guid? NextTeamId { get; init; }

    /// <summary>How far the asking has come.</summary>
    public AskStep Step { get; private set; }

    /// <summary>The person who is asked now, off duty; null: all of the team who are on.</summary>
    public Guid? AskedMemberId { get; private set; }

    /// <summary>When it is asked on, if nobody has answered; null: nobody is left to ask.</summary>
    public DateTimeOffset? AnswerBy { get; private set; }

    /// <summary>Fetched before: the target, or what the crew has promised.</summary>
    public DateTimeOffset Before { get; private set; }

    /// <summary>The team that has it.</summary>
    public Guid? TakenByTeamId { get; private set; }

    /// <summary>The member who took it.</summary>
    public Guid? TakenByMemberId { get; private set; }

    /// <summary>Needles counted; null when not counted.</summary>
    public int? Count { get; private set; }

    /// <summary>When it was asked for.</summary>
    public DateTimeOffset RequestedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Somebody still has to do something.</summary>
    public bool IsOpen => Status is PickupStatus.Requested or PickupStatus.Accepted;

    /// <summary>The person who has it, or else is asked; off duty or not, that one must hear what becomes of it.</summary>
    internal Guid? Who => TakenByMemberId ?? AskedMemberId;

    internal void Lead(Guid report) => LeadReportId = report;

    /// <summary>Whether the actor's team has it; without a team, whether the actor has it.</summary>
    internal bool IsTakenBy(Actor actor) =>
        Status == PickupStatus.Accepted && TakenByTeamId == actor.TeamId && (TakenByTeamId is not null || TakenByMemberId == actor.MemberId);

    internal void Ask(Guid? team, AskStep step, DateTimeOffset? answerBy, Guid? member = null)
    {
        (Status, TeamId, Step, AnswerBy, AskedMemberId) = (PickupStatus.Requested, team, step, answerBy, member);
        (TakenByTeamId, TakenByMemberId) = (null, null);
    }

    internal void Accept(Guid? team, Guid? member)
    {
        (Status, TakenByTeamId, TakenByMemberId, AnswerBy) = (PickupStatus.Accepted, team, member, null);
    }

    internal void Promise(DateTimeOffset before) => Before = before;

    internal void Collect(int? count, DateTimeOffset now) => (Status, Count, EndedAt, AnswerBy) = (PickupStatus.Collected, count, now, null);

    internal void FindNothing(DateTimeOffset now) => (Status, EndedAt, AnswerBy) = (PickupStatus.NothingFound, now, null);

    internal void Cancel(DateTimeOffset now) => (Status, EndedAt, AnswerBy) = (PickupStatus.Cancelled, now, null);

    internal static void Map(EntityTypeBuilder<Pickup> pickup)
    {
        pickup.HasIndex(p => new { p.ForumId, p.Status });
        pickup.HasIndex(p => p.AnswerBy);
        pickup.HasIndex(p => new { p.Status, p.Before });
        pickup.HasOne<Forums.Forum>().WithMany().HasForeignKey(p => p.ForumId);
        pickup.Property(p => p.Status).HasConversion<string>().HasMaxLength(20);
        pickup.Property(p => p.Step).HasConversion<string>().HasMaxLength(20);
        pickup.Ignore(p => p.IsOpen).Ignore(p => p.Who);
    }
}
