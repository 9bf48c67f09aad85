using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;

namespace Tryghedsforum.KillHost;

/// <summary>
/// The program's clock: it begins where it is told, goes on at the usual pace, and can be moved ahead, so that a lease of minutes runs out at once.
/// </summary>
internal sealed class MovedClock
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);
    private readonly Lock door = new();
    private readonly Stopwatch real = new();
    private Timer? pump;
    private TimeSpan shown;

    /// <summary>The clock as the program knows it.</summary>
    public FakeTimeProvider Time { get; } = new();

    /// <summary>Sets it, and lets it go.</summary>
    public void Begin(DateTimeOffset start)
    {
        Time.SetUtcNow(start);
        real.Start();
        pump = new(_ => GoOn(), null, Tick, Tick);
    }

    /// <summary>Moves it ahead.</summary>
    public void Ahead(TimeSpan by)
    {
        lock (door) Time.Advance(by);
    }

    private void GoOn()
    {
        if (!door.TryEnter()) return;
        try
        {
            // Whole milliseconds: databases keep no more than microseconds.
            var now = TimeSpan.FromMilliseconds(real.ElapsedMilliseconds);
            Time.Advance(now - shown);
            shown = now;
        }
        finally
        {
            door.Exit();
        }

        GC.KeepAlive(pump);
    }
}
