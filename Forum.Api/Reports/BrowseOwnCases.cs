using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;

namespace Tryghedsforum.Api.Reports;

/// <summary>One of the reader's own cases.</summary>
/// <param name="Number">Case number.</param>
/// <param name="Category">What it is about.</param>
/// <param name="Street">The street, or null.</param>
/// <param name="Status">Where it stands, as the public knows it.</param>
/// <param name="ReceivedAt">When it came in.</param>
public sealed record OwnCaseRow(string Number, CategoryCode Category, string? Street, PublicStatus Status, DateTimeOffset ReceivedAt);

/// <summary>"Mine henvendelser": a member looks at the cases that the member has kept.</summary>
public sealed class BrowseOwnCases(ForumDb db, ReadForum forums)
{
    /// <summary>All of them, the newest first.</summary>
    public async Task<IReadOnlyList<OwnCaseRow>> Run(Actor actor, CancellationToken cancellation)
    {
        actor.Demand(Policies.OwnCases);
        var settings = await forums.ById(actor.ForumId, cancellation);
        var cases = await db.Reports.AsNoTracking().Where(r => db.OwnCases.Any(o => o.ReportId == r.Id && o.MemberId == actor.MemberId)).OrderByDescending(r => r.ReceivedAt).ToListAsync(cancellation);
        var ids = cases.Select(r => r.MergedIntoId).OfType<Guid>().ToList();
        var wholes = ids.Count == 0 ? [] : await db.Reports.AsNoTracking().Where(r => ids.Contains(r.Id)).ToDictionaryAsync(r => r.Id, r => r.PublicStatus, cancellation);
        return [.. cases.Select(r => new OwnCaseRow(r.Number, r.Category, settings.Street(r.StreetId)?.Name, r.MergedIntoId is { } whole ? wholes[whole] : r.PublicStatus, r.ReceivedAt))];
    }
}
