using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Members;

namespace Tryghedsforum.Api.Audit;

/// <summary>
/// The overseer has seen which reporters the coordinator looked up. That is an entry of the log itself: the newest one says how far the overseer has come.
/// </summary>
public sealed class MarkLooksSeen(ForumDb db, EventLog log)
{
    /// <summary>Marks the coordinator's looks up to an entry as seen.</summary>
    /// <returns>False: there was none that the overseer had not seen before.</returns>
    public async Task<bool> Run(Actor actor, long upTo, string? key, CancellationToken cancellation)
    {
        actor.Demand(Policies.Oversee);
        return await log.Write(actor, key is null ? null : new(nameof(MarkLooksSeen), key, new { upTo }), async entry =>
        {
            var newest = await (await Unseen(db, entry.ForumId, cancellation)).Where(e => e.Seq <= upTo).OrderByDescending(e => e.Seq).Select(e => (long?)e.Seq).FirstOrDefaultAsync(cancellation);
            if (newest is null) return false;
            entry.Note(AuditKind.LooksSeen, actor.MemberId!.Value, new() { UpTo = newest });
            return true;
        }, cancellation);
    }

    /// <summary>The coordinator's looks that the overseer has not seen.</summary>
    internal static async Task<IQueryable<AuditEntry>> Unseen(ForumDb db, int forumId, CancellationToken cancellation)
    {
        var last = await db.AuditEntries.AsNoTracking().Where(e => e.ForumId == forumId && e.Kind == AuditKind.LooksSeen).OrderByDescending(e => e.Seq).Select(e => e.Facts).FirstOrDefaultAsync(cancellation);
        var seen = last is null ? 0 : AuditFacts.FromText(last).UpTo ?? 0;
        return db.AuditEntries.AsNoTracking().Where(e => e.ForumId == forumId && (e.Kind == AuditKind.ContactViewed || e.Kind == AuditKind.SenderViewed) && e.ActorRole == Role.Coordinator && e.Seq > seen);
    }
}
