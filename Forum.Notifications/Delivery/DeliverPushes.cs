using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Tryghedsforum.Notifications.Delivery;

/// <summary>Pushes at work, in a line of their own: no message ever waits for one. Woken when something was planned, and by itself every few seconds.</summary>
internal sealed partial class DeliverPushes(IServiceScopeFactory scopes, MessageSignal signal, PushSettings settings, TimeProvider time, ILogger<DeliverPushes> log) : BackgroundService
{
    private const int AtOnce = 8;
    private static readonly TimeSpan Sweep = TimeSpan.FromSeconds(5);

    /// <summary>Sends everything that is due now, and ends when it is done; answers how many were taken up.</summary>
    public async Task<int> RunOnce(CancellationToken cancellation)
    {
        var count = 0;
        while (await Some(cancellation) is var some and > 0) count += some;
        return count;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!settings.IsOn) return;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await Some(stoppingToken) == 0) await signal.Pushes.Wait(Sweep, time, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                // The program ends.
            }
#pragma warning disable CA1031 // A database that is away for a while must not end it.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                Log.Failed(log, failure.GetType().Name, failure);
                await signal.Pushes.Wait(Sweep, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<int> Some(CancellationToken cancellation)
    {
        IReadOnlyList<Push> claimed;
        await using (var scope = scopes.CreateAsyncScope())
        {
            var queue = scope.ServiceProvider.GetRequiredService<PushQueue>();
            await queue.ExpireLeases(cancellation);
            claimed = await queue.Claim(AtOnce, cancellation);
        }

        await Task.WhenAll(claimed.Select(async push =>
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<SendPush>().Run(push, cancellation);
        }));
        return claimed.Count;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Pushing failed: {Failure}")]
        public static partial void Failed(ILogger log, string failure, Exception exception);
    }
}
