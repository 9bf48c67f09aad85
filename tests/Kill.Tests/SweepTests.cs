using Tryghedsforum.Api.Data;
using Xunit;

namespace Tryghedsforum.Kill.Tests;

/// <summary>
/// One report and its way to the end: planned, handed over, receipts, "1", "2 3", the reporter told. A first run lists the steps that have an
/// effect outside the process; then the program is killed at each of them, started again on what it left, and everything must hold.
/// </summary>
public abstract class SweepTests(DatabaseKind kind, ITestOutputHelper output)
{
    [Fact(Explicit = true)]
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
            await Story(scene);
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
        await Story(scene);
        Assert.Empty(await scene.Faults());
        var steps = program.Steps.ToList();
        return (steps.Count, [.. steps.CountBy(step => step).SelectMany(step => Of(step.Key, step.Value)).OrderBy(point => point.Occurrence > 1)]);
    }

    // Inside a transaction all moments before the commit are one: the rows are not there. Before a request is as after the commit before it; after
    // it is when the answer is here. The moment between, when the other side has done its work, is "before answer". The long run also kills inside
    // transactions, and in the middle of what several messages do one after the other.
    private static IEnumerable<KillPoint> Of(string step, int times)
    {
        if (step.StartsWith("before sms", StringComparison.Ordinal) || step.StartsWith("before simulator", StringComparison.Ordinal)) yield break;
        if (step.StartsWith("before write", StringComparison.Ordinal) && !Length.IsLong) yield break;
        yield return new(step, 1);
        if (times > 5 && Length.IsLong) yield return new(step, times / 2);
    }

    private static async Task Story(Scene scene)
    {
        await scene.Client.Report(0);
        await scene.Quiet();
        await scene.Client.Text(0, 1, "1");
        await scene.Quiet();
        await scene.Client.Text(0, 1, "2 3");
        await scene.Quiet();
    }
}

/// <summary>On SQLite. A class for each database, so that the two run side by side.</summary>
public sealed class SweepOnSqlite(ITestOutputHelper output) : SweepTests(DatabaseKind.Sqlite, output);

/// <summary>On PostgreSQL.</summary>
public sealed class SweepOnPostgres(ITestOutputHelper output) : SweepTests(DatabaseKind.Postgres, output);
