using Tryghedsforum.Api.Audit;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Members;

namespace Tryghedsforum.Api.Reports;

/// <summary>"Slet mit nummer nu": the reporter's number and address are erased from the case; nothing more is sent.</summary>
public sealed class EraseContact(ForumDb db, EventLog log)
{
    /// <summary>Erases; doing it twice changes nothing.</summary>
    public async Task<bool> Run(Actor actor, string? key, CancellationToken cancellation)
    {
        actor.Demand(Policies.FollowCase);
        return await log.Write(actor, key is null ? null : new(nameof(EraseContact), key, actor.CaseId!), async entry =>
        {
            var report = await db.OwnCase(actor, cancellation);
            if (report.PhoneSealed is null && report.EmailSealed is null) return false;
            report.SetContact(null, null, null, false);
            entry.Append(EventType.ContactErased, SubjectKind.Report, report.Id, Audience.Partners | Audience.Reporter, new EventData());
            entry.Note(AuditKind.ContactErased, report.Id);
            return true;
        }, cancellation);
    }
}
