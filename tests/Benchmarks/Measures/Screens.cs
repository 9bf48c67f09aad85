using System.Diagnostics;
using Tryghedsforum.Benchmarks.Scene;

namespace Tryghedsforum.Benchmarks.Measures;

/// <summary>From the moment at which a report is sent to the moment at which the last of many open pages has heard of it.</summary>
internal static class Screens
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(50), Patience = TimeSpan.FromSeconds(30);

    public static async Task Run(Stage stage, Table table)
    {
        await using var ours = await stage.Ours();
        await using var bare = await stage.Bare();
        await using var control = await stage.Bare("control");
        foreach (var pages in stage.Sizes.Pages)
        {
            var taken = await Turns.Take([ours, bare, control], stage.Sizes.Rounds, (target, _) => Turn(target, pages, stage.Sizes.ReportsATurn));
            var name = $"report → all of {pages:#,0} open pages";
            table.Compare($"{name}, p50", taken.Median("ours", "p50"), taken.Median("bare", "p50"), "ms");
            table.Compare($"{name}, p99", taken.Median("ours", "p99"), taken.Median("bare", "p99"), "ms", atMost: pages >= 1000 ? 1.25 : 1.5);
            table.Control($"{name}, p99", taken.Median("control", "p99"), taken.Median("bare", "p99"), "ms");
        }
    }

    private static async Task<IReadOnlyDictionary<string, double>> Turn(Target target, int pages, int reports)
    {
        var arrivals = new Arrivals();
        var open = new List<Microsoft.AspNetCore.SignalR.Client.HubConnection>();
        // Twenty at a time: opening is not what is measured.
        foreach (var some in Enumerable.Range(0, pages).Chunk(20)) open.AddRange(await Task.WhenAll(some.Select(page => target.Open(page, arrivals.Heard))));
        using var http = target.Client();
        var times = new List<double>();
        for (var report = 0; report < reports + 5; report++)
        {
            await Task.Delay(Between);
            var all = arrivals.Expect(pages);
            var sent = Stopwatch.GetTimestamp();
            var answered = target.Report(http, 0);
            var last = await all.WaitAsync(Patience);
            await answered;
            // The first few meet pages that have just opened.
            if (report >= 5) times.Add(Stopwatch.GetElapsedTime(sent, last).TotalMilliseconds);
        }

        await Task.WhenAll(open.Select(hub => hub.DisposeAsync().AsTask()));
        return new Dictionary<string, double> { ["p50"] = Figures.At(times, 0.5), ["p99"] = Figures.At(times, 0.99) };
    }

    /// <summary>Counts the pages that have heard of the report under way. A report of needles also asks for a pickup, which is an event of its own and not counted.</summary>
    private sealed class Arrivals
    {
        private TaskCompletionSource<long> all = new();
        private int missing;

        public Task<long> Expect(int pages)
        {
            all = new(TaskCreationOptions.RunContinuationsAsynchronously);
            Volatile.Write(ref missing, pages);
            return all.Task;
        }

        public void Heard(string type)
        {
            if (type != "ReportReceived") return;
            var now = Stopwatch.GetTimestamp();
            if (Interlocked.Decrement(ref missing) == 0) all.SetResult(now);
        }
    }
}
