using Tryghedsforum.Api.Data;
using Xunit;

namespace Tryghedsforum.Kill.Tests;

/// <summary>
/// One report and its way to the end: planned, handed over, receipts, "1", "2 3", the reporter told. A first run lists the steps that have an
/// effect outside the process; then the program is killed at each of them, started again on what it left, and everything must hold.
/// </summary>
public abstract class SweepTests(DatabaseKind kind, ITestOutputHelper output)
{
    // The forum in which the steps are listed, and the one in which the program is killed. In both, one report has gone its way before: the first
    // planning of a forum also writes its cursor's row, in the same transaction, and never again.
    private const int Listed = 0, Tried = 1;

    // What two workers do side by side may come in another order the next time, and on a busy machine the time after that.
    private const int Tries = 6;

    // What is done to the program from outside; it comes to rest after each.
    private static readonly IReadOnlyList<Func<Client, int, Task>> Acts =
    [
        (client, forum) => client.Report(forum),
        (client, forum) => client.Text(forum, 1, "1"),
        (client, forum) => client.Text(forum, 1, "2 3"),
    ];

    [Fact]
    public async Task Killed_at_any_step_it_loses_nothing_and_does_nothing_twice()
    {
        await using var scene = await Scene.Found(kind);
        var (listed, points) = await Points(scene);
        var missed = new Dictionary<KillPoint, int>();
        while (points.Exists(act => act.Count > 0))
        {
            var before = scene.Killed.Count;
            foreach (var (act, left) in Acts.Zip(points))
            {
                // Armed when all is at rest, once an act: what a restart does to take up the work goes through steps of the same name.
                var point = left.TryDequeue(out var next) ? next : null;
                if (point is not null) await scene.Arm(point);
                await act(scene.Client, Tried);
                await scene.Quiet();
                if (point is null || scene.Disarm()) continue;
                missed[point] = missed.GetValueOrDefault(point) + 1;
                Assert.True(missed[point] < Tries, $"Not reached: {point}");
                left.Enqueue(point);
            }

            var faults = await scene.Faults();
            Assert.True(faults.Count == 0, $"Killed {string.Join("; ", scene.Killed.Skip(before))}:\n{string.Join('\n', faults)}");
        }

        output.WriteLine($"{kind}: {listed} steps, killed {scene.Killed.Count} times, {scene.History.Operations.Count(o => o.IsReport)} reports");
    }

    // Each distinct step belongs to the act that first comes to it.
    private static async Task<(int Listed, List<Queue<KillPoint>> Points)> Points(Scene scene)
    {
        var program = await scene.Alive();
        foreach (var forum in new[] { Listed, Tried }) await scene.Client.Report(forum);
        await scene.Quiet();
        program.List();
        var (known, points) = (new HashSet<string>(), new List<Queue<KillPoint>>());
        foreach (var act in Acts)
        {
            var past = program.Steps.Count;
            await act(scene.Client, Listed);
            await scene.Quiet();
            points.Add(new(program.Steps.Skip(past).CountBy(step => step).Where(step => known.Add(step.Key)).SelectMany(step => Of(step.Key, step.Value))));
        }

        Assert.Empty(await scene.Faults());
        return (program.Steps.Count, points);
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
}

/// <summary>On SQLite. A class for each database, so that the two run side by side.</summary>
public sealed class SweepOnSqlite(ITestOutputHelper output) : SweepTests(DatabaseKind.Sqlite, output);

/// <summary>On PostgreSQL.</summary>
public sealed class SweepOnPostgres(ITestOutputHelper output) : SweepTests(DatabaseKind.Postgres, output);
