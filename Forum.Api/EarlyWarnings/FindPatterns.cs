using MathNet.Numerics;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Api.EarlyWarnings;

/// <summary>Something was reported.</summary>
/// <param name="Day">The local day.</param>
/// <param name="Category">What it is about.</param>
/// <param name="Street">The street; null when it is not known, or indoors.</param>
internal readonly record struct Sighting(DateOnly Day, CategoryCode Category, int? Street);

/// <summary>More of a kind than chance explains.</summary>
/// <param name="Category">What it is about.</param>
/// <param name="Street">Where; null: in the whole quarter.</param>
/// <param name="Days">In how many days.</param>
/// <param name="Count">How often in those days; several of one day and street are one.</param>
/// <param name="Usual">How often in as many days otherwise, on average.</param>
internal sealed record Pattern(CategoryCode Category, int? Street, int Days, int Count, double Usual);

/// <summary>
/// Whether more came lately than chance explains, for as few as two reports a month. Given how many came in all, how many of them fall within the last days is
/// binomial when nothing has changed: the exact test of two Poisson rates (Przyborowski and Wilenski, 1940). No rate is assumed, and none is estimated.
/// The level of each test is a year's bound on false alarms, shared among the year's looks and a look's tests, so the bound holds whatever the streets and
/// categories are. It supposes reports that come by themselves: what several neighbours report of one street on one day counts once.
/// </summary>
internal static class FindPatterns
{
    /// <summary>False alarms in a year at most, on average, in a forum where nothing changes and which is looked at every week.</summary>
    public const double MostFalseAlarmsAYear = 1;

    /// <summary>With what the last days are compared: this many days before them, or what there is.</summary>
    public const int HistoryDays = 728;

    /// <summary>Nothing is said before this many days are there to compare with.</summary>
    public const int LeastHistoryDays = 182;

    /// <summary>Fewer than this many are never a pattern.</summary>
    public const int Least = 3;

    private const double LooksAYear = 365.25 / 7;

    /// <summary>What counts as "lately", in days: something sudden, and something that builds up.</summary>
    public static IReadOnlyList<int> Windows { get; } = [14, 56];

    /// <summary>Patterns in what was reported until the day before, the least likely first.</summary>
    /// <param name="sightings">All that was reported in the days that are looked at.</param>
    /// <param name="since">The first day that is complete; not chosen because something was reported on it.</param>
    /// <param name="today">The day of the look; what came on it does not count yet.</param>
    public static IReadOnlyList<Pattern> Look(IReadOnlyCollection<Sighting> sightings, DateOnly since, DateOnly today)
    {
        var series = Series(Once(sightings.Where(one => one.Day >= since && one.Day < today))).ToList();
        var tests = series.SelectMany(_ => Windows.Where(days => today.DayNumber - days - since.DayNumber >= LeastHistoryDays), (one, days) => (one, days)).ToList();
        var level = MostFalseAlarmsAYear / LooksAYear / Math.Max(1, tests.Count);
        var found = tests.Select(test => Test(test.one, test.days, since, today))
            .Where(result => result.Chance <= level && result.Pattern.Count >= Least)
            .GroupBy(result => (result.Pattern.Category, result.Pattern.Street)).Select(same => same.MinBy(result => result.Chance)).ToList();
        // The street says more than the quarter.
        return [.. found.Where(result => result.Pattern.Street is not null || !found.Exists(other => other.Pattern.Category == result.Pattern.Category && other.Pattern.Street is not null))
            .OrderBy(result => result.Chance).Select(result => result.Pattern)];
    }

    private static List<Sighting> Once(IEnumerable<Sighting> sightings) =>
        [.. sightings.GroupBy(one => one).SelectMany(same => same.Key.Street is null ? same : same.Take(1))];

    private static IEnumerable<(CategoryCode Category, int? Street, List<DateOnly> Days)> Series(List<Sighting> sightings) =>
        from category in sightings.GroupBy(one => one.Category)
        from one in category.Where(one => one.Street is not null).GroupBy(one => one.Street).Select(street => (category.Key, street.Key, street.Select(s => s.Day).ToList()))
            .Prepend((category.Key, null, category.Select(s => s.Day).ToList()))
        where one.Item3.Count >= Least
        select one;

    private static (Pattern Pattern, double Chance) Test((CategoryCode Category, int? Street, List<DateOnly> Days) one, int days, DateOnly since, DateOnly today)
    {
        var (total, lately) = (one.Days.Count, one.Days.Count(day => day >= today.AddDays(-days)));
        var before = today.DayNumber - days - since.DayNumber;
        var pattern = new Pattern(one.Category, one.Street, days, lately, (total - lately) * (double)days / before);
        // P(X ≥ k) of a binomial, as the incomplete beta function.
        return (pattern, lately == 0 ? 1 : SpecialFunctions.BetaRegularized(lately, total - lately + 1, days / (double)(days + before)));
    }
}
