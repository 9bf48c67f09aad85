using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Tryghedsforum.Api.Members;

/// <summary>An organisation or group at work in a forum. Data, never code: the next forum has others.</summary>
public sealed class Team
{
    /// <summary>Random; may leave the server.</summary>
    public Guid Id { get; init; } = Guid.NewGuid();

    /// <summary>The forum.</summary>
    public int ForumId { get; init; }

    /// <summary>In the definite form, as it stands in running text.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Where it is to be found, for those who bring something.</summary>
    public string? Base { get; private set; }

    /// <summary>When it is open, in words.</summary>
    public string? Hours { get; private set; }

    /// <summary>Its telephone number, for everybody.</summary>
    public string? Telephone { get; private set; }

    /// <summary>Receives reports ("Ny sag").</summary>
    public bool Receives { get; private set; }

    /// <summary>Fetches needle waste ("HENT").</summary>
    public bool Fetches { get; private set; }

    /// <summary>People may hand in needle waste at its base.</summary>
    public bool TakesDropOffs { get; private set; }

    /// <summary>No longer in use since then: it keeps its name in what it did, and gets nothing new.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    internal static Team Of(int forum, TeamSettings settings)
    {
        var team = new Team { ForumId = forum };
        team.Set(settings);
        return team;
    }

    // A team that has the name of one of before is that one again.
    internal void Set(TeamSettings settings) => (Name, Base, Hours, Telephone, Receives, Fetches, TakesDropOffs, EndedAt) =
        (settings.Name, settings.Base, settings.Hours, settings.Telephone, settings.Receives, settings.Fetches, settings.TakesDropOffs, null);

    internal void End(DateTimeOffset now) => (Receives, Fetches, TakesDropOffs, EndedAt) = (false, false, false, now);

    internal static void Map(EntityTypeBuilder<Team> team)
    {
        team.HasIndex(t => new { t.ForumId, t.Name }).IsUnique();
        team.HasOne<Forums.Forum>().WithMany().HasForeignKey(t => t.ForumId);
    }
}
