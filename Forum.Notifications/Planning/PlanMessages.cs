using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Notifications.Delivery;

namespace Tryghedsforum.Notifications.Planning;

/// <summary>Planning at work: woken after commits, and by itself every few seconds, since signals may be lost.</summary>
internal sealed partial class PlanMessages(IServiceScopeFactory scopes, EventSignal grown, MessageSignal signal, TimeProvider time, ILogger<PlanMessages> logger) : BackgroundService
{
    // Forums that are planned before delivery is woken: waking it for each of them costs more than the few milliseconds that a message waits.
    private const int AtOnce = 10;

    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(5);

    // Whoever sent something, and the pages that are open, are told first; what else happens meanwhile is planned in the same round.
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(40);
    private readonly System.Collections.Concurrent.ConcurrentDictionary<int, byte> woken = new();
    private readonly Bell bell = new();
    private DateTimeOffset sweepAt;
    private bool crowded;

    /// <summary>Plans whatever is behind, in all forums, and ends.</summary>
    public async Task RunOnce(CancellationToken cancellation)
    {
        await Sweep(cancellation);
        do await PlanCrowds(cancellation);
        while (crowded);
    }

    private async Task Sweep(CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var behind = await scope.ServiceProvider.GetRequiredService<ReadEvents>().ForumsAhead(await scope.ServiceProvider.GetRequiredService<PlanForum>().Cursors(cancellation), cancellation);
        await Plan(behind, cancellation);
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
            if (!woken.IsEmpty)
            {
                // By the machine's clock: it is the processor that others should have first.
                await Task.Delay(Breath, TimeProvider.System, stopping);
                await Plan(woken.Keys.ToList(), stopping);
            }

            // By the clock and not only when nothing rings: a busy forum must not keep the others from the sweep.
            if (time.GetUtcNow() >= sweepAt)
            {
                await Sweep(stopping);
                (sweepAt, crowded) = (time.GetUtcNow() + SweepEvery, true);
            }

            // A part of each crowd, and then again whatever has happened meanwhile.
            if (crowded) await PlanCrowds(stopping);
            if (woken.IsEmpty && !crowded) await bell.Wait(SweepEvery, time, stopping);
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

    private async Task Plan(IEnumerable<int> forums, CancellationToken cancellation)
    {
        foreach (var some in forums.Chunk(AtOnce))
        {
            await using var scope = scopes.CreateAsyncScope();
            var plan = scope.ServiceProvider.GetRequiredService<PlanForum>();
            try
            {
                foreach (var forum in some)
                {
                    // Lowered before reading: whatever is committed from here on wakes again.
                    woken.TryRemove(forum, out _);
                    await plan.Run(forum, cancellation);
                }
            }
            finally
            {
                crowded |= plan.HasCrowd;
                signal.Raise(plan.Lanes);
            }
        }
    }

    private async Task PlanCrowds(CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var plan = scope.ServiceProvider.GetRequiredService<PlanForum>();
        try
        {
            crowded = await plan.RunCrowds(cancellation);
        }
        finally
        {
            signal.Raise(plan.Lanes);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Planning failed; the sweep tries again")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
