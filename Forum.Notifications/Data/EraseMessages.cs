using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Notifications.Delivery;
using Tryghedsforum.Notifications.Inbound;

namespace Tryghedsforum.Notifications.Data;

/// <summary>Erases what was written in messages, in and out, and whose numbers they were, when its time is over. The figures stay. Safe to run twice.</summary>
internal sealed class EraseMessages(NotificationsDb db, RetentionTable retention, TimeProvider time)
{
    /// <summary>Erases what is due; answers how many rows were changed.</summary>
    public async Task<int> Run(CancellationToken cancellation)
    {
        var limit = time.GetUtcNow().AddDays(-retention.Days(Retention.MessageBody));
        return await db.Write(
            async () =>
            {
                var sent = await db.Messages
                    .Where(m => m.CreatedAt < limit && m.ValidUntil < limit && m.State != MessageState.Pending && m.State != MessageState.Sending && (m.BodySealed != null || m.Fingerprint != null))
                    .ExecuteUpdateAsync(set => set.SetProperty(m => m.BodySealed, (byte[]?)null).SetProperty(m => m.Fingerprint, (byte[]?)null), cancellation);
                var received = await db.InboundTexts
                    .Where(t => t.ReceivedAt < limit && (t.State == InboundState.Done || t.State == InboundState.Failed) && (t.FromHash != null || t.FromSealed != null || t.BodySealed != null))
                    .ExecuteUpdateAsync(
                        set => set.SetProperty(t => t.FromHash, (string?)null).SetProperty(t => t.FromSealed, (byte[]?)null).SetProperty(t => t.BodySealed, (byte[]?)null), cancellation);
                return sent + received + await db.TaskLetters.Where(l => l.ClosedAt < limit).ExecuteDeleteAsync(cancellation);
            },
            cancellation);
    }
}
