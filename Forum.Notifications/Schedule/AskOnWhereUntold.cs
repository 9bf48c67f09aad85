using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Pickups;
using Tryghedsforum.Notifications.Data;
using Tryghedsforum.Notifications.Delivery;
using Tryghedsforum.Notifications.Planning;

namespace Tryghedsforum.Notifications.Schedule;

/// <summary>
/// Finds the steps of which no message has arrived: the operator says so, the phone wants no SMS, or there is no number. The chain goes on at once.
/// One colleague who was told is enough to wait for.
/// </summary>
internal sealed class AskOnWhereUntold(NotificationsDb db, AskOnUntold ask, TimeProvider time)
{
    private static readonly string[] Asks = [MessageKind.CrewTask, MessageKind.CrewAskedOn];
    private static readonly string[] Lost = [MessageReason.NoAddress, MessageReason.OptedOut];

    /// <summary>Asks on; answers how often.</summary>
    public async Task<int> Run(CancellationToken cancellation)
    {
        var since = time.GetUtcNow() - KindPolicy.Of(MessageKind.CrewTask).Validity;
        var asks = db.Messages.AsNoTracking().Where(m => m.SubjectId != null && m.CreatedAt > since && Asks.Contains(m.Kind));
        var failed = await asks.Where(m => m.State == MessageState.Undelivered || m.State == MessageState.Failed || (m.State == MessageState.Dropped && Lost.Contains(m.Reason!)))
            .Select(m => m.SubjectId!.Value).Distinct().ToListAsync(cancellation);
        if (failed.Count == 0) return 0;
        var told = await asks.Where(m => failed.Contains(m.SubjectId!.Value)).Select(m => new { m.ForumId, m.SubjectId, m.Arguments, m.State, m.Reason }).ToListAsync(cancellation);
        var asked = 0;
        foreach (var step in told.GroupBy(m => (m.ForumId, Case: m.SubjectId!.Value, JsonSerializer.Deserialize<MessageArguments>(m.Arguments)!.Step)))
        {
            // What was dropped because it was no longer needed says nothing of whether somebody can be told.
            var wanted = step.Where(m => m.State != MessageState.Dropped || Lost.Contains(m.Reason)).ToList();
            if (step.Key.Step is not { } place || wanted.Count == 0 || !wanted.TrueForAll(m => m.State is MessageState.Undelivered or MessageState.Failed or MessageState.Dropped)) continue;
            if (await ask.Run(Actor.Program(step.Key.ForumId), step.Key.Case, place, cancellation)) asked++;
        }

        return asked;
    }
}
