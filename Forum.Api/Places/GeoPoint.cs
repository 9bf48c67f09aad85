using System.Globalization;

namespace Tryghedsforum.Api.Places;

/// <summary>A place on earth, WGS84 degrees. Text form "lat,lon", invariant; a line is points joined by ";".</summary>
/// <param name="Lat">Latitude, degrees north.</param>
/// <param name="Lon">Longitude, degrees east.</param>
public readonly record struct GeoPoint(double Lat, double Lon)
{
    private const double EarthRadius = 6_371_008.8; // metres, mean

    /// <summary>Both numbers finite, latitude within ±90, longitude within ±180.</summary>
    public bool IsValid => double.IsFinite(Lat) && double.IsFinite(Lon) && Math.Abs(Lat) <= 90 && Math.Abs(Lon) <= 180;

    /// <summary>Distance over the ground in metres (great circle).</summary>
    public double Metres(GeoPoint to)
    {
        var lat = Radians(to.Lat - Lat) / 2;
        var lon = Radians(to.Lon - Lon) / 2;
        var half = Math.Pow(Math.Sin(lat), 2) + Math.Cos(Radians(Lat)) * Math.Cos(Radians(to.Lat)) * Math.Pow(Math.Sin(lon), 2);
        return 2 * EarthRadius * Math.Asin(Math.Sqrt(Math.Min(1, half)));
    }

    /// <summary>The point of <paramref name="line"/> that is nearest to this one; null for an empty line.</summary>
    public GeoPoint? NearestOn(IReadOnlyList<GeoPoint> line)
    {
        if (line.Count == 0) return null;

        var nearest = line[0];
        for (var i = 1; i < line.Count; i++)
        {
            var candidate = NearestOn(line[i - 1], line[i]);
            if (Metres(candidate) < Metres(nearest)) nearest = candidate;
        }
        return nearest;
    }

    /// <summary>Metres to the nearest point of <paramref name="line"/>; infinite for an empty line.</summary>
    public double MetresTo(IReadOnlyList<GeoPoint> line) => NearestOn(line) is { } nearest ? Metres(nearest) : double.PositiveInfinity;

    /// <summary>Reads "55.698,12.5285"; false unless it is a valid point.</summary>
    public static bool TryParse(string? text, out GeoPoint point)
    {
        point = default;
        var parts = (text ?? "").Split(',');
        if (parts.Length != 2 || !Number(parts[0], out var lat) || !Number(parts[1], out var lon)) return false;

        var read = new GeoPoint(lat, lon);
        if (!read.IsValid) return false;
        point = read;
        return true;
    }

    /// <summary>Reads "lat,lon;lat,lon"; false if any point is wrong or there is none.</summary>
    public static bool TryParseLine(string? text, out IReadOnlyList<GeoPoint> line)
    {
        line = [];
        var points = new List<GeoPoint>();
        foreach (var part in (text ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!TryParse(part, out var point)) return false;
            points.Add(point);
        }
        if (points.Count == 0) return false;
        line = points;
        return true;
    }

    /// <summary>The text that <see cref="TryParseLine"/> reads back unchanged.</summary>
    public static string FormatLine(IEnumerable<GeoPoint> line) => string.Join(';', line);

    /// <summary>The text that <see cref="TryParse"/> reads back unchanged.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Lat},{Lon}");

    // A street is short: on a plane that touches the earth at this point the error is millimetres.
    private GeoPoint NearestOn(GeoPoint from, GeoPoint to)
    {
        var shrink = Math.Cos(Radians(Lat));
        double dx = (to.Lon - from.Lon) * shrink, dy = to.Lat - from.Lat;
        double px = (Lon - from.Lon) * shrink, py = Lat - from.Lat;
        var length = dx * dx + dy * dy;
        var along = length == 0 ? 0 : Math.Clamp((px * dx + py * dy) / length, 0, 1);
        return new(from.Lat + along * (to.Lat - from.Lat), from.Lon + along * (to.Lon - from.Lon));
    }

    private static bool Number(string text, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);

    private static double Radians(double degrees) => degrees * Math.PI / 180;
}
