using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Notifications.Delivery;

namespace Tryghedsforum.Notifications.Planning;

/// <summary>Planning at work: woken after commits, and by itself every few seconds, since signals may be lost.</summary>
internal sealed partial class PlanMessages(IServiceScopeFactory scopes, EventSignal grown, TimeProvider time, ILogger<PlanMessages> logger) : BackgroundService
{
    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(5);
    private readonly System.Collections.Concurrent.ConcurrentDictionary<int, byte> woken = new();
    private readonly Bell bell = new();
    private DateTimeOffset sweepAt;

    /// <summary>Plans whatever is behind, in all forums, and ends.</summary>
    public async Task RunOnce(CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var behind = await scope.ServiceProvider.GetRequiredService<ReadEvents>().ForumsAhead(await scope.ServiceProvider.GetRequiredService<PlanForum>().Cursors(cancellation), cancellation);
        foreach (var forum in behind) await Plan(forum, cancellation);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        grown.Grown += Wake;
        try
        {
            while (!stoppingToken.IsCancellationRequested) await Round(stoppingToken);
        }
        finally
        {
            grown.Grown -= Wake;
        }
    }

    private void Wake(int forumId)
    {
        woken[forumId] = 0;
        bell.Ring();
    }

    private async Task Round(CancellationToken stopping)
    {
        try
        {
            foreach (var forum in woken.Keys.ToList())
            {
                woken.TryRemove(forum, out _);
                await Plan(forum, stopping);
            }

            // By the clock and not only when nothing rings: a busy forum must not keep the others from the sweep.
            if (time.GetUtcNow() >= sweepAt)
            {
                await RunOnce(stopping);
                sweepAt = time.GetUtcNow() + SweepEvery;
            }

            if (woken.IsEmpty) await bell.Wait(SweepEvery, time, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The host stops.
        }
#pragma warning disable CA1031 // A database that is away for a while must not end planning; what failed is planned by the next sweep.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.Failed(logger, exception);
            await bell.Wait(SweepEvery, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task Plan(int forum, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<PlanForum>().Run(forum, cancellation);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Planning failed; the sweep tries again")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
