using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Privacy;

namespace Tryghedsforum.Api.Rosters;

/// <summary>A member's shift that comes again every week, by the clock on the wall in the forum.</summary>
internal sealed class Shift
{
    private const string Purpose = "Knowing who is on duty";

    /// <summary>Random; may leave the server.</summary>
    public Guid Id { get; init; } = Guid.NewGuid();

    /// <summary>The forum.</summary>
    public int ForumId { get; init; }

    /// <summary>The team it is for; it counts while the member is in that team.</summary>
    public Guid TeamId { get; init; }

    /// <summary>Whose shift it is.</summary>
    public Guid MemberId { get; init; }

    /// <summary>The weekday on which it begins.</summary>
    [PersonalData(Purpose, Retention.Membership)]
    public DayOfWeek Day { get; init; }

    /// <summary>From then on.</summary>
    [PersonalData(Purpose, Retention.Membership)]
    public TimeOnly From { get; init; }

    /// <summary>Until then; when that is no later than <see cref="From"/>, on the day after.</summary>
    [PersonalData(Purpose, Retention.Membership)]
    public TimeOnly Until { get; init; }

    internal static void Map(EntityTypeBuilder<Shift> shift)
    {
        shift.HasIndex(s => new { s.ForumId, s.TeamId });
        shift.HasIndex(s => new { s.MemberId, s.Day, s.From }).IsUnique();
        shift.HasOne<Member>().WithMany().HasForeignKey(s => s.MemberId).OnDelete(DeleteBehavior.Cascade);
        shift.HasOne<Team>().WithMany().HasForeignKey(s => s.TeamId).OnDelete(DeleteBehavior.Cascade);
    }

    /// <summary>Somebody leaves the forum: the roster, its exceptions and the calendars forget them.</summary>
    public static async Task DropAll(ForumDb db, Guid member, CancellationToken cancellation)
    {
        await db.Shifts.Where(s => s.MemberId == member).ExecuteDeleteAsync(cancellation);
        await db.DayChanges.Where(c => c.MemberId == member).ExecuteDeleteAsync(cancellation);
        // What was handed over to them is nobody's: who handed it over is away.
        await db.DayChanges.Where(c => c.ToMemberId == member).ExecuteUpdateAsync(set => set.SetProperty(c => c.ToMemberId, (Guid?)null), cancellation);
        await db.DutyFeeds.Where(f => f.MemberId == member).ExecuteDeleteAsync(cancellation);
    }
}

/// <summary>How a day differs from the weekly pattern.</summary>
public enum DayChangeKind
{
    /// <summary>The weekly shifts that begin on these days are not the member's.</summary>
    Off,

    /// <summary>A shift besides the weekly ones.</summary>
    Extra,

    /// <summary>All that would begin on that day is a colleague's.</summary>
    HandedOver,
}

/// <summary>A day, or some, on which a member's duty differs from the weekly pattern.</summary>
internal sealed class DayChange
{
    private const string Purpose = "Knowing who is on duty on days that differ from the weekly pattern";

    /// <summary>Random; may leave the server.</summary>
    public Guid Id { get; init; } = Guid.NewGuid();

    /// <summary>The forum.</summary>
    public int ForumId { get; init; }

    /// <summary>The team.</summary>
    public Guid TeamId { get; init; }

    /// <summary>Whose day it is.</summary>
    public Guid MemberId { get; init; }

    /// <summary>What is different.</summary>
    public DayChangeKind Kind { get; init; }

    /// <summary>The day, local; of several the first.</summary>
    [PersonalData(Purpose, Retention.Roster)]
    public DateOnly Day { get; init; }

    /// <summary>The last day.</summary>
    [PersonalData(Purpose, Retention.Roster)]
    public DateOnly LastDay { get; init; }

    /// <summary>Of an extra shift: from then on.</summary>
    [PersonalData(Purpose, Retention.Roster)]
    public TimeOnly? From { get; init; }

    /// <summary>Of an extra shift: until then, or on the day after.</summary>
    [PersonalData(Purpose, Retention.Roster)]
    public TimeOnly? Until { get; init; }

    /// <summary>The colleague who has the day instead; of what was handed over null: nobody, the colleague has left.</summary>
    public Guid? ToMemberId { get; init; }

    internal static void Map(EntityTypeBuilder<DayChange> change)
    {
        change.HasIndex(c => new { c.ForumId, c.LastDay });
        change.HasIndex(c => c.MemberId);
        change.Property(c => c.Kind).HasConversion<string>().HasMaxLength(20);
        change.HasOne<Member>().WithMany().HasForeignKey(c => c.MemberId).OnDelete(DeleteBehavior.Cascade);
        change.HasOne<Team>().WithMany().HasForeignKey(c => c.TeamId).OnDelete(DeleteBehavior.Cascade);
    }
}

/// <summary>What a team has chosen about its roster; without a row the weekly pattern holds on holidays, too.</summary>
internal sealed class RosterChoice
{
    /// <summary>The team.</summary>
    public Guid TeamId { get; init; }

    /// <summary>The forum.</summary>
    public int ForumId { get; init; }

    /// <summary>The weekly pattern holds on holidays.</summary>
    public bool OnHolidays { get; private set; }

    internal void Hold(bool onHolidays) => OnHolidays = onHolidays;

    internal static void Map(EntityTypeBuilder<RosterChoice> choice)
    {
        choice.HasKey(c => c.TeamId);
        choice.HasIndex(c => c.ForumId);
        choice.HasOne<Team>().WithMany().HasForeignKey(c => c.TeamId).OnDelete(DeleteBehavior.Cascade);
    }
}

/// <summary>A calendar that a member reads by a secret link: the member's own shifts, or the team's.</summary>
internal sealed class DutyFeed
{
    /// <summary>Key.</summary>
    public Guid Id { get; init; } = Guid.NewGuid();

    /// <summary>The forum.</summary>
    public int ForumId { get; init; }

    /// <summary>Whose calendar it is.</summary>
    public Guid MemberId { get; init; }

    /// <summary>The team's shifts and not only the member's.</summary>
    public bool OfTeam { get; init; }

    /// <summary>Keyed hash of the link's secret; the link itself is kept nowhere.</summary>
    [PersonalData("Opening the calendar of shifts by its link", Retention.Membership)]
    public required string Hash { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset MadeAt { get; init; }

    internal static void Map(EntityTypeBuilder<DutyFeed> feed)
    {
        feed.HasIndex(f => f.Hash).IsUnique();
        feed.HasIndex(f => new { f.MemberId, f.OfTeam }).IsUnique();
        feed.Property(f => f.Hash).HasMaxLength(64);
        feed.HasOne<Member>().WithMany().HasForeignKey(f => f.MemberId).OnDelete(DeleteBehavior.Cascade);
    }
}
