using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Pickups;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Api.Summaries;

/// <summary>Counts a month's rows by the rules of <see cref="Definition"/>; it reads nothing.</summary>
internal static class MonthTally
{
    /// <summary>The figures.</summary>
    /// <param name="ledger">The rows.</param>
    /// <param name="settings">The forum, for the names of its streets.</param>
    /// <param name="messages">What is known of messages.</param>
    public static MonthFigures Count(MonthLedger ledger, ForumSettings settings, MessageCount? messages)
    {
        var bounds = ledger.Bounds;
        var (came, collected) = (ledger.Cases.Where(c => c.ReceivedAt >= bounds.From).ToList(), ledger.Ended.Where(p => p.Status == PickupStatus.Collected).ToList());
        var promises = PromiseTally.Count(ledger.Steps, bounds);
        var trend = Trend(ledger);
        return new()
        {
            Month = bounds.Month, CountedAt = bounds.Now, IsFirst = bounds.Month == ledger.First,
            Reports = came.Count, Solved = came.Count(c => c.Status is ReportStatus.Resolved or ReportStatus.Closed),
            Reported = [.. came.GroupBy(c => c.Category).Select(g => new CategoryCount(g.Key, g.Count())).OrderByDescending(g => g.Count).ThenBy(g => g.Category)],
            Channels = [.. came.GroupBy(c => c.Channel).Select(g => new ChannelCount(g.Key, g.Count())).OrderByDescending(g => g.Count).ThenBy(g => g.Channel)],
            Streets = Streets(ledger, settings), Guessed = Guess(came),
            Collected = collected.Count, NeedlesCollected = collected.Sum(p => p.Count ?? 0), CollectedUncounted = collected.Count(p => p.Count is null),
            NothingFound = ledger.Ended.Count(p => p.Status == PickupStatus.NothingFound),
            DropOffs = ledger.DropOffs.Count, NeedlesHandedIn = ledger.DropOffs.Sum(count => count ?? 0), DropOffsUncounted = ledger.DropOffs.Count(count => count is null),
            ToSeen = Times(came, c => c.AcknowledgedAt), ToTaken = Times(came, c => c.TakenAt),
            ToFetched = Times(came, c => ledger.FirstFetched.TryGetValue(c.Id, out var at) ? at : null),
            Open = ledger.Open.Count, OpenCases = [.. ledger.Open.Select(c => new OpenCase(c.Number, c.Category, Days(c.ReceivedAt, bounds)))],
            PromisesKept = promises.Kept, PromisesMissed = promises.Missed, Messages = messages,
            Trend = [.. trend.TakeLast(MonthBounds.Year)], Before = Beside(ledger, trend, trend[^2]), LastYear = Beside(ledger, trend, trend[0]),
        };
    }

    // Thirteen months: this one last, and the same one of last year first.
    private static List<MonthCount> Trend(MonthLedger ledger)
    {
        var counts = ledger.Cases.CountBy(c => MonthBounds.Of(c.ReceivedAt, ledger.Bounds.Zone)).ToDictionary();
        return [.. Enumerable.Range(-MonthBounds.Year, MonthBounds.Year + 1).Select(back => ledger.Bounds.Month.AddMonths(back))
            .Select(month => new MonthCount(month, ledger.First is { } first && month >= first ? counts.GetValueOrDefault(month) : null))];
    }

    private static Comparison? Beside(MonthLedger ledger, List<MonthCount> trend, MonthCount other)
    {
        if (ledger.Bounds.IsRunning || (trend[^1].Count, other.Count) is not ({ } now, { } then)) return null;
        var (low, high) = ExactPoisson.Ratio(now, ledger.Bounds.Length(trend[^1].Month), then, ledger.Bounds.Length(other.Month));
        var verdict = other.Month == ledger.First ? Verdict.NotWhole : low > 1 ? Verdict.More : high < 1 ? Verdict.Fewer : Verdict.Uncertain;
        var perCent = verdict is not Verdict.NotWhole && now >= Comparison.LeastForPerCent && then >= Comparison.LeastForPerCent;
        return new(other.Month, then, Math.Round(low, 3), high is { } most ? Math.Round(most, 3) : null, verdict,
            perCent ? (int)Math.Round(100.0 * (now - then) / then, MidpointRounding.AwayFromZero) : null);
    }

    private static List<StreetCount> Streets(MonthLedger ledger, ForumSettings settings)
    {
        var since = LocalTime.Begin(ledger.Bounds.Month.AddMonths(1 - MonthBounds.Year), ledger.Bounds.Zone);
        return [.. from c in ledger.Cases
                   where c.ReceivedAt >= since
                   group c by (Street: settings.Street(c.StreetId)?.Name, Indoors: c.StreetId is null && c.Ground == Ground.Indoors) into street
                   let count = new StreetCount(street.Key.Street, street.Key.Indoors, street.Count(c => c.ReceivedAt >= ledger.Bounds.From), street.Count())
                   orderby count.Street is null, count.Indoors, count.Year descending, count.Count descending, count.Street
                   select count];
    }

    private static Estimate Guess(List<LedgerCase> came)
    {
        var said = came.Where(c => c is { Category: CategoryCode.NeedleWaste, Find: not Find.Equipment }).Select(c => Said(c.Amount)).ToList();
        return new(said.Count, said.Sum(s => s?.Least ?? 0), said.Exists(s => s is { Most: null }) ? null : said.Sum(s => s?.Most ?? 0), said.Count(s => s is null));
    }

    private static (int Least, int? Most)? Said(Amount amount) => amount switch
    {
        Amount.None => (0, 0),
        Amount.One => (1, 1),
        Amount.TwoToFive => (2, 5),
        Amount.SixToTwenty => (6, 20),
        Amount.More => (21, null),
        _ => null,
    };

    private static int Days(DateTimeOffset since, MonthBounds bounds) => LocalTime.Day(bounds.Until.AddTicks(-1), bounds.Zone).DayNumber - LocalTime.Day(since, bounds.Zone).DayNumber;

    private static Took Times(List<LedgerCase> came, Func<LedgerCase, DateTimeOffset?> end)
    {
        var known = came.Where(c => end(c) is not null).Select(c => (Span: end(c)!.Value - c.ReceivedAt, Case: c)).OrderBy(one => one.Span).ToList();
        if (known.Count == 0) return new(null, null, 0);
        var (middle, longest) = (known.Count / 2, known[^1].Span);
        // Of several that took equally long, the one that came first.
        var slowest = known.Where(one => one.Span == longest).Select(one => one.Case).OrderBy(c => c.ReceivedAt).ThenBy(c => c.Number, StringComparer.Ordinal).First();
        return new(known.Count % 2 == 1 ? known[middle].Span : (known[middle - 1].Span + known[middle].Span) / 2, longest, known.Count, slowest.Number);
    }
}
