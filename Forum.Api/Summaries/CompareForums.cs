using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;

namespace Tryghedsforum.Api.Summaries;

/// <summary>
/// Lays a month of several forums side by side, for a municipality: the newest published version of each, by the same rules, and their sum. Of many comparisons
/// some differ by chance; so each forum's is held to a stricter measure the more there are, and all rows together mislead at most as often as a single one
/// (<see cref="ExactPoisson.Error"/>).
/// </summary>
public sealed class CompareForums(ForumDb db, ReadForum forums)
{
    // A number in a name counts as one: "Kvarter 2" stands before "Kvarter 10".
    private static readonly StringComparer ByName = StringComparer.Create(CultureInfo.GetCultureInfo("da-DK"), CompareOptions.IgnoreCase | CompareOptions.NumericOrdering);

    /// <summary>The forums whose figures the reader has; all of them for whoever runs the installation.</summary>
    /// <exception cref="Refused">NotFound: no such month.</exception>
    public async Task<ForumsMonth> Run(Actor actor, DateOnly month, CancellationToken cancellation)
    {
        actor.Demand(Policies.CompareForums);
        if (month is not { Day: 1, Year: > 2000 and < 2200 }) throw new Refused(RefusalCode.NotFound);
        var own = actor.Role is null ? actor.FiguresOf : [actor.ForumId];
        var named = await forums.Named(actor.IsOperator ? null : own, cancellation);
        var pages = await Pages(named, own, month, cancellation);
        var error = ExactPoisson.Error / Math.Max(1, pages.Values.Count(page => page.Then is not null));
        var rows = named.OrderBy(forum => forum.Name, ByName).ThenBy(forum => forum.Slug, StringComparer.Ordinal)
            .Select(forum => pages.TryGetValue(forum.Id, out var page) ? page.Row(error) : new(forum.Slug, forum.Name, null, null, false, false, null, null, null, null)).ToList();
        return new(month, rows, pages.Count, ForumCounts.Sum([.. rows.Select(row => row.Counts).OfType<ForumCounts>()]), Together([.. pages.Values.Where(page => page.Then is not null)]));
    }

    private async Task<Dictionary<int, ForumPage>> Pages(IReadOnlyList<NamedForum> named, IReadOnlyList<int> own, DateOnly month, CancellationToken cancellation)
    {
        var (byId, mine) = (named.ToDictionary(forum => forum.Id), own.ToHashSet());
        var ids = byId.Keys.ToList();
        var newest = await db.MonthlySummaries.AsNoTracking().Where(s => EF.Parameter(ids).Contains(s.ForumId) && s.Month == month && s.Status == SummaryStatus.Published
            && !db.MonthlySummaries.Any(newer => newer.ForumId == s.ForumId && newer.Month == month && newer.Status == SummaryStatus.Published && newer.Version > s.Version)).ToListAsync(cancellation);
        return newest.ToDictionary(s => s.ForumId, s => new ForumPage(byId[s.ForumId], s.Version, s.PublishedAt, s.Read(), mine.Contains(s.ForumId)));
    }

    // Sums of what comes at random come at random, too; each forum brings the time that it was watched.
    private static ForumsComparison? Together(List<ForumPage> pages)
    {
        if (pages.Count == 0) return null;
        var (now, then) = (pages.Sum(page => page.Figures.Reports), pages.Sum(page => page.Then!.Value));
        var (low, high) = ExactPoisson.Ratio(now, Sum(pages, page => page.Lengths.Now), then, Sum(pages, page => page.Lengths.Then));
        var perCent = now >= Comparison.LeastForPerCent && then >= Comparison.LeastForPerCent;
        return new(pages.Count, now, then, Math.Round(low, 3), high is { } most ? Math.Round(most, 3) : null, ForumPage.Beside((low, high)),
            perCent ? (int)Math.Round(100.0 * (now - then) / then, MidpointRounding.AwayFromZero) : null);
    }

    private static TimeSpan Sum(List<ForumPage> pages, Func<ForumPage, TimeSpan> of) => TimeSpan.FromTicks(pages.Sum(page => of(page).Ticks));
}
