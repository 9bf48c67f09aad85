using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Members;

namespace Tryghedsforum.Api.EarlyWarnings;

/// <summary>The coordinator has seen to a suggestion; it is not shown any longer, and the same is not said again for eight weeks.</summary>
public sealed class SettleEarlyWarning(ForumDb db, EventLog log)
{
    /// <summary>Marks it as settled; one that is settled already stays so.</summary>
    /// <exception cref="Refused">NotFound.</exception>
    public async Task<bool> Run(Actor actor, Guid warningId, string? key, CancellationToken cancellation)
    {
        actor.Demand(Policies.Coordinate);
        return await log.Write(actor, key is null ? null : new(nameof(SettleEarlyWarning), key, new { warningId }), async entry =>
        {
            var warning = await db.EarlyWarnings.FirstOrDefaultAsync(w => w.ForumId == entry.ForumId && w.Id == warningId, cancellation) ?? throw new Refused(RefusalCode.NotFound);
            if (warning.SettledAt is not null) return true;
            warning.Settle(entry.Now);
            entry.Append(EventType.EarlyWarningSettled, SubjectKind.EarlyWarning, warning.Id, Audience.None, new EventData());
            return true;
        }, cancellation);
    }
}
