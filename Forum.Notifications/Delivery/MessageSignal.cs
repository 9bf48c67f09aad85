using System.Threading.Channels;

namespace Tryghedsforum.Notifications.Delivery;

/// <summary>Wakes delivery. Raise it after the commit of new messages, never inside the transaction. It may be lost: delivery also sweeps.</summary>
internal sealed class MessageSignal
{
    private readonly Channel<bool> alerts = Single(), notices = Single();

    /// <summary>There is something to send.</summary>
    public void Raise()
    {
        alerts.Writer.TryWrite(true);
        notices.Writer.TryWrite(true);
    }

    /// <summary>Returns when raised since the last time, or when the time is over.</summary>
    internal async Task Wait(Lane lane, TimeSpan atMost, TimeProvider time, CancellationToken cancellation)
    {
        using var over = new CancellationTokenSource(atMost, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, cancellation);
        try
        {
            await (lane is Lane.Alert ? alerts : notices).Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // The sweep's turn.
        }
    }

    private static Channel<bool> Single() => Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
}
