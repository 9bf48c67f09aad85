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
    public required string Name { get; init; }

    /// <summary>Where it is to be found, for those who bring something.</summary>
    public string? Base { get; init; }

    /// <summary>When it is open, in words.</summary>
    public string? Hours { get; init; }

    /// <summary>Its telephone number, for everybody.</summary>
    public string? Telephone { get; init; }

    /// <summary>Receives reports ("Ny sag").</summary>
    public bool Receives { get; init; }

    /// <summary>Fetches needle waste ("HENT").</summary>
    public bool Fetches { get; init; }

    /// <summary>People may hand in needle waste at its base.</summary>
    public bool TakesDropOffs { get; init; }

    internal static void Map(EntityTypeBuilder<Team> team)
    {
        team.HasIndex(t => new { t.ForumId, t.Name }).IsUnique();
        team.HasOne<Forums.Forum>().WithMany().HasForeignKey(t => t.ForumId);
    }
}
