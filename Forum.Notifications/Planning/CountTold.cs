using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tryghedsforum.Api.Summaries;
using Tryghedsforum.Notifications.Data;
using Tryghedsforum.Notifications.Delivery;

namespace Tryghedsforum.Notifications.Planning;

/// <summary>Counts for a month's figures how many messages about cases arrived and how many did not.</summary>
internal sealed class CountTold(NotificationsDb db)
{
    // Nothing went wrong: it was no longer so, was taken back in time, or whoever it was for has chosen another way of hearing it.
    private static readonly string[] Meant = [MessageReason.NotNeeded, MessageReason.Undone, MessageReason.OnPage, MessageReason.InDigest];

    /// <summary>For whoever counts a month.</summary>
    public static CountMessages From(IServiceProvider services) => new(services.GetRequiredService<CountTold>().Run);

    /// <summary>The messages that were due in a time. What is still under way is neither.</summary>
    public async Task<MessageCount?> Run(int forumId, DateTimeOffset begin, DateTimeOffset end, CancellationToken cancellation)
    {
        var states = await Stand.Of(db, db.Messages.Where(m => m.ForumId == forumId && m.SubjectId != null && m.DueAt >= begin && m.DueAt < end)).Select(stand => new { stand.At.State, stand.At.Reason }).ToListAsync(cancellation);
        return new(
            states.Count(m => m.State is MessageState.Sent or MessageState.Delivered),
            states.Count(m => m.State is MessageState.Undelivered or MessageState.Failed || (m.State is MessageState.Dropped && !Meant.Contains(m.Reason))));
    }
}
