using Tryghedsforum.Benchmarks.Scene;

namespace Tryghedsforum.Benchmarks.Measures;

/// <summary>Reports a second over all forums, and how long the unluckiest waits.</summary>
internal static class Submissions
{
    public static async Task Run(Stage stage, Table table)
    {
        await using var ours = await stage.Ours();
        await using var bare = await stage.Bare();
        await using var control = await stage.Bare("control");
        foreach (var clients in new[] { 1, 32 })
        {
            var taken = await Turns.Take([ours, bare, control], stage.Sizes.Rounds, (target, isWarmUp) => isWarmUp ? Turn(target, Load.WarmClients, stage.Sizes.TurnSeconds, stage.Sizes.WarmRequests) : Turn(target, clients, stage.Sizes.TurnSeconds, 1));
            var name = $"submissions over {stage.Sizes.Forums} forums, {clients} client{(clients == 1 ? "" : "s")}";
            table.Compare(name, taken.Median("ours", "a second"), taken.Median("bare", "a second"), "/s", atLeast: 0.6);
            table.Control(name, taken.Median("control", "a second"), taken.Median("bare", "a second"), "/s");
            table.Compare($"{name}, processor time each", taken.Median("ours", "cpu"), taken.Median("bare", "cpu"), "ms");
            table.Compare($"{name}, median wait", taken.Median("ours", "median"), taken.Median("bare", "median"), "ms");
            table.Compare($"{name}, longest wait", taken.Median("ours", "longest"), taken.Median("bare", "longest"), "ms");
            table.Limit($"{name}, longest wait in medians", taken.Median("ours", "longest/median"), taken.Median("bare", "longest/median"), "×", atMost: 3);
        }
    }

    private static async Task<IReadOnlyDictionary<string, double>> Turn(Target target, int clients, int seconds, int atLeast)
    {
        using var http = target.Client();
        var next = 0;
        return await Load.Run(target.Server, clients, seconds, atLeast, () => target.Report(http, Interlocked.Increment(ref next) % target.Slugs.Count));
    }
}
