using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;

namespace Tryghedsforum.Api.Events;

/// <summary>All that the notification side sees of the log.</summary>
public sealed class ReadEvents(ForumDb db)
{
    /// <summary>The forums whose log is ahead of the given cursors (a forum without one starts at 0).</summary>
    public async Task<IReadOnlyList<int>> ForumsAhead(IReadOnlyDictionary<int, long> cursors, CancellationToken cancellation)
    {
        var heads = await db.Forums.AsNoTracking().Where(f => f.LastSeq > 0).Select(f => new { f.Id, f.LastSeq }).ToListAsync(cancellation);
        return [.. heads.Where(head => head.LastSeq > cursors.GetValueOrDefault(head.Id)).Select(head => head.Id)];
    }

    /// <summary>The events of a forum after a number, in order, at most <paramref name="most"/>.</summary>
    public async Task<IReadOnlyList<ForumEvent>> After(int forumId, long seq, int most, CancellationToken cancellation) =>
        await db.Events.AsNoTracking().Where(e => e.ForumId == forumId && e.Seq > seq).OrderBy(e => e.Seq).Take(most).ToListAsync(cancellation);

    /// <summary>The number of a forum's newest event.</summary>
    public Task<long> Head(int forumId, CancellationToken cancellation) =>
        db.Forums.AsNoTracking().Where(f => f.Id == forumId).Select(f => f.LastSeq).FirstOrDefaultAsync(cancellation);
}
