using Tryghedsforum.Api.EarlyWarnings;
using Tryghedsforum.Api.Reports;
using Xunit;

namespace Tryghedsforum.Api.Tests.EarlyWarnings;

public sealed class FindPatternsTests
{
    private static readonly DateOnly Today = new(2029, 1, 1), Since = Today.AddDays(-FindPatterns.HistoryDays - 56);

    [Fact]
    public void Some_in_a_fortnight_in_a_street_that_never_had_any_are_told_of_that_street_alone()
    {
        var found = Assert.Single(Look([.. Usual(), Needles(3, 7), Needles(6, 7), Needles(9, 7), Needles(13, 7)]));
        Assert.Equal((CategoryCode.NeedleWaste, 7, 14, 4, 0d), (found.Category, found.Street, found.Days, found.Count, found.Usual));
    }

    [Fact]
    public void A_little_more_everywhere_is_told_once_it_has_built_up()
    {
        var spread = Enumerable.Range(0, 14).Select(n => Needles(1 + (n * 4), n % 7)).ToList();
        var found = Assert.Single(Look([.. Usual(), .. spread]));
        Assert.Equal((null, 56), (found.Street, found.Days));
        Assert.Equal((14 + 4, 48 * 56 / 728d), (found.Count, found.Usual), (a, b) => a.Item1 == b.Item1 && Math.Abs(a.Item2 - b.Item2) < 0.5);
        Assert.Empty(Look([.. Usual(), .. spread.Take(3)]));
    }

    [Fact]
    public void Two_are_no_pattern_however_unlikely()
    {
        Assert.Empty(Look([Needles(2, 1), Needles(3, 1)]));
        Assert.Single(Look([Needles(2, 1), Needles(3, 1), Needles(4, 1)]));
    }

    [Fact]
    public void What_several_report_of_one_street_on_one_day_counts_once()
    {
        Assert.Empty(Look([Needles(2, 1), Needles(2, 1), Needles(2, 1), Needles(3, 1)]));
        Assert.Equal(3, Assert.Single(Look([Needles(2, 1), Needles(2, 1), Needles(3, 1), Needles(5, 1)])).Count);
    }

    [Fact]
    public void Nothing_is_said_with_little_to_compare_with_and_what_comes_today_or_before_does_not_count()
    {
        List<Sighting> much = [.. Enumerable.Range(1, 10).Select(n => Needles(n, 1))];
        Assert.Empty(FindPatterns.Look(much, Today.AddDays(-14 - FindPatterns.LeastHistoryDays + 1), Today));
        Assert.Single(FindPatterns.Look(much, Today.AddDays(-14 - FindPatterns.LeastHistoryDays), Today));
        Assert.Empty(Look([.. Enumerable.Range(0, 10).Select(n => Needles(-n, 1))]));
        Assert.Empty(Look([.. Enumerable.Range(0, 10).Select(n => new Sighting(Since.AddDays(-1 - n), CategoryCode.NeedleWaste, 1))]));
    }

    [Fact]
    public void In_a_hundred_forums_where_nothing_changes_fewer_are_told_than_the_bound_allows()
    {
        var random = new Random(4827);
        var alarms = 0;
        for (var forum = 0; forum < 100; forum++)
        {
            List<Sighting> sightings = [.. Enumerable.Range(0, 70).Select(_ => new Sighting(Since.AddDays(random.Next(784 + 365)), CategoryCode.NeedleWaste, random.Next(8)))];
            var last = -100;
            for (var week = 0; week < 52; week++)
            {
                if (FindPatterns.Look(sightings, Since.AddDays(7 * week), Today.AddDays(7 * week)).Count == 0 || week - last < 8) continue;
                last = week;
                alarms++;
            }
        }

        Assert.InRange(alarms, 1, (int)(100 * FindPatterns.MostFalseAlarmsAYear));
    }

    private static IReadOnlyList<Pattern> Look(List<Sighting> sightings) => FindPatterns.Look(sightings, Since, Today);

    // Two a month for two years, in five streets by turns.
    private static IEnumerable<Sighting> Usual() => Enumerable.Range(0, 52).Select(n => Needles(2 + (n * 15), n % 5));

    private static Sighting Needles(int daysAgo, int street) => new(Today.AddDays(-daysAgo), CategoryCode.NeedleWaste, street);
}
