using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Privacy;

namespace Tryghedsforum.Api.Reports;

/// <summary>The cases in which something has happened that the member has not read: of those on the board for whoever has one, else of the member's own.</summary>
public sealed class BrowseNews(ForumDb db, ReadForum forums, RetentionTable retention, TimeProvider time)
{
    // Who may see a case, and that its reporter's number is gone, is nothing to read up on.
    private static readonly EventType[] Quiet = [EventType.AudienceChanged, EventType.ContactErased];

    // What a reporter does without being signed in is still the reporter's own doing.
    private static readonly EventType[] ByReporter = [EventType.ReportReceived, EventType.ReportAddedTo, EventType.ReportReopened];

    /// <summary>Their numbers. One question to the database, however many cases there are.</summary>
    public async Task<IReadOnlyList<string>> Run(Actor actor, CancellationToken cancellation)
    {
        actor.Demand(Policies.OwnCases);
        var (me, ended) = (actor.MemberId, time.GetUtcNow().AddDays(-retention.Days(Retention.CaseRead)));
        var board = Policies.SeeBoard.Admits(actor);
        var zone = (await forums.ById(actor.ForumId, cancellation)).Forum.Zone;
        var cases = board ? db.Reports.AsNoTracking().ReadableBy(actor).OnBoard(LocalTime.Begin(LocalTime.Day(time.GetUtcNow(), zone), zone))
            : db.Reports.AsNoTracking().Where(r => r.ForumId == actor.ForumId && db.OwnCases.Any(own => own.ReportId == r.Id && own.MemberId == me));
        var events = db.ReadableEvents(actor.ForumId, board ? Readable.Bits(actor) : Audience.Reporter).Where(e => e.SubjectKind == SubjectKind.Report && !Quiet.Contains(e.Type) && (e.ActorId == null || e.ActorId != me));
        if (!board) events = events.Where(e => e.ActorId != null || !ByReporter.Contains(e.Type));
        var asked = from member in db.Members.AsNoTracking()
                    where member.Id == me && member.NewsFrom != null
                    from report in cases
                    where report.ClosedAt == null || report.ClosedAt >= ended
                    select new { report.Id, report.MergedIntoId, report.Number, report.Target, member.NewsFrom };
        // Apart from each other: a board asks its cases' events by an index, and a reporter hears what becomes of the whole.
        var fresh = board
            ? asked.Where(one => events.Any(e => e.SubjectId == one.Id && e.Seq > one.NewsFrom && !db.CaseReads.Any(read => read.MemberId == me && read.ReportId == one.Id && read.LastSeq >= e.Seq)))
            : asked.Where(one => events.Any(e => (e.SubjectId == one.Id || (e.SubjectId == one.MergedIntoId && MergedCases.Shared.Contains(e.Type))) && e.Seq > one.NewsFrom
                && !db.CaseReads.Any(read => read.MemberId == me && read.ReportId == one.Id && read.LastSeq >= e.Seq)));
        return await fresh.OrderBy(one => one.Target).Select(one => one.Number).Take(500).ToListAsync(cancellation);
    }
}
