using System.Threading.Channels;

namespace Tryghedsforum.Notifications.Delivery;

/// <summary>Wakes one worker. Ring it after the commit of new work, never inside the transaction. A ring may be lost: workers also sweep.</summary>
internal sealed class Bell
{
    private readonly Channel<bool> rung = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>There is something to do.</summary>
    public void Ring() => rung.Writer.TryWrite(true);

    /// <summary>Returns when rung since the last time, or when the time is over.</summary>
    /// <exception cref="OperationCanceledException">The worker's own end.</exception>
    public async Task Wait(TimeSpan atMost, TimeProvider time, CancellationToken cancellation)
    {
        using var over = new CancellationTokenSource(atMost, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, cancellation);
        try
        {
            await rung.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // The sweep's turn.
        }
    }
}
