using System.Diagnostics;
using Tryghedsforum.Benchmarks.Bare;
using Tryghedsforum.Testing;

namespace Tryghedsforum.Benchmarks.Scene;

/// <summary>Where everything is measured: the published program, founded databases, and the servers that are started on copies of them.</summary>
internal sealed class Stage(Sizes sizes, string published)
{
    private readonly Dictionary<string, Founding> founded = [];
    private string? bare;

    /// <summary>How much is measured.</summary>
    public Sizes Sizes => sizes;

    /// <summary>Publishes the program as for production, unless it is told where that has been done.</summary>
    public static async Task<Stage> Make(Sizes sizes, string? published)
    {
        if (published is not null) return new(sizes, Path.GetFullPath(published));
        var folder = ProcessFolder.Fresh("published");
        var project = Path.Combine(Root(), "Forum.Web");
        using var publish = Process.Start(new ProcessStartInfo("dotnet", ["publish", project, "-c", "Release", "-r", System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier, "-o", folder, "-v", "quiet", "-clp:NoSummary"]) { RedirectStandardOutput = true })!;
        var said = await publish.StandardOutput.ReadToEndAsync();
        await publish.WaitForExitAsync();
        return publish.ExitCode == 0 ? new(sizes, folder) : throw new InvalidOperationException($"dotnet publish did not work:\n{said}");
    }

    /// <summary>Starts the program on a copy of a founded database.</summary>
    /// <param name="environment">Production; Development where the simulator carries the SMS.</param>
    public async Task<Target> Ours(string environment = "Production")
    {
        if (!founded.TryGetValue(environment, out var forum)) founded[environment] = forum = await Founding.Make(environment, sizes.Forums, sizes.CaseEvents);
        return await Ours(forum, Copy(forum.Folder), environment);
    }

    /// <summary>Starts it again on a target's database.</summary>
    public Task<Target> OursAgain(Target before) => Ours(founded["Production"], before.Folder, "Production");

    /// <summary>Starts the program with its demo, as it starts for the first time.</summary>
    public Task<Running> Demo(string firstPage) => Running.Start(Path.Combine(published, "Forum.Web.dll"),
        address => ["--environment=Development", $"--Data:Folder={ProcessFolder.Fresh("demo")}", $"--PublicUrl={address}"], firstPage);

    /// <summary>Starts the bare server on a copy of its database.</summary>
    public async Task<Target> Bare(string name = "bare")
    {
        var slugs = Enumerable.Range(0, sizes.Forums).Select(forum => $"kvarter-{forum}").ToList();
        if (bare is null) await BareFounding.Found(bare = ProcessFolder.Fresh("bare"), slugs, sizes.CaseEvents);
        return await BareOn(name, Copy(bare), slugs);
    }

    /// <summary>Starts it again on a target's database.</summary>
    public static Task<Target> BareAgain(Target before) => BareOn(before.Name, before.Folder, before.Slugs);

    /// <summary>Starts the program on what was founded for this alone.</summary>
    /// <param name="forum">What was founded.</param>
    /// <param name="folder">Its folder, or another node's own.</param>
    /// <param name="environment">Production or Development.</param>
    /// <param name="more">Further settings.</param>
    public async Task<Target> Ours(Founding forum, string folder, string environment, params string[] more)
    {
        string[] settings =
        [
            $"--environment={environment}", $"--Data:Folder={folder}", .. Founding.Keys, "--Limits:ReportsPerForumAndHour=100000000", "--Limits:ReportsPerSourceAndTenMinutes=100000000",
            .. environment == "Production" ? ["--Sms:Provider=None"] : Array.Empty<string>(), .. more,
        ];
        var server = await Running.Start(Path.Combine(published, "Forum.Web.dll"), address => [.. settings, $"--PublicUrl={address}"], forum.Slugs[0]);
        return new("ours", server, forum.Slugs, forum.Case, forum.Cookies, folder);
    }

    // A published program of this kind is its Release build: so the bare server runs from where this program lies.
    private static async Task<Target> BareOn(string name, string folder, IReadOnlyList<string> slugs) => new(name,
        await Running.Start(typeof(Stage).Assembly.Location, _ => [BareServer.Word, "--environment=Production", $"--Bare:Connection={BareFounding.Connection(folder)}"], slugs[0]),
        slugs, BareFounding.Case, ["none=none"], folder);

    private static string Copy(string folder)
    {
        var copy = ProcessFolder.Fresh("data");
        foreach (var file in Directory.EnumerateFiles(folder)) File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        return copy;
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Tryghedsforum.sln"))) folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("Run it inside the repository: it publishes the program first.");
        return folder;
    }
}
