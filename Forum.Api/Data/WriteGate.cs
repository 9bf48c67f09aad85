namespace Tryghedsforum.Api.Data;

/// <summary>
/// One door for all writers of a SQLite file in this process, first come, first served. SQLite's own waiting is sleeping, and unfair:
/// with 32 writers the slowest waits seconds without this door and some tens of milliseconds with it. On PostgreSQL it is always open.
/// </summary>
public sealed class WriteGate(DatabaseSettings settings) : IDisposable
{
    private readonly SemaphoreSlim? door = settings.Kind == DatabaseKind.Sqlite ? new(1, 1) : null;

    /// <summary>Waits for the door; dispose the answer to leave. Take it before the transaction begins, never inside one.</summary>
    public async ValueTask<IDisposable> EnterAsync(CancellationToken cancellation)
    {
        if (door is null) return Open.Instance;
        await door.WaitAsync(cancellation);
        return new Turn(door);
    }

    /// <inheritdoc/>
    public void Dispose() => door?.Dispose();

    private sealed class Turn(SemaphoreSlim door) : IDisposable
    {
        private int left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref left, 1) == 0) door.Release();
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
