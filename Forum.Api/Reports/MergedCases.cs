using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;

namespace Tryghedsforum.Api.Reports;

/// <summary>What cases that were merged have in common: the whole has the status, the pickup and the goal; each part keeps its number, its reporter and that one's words.</summary>
internal static class MergedCases
{
    /// <summary>What happens to the whole and concerns the reporters of its parts, too. What another neighbour writes, or is asked, does not.</summary>
    public static readonly EventType[] Shared =
    [
        EventType.ReportAcknowledged, EventType.ReportAnswered, EventType.ReportDismissed, EventType.ReportReopened, EventType.ReportClosed,
        EventType.PickupRequested, EventType.PickupAccepted, EventType.PickupHandedBack, EventType.PickupAskedOn, EventType.PickupPromised, EventType.PickupLate,
        EventType.PickupCollected, EventType.PickupNothingFound, EventType.PickupCancelled,
        EventType.CaseHandedOver, EventType.HandOverAnswered, EventType.HandOverRevoked, EventType.DeedUndone,
    ];

    /// <summary>The case itself, or the one that it was merged into.</summary>
    public static async Task<Report> WholeOf(this ForumDb db, Report report, CancellationToken cancellation) =>
        report.MergedIntoId is { } whole ? await db.Reports.FirstAsync(r => r.Id == whole && r.ForumId == report.ForumId, cancellation) : report;

    /// <summary>The parts of a whole, the oldest first. Only what was narrowed can have any: a case that stands alone costs no question.</summary>
    public static async Task<List<Report>> PartsOf(this ForumDb db, Report whole, CancellationToken cancellation) =>
        whole.OwnAudience is null || whole.MergedIntoId is not null ? [] : await db.Reports.Where(r => r.MergedIntoId == whole.Id).OrderBy(r => r.ReceivedAt).ToListAsync(cancellation);

    /// <summary>What has become of the whole holds for its parts: they close, reopen and are answered with it.</summary>
    public static async Task Follow(this ForumDb db, Report whole, CancellationToken cancellation)
    {
        foreach (var part in await db.PartsOf(whole, cancellation)) part.Follow(whole);
    }

    /// <summary>Who may see the whole and its parts now: those who might see every one of them alone. With the last part gone, the whole has its own again.</summary>
    /// <returns>Whether outsiders may now see less or more of the whole than before.</returns>
    public static bool Narrow(this EventLog.Entry entry, Report whole, IReadOnlyList<Report> parts)
    {
        Report[] all = [whole, .. parts];
        var audience = all.Select(one => one.OwnAudience ?? one.Audience).Aggregate((one, other) => one & other);
        var outsiders = all.Min(one => one.OwnOutsiders ?? one.Outsiders);
        var before = whole.Outsiders;
        foreach (var one in all)
        {
            one.Narrow(outsiders);
            entry.Widen(one, audience);
        }

        if (parts.Count == 0) whole.SetOwn(null, null);
        return whole.Outsiders != before;
    }

    /// <summary>Keeps what a case might show alone, before it is merged. A human who merges has seen it.</summary>
    public static void KeepOwn(this Report report)
    {
        if (report.OwnAudience is null) report.SetOwn(report.Audience | (report.Outsiders == PublicLevel.Never ? Audience.None : Audience.Residents), report.Outsiders);
    }
}
