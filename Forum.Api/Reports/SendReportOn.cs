using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;

namespace Tryghedsforum.Api.Reports;

/// <summary>A case goes to another team of the forum that receives cases; that team is told "Ny sag".</summary>
public sealed class SendReportOn(ForumDb db, EventLog log, ReadForum forums)
{
    /// <summary>Sends it on.</summary>
    /// <exception cref="Refused">Invalid, NotFound, NotNow.</exception>
    public async Task<bool> Run(Actor actor, string number, Guid team, string? key, CancellationToken cancellation)
    {
        actor.Demand(Policies.Handle);
        if ((await forums.ById(actor.ForumId, cancellation)).Team(team) is not { Receives: true }) throw new Refused(RefusalCode.Invalid, new FieldFault("team", "TeamUnknown"));
        return await log.Write(actor, key is null ? null : new(nameof(SendReportOn), key, new { number, team }), async entry =>
        {
            var report = await db.Case(actor, number, cancellation);
            if (!report.IsOpen || report.ReceivingTeamId == team) throw new Refused(RefusalCode.NotNow);
            report.SendOn(team);
            entry.See(report, actor.TeamId);
            entry.Append(EventType.ReportSentOn, SubjectKind.Report, report.Id, Audience.Partners, new EventData { Team = team });
            entry.CanBeUndone(report.Id, EventType.ReportSentOn);
            return true;
        }, cancellation);
    }
}
