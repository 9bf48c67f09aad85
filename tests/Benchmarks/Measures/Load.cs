using System.Collections.Concurrent;
using System.Diagnostics;
using Tryghedsforum.Benchmarks.Scene;

namespace Tryghedsforum.Benchmarks.Measures;

/// <summary>Clients that each ask again as soon as they are answered, for a while.</summary>
internal static class Load
{
    /// <summary>How many ask while the server warms up.</summary>
    public const int WarmClients = 8;

    /// <summary>Lets them ask for some seconds and until there are so many answers, and tells how many a second were answered, how long they waited, and what each cost the server's processor (ms).</summary>
    public static async Task<IReadOnlyDictionary<string, double>> Run(Running server, int clients, int seconds, int atLeast, Func<Task> ask)
    {
        var cpu = server.Cpu;
        var waits = new ConcurrentBag<double>();
        var began = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(async () =>
        {
            while (began.Elapsed.TotalSeconds < seconds || waits.Count < atLeast)
            {
                var asked = Stopwatch.GetTimestamp();
                await ask();
                waits.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
            }
        })));
        var (rate, median, longest) = (waits.Count / began.Elapsed.TotalSeconds, Figures.At(waits, 0.5), waits.Max());
        return new Dictionary<string, double> { ["a second"] = rate, ["median"] = median, ["longest"] = longest, ["longest/median"] = longest / median, ["cpu"] = (server.Cpu - cpu).TotalMilliseconds / waits.Count };
    }
}
