using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Api.PublicLists;

/// <summary>What people outside the partners may see of a case: a street or the quarter, the category, days and one of three statuses.</summary>
/// <param name="Category">What it is about.</param>
/// <param name="Street">The street; null: in the quarter.</param>
/// <param name="Indoors">Indoors somewhere in the quarter.</param>
/// <param name="Day">The local day it was reported.</param>
/// <param name="Status">One of three words.</param>
/// <param name="SolvedDay">The local day it was solved.</param>
/// <param name="NearChildren">Near children; only residents are told.</param>
public sealed record PublicCase(CategoryCode Category, string? Street, bool Indoors, DateOnly Day, PublicStatus Status, DateOnly? SolvedDay, bool NearChildren)
{
    internal static PublicCase Of(ForumSettings settings, Report report, bool nearToo) => new(
        report.Category,
        settings.Street(report.CoarseStreetId)?.Name,
        report.Ground == Ground.Indoors,
        LocalDay(report.ReceivedAt, settings),
        report.PublicStatus,
        report.ResolvedAt is { } solved ? LocalDay(solved, settings) : null,
        nearToo && report.NearChildren);

    private static DateOnly LocalDay(DateTimeOffset time, ForumSettings settings) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time, settings.Forum.Zone).Date);
}
