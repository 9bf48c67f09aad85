using System.Globalization;
using Tryghedsforum.Api.EarlyWarnings;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Benchmarks;

/// <summary>
/// How often the early warning is wrong, and how soon it is right: simulated forums, two quiet years and then one or two that are watched, looked at every Monday.
/// The same numbers each time (fixed seed). No machine's speed is measured.
/// </summary>
internal static class EarlyWarnings
{
    /// <summary>The word on the command line.</summary>
    public const string Word = "early-warnings";

    private const int Streets = 8, QuietWeeks = 104, WatchedWeeks = 104, Forums = 2000;
    private const int Place = 3;
    private static readonly DateOnly Begin = new(2027, 1, 4);
    private static readonly (CategoryCode Category, double Share)[] Kinds = [(CategoryCode.NeedleWaste, 0.6), (CategoryCode.OtherWaste, 0.15), (CategoryCode.Unrest, 0.15), (CategoryCode.BinFull, 0.1)];

    /// <summary>Prints the two tables of the documentation.</summary>
    public static void Run()
    {
        Console.WriteLine("| forum in which nothing changes | false alarms a year | forums with one in two years |\n|---|---:|---:|");
        foreach (var (text, monthly, neighbours) in new[] { ("2 reports a month", 2.0, 0.0), ("10 reports a month", 10, 0), ("30 reports a month", 30, 0), ("2 finds a month, every third told by two neighbours on that day", 2, 1 / 3.0) })
        {
            var alarms = Simulated(forum => Alarms(Watch(new(forum), monthly, neighbours, (_, _) => 1))).ToList();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {text} | {alarms.Average(weeks => weeks.Count) / WatchedWeeks * 365.25 / 7:0.00} | {alarms.Average(weeks => weeks.Count > 0 ? 100.0 : 0):0} % |"));
        }

        Console.WriteLine("\n| what changes in a forum with 2 reports a month | told within 4 weeks | 8 weeks | 26 weeks | weeks until half are told |\n|---|---:|---:|---:|---:|");
        // 0.15 a month is what one street has of needle waste when nothing changes.
        foreach (var extra in new[] { 1.0, 2, 4, 8 })
            Delay(string.Create(CultureInfo.InvariantCulture, $"needle waste in one street: {extra:0} more a month"), (category, street) => category == CategoryCode.NeedleWaste && street == Place ? 1 + (extra / 0.15) : 1);
        foreach (var times in new[] { 2.0, 3, 5 })
            Delay(string.Create(CultureInfo.InvariantCulture, $"needle waste everywhere: {times:0} times as much"), (category, _) => category == CategoryCode.NeedleWaste ? times : 1);
    }

    private static void Delay(string text, Func<CategoryCode, int, double> change)
    {
        var first = Simulated(forum => Alarms(Watch(new(forum), 2, 0, change)).Where(alarm => alarm.Pattern.Category == CategoryCode.NeedleWaste).Select(alarm => (double?)alarm.Week).FirstOrDefault() ?? double.PositiveInfinity).Order().ToList();
        var median = first[first.Count / 2];
        Console.WriteLine($"| {text} | {Within(4)} | {Within(8)} | {Within(26)} | {(double.IsInfinity(median) ? "–" : median.ToString(CultureInfo.InvariantCulture))} |");

        string Within(int weeks) => string.Create(CultureInfo.InvariantCulture, $"{first.Average(week => week <= weeks ? 100.0 : 0):0} %");
    }

    private static ParallelQuery<T> Simulated<T>(Func<int, T> one) => ParallelEnumerable.Range(1, Forums).AsOrdered().Select(one);

    // As the program does it: each Monday, and the same not again for eight weeks.
    private static List<(int Week, Pattern Pattern)> Alarms(List<Sighting> sightings)
    {
        var said = new List<(int Week, Pattern Pattern)>();
        for (var week = 1; week <= WatchedWeeks; week++)
        {
            var monday = Begin.AddDays(7 * (QuietWeeks + week));
            var since = monday.AddDays(-FindPatterns.HistoryDays - FindPatterns.Windows.Max());
            foreach (var pattern in FindPatterns.Look(sightings, since > Begin ? since : Begin, monday))
            {
                if (!said.Exists(before => before.Pattern.Category == pattern.Category && before.Pattern.Street == pattern.Street && week - before.Week < LookForPatterns.ShownDays / 7)) said.Add((week, pattern));
            }
        }

        return said;
    }

    private static List<Sighting> Watch(Random random, double monthly, double neighbours, Func<CategoryCode, int, double> change)
    {
        var sightings = new List<Sighting>();
        foreach (var (category, share) in Kinds)
        {
            for (var street = 0; street < Streets; street++)
            {
                var rate = monthly * share / Streets / 30.4;
                for (var day = Next(rate); day < 7 * QuietWeeks; day += Next(rate)) Add(day);
                rate *= change(category, street);
                for (var day = (7 * QuietWeeks) + Next(rate); day < 7 * (QuietWeeks + WatchedWeeks); day += Next(rate)) Add(day);

                void Add(double day)
                {
                    sightings.Add(new(Begin.AddDays((int)day), category, street));
                    if (random.NextDouble() < neighbours) sightings.Add(new(Begin.AddDays((int)day), category, street));
                }
            }
        }

        return sightings;

        double Next(double rate) => -Math.Log(1 - random.NextDouble()) / rate;
    }
}
