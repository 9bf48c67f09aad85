using System.Globalization;
using System.Text;

namespace Tryghedsforum.Web.Parts;

/// <summary>Turns street lines into a drawing: where each line runs, and where its name has room.</summary>
internal sealed class MapDrawing
{
    private const double Step = 4;
    private const double LetterWidth = 5.9;
    private const double MetresPerDegree = 111_320;
    private static readonly double[] Shares = [0.5, 0.35, 0.65, 0.25, 0.75, 0.15, 0.85, 0.42, 0.58];
    private readonly List<(double X, double Y)> _taken = [];
    private readonly Func<MapPoint, (double X, double Y)> _project;

    private MapDrawing(double width, double height, Func<MapPoint, (double X, double Y)> project) =>
        (Width, Height, _project) = (width, height, project);

    public double Width { get; }

    public double Height { get; }

    /// <summary>The whole area, as large as the picture allows: of an area in another shape a little may run out over the edge.</summary>
    public static MapDrawing Whole(IReadOnlyList<StreetLine> streets, double width, double height)
    {
        var points = streets.SelectMany(street => street.Points).DefaultIfEmpty().ToList();
        var (south, north) = (points.Min(p => p.Lat), points.Max(p => p.Lat));
        var (west, east) = (points.Min(p => p.Lon), points.Max(p => p.Lon));
        var middle = new MapPoint((south + north) / 2, (west + east) / 2);
        var across = Math.Max((east - west) * MetresPerDegree * Squeeze(middle.Lat), 1);
        var up = Math.Max((north - south) * MetresPerDegree, 1);
        var (fit, fill) = (Math.Min(width / across, height / up), Math.Max(width / across, height / up));
        return Around(middle, Math.Min(fill, fit * 1.3), width, height);
    }

    /// <summary>The streets around one point, with this many metres from edge to edge.</summary>
    public static MapDrawing Near(MapPoint centre, double metresAcross, double width, double height, double pinDown = 0.5) =>
        Around(centre, width / metresAcross, width, height, pinDown);

    public (double X, double Y) Place(MapPoint point) => _project(point);

    public string Path(StreetLine street)
    {
        var path = new StringBuilder();
        foreach (var point in street.Points)
        {
            var (x, y) = _project(point);
            path.Append(path.Length == 0 ? 'M' : 'L').Append(Text(x)).Append(' ').Append(Text(y));
        }

        return path.ToString();
    }

    /// <summary>Where the street's name has room on its line; null when it has none. A name that must stand takes the room it needs.</summary>
    public MapLabel? Label(StreetLine street, string words, bool must = false)
    {
        var half = words.Length * LetterWidth / 2;
        var run = Samples(street).Where(s => s.X > 4 && s.X < Width - 4 && s.Y > 4 && s.Y < Height - 4).ToList();
        if (run.Count == 0 || (!must && run.Count * Step < half * 1.6)) return null;
        var spots = Shares.Select(share => run[(int)(share * (run.Count - 1))]).Select(spot => (Spot: spot, Reach: Reach(spot, half))).ToList();
        var found = spots.Where(each => Inside(each.Reach) && Free(each.Reach)).Select(each => ((double X, double Y, double Angle)?)each.Spot).FirstOrDefault()
            ?? (must ? spots.Where(each => Inside(each.Reach)).Select(each => ((double X, double Y, double Angle)?)each.Spot).FirstOrDefault() ?? run[run.Count / 2] : null);
        if (found is not { } at) return null;
        _taken.AddRange(Reach(at, half));
        return new MapLabel(Text(at.X), Text(at.Y), Text(at.Angle * 180 / Math.PI), words);
    }

    /// <summary>Keeps the names of other streets off this one.</summary>
    public void Reserve(StreetLine street) => _taken.AddRange(Samples(street).Select(sample => (sample.X, sample.Y)));

    /// <summary>Keeps street names away from a piece of the picture.</summary>
    public void Reserve(double x, double y, string words = "")
    {
        for (var along = 0d; along <= words.Length * LetterWidth; along += 8) _taken.Add((x - words.Length * LetterWidth / 2 + along, y));
    }

    /// <summary>Takes the room for words across the picture; false: something stands there, or they would be cut at the edge.</summary>
    public bool Claim(double x, double y, string words)
    {
        var reach = Reach((x, y, 0), words.Length * LetterWidth / 2);
        if (y < 12 || !Inside(reach) || !Free(reach)) return false;
        _taken.AddRange(reach);
        return true;
    }

    public static string Text(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    private static List<(double X, double Y)> Reach((double X, double Y, double Angle) at, double half) =>
        [.. Enumerable.Range(-4, 9).Select(i => (at.X + i / 4d * half * Math.Cos(at.Angle), at.Y + i / 4d * half * Math.Sin(at.Angle)))];

    private bool Inside(List<(double X, double Y)> reach) => reach.All(p => p.X > 2 && p.X < Width - 2 && p.Y > 2 && p.Y < Height - 2);

    private bool Free(List<(double X, double Y)> reach) => !reach.Any(p => _taken.Any(t => Math.Abs(t.X - p.X) < 10 && Math.Abs(t.Y - p.Y) < 10));

    private static double Squeeze(double lat) => Math.Cos(lat * Math.PI / 180);

    private static MapDrawing Around(MapPoint centre, double scale, double width, double height, double pinDown = 0.5) =>
        new(width, height, point => (
            width / 2 + (point.Lon - centre.Lon) * MetresPerDegree * Squeeze(centre.Lat) * scale,
            height * pinDown - (point.Lat - centre.Lat) * MetresPerDegree * scale));

    // Points along the line at even steps, with the direction in which a name is read there (never upside down).
    private IEnumerable<(double X, double Y, double Angle)> Samples(StreetLine street)
    {
        for (var i = 1; i < street.Points.Count; i++)
        {
            var (from, to) = (_project(street.Points[i - 1]), _project(street.Points[i]));
            var (dx, dy) = (to.X - from.X, to.Y - from.Y);
            var length = Math.Sqrt(dx * dx + dy * dy);
            var angle = Math.Atan2(dy, dx);
            if (angle > Math.PI / 2) angle -= Math.PI;
            if (angle <= -Math.PI / 2) angle += Math.PI;
            for (var along = 0d; along < length; along += Step)
                yield return (from.X + dx * along / length, from.Y + dy * along / length, angle);
        }
    }
}

/// <summary>A name on its street: middle of the text, turn in degrees, words.</summary>
internal sealed record MapLabel(string X, string Y, string Turn, string Words);
