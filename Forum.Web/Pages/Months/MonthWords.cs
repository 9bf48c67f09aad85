using System.Globalization;
using Microsoft.Extensions.Localization;
using Tryghedsforum.Api.Summaries;
using Tryghedsforum.Web.Parts;
using Tryghedsforum.Web.Text;

namespace Tryghedsforum.Web.Pages.Months;

/// <summary>A month's figures in words. Small numbers are spoken of as small numbers: no arrow, no share, no trend.</summary>
internal sealed class MonthWords(IStringLocalizer<WorkText> words)
{
    /// <summary>Below so many reports nothing is said about up or down.</summary>
    private const int Few = 20;

    /// <summary>"oktober 2026".</summary>
    public static string Name(DateOnly month) => month.ToString("MMMM yyyy", CultureInfo.CurrentCulture);

    /// <summary>"2026-10", as in the address.</summary>
    public static string Key(DateOnly month) => month.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    /// <summary>Two or three sentences.</summary>
    public string Sentences(MonthFigures figures, bool running)
    {
        var month = figures.Month.ToString("MMMM", CultureInfo.CurrentCulture);
        var came = figures.Reports switch
        {
            0 => words[running ? "CameNoneYet" : "CameNone", month],
            1 => words[running ? "CameOneYet" : "CameOne", month],
            var many => words[running ? "CameManyYet" : "CameMany", many, month],
        };
        var solved = figures.Reports == 0 ? null : (figures.Reports - figures.Solved) switch
        {
            0 => words[figures.Reports switch { 1 => "SolvedIt", 2 => "SolvedBoth", _ => "SolvedAll" }, figures.Reports].Value,
            _ => words["SolvedSome", figures.Solved, figures.Reports],
        };
        var few = figures.Reports is > 0 and < Few && !running ? words["TooFew"].Value : null;
        return string.Join(" ", new[] { came.Value, solved, few }.Where(sentence => sentence is not null));
    }

    /// <summary>The counts, each by itself.</summary>
    public IReadOnlyList<TableRow> Counts(MonthFigures figures, bool running) =>
    [
        new(words["Row_Reports"], Text(figures.Reports)),
        .. figures.Reported.Select(kind => new TableRow(words["Row_Kind", words[$"Category_{kind.Category}"]], Text(kind.Count))),
        new(words["Row_Collected"], Text(figures.Collected)),
        new(words["Row_NeedlesCollected"], Text(figures.NeedlesCollected)),
        new(words["Row_NothingFound"], Text(figures.NothingFound)),
        new(words["Row_DropOffs"], Text(figures.DropOffs)),
        new(words["Row_NeedlesHandedIn"], Text(figures.NeedlesHandedIn)),
        new(words[running ? "Row_OpenNow" : "Row_Open"], Text(figures.Open)),
    ];

    /// <summary>From reported to seen, taken, fetched.</summary>
    public IReadOnlyList<TableRow> Times(MonthFigures figures) => [Row("Row_Seen", figures.ToSeen), Row("Row_Taken", figures.ToTaken), Row("Row_Fetched", figures.ToFetched)];

    /// <summary>"2 t 5 min".</summary>
    public string Span(TimeSpan? span) => span switch
    {
        null => words["NoTime"],
        { TotalMinutes: < 1 } => words["SpanUnderMinute"],
        { TotalMinutes: < 60 } some => words["SpanMinutes", (int)some.TotalMinutes],
        { TotalHours: < 48 } some when some.Minutes == 0 => words["SpanHours", (int)some.TotalHours],
        { TotalHours: < 48 } some => words["SpanHoursMinutes", (int)some.TotalHours, some.Minutes],
        { } some => words["SpanDaysHours", (int)some.TotalDays, some.Hours],
    };

    private TableRow Row(string name, Took took) => new(words[name], Span(took.Median), Span(took.Longest), Text(took.Of));

    private static string Text(int number) => number.ToString(CultureInfo.CurrentCulture);
}
