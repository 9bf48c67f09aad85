using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Tryghedsforum.Api.Data;

namespace Tryghedsforum.Api.Events;

/// <summary>On PostgreSQL: tells the other nodes, after the commit and at most every ten milliseconds, which logs have grown; and hears them.</summary>
internal sealed partial class NodeWake(DatabaseSettings settings, EventSignal signal, TimeProvider time, ILogger<NodeWake> logger) : BackgroundService
{
    private const string Channel = "forum_event";
    private static readonly TimeSpan Together = TimeSpan.FromMilliseconds(10), AfterFailure = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<int, byte> grown = new();
    private readonly SemaphoreSlim waiting = new(0, 1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (settings.Kind != DatabaseKind.Postgres) return;
        signal.GrownHere += Note;
        try
        {
            await Task.WhenAll(Again(Listen, stoppingToken), Again(Tell, stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
        finally
        {
            signal.GrownHere -= Note;
        }
    }

    private void Note(int forumId)
    {
        grown[forumId] = 0;
        try
        {
            if (waiting.CurrentCount == 0) waiting.Release();
        }
        catch (SemaphoreFullException)
        {
            // Another one has rung the bell already.
        }
    }

    private async Task Again(Func<CancellationToken, Task> work, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                await work(cancellation);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                Log.ConnectionLost(logger, exception);
                await Task.Delay(AfterFailure, time, cancellation);
            }
        }
    }

    private async Task Listen(CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(settings.Connection);
        await connection.OpenAsync(cancellation);
        connection.Notification += (_, heard) =>
        {
            foreach (var id in heard.Payload.Split(',')) signal.Raise(int.Parse(id, CultureInfo.InvariantCulture), here: false);
        };
        await using (var listen = new NpgsqlCommand($"LISTEN {Channel}", connection)) await listen.ExecuteNonQueryAsync(cancellation);
        while (true) await connection.WaitAsync(cancellation);
    }

    private async Task Tell(CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(settings.Connection);
        await connection.OpenAsync(cancellation);
        while (true)
        {
            await waiting.WaitAsync(cancellation);
            var ids = grown.Keys.ToList();
            foreach (var id in ids) grown.TryRemove(id, out _);
            await using var notify = new NpgsqlCommand($"SELECT pg_notify('{Channel}', @ids)", connection);
            notify.Parameters.AddWithValue("ids", string.Join(',', ids));
            if (ids.Count > 0) await notify.ExecuteNonQueryAsync(cancellation);
            await Task.Delay(Together, time, cancellation);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The wake-up connection between nodes was lost; the sweeps go on, and it is opened again")]
        public static partial void ConnectionLost(ILogger logger, Exception exception);
    }
}
