using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Audit;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;

namespace Tryghedsforum.Api.Members;

/// <summary>A coordinator has a deputy stop, or not begin.</summary>
public sealed class EndDeputy(ForumDb db, EventLog log)
{
    /// <summary>Ends it.</summary>
    /// <exception cref="Refused">NotFound: unknown, or over.</exception>
    public async Task<bool> Run(Actor actor, Guid deputyId, string? key, CancellationToken cancellation)
    {
        actor.Demand(Policies.GivePower);
        return await log.Write(actor, key is null ? null : new(nameof(EndDeputy), key, new { deputyId }), async entry =>
        {
            var deputy = await Deputy.Ahead(db, entry.Now).FirstOrDefaultAsync(d => d.ForumId == entry.ForumId && d.Id == deputyId, cancellation) ?? throw new Refused(RefusalCode.NotFound);
            deputy.End(entry.Now);
            entry.Append(EventType.DeputyEnded, SubjectKind.Forum, deputy.Id, Audience.Partners, new EventData { Member = deputy.MemberId });
            entry.Note(AuditKind.DeputyEnded, deputy.MemberId);
            return true;
        }, cancellation);
    }
}
