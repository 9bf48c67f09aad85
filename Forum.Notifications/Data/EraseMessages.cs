using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Notifications.Delivery;
using Tryghedsforum.Notifications.Inbound;

namespace Tryghedsforum.Notifications.Data;

/// <summary>
/// Erases what was written in messages, in and out, and whose numbers they were, when its time is over, and counts in the same transaction how many rows
/// these were. Safe to run twice.
/// </summary>
internal sealed partial class EraseMessages(NotificationsDb db, RetentionTable retention, TimeProvider time, ILogger<EraseMessages> logger)
{
    /// <summary>Erases what is due in a forum, or what was sent to nobody's number; answers how many rows were changed.</summary>
    /// <param name="forumId">The forum; null: what belongs to none.</param>
    /// <param name="day">The day that it counts for.</param>
    /// <param name="cancellation">Gives up before the commit.</param>
    public async Task<int> Run(int? forumId, DateOnly day, CancellationToken cancellation)
    {
        var limit = time.GetUtcNow().AddDays(-retention.Days(Retention.MessageBody));
        var erased = await db.Write(
            async () =>
            {
                var sent = await db.Messages
                    .Where(m => m.ForumId == forumId && m.CreatedAt < limit && m.ValidUntil < limit && m.State != MessageState.Pending && m.State != MessageState.Sending && (m.BodySealed != null || m.Fingerprint != null))
                    .ExecuteUpdateAsync(set => set.SetProperty(m => m.BodySealed, (byte[]?)null).SetProperty(m => m.Fingerprint, (byte[]?)null), cancellation);
                var received = await db.InboundTexts
                    .Where(t => t.ForumId == forumId && t.ReceivedAt < limit && (t.State == InboundState.Done || t.State == InboundState.Failed) && (t.FromHash != null || t.FromSealed != null || t.BodySealed != null))
                    .ExecuteUpdateAsync(
                        set => set.SetProperty(t => t.FromHash, (string?)null).SetProperty(t => t.FromSealed, (byte[]?)null).SetProperty(t => t.BodySealed, (byte[]?)null), cancellation);
                await db.Pushes.Where(p => p.ForumId == forumId && p.CreatedAt < limit && p.ValidUntil < limit).ExecuteDeleteAsync(cancellation);
                var rows = sent + received + await db.TaskLetters.Where(l => l.ForumId == forumId && l.ClosedAt < limit).ExecuteDeleteAsync(cancellation);
                if (rows > 0 && forumId is { } forum) (await db.ErasedMessages.FindAsync([forum, day], cancellation) ?? db.ErasedMessages.Add(new() { ForumId = forum, Day = day }).Entity).Add(rows);
                return rows;
            },
            cancellation);
        if (forumId is null && erased > 0) Log.Erased(logger, erased);
        return erased;
    }

    /// <summary>The sums of days that the forum has not been told of.</summary>
    public async Task<IReadOnlyList<ErasedOnDay>> Untold(int forumId, CancellationToken cancellation) =>
        await db.ErasedMessages.AsNoTracking().Where(e => e.ForumId == forumId && e.Told < e.Rows).OrderBy(e => e.Day).Select(e => new ErasedOnDay(e.Day, e.Rows)).ToListAsync(cancellation);

    /// <summary>The forum has been told of these.</summary>
    public Task Told(int forumId, IReadOnlyList<ErasedOnDay> days, CancellationToken cancellation) => db.Write(
        async () =>
        {
            foreach (var day in days) (await db.ErasedMessages.FindAsync([forumId, day.Day], cancellation))!.Tell(day.Rows);
        },
        cancellation);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Erased {Rows} texts that were sent to no forum's number")]
        public static partial void Erased(ILogger logger, int rows);
    }
}
