using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Pickups;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Api.Summaries;
using Tryghedsforum.Testing;

namespace Tryghedsforum.Api.Tests.Summaries;

/// <summary>
/// Counts a month a second time, as somebody would who reads the log from the first line to the last and keeps a card for every case and every pickup. Of the
/// rows it takes only what the log does not say: numbers, how many needles somebody guessed, when a case that was split off had come in, whether one may be shown by street now, which pickups were called off,
/// and what was undone, which has not happened.
/// </summary>
internal sealed class SlowCount
{
    private readonly Dictionary<Guid, Card> cards = [];
    private readonly Dictionary<Guid, Trip> trips = [];
    private readonly List<(DateTimeOffset At, int? Count)> handedIn = [];
    private readonly TimeZoneInfo zone;

    public SlowCount(IEnumerable<ForumEvent> log, SlowRows rows, TimeZoneInfo zone)
    {
        this.zone = zone;
        foreach (var e in log) if (!rows.Undone.Contains(e.Seq)) Read(e, rows.Reports);
        foreach (var (pickup, trip) in trips) trip.Off = rows.Off.TryGetValue(pickup, out var at) ? at : null;
    }

    /// <summary>When the first thing happened.</summary>
    public DateTimeOffset First => cards.Values.Select(card => card.Came).Concat(handedIn.Select(gift => gift.At)).Min();

    /// <summary>The figures as lines; the same lines are made of the program's figures by <see cref="Lines"/>.</summary>
    public IReadOnlyList<string> Of(DateOnly month, DateTimeOffset now, ForumSettings settings)
    {
        var (begin, end) = (Moment(month), Moment(month.AddMonths(1)));
        var until = end <= now ? end : now.AddMicroseconds(1);
        var counted = cards.Values.Where(card => !card.IsAbuse && !card.IsMerged).ToList();
        var came = counted.Where(card => card.Came >= begin && card.Came < end).ToList();
        var done = trips.Values.Where(trip => trip.End >= begin && trip.End < end).ToList();
        var open = counted.Where(card => card.Came < until && card.WasOpen(until)).OrderBy(card => card.Came).ThenBy(card => card.Number, StringComparer.Ordinal).ToList();
        var gifts = handedIn.Where(gift => gift.At >= begin && gift.At < end).ToList();
        var guesses = came.Where(card => card.Category == CategoryCode.NeedleWaste && card.Find != Find.Equipment).Select(card => card.Amount).ToList();
        return
        [
            $"came {came.Count} solved {came.Count(card => card.IsSolved)}",
            .. came.GroupBy(card => card.Category).Select(kind => $"kind {kind.Key} {kind.Count()}").Order(StringComparer.Ordinal),
            .. came.GroupBy(card => card.Channel).Select(way => $"way {way.Key} {way.Count()}").Order(StringComparer.Ordinal),
            .. counted.Where(card => card.Came >= Moment(month.AddMonths(-11)) && card.Came < end).GroupBy(card => Where(card, settings))
                .Select(street => $"street {street.Key} {street.Count(card => card.Came >= begin)} {street.Count()}").Order(StringComparer.Ordinal),
            $"guessed {guesses.Count} {guesses.Sum(Least)} {(guesses.Contains(Amount.More) ? "" : guesses.Sum(Most))} {guesses.Count(amount => amount == Amount.Unknown)}",
            $"collected {done.Count(trip => trip.Found)} {done.Where(trip => trip.Found).Sum(trip => trip.Count ?? 0)} {done.Count(trip => trip.Found && trip.Count is null)} nothing {done.Count(trip => !trip.Found)}",
            $"handed in {gifts.Count} {gifts.Sum(gift => gift.Count ?? 0)} {gifts.Count(gift => gift.Count is null)}",
            Span("seen", came, card => card.Seen), Span("taken", came, card => card.Taken), Span("fetched", came, card => card.Fetched),
            .. open.Select(card => $"open {card.Number} {card.Category} {(int)(Local(until.AddTicks(-1)).Date - Local(card.Came).Date).TotalDays}"),
            $"promises {trips.Values.Sum(trip => trip.Kept(begin, until))} {trips.Values.Sum(trip => trip.Missed(begin, until))}",
            .. Enumerable.Range(-11, 12).Select(month.AddMonths).Select(each => $"month {each:yyyy-MM} {(cards.Count + handedIn.Count > 0 && Moment(each.AddMonths(1)) > First ? counted.Count(card => card.Came >= Moment(each) && card.Came < Moment(each.AddMonths(1))) : "")}"),
        ];
    }

    /// <summary>The program's figures as the same lines.</summary>
    public static IReadOnlyList<string> Lines(MonthFigures f) =>
    [
        $"came {f.Reports} solved {f.Solved}",
        .. f.Reported.Select(kind => $"kind {kind.Category} {kind.Count}").Order(StringComparer.Ordinal),
        .. f.Channels.Select(way => $"way {way.Channel} {way.Count}").Order(StringComparer.Ordinal),
        .. f.Streets.Select(street => $"street {street.Street ?? (street.Indoors ? "inside" : "quarter")} {street.Count} {street.Year}").Order(StringComparer.Ordinal),
        $"guessed {f.Guessed.Cases} {f.Guessed.AtLeast} {f.Guessed.AtMost} {f.Guessed.Unknown}",
        $"collected {f.Collected} {f.NeedlesCollected} {f.CollectedUncounted} nothing {f.NothingFound}",
        $"handed in {f.DropOffs} {f.NeedlesHandedIn} {f.DropOffsUncounted}",
        Said("seen", f.ToSeen), Said("taken", f.ToTaken), Said("fetched", f.ToFetched),
        .. f.OpenCases.Select(open => $"open {open.Number} {open.Category} {open.Days}"),
        $"promises {f.PromisesKept} {f.PromisesMissed}",
        .. f.Trend.Select(month => $"month {month.Month:yyyy-MM} {month.Count}"),
    ];

    private void Read(ForumEvent e, IReadOnlyDictionary<Guid, Report> rows)
    {
        var (data, at) = (e.Data, e.OccurredAt);
        if (e.Type == EventType.DropOffRecorded) handedIn.Add((at, data.Count));
        if (data.Pickup is { } pickup) (trips.TryGetValue(pickup, out var trip) ? trip : trips[pickup] = new()).Read(e.Type, at, data);
        if (e.SubjectKind != SubjectKind.Report) return;
        if (e.Type == EventType.ReportReceived) cards[e.SubjectId] = new() { Came = rows[e.SubjectId].ReceivedAt, Channel = data.Channel!.Value, Number = rows[e.SubjectId].Number, Amount = rows[e.SubjectId].Amount, ByStreet = rows[e.SubjectId].Outsiders == PublicLevel.Street, Find = rows[e.SubjectId].Find };
        cards[e.SubjectId].Read(e.Type, at, data);
    }

    private static string Where(Card card, ForumSettings settings) => settings.Street(card.ByStreet ? card.Street : null)?.Name ?? (card.Ground == Ground.Indoors ? "inside" : "quarter");

    private static int Least(Amount amount) => amount switch { Amount.One => 1, Amount.TwoToFive => 2, Amount.SixToTwenty => 6, Amount.More => 21, _ => 0 };

    private static int Most(Amount amount) => amount switch { Amount.One => 1, Amount.TwoToFive => 5, Amount.SixToTwenty => 20, _ => 0 };

    private static string Span(string what, List<Card> came, Func<Card, DateTimeOffset?> end)
    {
        var spans = came.Where(card => end(card) is not null).Select(card => (Ticks: (end(card)!.Value - card.Came).Ticks, card)).OrderBy(one => one.Ticks).ThenByDescending(one => one.card.Came).ThenByDescending(one => one.card.Number, StringComparer.Ordinal).ToList();
        if (spans.Count == 0) return Said(what, new(null, null, 0));
        long middle = (spans[(spans.Count - 1) / 2].Ticks + spans[spans.Count / 2].Ticks) / 2;
        return Said(what, new(new TimeSpan(middle), new TimeSpan(spans[^1].Ticks), spans.Count, spans[^1].card.Number));
    }

    private static string Said(string what, Took took) => string.Create(CultureInfo.InvariantCulture, $"{what} {took.Median} {took.Longest} {took.Of} {took.LongestCase}");

    private DateTime Local(DateTimeOffset at) => TimeZoneInfo.ConvertTimeFromUtc(at.UtcDateTime, zone);

    // Midnight is never skipped nor lived twice in the zones of these tests.
    private DateTimeOffset Moment(DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        return new(TimeZoneInfo.ConvertTimeToUtc(DateTime.SpecifyKind(midnight, DateTimeKind.Unspecified), zone), TimeSpan.Zero);
    }

    private sealed class Card
    {
        private readonly List<(DateTimeOffset At, bool Open)> turns = [];

        public required DateTimeOffset Came { get; init; }
        public required Channel Channel { get; init; }
        public required string Number { get; init; }
        public required Amount Amount { get; init; }
        public required bool ByStreet { get; init; }
        public required Find Find { get; init; }
        public CategoryCode Category { get; private set; }
        public Ground Ground { get; private set; }
        public int? Street { get; private set; }
        public DateTimeOffset? Seen { get; private set; }
        public DateTimeOffset? Taken { get; private set; }
        public DateTimeOffset? Fetched { get; private set; }
        public bool IsAbuse { get; private set; }
        public bool IsSolved { get; private set; }
        public bool IsMerged { get; private set; }

        // One that was split off was not there yet, before.
        public bool WasOpen(DateTimeOffset at) => turns.LastOrDefault(turn => turn.At < at).Open;

        public void Read(EventType type, DateTimeOffset at, EventData data)
        {
            // Of the two events of a merger, the part's names the whole. Whoever merges it has seen it.
            if (type is EventType.ReportMerged or EventType.ReportUnmerged && data.Whole is not null) IsMerged = type is EventType.ReportMerged;
            if (type is EventType.ReportMerged && data.Whole is not null) Seen ??= at;
            if (type is EventType.ReportAcknowledged || data.FirstSeen == true) Seen ??= at;
            if (type is EventType.ReportReceived or EventType.ReportCorrected) (Category, Ground, Street) = (data.Category!.Value, data.Ground!.Value, data.Street);
            if (type is EventType.PickupAccepted) Taken ??= at;
            if (type is EventType.PickupCollected or EventType.PickupNothingFound) Fetched ??= at;
            var ends = type is EventType.PickupCollected or EventType.PickupNothingFound or EventType.ReportDismissed || (type is EventType.ReportAnswered && data.Resolves == true);
            if (ends || type is EventType.ReportReceived or EventType.ReportReopened) turns.Add((at, !ends));
            if (ends) IsSolved = type is not EventType.ReportDismissed;
            if (type is EventType.ReportReopened) IsSolved = false;
            if (type is EventType.ReportDismissed) IsAbuse = data.Reason == DismissReason.Abuse;
        }
    }

    private sealed class Trip
    {
        private readonly List<(DateTimeOffset Made, DateTimeOffset Before)> promises = [];

        public DateTimeOffset? End { get; private set; }
        public bool Found { get; private set; }
        public int? Count { get; private set; }
        public DateTimeOffset? Off { get; set; }

        public void Read(EventType type, DateTimeOffset at, EventData data)
        {
            if (type is EventType.PickupRequested or EventType.PickupPromised or EventType.PickupLate) promises.Add((at, data.Before!.Value > at ? data.Before.Value : at));
            if (type is EventType.PickupCollected or EventType.PickupNothingFound) (End, Found, Count) = (at, type is EventType.PickupCollected, data.Count);
        }

        public int Kept(DateTimeOffset begin, DateTimeOffset until) => End >= begin && End < until && promises[^1].Before >= End ? 1 : 0;

        // A promise holds until the next is made, or the trip is over.
        public int Missed(DateTimeOffset begin, DateTimeOffset until) => promises.Where((promise, i) => promise.Made < until && promise.Before >= begin && promise.Before < until
            && promise.Before < (i + 1 < promises.Count ? promises[i + 1].Made : End ?? Off ?? DateTimeOffset.MaxValue)).Count();
    }
}

/// <summary>What the log does not say.</summary>
internal sealed record SlowRows(IReadOnlyDictionary<Guid, Report> Reports, IReadOnlyDictionary<Guid, DateTimeOffset> Off, IReadOnlySet<long> Undone)
{
    public static Task<SlowRows> Of(Neighbourhood here, CancellationToken cancellation) => here.Db(async db => new SlowRows(
        await db.Reports.AsNoTracking().Where(r => r.ForumId == here.Forum.Forum.Id).ToDictionaryAsync(r => r.Id, cancellation),
        await db.Pickups.AsNoTracking().Where(p => p.ForumId == here.Forum.Forum.Id && p.Status == PickupStatus.Cancelled).ToDictionaryAsync(p => p.Id, p => p.EndedAt!.Value, cancellation),
        (await db.UndoneEvents.AsNoTracking().Where(u => u.ForumId == here.Forum.Forum.Id).Select(u => u.Seq).ToListAsync(cancellation)).ToHashSet()));
}
