using System.Reflection;
using System.Text.Json;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Web.Commands;

namespace Tryghedsforum.Web.Demo;

/// <summary>A forum for showing the program: how it is founded, its invented people, and what happened in it. Read from the JSON files beside this one.</summary>
internal sealed record DemoForum
{
    public required ForumFoundation Forum { get; init; }

    public required IReadOnlyList<DemoPerson> People { get; init; }

    /// <summary>How many drop-offs a month, on average.</summary>
    public int DropOffsAMonth { get; init; }

    /// <summary>Spread evenly over the history, in this order.</summary>
    public IReadOnlyList<DemoCase> Past { get; init; } = [];

    /// <summary>Under way when the program is started for the first time.</summary>
    public IReadOnlyList<DemoCase> Present { get; init; } = [];
}

/// <summary>An invented person.</summary>
internal sealed record DemoPerson(string Name, Role Role, string? Team, string? Phone, IReadOnlyList<string>? Follows);

/// <summary>How a case of the demo ends.</summary>
internal enum DemoEnd
{
    /// <summary>Fetched where something is to be fetched, else answered.</summary>
    Solved,

    /// <summary>Looked, and found nothing.</summary>
    NothingFound,

    /// <summary>Dismissed, as belonging elsewhere.</summary>
    Dismissed,
}

/// <summary>One case as it is told, and how it goes on.</summary>
internal sealed record DemoCase
{
    public CategoryCode Category { get; init; } = CategoryCode.NeedleWaste;

    public Ground Ground { get; init; }

    public required string Where { get; init; }

    public string? Detail { get; init; }

    public Amount Amount { get; init; }

    public Find Find { get; init; }

    public YesNo Children { get; init; }

    public string? Words { get; init; }

    /// <summary>What others may read of it; what is under way still waits for the coordinator.</summary>
    public string? Release { get; init; }

    public string? Access { get; init; }

    public Channel Channel { get; init; } = Channel.Web;

    /// <summary>Name of the person whose number is left; null: none.</summary>
    public string? From { get; init; }

    /// <summary>Needles counted.</summary>
    public int? Count { get; init; }

    /// <summary>The words of the answer, of the crew, or where it belongs.</summary>
    public string? Reply { get; init; }

    public DemoEnd End { get; init; }

    /// <summary>The first team did not answer in time.</summary>
    public bool AskedOn { get; init; }

    /// <summary>The neighbour wrote that it lies there still; the count of the second time is <see cref="Count2"/>.</summary>
    public string? ReopenWords { get; init; }

    public int? Count2 { get; init; }

    /// <summary>Minutes before the first start at which it was told, seen, taken and ended; a shorter list has come less far.</summary>
    public IReadOnlyList<int> MinutesAgo { get; init; } = [];
}

internal static class DemoForums
{
    /// <summary>The forums of the embedded files, the fullest first.</summary>
    public static IReadOnlyList<DemoForum> Read()
    {
        var assembly = Assembly.GetExecutingAssembly();
        var files = assembly.GetManifestResourceNames().Where(name => name.StartsWith("Demo/", StringComparison.Ordinal));
        return [.. files.Select(file => JsonSerializer.Deserialize<DemoForum>(assembly.GetManifestResourceStream(file)!, FoundationFile.Json)!).OrderByDescending(demo => demo.Past.Count)];
    }
}
