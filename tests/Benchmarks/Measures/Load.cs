using System.Collections.Concurrent;
using System.Diagnostics;

namespace Tryghedsforum.Benchmarks.Measures;

/// <summary>Clients that each ask again as soon as they are answered, for a while.</summary>
internal static class Load
{
    /// <summary>Lets them ask, and answers how many a second were answered, and how long they waited (ms).</summary>
    public static async Task<IReadOnlyDictionary<string, double>> Run(int clients, int seconds, Func<int, Task> ask)
    {
        var waits = new ConcurrentBag<double>();
        var began = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(async () =>
        {
            while (began.Elapsed.TotalSeconds < seconds)
            {
                var asked = Stopwatch.GetTimestamp();
                await ask(client);
                waits.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
            }
        })));
        var (rate, median, longest) = (waits.Count / began.Elapsed.TotalSeconds, Figures.At(waits, 0.5), waits.Max());
        return new Dictionary<string, double> { ["a second"] = rate, ["median"] = median, ["longest"] = longest, ["longest/median"] = longest / median };
    }
}
