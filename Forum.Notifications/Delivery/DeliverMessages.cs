using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Tryghedsforum.Notifications.Delivery;

/// <summary>
/// Delivery at work: lanes with slots of their own, so that no notice ever takes an alert's place and no mail an SMS's, and one that settles what is unknown.
/// Woken by <see cref="MessageSignal"/>, and by itself every few seconds: signals may be lost, rows are not.
/// </summary>
internal sealed partial class DeliverMessages(
    IServiceScopeFactory scopes, MessageSignal signal, Channels channels, SmsSettings settings, EmailSettings email, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<DeliverMessages> log) : BackgroundService
{
    // A mail server takes a few lines at once from one who calls.
    private const int SlotsPerLane = 16, MailSlots = 4, SettleAtOnce = 8;
    private static readonly TimeSpan Sweep = TimeSpan.FromSeconds(5);

    /// <summary>Does everything that is due now, and ends when it is done; answers how many messages were taken up.</summary>
    public async Task<int> RunOnce(CancellationToken cancellation)
    {
        var count = 0;
        for (var round = -1; count != round;)
        {
            round = count;
            count += await Settle(cancellation);
            foreach (var lane in Enum.GetValues<Lane>())
            {
                var claimed = await Claim(lane, Slots(lane), cancellation);
                await Task.WhenAll(claimed.Select(message => Deliver(message, cancellation)));
                count += claimed.Count;
            }
        }

        return count;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Log.Started(log, settings.Provider, settings.IsReal, email.Provider);
        // The provider calls back, as soon as it is called: not before there is somebody to answer.
        await lifetime.Listening(stoppingToken);
        await Task.WhenAll([.. Enum.GetValues<Lane>().Select(lane => Run(lane, stoppingToken)), SettleAll(stoppingToken)]);
    }

    private async Task Run(Lane lane, CancellationToken stopping)
    {
        using var slots = new SemaphoreSlim(Slots(lane), Slots(lane));
        while (!stopping.IsCancellationRequested)
        {
            await Guarded(
                async () =>
                {
                    await slots.WaitAsync(stopping);
                    slots.Release();
                    var claimed = await Claim(lane, slots.CurrentCount, stopping);
                    foreach (var message in claimed)
                    {
                        await slots.WaitAsync(CancellationToken.None);
                        _ = Task.Run(() => DeliverAndLeave(message, slots, stopping), CancellationToken.None);
                    }

                    if (claimed.Count == 0) await signal.Of(lane).Wait(Sweep, time, stopping);
                },
                stopping);
        }

        // What is under way is finished: its outcome would otherwise be unknown.
        for (var slot = 0; slot < Slots(lane); slot++) await slots.WaitAsync(CancellationToken.None);
    }

    private async Task SettleAll(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            await Guarded(
                async () =>
                {
                    if (await Settle(stopping) == 0) await Task.Delay(Sweep, time, stopping);
                },
                stopping);
        }
    }

    private async Task<int> Settle(CancellationToken cancellation)
    {
        IReadOnlyList<Message> claimed;
        await using (var scope = scopes.CreateAsyncScope())
        {
            var queue = scope.ServiceProvider.GetRequiredService<MessageQueue>();
            await queue.ExpireLeases(cancellation);
            claimed = await queue.ClaimUnknown(SettleAtOnce, cancellation);
        }

        await Task.WhenAll(claimed.Select(async message =>
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<SettleUnknown>().Run(message, cancellation);
        }));
        return claimed.Count;
    }

    private async Task<IReadOnlyList<Message>> Claim(Lane lane, int atMost, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var queue = scope.ServiceProvider.GetRequiredService<MessageQueue>();
        if (channels.Of(lane).Off is not { } off) return await queue.Claim(lane, atMost, cancellation);
        await queue.Drop(lane, off, cancellation);
        return [];
    }

    private static int Slots(Lane lane) => lane is Lane.Mail ? MailSlots : SlotsPerLane;

    private async Task Deliver(Message message, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<SendMessage>().Run(message, cancellation);
    }

    private async Task DeliverAndLeave(Message message, SemaphoreSlim slots, CancellationToken stopping)
    {
        try
        {
            await Guarded(() => Deliver(message, stopping), stopping);
        }
        finally
        {
            slots.Release();
        }
    }

    // A database that is away for a while must not end delivery: the lease runs out, and the message is settled.
    private async Task Guarded(Func<Task> work, CancellationToken stopping)
    {
        try
        {
            await work();
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The program ends.
        }
#pragma warning disable CA1031
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Log.Failed(log, failure.GetType().Name, failure);
            // By the machine's clock: a database that is away does not come back because somebody moved the program's.
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Delivery works with provider {Provider}, real telephones: {Real}, e-mail by {Email}")]
        public static partial void Started(ILogger log, SmsProvider provider, bool real, EmailProvider email);

        [LoggerMessage(LogLevel.Error, "Delivery failed: {Failure}")]
        public static partial void Failed(ILogger log, string failure, Exception exception);
    }
}
