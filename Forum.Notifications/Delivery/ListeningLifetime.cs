using Microsoft.Extensions.Hosting;

namespace Tryghedsforum.Notifications.Delivery;

internal static class ListeningLifetime
{
    /// <summary>Waits until the program has been started and answers at its address.</summary>
    public static async Task Listening(this IHostApplicationLifetime lifetime, CancellationToken cancellation)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(cancellation);
    }
}
