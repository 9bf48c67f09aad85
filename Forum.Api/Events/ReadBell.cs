using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Tryghedsforum.Api.Events;

/// <summary>Tells a member's other open pages that the member has read something. The message says no more than that it is time to look.</summary>
internal sealed partial class ReadBell(IHubContext<LiveHub> hub, EventSignal signal, ILogger<ReadBell> logger) : IHostedService
{
    /// <summary>The group of a member's own connections.</summary>
    public static string Group(Guid member) => $"member:{member:n}";

    public Task StartAsync(CancellationToken cancellationToken)
    {
        signal.ReadBy += Ring;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        signal.ReadBy -= Ring;
        return Task.CompletedTask;
    }

    private void Ring(Guid member) => _ = Tell(member);

    private async Task Tell(Guid member)
    {
        try
        {
            await hub.Clients.Group(Group(member)).SendAsync("news");
        }
        catch (Exception exception)
        {
            // A page that missed it shows a mark too many until it looks next.
            Log.TellingFailed(logger, exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "A member's other pages were not told that something was read")]
        public static partial void TellingFailed(ILogger logger, Exception exception);
    }
}
