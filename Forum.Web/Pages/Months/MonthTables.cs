using Microsoft.Extensions.Localization;
using Tryghedsforum.Api.Summaries;
using Tryghedsforum.Web.Parts;
using Tryghedsforum.Web.Text;

namespace Tryghedsforum.Web.Pages.Months;

/// <summary>A table of a month: the page and the file for spreadsheets are made of the same ones.</summary>
/// <param name="Caption">What it shows.</param>
/// <param name="Columns">Heading of the words first, then one for each figure.</param>
/// <param name="Rows">Its rows.</param>
internal sealed record MonthSheet(string Caption, IReadOnlyList<string> Columns, IReadOnlyList<TableRow> Rows);

/// <summary>A month's figures as tables, each figure by itself: nothing is added up.</summary>
internal sealed class MonthTables(IStringLocalizer<MonthText> words, MonthWords say, KindWords kinds)
{
    /// <summary>All of them, in the order of the page.</summary>
    public IReadOnlyList<MonthSheet> All(MonthFigures figures, bool running) =>
        [Counts(figures, running), Times(figures), Trend(figures), Categories(figures), Channels(figures), Streets(figures), Open(figures, running)];

    /// <summary>The counts, each by itself.</summary>
    public MonthSheet Counts(MonthFigures figures, bool running)
    {
        var rows = new List<TableRow>
        {
            Row("Reports", figures.Reports), Row("Solved", figures.Solved), Row(running ? "OpenNow" : "Open", figures.Open),
            new(words["Row_Guessed"], say.Guess(figures.Guessed)),
        };
        if (figures.Guessed.Unknown > 0) rows.Add(Row("GuessUnknown", figures.Guessed.Unknown));
        rows.Add(Row("NeedlesCollected", figures.NeedlesCollected));
        rows.Add(Row("Collected", figures.Collected));
        if (figures.CollectedUncounted > 0) rows.Add(Row("CollectedUncounted", figures.CollectedUncounted));
        rows.Add(Row("NothingFound", figures.NothingFound));
        rows.Add(Row("NeedlesHandedIn", figures.NeedlesHandedIn));
        rows.Add(Row("DropOffs", figures.DropOffs));
        if (figures.DropOffsUncounted > 0) rows.Add(Row("DropOffsUncounted", figures.DropOffsUncounted));
        rows.Add(Row("PromisesKept", figures.PromisesKept));
        rows.Add(Row("PromisesMissed", figures.PromisesMissed));
        rows.Add(new(words["Row_Told"], Known(figures.Messages?.Told)));
        rows.Add(new(words["Row_NotTold"], Known(figures.Messages?.NotTold)));
        return new(words["MonthTable", MonthWords.Name(figures.Month)], [words["Counted"], words["Number"]], rows);
    }

    /// <summary>From reported to seen, taken, fetched.</summary>
    public MonthSheet Times(MonthFigures figures) => new(words["HowFast"], [words["FromReported"], words["Typical"], words["Longest"], words["LongestCase"], words["OfCases"]],
        [Row("Seen", figures.ToSeen), Row("Taken", figures.ToTaken), Row("Fetched", figures.ToFetched)]);

    /// <summary>Twelve months.</summary>
    public MonthSheet Trend(MonthFigures figures) => new(TrendCaption(figures), [words["MonthColumn"], words["Row_Reports"]],
        [.. figures.Trend.Select(month => new TableRow(MonthWords.Name(month.Month), month.Count is { } count ? MonthWords.Text(count) : words["BeforeForum"]))]);

    /// <summary>What the reports are about.</summary>
    public MonthSheet Categories(MonthFigures figures) => new(words["What"], [words["Category"], words["Number"]],
        [.. figures.Reported.Select(kind => new TableRow(kinds.Kind(kind.Category), MonthWords.Text(kind.Count)))]);

    /// <summary>How they came in.</summary>
    public MonthSheet Channels(MonthFigures figures) => new(words["Channels"], [words["Channel"], words["Number"]],
        [.. figures.Channels.Select(channel => new TableRow(words[$"Channel_{channel.Channel}"], MonthWords.Text(channel.Count)))]);

    /// <summary>By street, in the month and in the twelve months that end with it.</summary>
    public MonthSheet Streets(MonthFigures figures) => new(words["Streets"], [words["Street"], words["StreetMonth"], words["StreetYear"]],
        [.. figures.Streets.Select(street => new TableRow(street.Street ?? words[street.Indoors ? "IndoorsRow" : "QuarterRow"], MonthWords.Text(street.Count), MonthWords.Text(street.Year)))]);

    /// <summary>What was open, the oldest first.</summary>
    public MonthSheet Open(MonthFigures figures, bool running) => new(words[running ? "OpenCasesNow" : "OpenCases"], [words["CaseColumn"], words["Category"], words["AgeColumn"]],
        [.. figures.OpenCases.Select(open => new TableRow(open.Number ?? words["CaseGone"], kinds.Kind(open.Category), say.Age(open.Days)))]);

    /// <summary>Every figure that is another one in a corrected version.</summary>
    public MonthSheet Changes(MonthFigures before, MonthFigures after)
    {
        var (was, now) = (Flat(before), Flat(after));
        // Which case took longest, and which were open one by one, is no figure.
        bool IsFigure(string key) => !key.EndsWith(words["LongestCase"], StringComparison.Ordinal) && !key.StartsWith(words["OpenCases"], StringComparison.Ordinal);
        var rows = was.Keys.Union(now.Keys).Where(key => IsFigure(key) && was.GetValueOrDefault(key) != now.GetValueOrDefault(key))
            .Select(key => new TableRow(key, was.GetValueOrDefault(key) ?? words["NoTime"], now.GetValueOrDefault(key) ?? words["NoTime"]));
        return new(words["Differences", ""], [words["Counted"], words["Was"], words["Is"]], [.. rows]);
    }

    /// <summary>Every table, row and figure as one line: what stands in front of the figure, and the figure.</summary>
    public IReadOnlyDictionary<string, string> Flat(MonthFigures figures) => All(figures, running: false).SelectMany(sheet => sheet.Rows.SelectMany(row => row.Figures.Select((figure, i) =>
        (Key: sheet.Columns.Count == 2 ? $"{sheet.Caption}: {row.Heading}" : $"{sheet.Caption}: {row.Heading}, {sheet.Columns[i + 1]}", Figure: figure)))).DistinctBy(one => one.Key).ToDictionary(one => one.Key, one => one.Figure);

    /// <summary>"Henvendelser pr. måned, november 2025 til oktober 2026".</summary>
    public string TrendCaption(MonthFigures figures) => words["TrendCaption", MonthWords.Name(figures.Trend[0].Month), MonthWords.Name(figures.Month)];

    private string Known(int? number) => number is { } known ? MonthWords.Text(known) : words["NotKnown"];

    private TableRow Row(string name, int count) => new(words[$"Row_{name}"], MonthWords.Text(count));

    private TableRow Row(string name, Took took) => new(words[$"Row_{name}"], say.Span(took.Median), say.Span(took.Longest), Slowest(took), MonthWords.Text(took.Of));

    private string Slowest(Took took) => took.LongestCase ?? words["NoTime"];
}
