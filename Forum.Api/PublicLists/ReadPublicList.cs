using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Api.PublicLists;

/// <summary>A list of coarse cases.</summary>
/// <param name="MadeAt">As of when.</param>
/// <param name="NextAt">When it is remade; null: it is always up to date.</param>
/// <param name="Cases">The newest first.</param>
public sealed record CoarseList(DateTimeOffset MadeAt, DateTimeOffset? NextAt, IReadOnlyList<PublicCase> Cases);

/// <summary>A coarse case of which there is something new.</summary>
/// <param name="Case">The case.</param>
/// <param name="IsNew">Residents may see it since then.</param>
/// <param name="IsSolved">It was solved since then.</param>
public sealed record CoarseNews(PublicCase Case, bool IsNew, bool IsSolved);

/// <summary>Reads the list that everybody may see, and the one, always up to date, for residents who are signed in.</summary>
public sealed class ReadPublicList(ForumDb db, ReadForum forums, TimeProvider time)
{
    /// <summary>The list as it was last remade; empty before the first time.</summary>
    public async Task<CoarseList> Run(Actor actor, CancellationToken cancellation)
    {
        actor.Demand(Policies.SeePublic);
        var list = await db.PublicLists.AsNoTracking().FirstOrDefaultAsync(l => l.ForumId == actor.ForumId, cancellation);
        return list is null ? new(time.GetUtcNow(), null, []) : new(list.MadeAt, list.NextAt, JsonSerializer.Deserialize<List<PublicCase>>(list.Rows) ?? []);
    }

    /// <summary>The cases that residents may see now.</summary>
    public async Task<CoarseList> Quarter(Actor actor, CancellationToken cancellation)
    {
        actor.Demand(Policies.SeeQuarter);
        var settings = await forums.ById(actor.ForumId, cancellation);
        var now = time.GetUtcNow();
        var solvedSince = now.AddDays(-RemakePublicList.SolvedDays);
        var cases = await db.Reports.AsNoTracking().Where(r => r.ForumId == actor.ForumId && (r.Audience & Audience.Residents) != 0
                && (r.Status == ReportStatus.Received || r.Status == ReportStatus.Acknowledged || r.Status == ReportStatus.AwaitingPickup
                    || ((r.Status == ReportStatus.Resolved || r.Status == ReportStatus.Closed) && r.ResolvedAt > solvedSince)))
            .OrderByDescending(r => r.ReceivedAt).Take(500).ToListAsync(cancellation);
        return new(now, null, [.. cases.Select(report => PublicCase.Of(settings, report, nearToo: true))]);
    }

    /// <summary>What has become of the cases that residents may see, from one time on and before another: for those who hear of their streets every so often.</summary>
    public async Task<IReadOnlyList<CoarseNews>> News(Actor actor, DateTimeOffset since, DateTimeOffset until, CancellationToken cancellation)
    {
        actor.Demand(Policies.Sweep);
        var settings = await forums.ById(actor.ForumId, cancellation);
        var cases = await db.Reports.AsNoTracking().Where(r => r.ForumId == actor.ForumId && (r.Audience & Audience.Residents) != 0
                && r.Status != ReportStatus.Dismissed && r.Status != ReportStatus.Merged && ((r.AcknowledgedAt >= since && r.AcknowledgedAt < until) || (r.ResolvedAt >= since && r.ResolvedAt < until)))
            .OrderByDescending(r => r.ReceivedAt).Take(500).ToListAsync(cancellation);
        return [.. cases.Select(report => new CoarseNews(PublicCase.Of(settings, report, nearToo: false), report.AcknowledgedAt >= since && report.AcknowledgedAt < until, report.ResolvedAt >= since && report.ResolvedAt < until))];
    }

    /// <summary>What on the public list could be the same as what somebody is about to report; nothing newer is ever hinted at.</summary>
    public async Task<IReadOnlyList<PublicCase>> Same(Actor actor, CategoryCode category, string? street, CancellationToken cancellation) =>
        street is null ? [] : [.. (await Run(actor, cancellation)).Cases.Where(listed => listed.Category == category && listed.Street == street && listed.Status != PublicStatus.Solved)];
}
