using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Releases;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Api.Events;

/// <summary>The one filter: what a reader may see, for pages, interface, live, pictures and figures alike.</summary>
internal static class Readable
{
    /// <summary>The bits an actor reads with.</summary>
    public static Audience Bits(Actor actor) => actor switch
    {
        { IsProgram: true } => ~Audience.None,
        { CaseId: not null } => Audience.Reporter,
        _ => Audiences.Of(actor.Role),
    };

    /// <summary>The cases of the actor's forum that the actor may see now.</summary>
    public static IQueryable<Report> ReadableBy(this IQueryable<Report> reports, Actor actor)
    {
        var bits = Bits(actor);
        var readable = reports.Where(report => report.ForumId == actor.ForumId && (report.Audience & bits) != 0);
        return actor.CaseId is { } id ? readable.Where(report => report.Id == id) : readable;
    }

    /// <summary>What was released in the actor's forum and may be read by the actor now: only while residents may see its case.</summary>
    public static IQueryable<Release> ReadableReleases(this ForumDb db, Actor actor)
    {
        var bits = Bits(actor);
        return db.Releases.Where(release => release.ForumId == actor.ForumId && release.Status == ReleaseStatus.Released && (release.Audience & bits) != 0
            && db.Reports.Any(r => r.Id == release.ReportId && (r.Audience & Audience.Residents) != 0 && r.AcknowledgedAt != null));
    }

    /// <summary>The events of a forum that a kind of reader may see: the event's bits AND the case's bits now AND the reader's.</summary>
    public static IQueryable<ForumEvent> ReadableEvents(this ForumDb db, int forumId, Audience bits, Guid? caseId = null, Guid? whole = null)
    {
        var events = db.Events.Where(e => e.ForumId == forumId && (e.Audience & bits) != 0);
        // Of a case that was merged, its reporter reads what becomes of the whole.
        if (caseId is { } id) events = whole is null ? events.Where(e => e.SubjectId == id) : events.Where(e => e.SubjectId == id || (e.SubjectId == whole && MergedCases.Shared.Contains(e.Type)));
        return events.Where(e => e.SubjectKind != SubjectKind.Report
            // The word that a case's audience has changed goes to those who lose it, too: it says no more than "load again".
            || e.Type == EventType.AudienceChanged
            || db.Reports.Any(r => r.Id == e.SubjectId && (r.Audience & e.Audience & bits) != 0));
    }
}
