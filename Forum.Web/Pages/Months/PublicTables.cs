using Microsoft.Extensions.Localization;
using Tryghedsforum.Api.Summaries;
using Tryghedsforum.Web.Parts;
using Tryghedsforum.Web.Text;

namespace Tryghedsforum.Web.Pages.Months;

/// <summary>What everybody may know of a month, as tables.</summary>
internal sealed class PublicTables(IStringLocalizer<MonthText> words, MonthTables months)
{
    /// <summary>The tables of the full month, for what both show in the same way.</summary>
    public MonthTables Months => months;

    /// <summary>The totals.</summary>
    public MonthSheet Counts(PublicFigures figures) => new(words["MonthTable", MonthWords.Name(figures.Month)], [words["Counted"], words["Number"]],
    [
        Row("Reports", figures.Reports), Row("Solved", figures.Solved), Row("Open", figures.Open),
        new(words["FigFetched"], figures.HoursToFetched is { } hours ? words["AboutHours", hours] : words["TooFewForTime"]),
        Row("NeedlesCollected", figures.NeedlesCollected), Row("Collected", figures.Collected), Row("NothingFound", figures.NothingFound),
        Row("NeedlesHandedIn", figures.NeedlesHandedIn), Row("DropOffs", figures.DropOffs), Row("PromisesKept", figures.PromisesKept), Row("PromisesMissed", figures.PromisesMissed),
    ]);

    /// <summary>Twelve months by street.</summary>
    public MonthSheet Streets(PublicStreetTable table) => new(words["PublicStreetsPeriod", MonthWords.Name(table.From), MonthWords.Name(table.Until.AddMonths(-1))], [words["Street"], words["StreetYear"]],
        [.. table.Streets.Select(row => new TableRow(row.Street, MonthWords.Text(row.Count))), new(words["ElsewhereRow"], MonthWords.Text(table.Elsewhere))]);

    /// <summary>The totals in the form of a full month, for its sentences and its drawing of twelve months; what everybody may not know is empty.</summary>
    public static MonthFigures Whole(PublicFigures figures) => new()
    {
        Month = figures.Month, CountedAt = default, IsFirst = figures.IsFirst, Reports = figures.Reports, Solved = figures.Solved, Open = figures.Open, OpenCases = [],
        Reported = [], Streets = [], Channels = [], Guessed = new(0, 0, 0, 0), Collected = figures.Collected, NeedlesCollected = figures.NeedlesCollected, CollectedUncounted = 0,
        NothingFound = figures.NothingFound, DropOffs = figures.DropOffs, NeedlesHandedIn = figures.NeedlesHandedIn, DropOffsUncounted = 0, ToSeen = new(null, null, 0), ToTaken = new(null, null, 0),
        ToFetched = new(null, null, 0), PromisesKept = figures.PromisesKept, PromisesMissed = figures.PromisesMissed, Messages = null, Trend = figures.Trend, Before = figures.Before, LastYear = figures.LastYear,
    };

    private TableRow Row(string name, int count) => new(words[$"Row_{name}"], MonthWords.Text(count));
}
