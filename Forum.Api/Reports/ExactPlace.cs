using System.Text.Json;
using Tryghedsforum.Api.Places;
using Tryghedsforum.Api.Privacy;

namespace Tryghedsforum.Api.Reports;

/// <summary>Where it is, as exactly as the reporter said. Only partners see all of it; it is kept sealed.</summary>
/// <param name="Written">Street and number as written, at most 200 characters.</param>
/// <param name="HouseNumber">The number with its letter, when it could be read.</param>
/// <param name="Detail">"Hvor præcist?", at most 200 characters.</param>
/// <param name="Lat">Degrees north, or null.</param>
/// <param name="Lon">Degrees east, or null.</param>
/// <param name="Accuracy">How exact the point is, metres.</param>
public sealed record ExactPlace(string? Written, string? HouseNumber, string? Detail, double? Lat = null, double? Lon = null, double? Accuracy = null)
{
    internal const string Purpose = "report.place";

    /// <summary>Points less exact than this say nothing about distances, metres.</summary>
    public const double ExactEnough = 50;

    /// <summary>The point, if there is one.</summary>
    public GeoPoint? Point => Lat is { } lat && Lon is { } lon ? new GeoPoint(lat, lon) : null;

    internal byte[]? Seal(FieldCipher cipher) => cipher.Seal(JsonSerializer.Serialize(this), Purpose);

    internal static ExactPlace Open(FieldCipher cipher, byte[]? bytes) =>
        cipher.Open(bytes, Purpose) is { } text ? JsonSerializer.Deserialize<ExactPlace>(text)! : new(null, null, null);

    /// <summary>Street and number, in one line; the quarter's word when nothing was said.</summary>
    public string Line(string? street) => (street, HouseNumber, Written) switch
    {
        ({ } name, { } number, _) => $"{name} {number}",
        ({ } name, null, _) => name,
        (null, _, { Length: > 0 } written) => written,
        _ => "",
    };
}
