using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Places;

namespace Tryghedsforum.Web.Commands;

/// <summary>Brings streets, places or teams of a forum from a file: all of it, or, when a row is wrong, nothing, and every wrong row is named. See docs/imports.md.</summary>
internal static class ImportCommand
{
    private static readonly string[] YesOrNo = ["receives", "fetches", "takesDropOffs"];
    private static readonly string[] Yes = ["ja", "yes", "true", "1"], No = ["", "nej", "no", "false", "0"];

    public static async Task<bool> Run(CommandLine line, CancellationToken cancellation)
    {
        if (line.Words is not [_, var what, var slug, var file]) return false;
        await using var scope = line.App.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var forum = (await services.GetRequiredService<ReadForum>().BySlug(slug, cancellation) ?? throw new CannotStart($"There is no forum called {slug}.")).Forum;
        var rows = await ImportFile.Read(file, cancellation);
        var actor = Actor.Program(forum.Id);
        Func<Task<ImportCounts>>? bring = what switch
        {
            "streets" => With(Read<StreetFoundation>(rows, Street, street => street.Name), streets => services.GetRequiredService<ImportStreets>().Run(actor, streets, cancellation)),
            "places" => With(Read<PlaceFoundation>(rows, Place, place => $"{place.Kind} {place.Name}"), places => services.GetRequiredService<ImportPlaces>().Run(actor, places, cancellation)),
            "teams" => With(Read<TeamFoundation>(rows, Team, team => team.Name), teams => services.GetRequiredService<ImportTeams>().Run(actor, teams, cancellation)),
            _ => null,
        };
        if (bring is null) return false;
        if (line.IsDryRun)
        {
            await line.Output.WriteLineAsync($"{rows.Count} {what} could be read; nothing was changed.");
            return true;
        }

        var counts = await bring();
        await line.Output.WriteLineAsync($"{forum.Name}: {counts.Added} {what} added, {counts.Changed} changed.");
        return true;
    }

    private static Func<Task<ImportCounts>> With<T>(IReadOnlyList<T> rows, Func<IReadOnlyList<T>, Task<ImportCounts>> bring) => () => bring(rows);

    // Every fault is said, not the first one only: whoever puts the file right does it once.
    private static List<T> Read<T>(IReadOnlyList<ImportRow> rows, Func<ImportRow, (T?, string?)> read, Func<T, string> key)
        where T : class
    {
        var (good, faults, seen) = (new List<T>(), new List<string>(), new Dictionary<string, string>());
        foreach (var row in rows)
        {
            var (one, fault) = read(row);
            if (one is not null && fault is null && !seen.TryAdd(key(one), row.Where)) fault = $"{key(one)} stands in {seen[key(one)]} already";
            if (fault is not null) faults.Add($"{row.Where}: {fault}.");
            else good.Add(one!);
        }

        if (faults.Count > 0) throw new CannotStart($"Nothing was brought in:\n{string.Join('\n', faults)}");
        return good.Count > 0 ? good : throw new CannotStart("There are no rows in the file.");
    }

    private static (StreetFoundation?, string?) Street(ImportRow row)
    {
        if (row["name"].Length == 0) return (null, "name is missing");
        if (!GeoPoint.TryParseLine(row["line"], out var line) || line.Count < 2) return (null, "line is no course such as 55.700,12.510;55.702,12.520");
        if (row["numbers"].Split(';', StringSplitOptions.RemoveEmptyEntries).Any(number => number.Split('=') is not [{ Length: > 0 }, var point] || !GeoPoint.TryParse(point, out _)))
            return (null, "numbers is not written as 6=55.700,12.510;8=55.701,12.512");
        return (new(row["name"], row["line"], row["otherSpellings"], row["numbers"]), null);
    }

    private static (PlaceFoundation?, string?) Place(ImportRow row)
    {
        var point = row["point"].Length > 0 ? row["point"] : $"{row["lat"]},{row["lon"]}";
        if (row["name"].Length == 0) return (null, "name is missing");
        if (!Enum.TryParse<PlaceKind>(row["kind"], ignoreCase: true, out var kind) || !Enum.IsDefined(kind)) return (null, $"kind is none of {string.Join(", ", Enum.GetNames<PlaceKind>())}");
        return GeoPoint.TryParse(point, out _) ? (new(kind, row["name"], point), null) : (null, "there is no point such as 55.701,12.515");
    }

    private static (TeamFoundation?, string?) Team(ImportRow row)
    {
        string? Text(string name) => row[name].Length > 0 ? row[name] : null;
        bool Is(string name) => Yes.Contains(row[name], StringComparer.OrdinalIgnoreCase);
        if (row["name"].Length == 0) return (null, "name is missing");
        var unclear = YesOrNo.FirstOrDefault(name => !Is(name) && !No.Contains(row[name], StringComparer.OrdinalIgnoreCase));
        return unclear is null
            ? (new(row["name"], Text("base"), Text("hours"), Text("telephone"), Is("receives"), Is("fetches"), Is("takesDropOffs")), null)
            : (null, $"{unclear} is neither ja nor nej");
    }
}
