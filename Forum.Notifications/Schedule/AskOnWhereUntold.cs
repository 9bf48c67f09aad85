using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Pickups;
using Tryghedsforum.Notifications.Data;
using Tryghedsforum.Notifications.Delivery;
using Tryghedsforum.Notifications.Planning;

namespace Tryghedsforum.Notifications.Schedule;

/// <summary>
/// Finds the steps of which no message has arrived: the operator says so, the phone wants no SMS, or there is no number. The chain goes on at once, and of
/// its last step the coordinators are told who were not, off duty as they are. One colleague who was told is enough to wait for.
/// </summary>
internal sealed class AskOnWhereUntold(NotificationsDb db, AskOnUntold ask, WhoIsOn on, MessageSignal signal, TimeProvider time)
{
    private static readonly string[] Asks = [MessageKind.CrewTask, MessageKind.CrewAskedOn, MessageKind.CoordinatorUnanswered];
    private static readonly string[] Lost = [MessageReason.NoAddress, MessageReason.OptedOut];

    /// <summary>Asks on; answers how often.</summary>
    public async Task<int> Run(CancellationToken cancellation)
    {
        var since = time.GetUtcNow() - KindPolicy.Of(MessageKind.CrewTask).Validity;
        var asks = db.Messages.AsNoTracking().Where(m => m.SubjectId != null && m.CreatedAt > since && Asks.Contains(m.Kind));
        var failed = await asks.Where(m => m.State == MessageState.Undelivered || m.State == MessageState.Failed || (m.State == MessageState.Dropped && Lost.Contains(m.Reason!)))
            .Select(m => m.SubjectId!.Value).Distinct().ToListAsync(cancellation);
        if (failed.Count == 0) return 0;
        var told = await asks.Where(m => failed.Contains(m.SubjectId!.Value)).ToListAsync(cancellation);
        var asked = 0;
        // What a coordinator hands back is asked of the coordinators once more, in the same step: the event tells the times apart.
        foreach (var step in told.GroupBy(m => (m.ForumId, Said: Said(m), Event: Message.SeqOf(m.PlanKey))))
        {
            // What was dropped because it was no longer needed says nothing of whether somebody can be told.
            var wanted = step.Where(m => m.State != MessageState.Dropped || Lost.Contains(m.Reason)).ToList();
            if (step.Key.Said is not ({ } pickup, { } place) || wanted.Count == 0 || !wanted.TrueForAll(m => m.State is MessageState.Undelivered or MessageState.Failed or MessageState.Dropped)) continue;
            var goesOn = wanted[0].Kind == MessageKind.CoordinatorUnanswered ? await TellOthers([.. step], cancellation) : await ask.Run(Actor.Program(step.Key.ForumId), pickup, place, cancellation);
            if (goesOn) asked++;
        }

        return asked;
    }

    private static (Guid? Pickup, int? Step) Said(Message message)
    {
        var said = JsonSerializer.Deserialize<MessageArguments>(message.Arguments)!;
        return (said.Pickup, said.Step);
    }

    // Nobody comes after them: whoever of them has not been asked is.
    private async Task<bool> TellOthers(IReadOnlyList<Message> lost, CancellationToken cancellation)
    {
        var (one, now) = (lost[0], time.GetUtcNow());
        var others = (await on.AllCoordinators(one.ForumId, cancellation)).Select(id => $"member:{id}").Except(lost.Select(m => m.Recipient)).ToList();
        if (others.Count == 0) return false;
        await db.Write(
            async () =>
            {
                foreach (var other in others)
                {
                    var key = one.PlanKey[..^one.Recipient.Length] + other;
                    if (!await db.Messages.AnyAsync(m => m.PlanKey == key, cancellation)) db.Messages.Add(Message.Plan(one.Kind, one.ForumId, key, other, one.SubjectId, one.Arguments, now, now));
                }
            },
            cancellation);
        signal.Raise([Lane.Alert]);
        return true;
    }
}
