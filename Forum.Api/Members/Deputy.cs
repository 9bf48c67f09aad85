using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Forums;

namespace Tryghedsforum.Api.Members;

/// <summary>A member runs the forum in the coordinator's place for a time, which begins and ends by itself. Until then and after it the member is what the member is.</summary>
internal sealed class Deputy
{
    /// <summary>
    /// Who may be one: partners, and who is known to the forum. What the police, the administration and the committee are not shown of a case is a promise to
    /// whoever reported it, the overseer watches over those who coordinate, and a resident has joined without being invited.
    /// </summary>
    public static readonly Role[] Roles = [Role.Staff, Role.Crew, Role.NeighbourRep, Role.Partner];

    /// <summary>Random; may leave the server.</summary>
    public Guid Id { get; init; } = Guid.NewGuid();

    /// <summary>The forum.</summary>
    public int ForumId { get; init; }

    /// <summary>Who deputises.</summary>
    public Guid MemberId { get; init; }

    /// <summary>From then on.</summary>
    public DateTimeOffset From { get; init; }

    /// <summary>No longer from then on; null: until somebody ends it.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Ended early at that time.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>The members who deputise at a time, as far as their roles may.</summary>
    public static IQueryable<Guid> At(ForumDb db, DateTimeOffset now) => Ahead(db, now).Where(d => d.From <= now).Select(d => d.MemberId);

    /// <summary>What holds at a time or later.</summary>
    public static IQueryable<Deputy> Ahead(ForumDb db, DateTimeOffset now) =>
        db.Deputies.Where(d => d.EndedAt == null && (d.Until == null || d.Until > now) && db.Members.Any(m => m.Id == d.MemberId && m.EndedAt == null && Roles.Contains(m.Role)));

    /// <summary>Somebody leaves the forum.</summary>
    public static Task<int> EndAll(ForumDb db, Guid member, DateTimeOffset now, CancellationToken cancellation) =>
        db.Deputies.Where(d => d.MemberId == member && d.EndedAt == null).ExecuteUpdateAsync(set => set.SetProperty(d => d.EndedAt, now), cancellation);

    /// <summary>The first day.</summary>
    public DateOnly FirstDay(TimeZoneInfo zone) => LocalTime.Day(From, zone);

    /// <summary>The last day, or null.</summary>
    public DateOnly? LastDay(TimeZoneInfo zone) => Until is { } until ? LocalTime.Day(until, zone).AddDays(-1) : null;

    internal void End(DateTimeOffset now) => EndedAt ??= now;

    internal static void Map(EntityTypeBuilder<Deputy> deputy)
    {
        deputy.HasIndex(d => d.MemberId);
        deputy.HasOne<Member>().WithMany().HasForeignKey(d => d.MemberId).OnDelete(DeleteBehavior.Cascade);
        deputy.HasOne<Forums.Forum>().WithMany().HasForeignKey(d => d.ForumId);
    }
}
