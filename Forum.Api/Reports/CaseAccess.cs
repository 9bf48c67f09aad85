using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Pickups;

namespace Tryghedsforum.Api.Reports;

/// <summary>Loads a case for a change, or answers as if it did not exist.</summary>
internal static class CaseAccess
{
    /// <summary>The case of a number; of one that was merged the whole, since whoever names a part means what became of it.</summary>
    public static async Task<Report> Case(this ForumDb db, Actor actor, string number, CancellationToken cancellation) => await db.WholeOf(await db.CaseItself(actor, number, cancellation), cancellation);

    /// <summary>The case of a number, merged or not: for what belongs to its reporter alone.</summary>
    public static async Task<Report> CaseItself(this ForumDb db, Actor actor, string number, CancellationToken cancellation) =>
        await db.Reports.ReadableBy(actor).ByNumber(number).FirstOrDefaultAsync(cancellation) ?? throw new Refused(RefusalCode.NotFound);

    /// <summary>The case of a number; a number with characters that no database looks up is nobody's.</summary>
    public static IQueryable<Report> ByNumber(this IQueryable<Report> reports, string number) =>
        number.Any(char.IsControl) ? reports.Where(report => false) : reports.Where(report => report.Number == number);

    /// <summary>What stands on the board: the open cases, those that were resolved since midnight, and those whose neighbour waits for an answer.</summary>
    public static IQueryable<Report> OnBoard(this IQueryable<Report> reports, DateTimeOffset midnight) => reports.Where(report =>
        report.Status == ReportStatus.Received || report.Status == ReportStatus.Acknowledged || report.Status == ReportStatus.AwaitingPickup
        || (report.Status == ReportStatus.Resolved && report.ResolvedAt >= midnight) || (report.QuestionAt != null && report.MergedIntoId == null));

    public static async Task<Report> OwnCase(this ForumDb db, Actor actor, CancellationToken cancellation) =>
        await db.Reports.ReadableBy(actor).FirstOrDefaultAsync(report => report.Id == actor.CaseId, cancellation) ?? throw new Refused(RefusalCode.NotFound);

    /// <summary>The open pickup of a case, with all the cases that it serves, its first case first.</summary>
    public static async Task<(Pickup Pickup, IReadOnlyList<Report> Cases)> OpenPickup(this ForumDb db, Report report, CancellationToken cancellation)
    {
        var pickup = report.PickupId is { } id ? await db.Pickups.FirstOrDefaultAsync(p => p.Id == id, cancellation) : null;
        if (pickup is not { IsOpen: true }) throw new Refused(RefusalCode.NotNow);
        var cases = await db.Reports.Where(r => r.PickupId == pickup.Id).ToListAsync(cancellation);
        return (pickup, [.. cases.OrderBy(r => r.Id != pickup.LeadReportId)]);
    }

    /// <summary>Marks the case as seen; the first sight, whatever brought it, lets residents see the case, and is an event of its own.</summary>
    public static bool See(this EventLog.Entry entry, Report report, Guid? team)
    {
        if (!report.Acknowledge(entry.Now, team)) return false;
        if (report.Outsiders != PublicLevel.Never) entry.Widen(report, report.Audience | Audience.Residents);
        entry.Append(EventType.ReportAcknowledged, SubjectKind.Report, report.Id, CaseEvent, new EventData
        {
            Team = team, FirstSeen = true, Near = report.NearChildren, Street = report.CoarseStreetId,
        });
        return true;
    }

    /// <summary>Changes who may see a case, and says so to those who could and to those who can.</summary>
    public static void Widen(this EventLog.Entry entry, Report report, Audience audience)
    {
        if (audience == report.Audience) return;
        var both = audience | report.Audience;
        report.SetAudience(audience);
        entry.Append(EventType.AudienceChanged, SubjectKind.Report, report.Id, both & ~Audience.Reporter, new EventData
        {
            // Who follows the street hears at once what lies near children, from the moment that residents may see it.
            Audience = audience, Near = report.NearChildren, Street = (audience & Audience.Residents) == 0 ? null : report.CoarseStreetId,
        });
    }

    /// <summary>What a case's own events are readable by: its partners and its reporter, and whoever else may see the case.</summary>
    public const Audience CaseEvent = Audience.Partners | Audience.Reporter | Audience.Police | Audience.Residents;
}
