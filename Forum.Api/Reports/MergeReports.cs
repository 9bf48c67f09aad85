using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Pickups;
using Tryghedsforum.Api.Releases;

namespace Tryghedsforum.Api.Reports;

/// <summary>Which case another is merged into.</summary>
/// <param name="Into">Its number; it must be open.</param>
public sealed record MergeReportsRequest(string Into);

/// <summary>
/// Staff merge a duplicate into another open case. From then on there is one status and one pickup; each reporter keeps the own link, and follows the whole by it.
/// <see cref="UnmergeReport"/> takes them apart again.
/// </summary>
public sealed class MergeReports(ForumDb db, EventLog log)
{
    /// <summary>Merges.</summary>
    /// <param name="actor">Staff or coordinator.</param>
    /// <param name="number">The duplicate.</param>
    /// <param name="request">The case that it goes into.</param>
    /// <param name="key">Form key or Idempotency-Key.</param>
    /// <param name="cancellation">Gives up before the commit.</param>
    /// <returns>The number of the whole.</returns>
    /// <exception cref="Refused">Invalid: no such case, or the same; NotFound; NotNow: one of them is not open.</exception>
    public async Task<string> Run(Actor actor, string number, MergeReportsRequest request, string? key, CancellationToken cancellation)
    {
        actor.Demand(Policies.Handle);
        return await log.Write(actor, key is null ? null : new(nameof(MergeReports), key, new { number, request }), async entry =>
        {
            var part = await db.CaseItself(actor, number, cancellation);
            var named = await db.Reports.ReadableBy(actor).ByNumber((request.Into ?? "").Trim().ToUpperInvariant()).FirstOrDefaultAsync(cancellation) ?? throw new Refused(RefusalCode.Invalid, new FieldFault("into", "CaseUnknown"));
            var whole = await db.WholeOf(named, cancellation);
            if (whole.Id == part.Id) throw new Refused(RefusalCode.Invalid, new FieldFault("into", "CaseSame"));
            if (!part.IsOpen || !whole.IsOpen) throw new Refused(RefusalCode.NotNow);
            entry.See(whole, actor.TeamId);
            part.Acknowledge(entry.Now, actor.TeamId);
            var (had, asked) = await JoinedPickups.Join(db, entry, part, whole, cancellation);
            // What was already merged into the duplicate goes along, so that a part never has parts.
            List<Report> coming = [part, .. await db.PartsOf(part, cancellation)];
            foreach (var one in coming) Join(entry, one, whole, actor.TeamId, one == part ? had : null, one == part ? asked : null);
            whole.KeepOwn();
            var parts = (await db.PartsOf(whole, cancellation)).UnionBy(coming, one => one.Id).ToList();
            if (entry.Narrow(whole, parts)) await WithdrawRelease.All(db, entry, whole, actor.TeamId, cancellation);
            // Of a part nothing is published for itself.
            foreach (var one in coming) await WithdrawRelease.All(db, entry, one, actor.TeamId, cancellation);
            return whole.Number;
        }, cancellation);
    }

    private static void Join(EventLog.Entry entry, Report part, Report whole, Guid? team, Guid? pickup, Guid? asked)
    {
        part.KeepOwn();
        part.MergeInto(whole.Id, entry.Now);
        if (part.QuestionAt is { } since) whole.Ask(since);
        // What the neighbour was told first is kept: before the earlier of both.
        if (part.Target < whole.Target) whole.Retarget(part.Target);
        entry.Append(EventType.ReportMerged, SubjectKind.Report, part.Id, CaseAccess.CaseEvent, new EventData { Team = team, Whole = whole.Id, Pickup = pickup, Fetches = asked });
        entry.Append(EventType.ReportMerged, SubjectKind.Report, whole.Id, Audience.Partners, new EventData { Team = team, Joined = part.Id });
    }
}
