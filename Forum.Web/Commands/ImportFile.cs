using System.Text;
using System.Text.Json;
using Tryghedsforum.Api.Places;

namespace Tryghedsforum.Web.Commands;

/// <summary>A row of a file: where it stands, for whoever must put it right, and its fields by name.</summary>
internal sealed record ImportRow(string Where, IReadOnlyDictionary<string, string> Fields)
{
    /// <summary>A field without its margins; empty when it is not there.</summary>
    public string this[string name] => Fields.GetValueOrDefault(name, "").Trim();
}

/// <summary>Reads CSV (first line: the names; between them semicolons, or commas) and GeoJSON (a collection of features) as rows. A geometry becomes the fields <c>line</c> or <c>point</c>.</summary>
internal static class ImportFile
{
    /// <summary>Reads it.</summary>
    /// <exception cref="CannotStart">There is no such file, or it is neither.</exception>
    public static async Task<IReadOnlyList<ImportRow>> Read(string path, CancellationToken cancellation)
    {
        try
        {
            var text = await File.ReadAllTextAsync(path, new UTF8Encoding(false, throwOnInvalidBytes: true), cancellation);
            return text.TrimStart().StartsWith('{') ? Features(text) : Lines(text);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException or DecoderFallbackException or InvalidOperationException or KeyNotFoundException)
        {
            throw new CannotStart($"{path} is neither CSV nor GeoJSON in UTF-8: {exception.Message}");
        }
    }

    private static List<ImportRow> Features(string text)
    {
        using var json = JsonDocument.Parse(text);
        return [.. json.RootElement.GetProperty("features").EnumerateArray().Select((feature, index) =>
        {
            var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            if (feature.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object)
                foreach (var property in properties.EnumerateObject()) fields[property.Name] = property.Value.ToString();
            if (feature.TryGetProperty("geometry", out var geometry) && geometry.ValueKind == JsonValueKind.Object)
            {
                var coordinates = geometry.GetProperty("coordinates");
                if (geometry.GetProperty("type").GetString() == "Point") fields["point"] = Point(coordinates);
                else if (geometry.GetProperty("type").GetString() == "LineString") fields["line"] = string.Join(';', coordinates.EnumerateArray().Select(Point));
            }

            return new ImportRow($"feature {index + 1}", fields);
        })];
    }

    // GeoJSON says east before north.
    private static string Point(JsonElement pair) => new GeoPoint(pair[1].GetDouble(), pair[0].GetDouble()).ToString();

    private static List<ImportRow> Lines(string text)
    {
        var between = text.AsSpan(0, Math.Max(0, text.IndexOf('\n', StringComparison.Ordinal))).Contains(';') ? ';' : ',';
        var (rows, names) = (new List<ImportRow>(), (List<string>?)null);
        foreach (var (line, cells) in Cells(text, between))
        {
            if (cells.All(string.IsNullOrWhiteSpace)) continue;
            if (names is null) names = [.. cells.Select(name => name.Trim())];
            else rows.Add(new($"line {line}", names.Zip(cells).DistinctBy(cell => cell.First, StringComparer.OrdinalIgnoreCase).ToDictionary(cell => cell.First, cell => cell.Second, StringComparer.OrdinalIgnoreCase)));
        }

        return rows;
    }

    // Rows with the line that each begins at; within quotes, a doubled quote is one, and a line may end.
    private static IEnumerable<(int Line, List<string> Cells)> Cells(string text, char between)
    {
        var (line, begun, quoted, cells, cell) = (1, 1, false, new List<string>(), new StringBuilder());
        for (var at = 0; at <= text.Length; at++)
        {
            var letter = at < text.Length ? text[at] : '\n';
            if (letter == '"' && quoted && at + 1 < text.Length && text[at + 1] == '"') cell.Append(text[at++]);
            else if (letter == '"') quoted = !quoted;
            else if (letter == between && !quoted) Next();
            else if (letter == '\n' && (!quoted || at == text.Length))
            {
                Next();
                yield return (begun, cells);
                (cells, begun) = ([], line + 1);
            }
            else if (letter != '\r') cell.Append(letter);
            if (letter == '\n') line++;
        }

        void Next()
        {
            cells.Add(cell.ToString());
            cell.Clear();
        }
    }
}
