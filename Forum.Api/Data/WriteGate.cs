namespace Tryghedsforum.Api.Data;

/// <summary>
/// One door for all writers of a SQLite file in this process, first come, first served. SQLite's own waiting is sleeping, and unfair:
/// with 32 writers the slowest waits seconds without this door and some tens of milliseconds with it. On PostgreSQL it is always open.
/// </summary>
/// <remarks>
/// What nobody waits for (planning, delivery, receipts) writes in crowds: three messages a report, and several turns a message. So those writers have
/// a porch: only a few of them stand in the line at the door, and a person never waits for more than those.
/// </remarks>
public sealed class WriteGate(DatabaseSettings settings) : IDisposable
{
    /// <summary>How many of those whom nobody waits for stand in the line at once.</summary>
    internal const int FromPorch = 2;

    private readonly SemaphoreSlim? door = Line(settings, 1), porch = Line(settings, FromPorch);

    /// <summary>Waits for the door; dispose the answer to leave. Take it before the transaction begins, never inside one.</summary>
    public async ValueTask<IDisposable> EnterAsync(CancellationToken cancellation)
    {
        if (door is null) return Open.Instance;
        await door.WaitAsync(cancellation);
        return new Turn(door, null);
    }

    /// <summary>Waits for the door by way of the porch: for work that nobody waits for. It has its turn, however many people come.</summary>
    public async ValueTask<IDisposable> EnterByPorch(CancellationToken cancellation)
    {
        if (door is null || porch is null) return Open.Instance;
        await porch.WaitAsync(cancellation);
        try
        {
            await door.WaitAsync(cancellation);
            return new Turn(door, porch);
        }
        catch
        {
            porch.Release();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        door?.Dispose();
        porch?.Dispose();
    }

    private static SemaphoreSlim? Line(DatabaseSettings settings, int atOnce) => settings.Kind == DatabaseKind.Sqlite ? new(atOnce, atOnce) : null;

    private sealed class Turn(SemaphoreSlim door, SemaphoreSlim? porch) : IDisposable
    {
        private int left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref left, 1) != 0) return;
            door.Release();
            porch?.Release();
        }
    }

    private sealed class Open : IDisposable
    {
        public static readonly Open Instance = new();

        public void Dispose()
        {
        }
    }
}
