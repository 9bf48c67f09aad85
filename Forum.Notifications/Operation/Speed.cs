using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Notifications.Data;
using Tryghedsforum.Notifications.Delivery;
using Tryghedsforum.Notifications.Schedule;

namespace Tryghedsforum.Notifications.Operation;

/// <summary>How soon urgent messages were handed to the provider, counted from what set them off.</summary>
/// <param name="Count">How many were handed over.</param>
/// <param name="WithinThree">Of those, within three seconds.</param>
/// <param name="WithinTen">Of those, within ten seconds.</param>
/// <param name="Median">Half of them took no longer.</param>
/// <param name="Worst">The slowest.</param>
public sealed record Speed(int Count, int WithinThree, int WithinTen, TimeSpan Median, TimeSpan Worst)
{
    private const int Most = 20_000;

    /// <summary>What a forum promises: 95 % within three seconds, and 99 % within ten. True while nothing was sent.</summary>
    public bool IsKept => WithinThree * 100L >= Count * 95L && WithinTen * 100L >= Count * 99L;

    /// <summary>
    /// Counts those that were due in a time, of one forum or of all; the newest twenty thousand. What happened while a forum was made for showing is told
    /// only when that is done, and nobody has waited for it.
    /// </summary>
    internal static async Task<Speed> Of(NotificationsDb db, int? forumId, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellation)
    {
        var shownUntil = await Heartbeat.ShownUntil(db, cancellation);
        var sent = await db.Messages.AsNoTracking().Where(m => m.Lane == Lane.Alert && m.SentAt != null && m.DueAt >= from && m.DueAt < until && (forumId == null || m.ForumId == forumId))
            .OrderByDescending(m => m.DueAt).Take(Most).Select(m => new { m.ForumId, m.DueAt, m.SentAt }).ToListAsync(cancellation);
        var took = sent.Where(m => !shownUntil.TryGetValue(m.ForumId, out var begins) || m.DueAt >= begins).Select(m => m.SentAt!.Value - m.DueAt).Order().ToList();
        return took.Count == 0
            ? new(0, 0, 0, TimeSpan.Zero, TimeSpan.Zero)
            : new(took.Count, took.Count(one => one <= TimeSpan.FromSeconds(3)), took.Count(one => one <= TimeSpan.FromSeconds(10)), took[took.Count / 2], took[^1]);
    }
}
