using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Tryghedsforum.Api.Data;

namespace Tryghedsforum.Api.Events;

/// <summary>On PostgreSQL: tells the other nodes, after the commit and at most every ten milliseconds, which logs have grown, and who has read something; and hears them.</summary>
internal sealed partial class NodeWake(DatabaseSettings settings, EventSignal signal, TimeProvider time, ILogger<NodeWake> logger) : BackgroundService
{
    private const string Channel = "forum_event", ReadChannel = "case_read";

    // What a notification carries is limited to 8,000 bytes; a name takes 33.
    private const int MostMembers = 200;
    private static readonly TimeSpan Together = TimeSpan.FromMilliseconds(10), AfterFailure = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<int, byte> grown = new();
    private readonly ConcurrentDictionary<Guid, byte> read = new();
    private readonly SemaphoreSlim waiting = new(0, 1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (settings.Kind != DatabaseKind.Postgres) return;
        signal.GrownHere += Note;
        signal.ReadByHere += NoteRead;
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
            signal.ReadByHere -= NoteRead;
        }
    }

    private void Note(int forumId)
    {
        grown[forumId] = 0;
        Ring();
    }

    private void NoteRead(Guid member)
    {
        read[member] = 0;
        Ring();
    }

    private void Ring()
    {
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
            var ids = heard.Payload.Split(',');
            if (heard.Channel == ReadChannel) foreach (var id in ids) signal.RaiseRead(Guid.ParseExact(id, "N"), here: false);
            else foreach (var id in ids) signal.Raise(int.Parse(id, CultureInfo.InvariantCulture), here: false);
        };
        await using (var listen = new NpgsqlCommand($"LISTEN {Channel}; LISTEN {ReadChannel}", connection)) await listen.ExecuteNonQueryAsync(cancellation);
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
            if (ids.Count > 0) await Notify(connection, Channel, string.Join(',', ids), cancellation);
            var members = read.Keys.ToList();
            foreach (var member in members) read.TryRemove(member, out _);
            foreach (var some in members.Chunk(MostMembers)) await Notify(connection, ReadChannel, string.Join(',', some.Select(member => member.ToString("N"))), cancellation);
            await Task.Delay(Together, time, cancellation);
        }
    }

    private static async Task Notify(NpgsqlConnection connection, string channel, string payload, CancellationToken cancellation)
    {
        await using var notify = new NpgsqlCommand("SELECT pg_notify(@channel, @payload)", connection);
        notify.Parameters.AddWithValue("channel", channel);
        notify.Parameters.AddWithValue("payload", payload);
        await notify.ExecuteNonQueryAsync(cancellation);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The wake-up connection between nodes was lost; the sweeps go on, and it is opened again")]
        public static partial void ConnectionLost(ILogger logger, Exception exception);
    }
}
