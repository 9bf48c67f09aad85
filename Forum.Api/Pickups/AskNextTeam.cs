using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;

namespace Tryghedsforum.Api.Pickups;

/// <summary>Nobody has answered in time, or nobody of the team can be reached at all: the next of the chain is asked, at last the coordinator.</summary>
public sealed class AskNextTeam(ForumDb db, EventLog log, ReadForum forums, TimeProvider time)
{
    /// <summary>Asks on wherever an answer is overdue; safe to run twice.</summary>
    /// <returns>How many were asked on.</returns>
    public async Task<int> Run(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var open = await db.Pickups.AsNoTracking().Where(p => p.AnswerBy != null).OrderBy(p => p.AnswerBy).Select(p => new { p.Id, p.ForumId, p.AnswerBy, p.TeamId, p.AskedMemberId }).Take(1000).ToListAsync(cancellation);
        var (asked, reached, callable) = (0, new Dictionary<int, HashSet<Guid>>(), new HashSet<(Guid, Guid?)>());
        foreach (var forum in open.Where(p => p.AskedMemberId is not null).GroupBy(p => p.ForumId)) callable.UnionWith(await WhoIsOn.Callable(db, forum.Key, forum.Select(p => p.AskedMemberId), cancellation));
        foreach (var one in open)
        {
            if (!reached.ContainsKey(one.ForumId)) reached[one.ForumId] = await WhoIsOn.ReachedTeams(db, one.ForumId, now, cancellation);
            // A person who was called is off duty, and is waited for all the same, but not after having left.
            var isThere = one.AskedMemberId is { } person ? callable.Contains((person, one.TeamId)) : one.TeamId is { } team && reached[one.ForumId].Contains(team);
            if (one.AnswerBy > now && isThere) continue;
            asked += await MoveOn(Actor.Program(one.ForumId), one.Id, one.AnswerBy, cancellation);
        }

        return asked;
    }

    private async Task<int> MoveOn(Actor actor, Guid id, DateTimeOffset? answerBy, CancellationToken cancellation)
    {
        actor.Demand(Policies.Sweep);
        var settings = await forums.ById(actor.ForumId, cancellation);
        return await log.Write(actor, null, async entry =>
        {
            var pickup = await db.Pickups.FirstAsync(p => p.Id == id, cancellation);
            if (pickup.Status != PickupStatus.Requested || pickup.AnswerBy != answerBy) return 0;
            var cases = await db.Reports.Where(r => r.PickupId == pickup.Id).ToListAsync(cancellation);
            // Before its time nobody was silent: nobody was there.
            await Chain.MoveOn(db, entry, settings, pickup, [.. cases.OrderBy(r => r.Id != pickup.LeadReportId)], answerBy > entry.Now ? ChainReason.NobodyOn : ChainReason.Silent, null, cancellation);
            return 1;
        }, cancellation);
    }
}
