using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Privacy;

namespace Tryghedsforum.Api.Members;

/// <summary>A person's place in one forum: role, team, and whether on duty.</summary>
public sealed class Member
{
    /// <summary>Random; may leave the server.</summary>
    public Guid Id { get; init; } = Guid.NewGuid();

    /// <summary>The forum.</summary>
    public int ForumId { get; init; }

    /// <summary>Who it is.</summary>
    public Guid PersonId { get; init; }

    /// <summary>What the person is in this forum.</summary>
    public Role Role { get; private set; }

    /// <summary>The team, for staff, crew and police.</summary>
    public Guid? TeamId { get; private set; }

    /// <summary>The name that the forum knows the person by; null: the person's own.</summary>
    [PersonalData("Shown to the person's own partners in the forum", Retention.Membership)]
    public string? CalledAs { get; private set; }

    /// <summary>Gets its team's urgent messages now ("på vagt").</summary>
    public bool OnDuty { get; private set; } = true;

    /// <summary>When the member said so by hand, against the team's roster: that holds until the member's next shift begins. Null: the roster, or in a team without one the switch, says it.</summary>
    public DateTimeOffset? DutySetAt { get; private set; }

    /// <summary>Events up to this number are not new to the member; null: the member has not signed in yet.</summary>
    [PersonalData("Showing members what is new to them", Retention.Membership)]
    public long? NewsFrom { get; private set; }

    /// <summary>No longer a member since then; such a row grants nothing.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    internal static Member Of(int forum, Guid person, Role role, Guid? team) => new() { ForumId = forum, PersonId = person, Role = role, TeamId = team };

    /// <summary>A forum is never left without a coordinator, or, once it has one, without an overseer.</summary>
    /// <exception cref="Refused">Invalid: it would be, by this member's going or by another role.</exception>
    internal static async Task DemandAnother(ForumDb db, Member member, Role? becomes, CancellationToken cancellation)
    {
        if (member is not { Role: Role.Coordinator or Role.Overseer, EndedAt: null } || member.Role == becomes) return;
        if (await db.Members.AnyAsync(m => m.ForumId == member.ForumId && m.Id != member.Id && m.Role == member.Role && m.EndedAt == null, cancellation)) return;
        throw new Refused(RefusalCode.Invalid, new FieldFault("member", $"Last{member.Role}"));
    }

    /// <summary>What happened before a person's first sign-in is not new to them, in any of their forums.</summary>
    internal static Task<int> BeginNews(ForumDb db, Guid person) => db.Members.Where(m => m.PersonId == person && m.NewsFrom == null && m.EndedAt == null)
        .ExecuteUpdateAsync(set => set.SetProperty(m => m.NewsFrom, m => db.Forums.Where(f => f.Id == m.ForumId).Select(f => (long?)f.LastSeq).First()));

    internal void Join(Role role, Guid? team) => (Role, TeamId, EndedAt) = (role, team, null);

    internal void Change(Role role, Guid? team, string? calledAs) => (Role, TeamId, CalledAs) = (role, team, calledAs);

    internal void ForgetName() => (CalledAs, NewsFrom) = (null, null);

    internal void GoOnDuty(bool on, DateTimeOffset? against) => (OnDuty, DutySetAt) = (on, against);

    internal void End(DateTimeOffset now) => EndedAt ??= now;

    internal static void Map(EntityTypeBuilder<Member> member)
    {
        member.HasIndex(m => new { m.ForumId, m.PersonId }).IsUnique();
        member.HasIndex(m => new { m.ForumId, m.TeamId });
        member.HasOne<Forums.Forum>().WithMany().HasForeignKey(m => m.ForumId);
        member.HasOne<Person>().WithMany().HasForeignKey(m => m.PersonId);
    }
}

/// <summary>A street or a place that a resident wants to hear about.</summary>
internal sealed class Follow
{
    /// <summary>Key.</summary>
    public int Id { get; init; }

    /// <summary>Who follows.</summary>
    public Guid MemberId { get; init; }

    /// <summary>The street, or null.</summary>
    public int? StreetId { get; init; }

    /// <summary>The listed place, or null.</summary>
    public int? PlaceId { get; init; }

    internal static void Map(EntityTypeBuilder<Follow> follow)
    {
        follow.HasIndex(f => new { f.MemberId, f.StreetId, f.PlaceId }).IsUnique();
        // Those who follow a street are read by their ids, part by part.
        follow.HasIndex(f => new { f.StreetId, f.MemberId });
        follow.HasOne<Member>().WithMany().HasForeignKey(f => f.MemberId).OnDelete(DeleteBehavior.Cascade);
    }
}
