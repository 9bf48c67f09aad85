using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Tryghedsforum.Api.Places;

/// <summary>What a listed place is.</summary>
public enum PlaceKind
{
    /// <summary>A playground: a children's place.</summary>
    Playground,

    /// <summary>A school, kindergarten or nursery: a children's place.</summary>
    School,

    /// <summary>Where needle waste is handed in.</summary>
    HandIn,

    /// <summary>A needle bin.</summary>
    Bin,
}

/// <summary>A place that the forum has listed.</summary>
public sealed class Place
{
    /// <summary>Key inside the installation; stays inside.</summary>
    public int Id { get; init; }

    /// <summary>The forum.</summary>
    public int ForumId { get; init; }

    /// <summary>What it is.</summary>
    public PlaceKind Kind { get; private set; }

    /// <summary>Its name on screen.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Degrees north.</summary>
    public double Lat { get; private set; }

    /// <summary>Degrees east.</summary>
    public double Lon { get; private set; }

    /// <summary>Children play here: moves the target, and is the only thing that the police rule looks at.</summary>
    public bool IsForChildren => Kind is PlaceKind.Playground or PlaceKind.School;

    internal static Place Of(int forum, PlaceKind kind, string name, GeoPoint point)
    {
        var place = new Place { ForumId = forum };
        place.Set(kind, name, point);
        return place;
    }

    internal void Set(PlaceKind kind, string name, GeoPoint point) => (Kind, Name, Lat, Lon) = (kind, name, point.Lat, point.Lon);

    internal static void Map(EntityTypeBuilder<Place> place)
    {
        place.HasIndex(p => p.ForumId);
        place.HasOne<Forums.Forum>().WithMany().HasForeignKey(p => p.ForumId);
    }
}
