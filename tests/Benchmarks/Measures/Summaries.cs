using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.DropOffs;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Pickups;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Api.Summaries;
using Tryghedsforum.Benchmarks.Scene;
using Tryghedsforum.Testing;

namespace Tryghedsforum.Benchmarks.Measures;

/// <summary>
/// The month's figures, on both databases: a month counted in a forum with a long history, and the published month of many forums. Beside each, the same counts as
/// plain sums of SQL, which know no medians, no merged cases and no undone deeds, and give nothing that could be shown.
/// </summary>
internal static class Summaries
{
    private const double MonthGoal = 50, ForumsGoal = 2000;
    private static readonly CancellationToken None = CancellationToken.None;

    public static async Task Run(Stage stage, Table table)
    {
        foreach (var kind in new[] { DatabaseKind.Sqlite, DatabaseKind.Postgres })
        {
            await using var here = await Neighbourhood.Found(kind);
            await Live(here, stage.Sizes.HistoryYears);
            var month = CountMonth.MonthOf(here.Clock.GetUtcNow()).AddMonths(-1);
            var tove = here.As("Tove Brink");
            table.Limit($"month of a forum after {stage.Sizes.HistoryYears} years with two cases a month, {kind}", await Median(stage, () => here.Do((CountMonth count) => count.Run(tove, month, None))),
                await Median(stage, () => here.Db(db => Sums(db, here, month))), "ms", MonthGoal);

            await Publish(here, stage.Sizes.SummaryForums, month);
            var reader = Actor.Outside(Guid.NewGuid(), "", isOperator: true);
            var name = $"a month of {stage.Sizes.SummaryForums:#,0} forums, {kind}";
            var bare = await Median(stage, () => here.Db(db => SumsOfAll(db, kind, month)));
            table.Limit($"{name}: the figures", await Median(stage, () => here.Do((CompareForums compare) => compare.Run(reader, month, None))), bare, "ms", ForumsGoal);
            table.Limit($"{name}: the page", await Page(stage, here, month), bare, "ms", ForumsGoal);
        }
    }

    // By the use cases: so the log and the rows are those that real years leave behind.
    private static async Task Live(Neighbourhood here, int years)
    {
        for (var half = 0; half < years * 24; half++)
        {
            var sent = await here.Report(Neighbourhood.Needles(half % 3 == 0 ? "Svanevej 3" : "Ørnevej 6", half % 5 == 0 ? Ground.Institution : Ground.Street));
            here.Clock.Advance(TimeSpan.FromMinutes(20));
            await here.Do((AcceptPickup accept) => accept.Run(here.As("Tove Brink"), sent.Number, null, None));
            here.Clock.Advance(TimeSpan.FromHours(3));
            await here.Do((ConfirmCollected collect) => collect.Run(here.As("Tove Brink"), sent.Number, new(half % 7), null, None));
            if (half % 2 == 0) await here.Do((RecordDropOff use) => use.Run(here.As("Rune Askholt"), 1 + (half % 30), null, None));
            here.Clock.Advance(TimeSpan.FromDays(15));
        }
    }

    // A year of each forum, in the figures of a real month.
    private static async Task Publish(Neighbourhood here, int forums, DateOnly month)
    {
        var figures = await here.Do((CountMonth count) => count.Run(here.As("Maja Ellekilde"), month, None));
        await here.Db(async db =>
        {
            var made = Enumerable.Range(0, forums).Select(n => new Api.Forums.Forum { Slug = $"kvarter-{n}", CasePrefix = $"{(char)('A' + (n / 676))}{(char)('A' + (n / 26 % 26))}{(char)('A' + (n % 26))}", SmsNumber = $"+459520{n:0000}" }).ToList();
            foreach (var (n, forum) in made.Index()) forum.Set(new Api.Forums.ContactSettings { Name = $"Kvarter {n}", Quarter = "kvarteret", Telephone = "95 10 00 03", MedicalNumber = "1813", PoliceNumber = "114" });
            db.Forums.AddRange(made);
            await db.SaveChangesAsync(None);
            foreach (var forum in made)
            {
                for (var back = 0; back < 12; back++)
                {
                    var summary = db.MonthlySummaries.Add(new() { ForumId = forum.Id, Month = month.AddMonths(-back), Version = 1 }).Entity;
                    summary.Count(figures with { Month = month.AddMonths(-back), Reports = figures.Reports + (forum.Id % 7) });
                    summary.Publish(null, here.Clock.GetUtcNow());
                }
            }

            await db.SaveChangesAsync(None);
            if (db.Database.IsNpgsql()) await db.Database.ExecuteSqlRawAsync("VACUUM ANALYZE", None);
            return true;
        });
    }

    private static async Task<int> Sums(ForumDb db, Neighbourhood here, DateOnly month)
    {
        var (id, zone) = (here.Forum.Forum.Id, here.Forum.Forum.Zone);
        var (from, to, year) = (Api.Forums.LocalTime.Begin(month, zone), Api.Forums.LocalTime.Begin(month.AddMonths(1), zone), Api.Forums.LocalTime.Begin(month.AddMonths(-12), zone));
        var reports = db.Reports.Where(r => r.ForumId == id && r.ReceivedAt >= from && r.ReceivedAt < to);
        var pickups = db.Pickups.Where(p => p.ForumId == id && p.EndedAt >= from && p.EndedAt < to);
        var dropOffs = db.DropOffs.Where(d => d.ForumId == id && d.At >= from && d.At < to);
        var sums = await reports.GroupBy(r => r.Category).Select(g => g.Count()).ToListAsync(None);
        sums.AddRange(await reports.GroupBy(r => r.Channel).Select(g => g.Count()).ToListAsync(None));
        sums.AddRange(await reports.GroupBy(r => r.Status).Select(g => g.Count()).ToListAsync(None));
        sums.AddRange(await db.Reports.Where(r => r.ForumId == id && r.ReceivedAt >= year && r.ReceivedAt < to).GroupBy(r => r.StreetId).Select(g => g.Count()).ToListAsync(None));
        sums.AddRange(await pickups.GroupBy(p => p.Status).Select(g => g.Sum(p => p.Count) ?? 0).ToListAsync(None));
        sums.Add(await dropOffs.SumAsync(d => d.Count ?? 0, None));
        sums.Add(await db.Reports.CountAsync(r => r.ForumId == id && r.ReceivedAt < to && (r.ResolvedAt == null || r.ResolvedAt >= to), None));
        return sums.Count;
    }

    private static Task<int> SumsOfAll(ForumDb db, DatabaseKind kind, DateOnly month)
    {
        string Sum(string figure) => kind == DatabaseKind.Postgres ? $"SUM((\"Figures\"::jsonb->>'{figure}')::int)" : $"SUM(json_extract(\"Figures\", '$.{figure}'))";
        string[] figures = ["Reports", "Solved", "Open", "Collected", "NeedlesCollected", "NothingFound", "DropOffs", "NeedlesHandedIn", "PromisesKept", "PromisesMissed"];
        var day = kind == DatabaseKind.Postgres ? $"DATE '{month:yyyy-MM-dd}'" : $"'{month:yyyy-MM-dd}'";
        var sql = $"SELECT CAST({string.Join(" + ", figures.Select(Sum))} AS INTEGER) AS \"Value\" FROM \"MonthlySummaries\" WHERE \"Month\" = {day} AND \"Status\" = 'Published'";
        return db.Database.SqlQueryRaw<int>(sql).SingleAsync(None);
    }

    // As it is read: signed in, with a thousand rows drawn.
    private static async Task<double> Page(Stage stage, Neighbourhood here, DateOnly month)
    {
        await using var host = await here.Serve(clock: here.Clock, settings: new Dictionary<string, string?> { ["Schedule:On"] = "false" });
        var visitor = await host.BrowserOf(await here.Do((AddOperator add) => add.Run(Actor.Program(0), "Viggo Maskinlund", "95 30 00 01", demo: false, None)));
        return await Median(stage, async () =>
        {
            var page = await visitor.Http.GetStringAsync(new Uri($"maaned/{month:yyyy-MM}", UriKind.Relative));
            return page.Contains($"Kvarter {stage.Sizes.SummaryForums - 1}<", StringComparison.Ordinal) ? page.Length : throw new InvalidOperationException("The page does not show the last forum.");
        });
    }

    // Milliseconds; ten go before that are not counted, and a reading is the mean of a few, so that a clock tick is no figure.
    private static async Task<double> Median<T>(Stage stage, Func<Task<T>> act)
    {
        const int Warm = 10, Times = 5;
        for (var i = 0; i < Warm; i++) await act();
        var readings = new List<double>();
        for (var round = 0; round < stage.Sizes.Rounds; round++)
        {
            var began = Stopwatch.GetTimestamp();
            for (var i = 0; i < Times; i++) await act();
            readings.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds / Times);
        }

        return Figures.At(readings, 0.5);
    }
}
