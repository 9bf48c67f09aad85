using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Members;

namespace Tryghedsforum.Api.Summaries;

/// <summary>A month of the list.</summary>
/// <param name="Month">First day of the month.</param>
/// <param name="Version">The newest published version; null: none is published yet.</param>
/// <param name="PublishedAt">When.</param>
/// <param name="Figures">Its figures; of a draft only for whoever publishes it.</param>
/// <param name="HasDraft">A draft waits to be published; said only to whoever does that.</param>
public sealed record SummaryRow(DateOnly Month, int? Version, DateTimeOffset? PublishedAt, MonthFigures? Figures, bool HasDraft);

/// <summary>The summaries of a year.</summary>
public sealed class BrowseSummaries(ForumDb db)
{
    /// <summary>Month by month, the newest first.</summary>
    /// <param name="actor">Who may read figures.</param>
    /// <param name="year">The year.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<IReadOnlyList<SummaryRow>> Run(Actor actor, int year, CancellationToken cancellation)
    {
        actor.Demand(Policies.SeeFigures);
        if (year is < 2000 or > 2200) throw new Refused(RefusalCode.NotFound);
        var (drafts, from, to) = (Policies.Summarize.Admits(actor), new DateOnly(year, 1, 1), new DateOnly(year + 1, 1, 1));
        var all = await db.MonthlySummaries.AsNoTracking().Where(s => s.ForumId == actor.ForumId && s.Month >= from && s.Month < to && (drafts || s.Status == SummaryStatus.Published)).ToListAsync(cancellation);
        return [.. from month in all.GroupBy(s => s.Month).OrderByDescending(month => month.Key)
                   let published = month.Where(s => s.Status == SummaryStatus.Published).MaxBy(s => s.Version)
                   select new SummaryRow(month.Key, published?.Version, published?.PublishedAt, published?.Read().Numbered(_ => false), month.Any(s => s.Status == SummaryStatus.Draft))];
    }
}
