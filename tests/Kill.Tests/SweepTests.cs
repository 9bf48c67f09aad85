using Tryghedsforum.Api.Data;
using Xunit;

namespace Tryghedsforum.Kill.Tests;

/// <summary>
/// One report and its way to the end: planned, handed over, receipts, "1", "2 3", the reporter told. A first run lists the steps that have an
/// effect outside the process; then the program is killed at each of them, started again on what it left, and everything must hold.
/// </summary>
public abstract class SweepTests(DatabaseKind kind, ITestOutputHelper output)
{
    // The forum in which the steps are listed, and the one in which the program is killed: it too has everything before it, its planner's first row as well.
    private const int Listed = 0, Tried = 1;

    [Fact]
    public async Task Killed_at_any_step_it_loses_nothing_and_does_nothing_twice()
    {
        await using var scene = await Scene.Found(kind);
        var (listed, points) = await Points(scene);
        foreach (var point in points) scene.Points.Enqueue(point);
        var missed = new List<KillPoint>();
        scene.Arm();
        while (scene.IsArmed)
        {
            var before = scene.Killed.Count;
            await Story(scene, Tried);
            var faults = await scene.Faults();
            Assert.True(faults.Count == 0, $"Killed {string.Join("; ", scene.Killed.Skip(before))}:\n{string.Join('\n', faults)}");
            // A point that was armed in the middle of a story has the whole next one to be reached in.
            if (scene.Killed.Count == before && scene.Arm() is { } left) missed.Add(left);
            else if (!scene.IsArmed) scene.Arm();
        }

        output.WriteLine($"{kind}: {listed} steps, {points.Count} of them distinct, killed {scene.Killed.Count} times, {scene.History.Operations.Count(o => o.IsReport)} reports; not reached: {string.Join("; ", missed)}");
        Assert.Empty(missed);
    }

    private static async Task<(int Listed, IReadOnlyList<KillPoint> Points)> Points(Scene scene)
    {
        var program = await scene.Alive();
        program.List();
        await Story(scene, Listed);
        Assert.Empty(await scene.Faults());
        var steps = program.Steps.ToList();
        return (steps.Count, [.. steps.CountBy(step => step).SelectMany(step => Of(step.Key, step.Value)).OrderBy(point => point.Occurrence > 1)]);
    }

    // Moments between which nothing changes outside the process are one; the long run takes each of them, and the middle of what several messages do
    // one after the other. Inside a transaction, every moment before the commit is "before commit": the rows are not there. Before a request is
    // "after commit" of what was written before it. Before our own answers is "after commit" too: the row is there, and whoever asked has heard nothing.
    // After the telephone company's answer is "before commit" of the mark. What remains of a request: "before answer" of the telephone company, when it
    // has taken a message and we do not know; and "after" our answer to it, when it has not noted that we know.
    private static readonly string[] Joined = ["before write", "before sms", "before simulator", "before answer /api/", "before answer /sms/", "after sms"];

    private static IEnumerable<KillPoint> Of(string step, int times)
    {
        if (Joined.Any(joined => step.StartsWith(joined, StringComparison.Ordinal)) && !Length.IsLong) yield break;
        yield return new(step, 1);
        if (times > 5 && Length.IsLong) yield return new(step, times / 2);
    }

    private static async Task Story(Scene scene, int forum)
    {
        await scene.Client.Report(forum);
        await scene.Quiet();
        await scene.Client.Text(forum, 1, "1");
        await scene.Quiet();
        await scene.Client.Text(forum, 1, "2 3");
        await scene.Quiet();
    }
}

/// <summary>On SQLite. A class for each database, so that the two run side by side.</summary>
public sealed class SweepOnSqlite(ITestOutputHelper output) : SweepTests(DatabaseKind.Sqlite, output);

/// <summary>On PostgreSQL.</summary>
public sealed class SweepOnPostgres(ITestOutputHelper output) : SweepTests(DatabaseKind.Postgres, output);
