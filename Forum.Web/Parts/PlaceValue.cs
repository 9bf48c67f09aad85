namespace Tryghedsforum.Web.Parts;

/// <summary>The one value that field, position and map all write.</summary>
public sealed record PlaceValue
{
    /// <summary>Street and number as typed or found.</summary>
    public string? Text { get; init; }

    /// <summary>Degrees north, as sent.</summary>
    public string? Lat { get; init; }

    /// <summary>Degrees east, as sent.</summary>
    public string? Lon { get; init; }

    /// <summary>Metres around the point within which the place lies.</summary>
    public string? Accuracy { get; init; }

    /// <summary><c>field</c>, <c>position</c> or <c>map</c>: which way wrote it last.</summary>
    public string? Way { get; init; }
}
