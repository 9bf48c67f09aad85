using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Notifications.Data;

namespace Tryghedsforum.Notifications.Delivery;

/// <summary>A member's own device was sent word that there is news of a case. Whether its screen showed it, nobody can say.</summary>
/// <param name="Recipient">"member:{id}".</param>
/// <param name="At">When the last one was handed over.</param>
public sealed record ShownLine(string Recipient, DateTimeOffset At);

/// <summary>Whose devices were sent word of a case, beside the messages that count.</summary>
public sealed class WhoWasShown
{
    private readonly NotificationsDb db;
    private readonly bool isOn;

    internal WhoWasShown(NotificationsDb db, PushSettings settings) => (this.db, isOn) = (db, settings.IsOn);

    /// <summary>One line a member, the newest first.</summary>
    public async Task<IReadOnlyList<ShownLine>> ForSubject(int forumId, Guid subjectId, CancellationToken cancellation) => !isOn ? [] :
    [
        .. (await (from push in db.Pushes.AsNoTracking()
                   join message in db.Messages.AsNoTracking() on push.MessageId equals message.Id
                   where message.ForumId == forumId && message.SubjectId == subjectId && push.State == PushState.Sent && push.SentAt != null
                   select new { message.Recipient, push.SentAt }).ToListAsync(cancellation))
            .OrderByDescending(row => row.SentAt).DistinctBy(row => row.Recipient).Select(row => new ShownLine(row.Recipient, row.SentAt!.Value)),
    ];
}
