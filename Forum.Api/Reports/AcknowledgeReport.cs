using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Members;

namespace Tryghedsforum.Api.Reports;

/// <summary>Somebody responsible has seen the case ("set"). Seeing it twice changes nothing.</summary>
public sealed class AcknowledgeReport(ForumDb db, EventLog log)
{
    /// <summary>Marks the case as seen by the actor's team.</summary>
    /// <returns>Whether this was the first sight.</returns>
    public async Task<bool> Run(Actor actor, string number, string? key, CancellationToken cancellation)
    {
        actor.Demand(Policies.Acknowledge);
        return await log.Write(actor, key is null ? null : new(nameof(AcknowledgeReport), key, number), async entry =>
        {
            var report = await db.Case(actor, number, cancellation);
            if (!report.IsOpen || !entry.See(report, actor.TeamId)) return false;
            entry.CanBeUndone(report.Id, EventType.ReportAcknowledged);
            return true;
        }, cancellation);
    }
}
