using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Pickups;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Api.Releases;

namespace Tryghedsforum.Api.Reports;

/// <summary>Why a case is dismissed.</summary>
/// <param name="Reason">One of three.</param>
/// <param name="Where">Where it belongs, at most 200 characters; required for <see cref="DismissReason.BelongsElsewhere"/>. The neighbour reads it.</param>
public sealed record DismissReportRequest(DismissReason Reason, string? Where = null);

/// <summary>Staff dismiss a case, always with a reason; an open pickup is called off.</summary>
public sealed class DismissReport(ForumDb db, EventLog log, ReadForum forums, FieldCipher cipher)
{
    /// <summary>Dismisses.</summary>
    /// <exception cref="Refused">Invalid, NotFound, NotNow.</exception>
    public async Task<bool> Run(Actor actor, string number, DismissReportRequest request, string? key, CancellationToken cancellation)
    {
        actor.Demand(Policies.Handle);
        var fields = new ReportFields(await forums.ById(actor.ForumId, cancellation));
        fields.Known(request.Reason, "reason");
        var where = fields.Text(request.Where, ReportFields.LineMax, "where");
        if (request.Reason == DismissReason.BelongsElsewhere && where is null) fields.Fault("where", "WhereMissing");
        fields.ThrowIfFaulty();
        return await log.Write(actor, key is null ? null : new(nameof(DismissReport), key, new { number, request }), async entry =>
        {
            var report = await db.Case(actor, number, cancellation);
            if (!report.IsOpen) throw new Refused(RefusalCode.NotNow);
            if (report.PickupId is not null) await CancelPickup.Leave(db, entry, report, cancellation);
            Guid? note = where is null ? null : db.AddNote(cipher, report, NoteKind.Reason, where, entry.Now);
            var first = report.Acknowledge(entry.Now, actor.TeamId);
            report.Dismiss(request.Reason, entry.Now);
            await db.Follow(report, cancellation);
            entry.Append(EventType.ReportDismissed, SubjectKind.Report, report.Id, CaseAccess.CaseEvent, new EventData
            {
                Team = actor.TeamId, Reason = request.Reason, Note = note, FirstSeen = first ? true : null,
            });
            await WithdrawRelease.All(db, entry, report, actor.TeamId, cancellation);
            entry.CanBeUndone(report.Id, EventType.ReportDismissed);
            return true;
        }, cancellation);
    }
}
