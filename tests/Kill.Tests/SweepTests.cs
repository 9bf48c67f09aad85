using Tryghedsforum.Api.Data;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Kill.Tests;

/// <summary>
/// One report and its way to the end: planned, handed over, receipts, "1", "2 3", the reporter told. A first run lists the steps that have an
/// effect outside the process; then the program is killed at each of them, started again on what it left, and everything must hold.
/// </summary>
public sealed class SweepTests(ITestOutputHelper output)
{
    [Theory, BothDatabases]
    public async Task Killed_at_any_step_it_loses_nothing_and_does_nothing_twice(DatabaseKind kind)
    {
        await using var scene = await Scene.Found(kind);
        var (listed, points) = await Points(scene);
        output.WriteLine($"{kind}: {listed} steps, {points.Count} of them distinct");
        var missed = new List<KillPoint>();
        foreach (var point in points)
        {
            var starts = scene.Starts;
            (await scene.Alive()).Arm(point);
            await Story(scene);
            if (scene.Starts == starts) missed.Add(point);
            var faults = await scene.Faults();
            Assert.True(faults.Count == 0, $"Killed {point}:\n{string.Join('\n', faults)}");
        }

        output.WriteLine($"{kind}: killed {scene.Starts - 1} times; not reached: {string.Join("; ", missed)}");
        Assert.Empty(missed);
    }

    private static async Task<(int Listed, IReadOnlyList<KillPoint> Points)> Points(Scene scene)
    {
        var program = await scene.Alive();
        program.List();
        await Story(scene);
        Assert.Empty(await scene.Faults());
        var steps = program.Steps.ToList();
        return (steps.Count, [.. steps.CountBy(step => step).SelectMany(step => Of(step.Key, step.Value))]);
    }

    // Inside a transaction all moments before the commit are one: the rows are not there. Before a request is as after the commit before it; after
    // it is when the answer is here. The moment between, when the other side has done its work, is "before answer". What several messages do one
    // after the other is tried with the first and with one in the middle, which is of another kind.
    private static IEnumerable<KillPoint> Of(string step, int times)
    {
        if (step.StartsWith("before write", StringComparison.Ordinal)) yield break;
        if (step.StartsWith("before sms", StringComparison.Ordinal) || step.StartsWith("before simulator", StringComparison.Ordinal)) yield break;
        yield return new(step, 1);
        if (times > 5) yield return new(step, times / 2);
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
