using System.Globalization;
using Microsoft.Extensions.Localization;
using Tryghedsforum.Api.Summaries;
using Tryghedsforum.Web.Text;

namespace Tryghedsforum.Web.Pages.Months;

/// <summary>A month's figures in words. Small numbers are spoken of as small numbers: no arrow, no share, no trend.</summary>
internal sealed class MonthWords(IStringLocalizer<MonthText> words)
{
    /// <summary>"oktober 2026".</summary>
    public static string Name(DateOnly month) => month.ToString("MMMM yyyy", CultureInfo.CurrentCulture);

    /// <summary>"okt".</summary>
    public static string Short(DateOnly month) => month.ToString("MMM", CultureInfo.CurrentCulture).TrimEnd('.');

    /// <summary>"2026-10", as in the address.</summary>
    public static string Key(DateOnly month) => month.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    /// <summary>The month of such an address; null: it is none.</summary>
    public static DateOnly? Month(string address) => DateOnly.TryParseExact(address, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month) ? month : null;

    /// <summary>The version of an address, "v2"; null: it is none.</summary>
    public static int? Version(string address) => address is ['v', .. var number] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null;

    /// <summary>"3. november 2026".</summary>
    public static string Day(DateOnly day) => day.ToString(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "da" ? "d. MMMM yyyy" : "d MMMM yyyy", CultureInfo.CurrentCulture);

    /// <summary>A whole number.</summary>
    public static string Text(int number) => number.ToString(CultureInfo.CurrentCulture);

    /// <summary>Two or three sentences; they claim nothing that so few reports cannot bear.</summary>
    public string Sentences(MonthFigures figures, bool running)
    {
        var said = new[] { Came(figures, running), Solved(figures) }.Concat(running ? [] : Difference(figures));
        return string.Join(" ", said.OfType<string>());
    }

    /// <summary>"september 2026: 2", and the same for a year ago; null when there is neither.</summary>
    public string? Beside(MonthFigures figures)
    {
        var beside = new[] { figures.Before, figures.LastYear }.OfType<Comparison>().Select(one => words["ThenCount", Name(one.Month), one.Count].Value);
        return string.Join(", ", beside) is { Length: > 0 } text ? text : null;
    }

    /// <summary>"2 t 5 min".</summary>
    public string Span(TimeSpan? span) => span switch
    {
        null => words["NoTime"],
        { TotalMinutes: < 1 } => words["SpanUnderMinute"],
        { TotalMinutes: < 60 } some => words["SpanMinutes", (int)some.TotalMinutes],
        { TotalHours: < 48 } some when some.Minutes == 0 => words["SpanHours", (int)some.TotalHours],
        { TotalHours: < 48 } some => words["SpanHoursMinutes", (int)some.TotalHours, some.Minutes],
        { Hours: 0 } some => words["SpanDays", (int)some.TotalDays],
        { } some => words["SpanDaysHours", (int)some.TotalDays, some.Hours],
    };

    /// <summary>"7–25", "mindst 27".</summary>
    public string Guess(Estimate guess) => guess switch
    {
        { AtMost: null } => words["AtLeast", guess.AtLeast],
        { AtMost: var most } when most == guess.AtLeast => Text(guess.AtLeast),
        _ => words["Between", guess.AtLeast, guess.AtMost],
    };

    /// <summary>"3 dage".</summary>
    public string Age(int days) => days switch { <= 0 => words["AgeToday"], 1 => words["AgeDay"], _ => words["AgeDays", days] };

    /// <summary>The finding of the twelve months in a sentence, for those who do not see the chart.</summary>
    public string Trend(MonthFigures figures)
    {
        var known = figures.Trend.Where(month => month.Count is not null).ToList();
        if (known.Count == 0) return words["NothingToCount"];
        var (least, most) = (known.MinBy(month => month.Count)!, known.MaxBy(month => month.Count)!);
        return words["TrendFinding", least.Count!, Name(least.Month), most.Count!, Name(most.Month), Name(figures.Month), figures.Reports];
    }

    private string Came(MonthFigures figures, bool running)
    {
        var month = figures.Month.ToString("MMMM", CultureInfo.CurrentCulture);
        return figures.Reports switch
        {
            0 => words[running ? "CameNoneYet" : "CameNone", month],
            1 => words[running ? "CameOneYet" : "CameOne", month],
            var many => words[running ? "CameManyYet" : "CameMany", many, month],
        };
    }

    private string? Solved(MonthFigures figures) => (figures.Reports, figures.Solved) switch
    {
        (0, _) => null,
        (1, 1) => words["SolvedIt"].Value,
        (1, 0) => words["SolvedItNot"].Value,
        (2, 2) => words["SolvedBoth"].Value,
        (var came, 0) => words["SolvedNone", came].Value,
        var (came, solved) when came == solved => words["SolvedAll", came].Value,
        (var came, 1) => words["SolvedOne", came].Value,
        var (came, solved) => words["SolvedSome", solved, came].Value,
    };

    private IEnumerable<string?> Difference(MonthFigures figures)
    {
        if (figures.IsFirst) yield return words["FirstMonth"];
        var clear = new[] { figures.Before, figures.LastYear }.OfType<Comparison>().Where(one => one.Verdict is Verdict.More or Verdict.Fewer).ToList();
        foreach (var one in clear) yield return Clear(one);
        if (clear.Exists(one => one.Verdict is Verdict.More)) yield return words["MoreReports"];
        if (clear.Count > 0 || figures.Reports == 0) yield break;
        if (figures.Reports < Comparison.LeastForPerCent) yield return words["TooFew"];
        else if (figures.Before is { Verdict: Verdict.Uncertain } before) yield return words["MayBeChance", Name(before.Month), before.Count];
    }

    private string Clear(Comparison one)
    {
        var key = (one.Verdict is Verdict.More ? "More" : "Fewer") + (one.PerCent is null ? "Than" : "PerCent");
        return one.PerCent is { } change ? words[key, Name(one.Month), one.Count, Math.Abs(change)] : words[key, Name(one.Month), one.Count];
    }
}
