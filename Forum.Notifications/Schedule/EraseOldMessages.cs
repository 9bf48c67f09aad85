using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Notifications.Data;

namespace Tryghedsforum.Notifications.Schedule;

/// <summary>
/// Erases the messages of every forum, and then tells the forum how many went: two contexts, and never one transaction over both. What was broken off between
/// the two is told by the next run.
/// </summary>
internal sealed class EraseOldMessages(EraseMessages messages, RecordErasure record, ReadForum forums, TimeProvider time)
{
    /// <summary>Erases what is due; answers how many rows were changed.</summary>
    public async Task<int> Run(CancellationToken cancellation)
    {
        var erased = await messages.Run(null, DateOnly.MinValue, cancellation);
        foreach (var id in await forums.Ids(cancellation))
        {
            var forum = (await forums.ById(id, cancellation)).Forum;
            erased += await messages.Run(forum.Id, LocalTime.Day(time.GetUtcNow(), forum.Zone), cancellation);
            var days = await messages.Untold(forum.Id, cancellation);
            await record.Run(Actor.Program(forum.Id), days, cancellation);
            if (days.Count > 0) await messages.Told(forum.Id, days, cancellation);
        }

        return erased;
    }
}
