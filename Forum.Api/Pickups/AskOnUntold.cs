using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;

namespace Tryghedsforum.Api.Pickups;

/// <summary>No message of a step has reached anybody: not told is not asked, and the next step is not waited for.</summary>
public sealed class AskOnUntold(ForumDb db, EventLog log, ReadForum forums)
{
    /// <summary>Asks the next; false: the chain has stopped, or is past that step already. Safe to run twice.</summary>
    /// <param name="actor">The program.</param>
    /// <param name="pickup">The pickup that the messages were about; cases may have left it, and have another by now.</param>
    /// <param name="step">The step that they belonged to.</param>
    /// <param name="cancellation">Gives up before the commit.</param>
    public async Task<bool> Run(Actor actor, Guid pickup, int step, CancellationToken cancellation)
    {
        actor.Demand(Policies.Sweep);
        // A look first: what has long been answered for need not stand in the writers' line.
        if (!await IsAt(actor, pickup, step, cancellation)) return false;
        var settings = await forums.ById(actor.ForumId, cancellation);
        return await log.Write(actor, null, async entry =>
        {
            if (!await IsAt(actor, pickup, step, cancellation)) return false;
            var asked = await db.Pickups.FirstAsync(p => p.Id == pickup, cancellation);
            var cases = await db.Reports.Where(r => r.PickupId == pickup).ToListAsync(cancellation);
            await Chain.MoveOn(db, entry, settings, asked, [.. cases.OrderBy(r => r.Id != asked.LeadReportId)], ChainReason.NotTold, null, cancellation);
            return true;
        }, cancellation);
    }

    private async Task<bool> IsAt(Actor actor, Guid pickup, int step, CancellationToken cancellation) =>
        await db.Pickups.AnyAsync(p => p.Id == pickup && p.ForumId == actor.ForumId && p.Status == PickupStatus.Requested && p.AnswerBy != null, cancellation)
        && await db.ChainSteps.Where(s => s.PickupId == pickup && s.Outcome == ChainOutcome.Asked).MaxAsync(s => (int?)s.Place, cancellation) == step;
}
