using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Tryghedsforum.Api.Places;

/// <summary>A street of the forum's own table: the field on the page, the line on the map and the word in the lists are all this.</summary>
public sealed class Street
{
    /// <summary>Key inside the installation; stays inside.</summary>
    public int Id { get; init; }

    /// <summary>The forum.</summary>
    public int ForumId { get; init; }

    /// <summary>Official name.</summary>
    public required string Name { get; init; }

    /// <summary>Other spellings that people use, separated by semicolons.</summary>
    public string OtherSpellings { get; init; } = "";

    /// <summary>Its line, "lat,lon;lat,lon…".</summary>
    public required string Line { get; init; }

    /// <summary>Known house numbers, "45=lat,lon;47=…"; may be empty.</summary>
    public string Numbers { get; init; } = "";

    /// <summary>The line as points.</summary>
    public IReadOnlyList<GeoPoint> Points => points ??= GeoPoint.TryParseLine(Line, out var line) ? line : [];

    private IReadOnlyList<GeoPoint>? points;

    /// <summary>Where a house number is, if the table knows.</summary>
    public GeoPoint? NumberPoint(string number)
    {
        foreach (var known in Numbers.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            if (known.Split('=') is [var name, var point] && string.Equals(name, number, StringComparison.OrdinalIgnoreCase) && GeoPoint.TryParse(point, out var at)) return at;
        }

        return null;
    }

    internal static void Map(EntityTypeBuilder<Street> street)
    {
        street.Ignore(s => s.Points);
        street.HasIndex(s => new { s.ForumId, s.Name }).IsUnique();
        street.HasOne<Forums.Forum>().WithMany().HasForeignKey(s => s.ForumId);
    }
}
