using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Members;

namespace Tryghedsforum.Api.Summaries;

/// <summary>A version of a month's summary.</summary>
/// <param name="Version">1, 2, 3 …</param>
/// <param name="Status">Where it stands.</param>
/// <param name="PublishedAt">When it was published; null: a draft.</param>
/// <param name="Changed">What it corrects.</param>
public sealed record SummaryVersion(int Version, SummaryStatus Status, DateTimeOffset? PublishedAt, string? Changed);

/// <summary>A month's summary as it is read.</summary>
/// <param name="Month">First day of the month.</param>
/// <param name="Version">Which version it is.</param>
/// <param name="Words">What the coordinator says.</param>
/// <param name="Done">What was done since last time, in the coordinator's words.</param>
/// <param name="Missing">Agreements that are not kept yet, in the coordinator's words.</param>
/// <param name="Figures">As they were counted.</param>
/// <param name="Before">The figures of the version that it corrects; null in the first one.</param>
/// <param name="Versions">All versions that the reader may see, the newest first.</param>
public sealed record SummaryView(DateOnly Month, SummaryVersion Version, string? Words, IReadOnlyList<string> Done, IReadOnlyList<string> Missing, MonthFigures Figures, MonthFigures? Before, IReadOnlyList<SummaryVersion> Versions)
{
    /// <summary>A newer one has been published.</summary>
    public bool IsOld => Versions.Any(other => other.Status == SummaryStatus.Published && other.Version > Version.Version);
}

/// <summary>Reads a month's summary. Drafts are for whoever publishes them.</summary>
public sealed class ReadSummary(ForumDb db)
{
    /// <summary>One version, or the newest.</summary>
    /// <exception cref="Refused">NotFound.</exception>
    public async Task<SummaryView> Run(Actor actor, DateOnly month, int? version, CancellationToken cancellation)
    {
        actor.Demand(Policies.SeeFigures);
        var drafts = Policies.Summarize.Admits(actor);
        var all = await db.MonthlySummaries.AsNoTracking().Where(s => s.ForumId == actor.ForumId && s.Month == month && (drafts || s.Status == SummaryStatus.Published)).OrderByDescending(s => s.Version).ToListAsync(cancellation);
        var asked = all.Find(s => version is null || s.Version == version) ?? throw new Refused(RefusalCode.NotFound);
        return new(month, Of(asked), asked.Words, asked.Said.Done, asked.Said.Missing, await Numbered(actor, asked.Read(), cancellation), all.Find(s => s.Version == asked.Version - 1)?.Read().Numbered(_ => false), [.. all.Select(Of)]);
    }

    private static SummaryVersion Of(MonthlySummary one) => new(one.Version, one.Status, one.PublishedAt, one.Changed);

    // A number leads to a case; of one that its reporter has had erased, no number is said any more. The figures stay.
    private async Task<MonthFigures> Numbered(Actor actor, MonthFigures figures, CancellationToken cancellation)
    {
        if (!CaseNumbers.MaySee(actor)) return figures.Numbered(_ => false);
        var named = figures.OpenCases.Select(open => open.Number).Concat([figures.ToSeen.LongestCase, figures.ToTaken.LongestCase, figures.ToFetched.LongestCase]).OfType<string>().Distinct().ToList();
        var left = await db.Reports.AsNoTracking().Where(r => r.ForumId == actor.ForumId && named.Contains(r.Number) && (r.PlaceSealed != null || r.WordsSealed != null || r.PhoneSealed != null || r.EmailSealed != null)).Select(r => r.Number).ToListAsync(cancellation);
        return figures.Numbered(left.Contains);
    }
}

internal static class CaseNumbers
{
    /// <summary>A case's number is for those who see the cases; the others get figures.</summary>
    public static bool MaySee(Actor actor) => (Readable.Bits(actor) & Audience.Partners) != 0;

    /// <summary>The figures with these numbers of cases only.</summary>
    public static MonthFigures Numbered(this MonthFigures figures, Func<string, bool> said)
    {
        Took Only(Took took) => took with { LongestCase = took.LongestCase is { } number && said(number) ? number : null };
        return figures with
        {
            ToSeen = Only(figures.ToSeen), ToTaken = Only(figures.ToTaken), ToFetched = Only(figures.ToFetched),
            OpenCases = [.. figures.OpenCases.Select(open => open with { Number = open.Number is { } number && said(number) ? number : null })],
        };
    }
}
