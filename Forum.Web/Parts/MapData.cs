namespace Tryghedsforum.Web.Parts;

/// <summary>A point on earth, in degrees.</summary>
public readonly record struct MapPoint(double Lat, double Lon);

/// <summary>A house number and where it stands.</summary>
public sealed record StreetNumber(string Number, MapPoint At);

/// <summary>One street of the forum's own table.</summary>
public sealed record StreetLine(string Name, IReadOnlyList<MapPoint> Points)
{
    /// <summary>House numbers with known points.</summary>
    public IReadOnlyList<StreetNumber> Numbers { get; init; } = [];

    /// <summary>Other spellings that people use.</summary>
    public IReadOnlyList<string> OtherNames { get; init; } = [];
}

/// <summary>A street with open cases on the public map.</summary>
public sealed record LitStreet(string Name, int Count, ChipStatus Status);

/// <summary>A place that people know (a playground), to find one's way.</summary>
public sealed record MapPlace(string Label, MapPoint At);
