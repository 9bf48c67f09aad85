using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Api.Summaries;
using Tryghedsforum.Testing;
using Tryghedsforum.Web.Demo;
using Xunit;

namespace Tryghedsforum.Web.Tests.Demo;

public sealed class DemoSeedTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // The program's own rounds would carry the stories on while the test reads them.
    private static Dictionary<string, string?> WithoutRounds => new() { ["Schedule:On"] = "false" };

    [Theory]
    [InlineData("2026-11-24T23:00:40Z")] // 40 seconds past midnight in Denmark
    [InlineData("2026-11-24T12:00:00Z")]
    [InlineData("2027-03-28T01:30:00Z")] // the night in which the clocks go forward
    public async Task Whatever_the_hour_of_the_first_start_every_group_of_the_board_shows_something(string time)
    {
        await using var host = await ForumHost.StartAsync(new() { DemoHistory = true, Settings = WithoutRounds, Clock = new FakeTimeProvider(DateTimeOffset.Parse(time, null)) });
        await using var scope = host.Services.CreateAsyncScope();
        var coordinator = Actor.Of(await scope.ServiceProvider.GetRequiredService<ForumDb>().Members.FirstAsync(m => m.Role == Role.Coordinator, Cancel));
        var board = await scope.ServiceProvider.GetRequiredService<BrowseBoard>().Run(coordinator, Cancel);
        Assert.Equal(Enum.GetValues<BoardGroup>(), board.Select(row => row.Group).Distinct().Order());
        Assert.All(board.Where(row => row.ResolvedAt is null), row => Assert.True(row.Target > DateTimeOffset.Parse(time, null), $"{row.Place} is over time at the first start."));
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite, "2026-11-24T12:00:00Z")]
    [InlineData(DatabaseKind.Postgres, "2026-11-24T12:00:00Z")]
    [InlineData(DatabaseKind.Sqlite, "2026-11-30T23:00:40Z")] // 40 seconds into December in Denmark: today's stories lie in November
    [InlineData(DatabaseKind.Sqlite, "2027-01-01T09:00:00Z")]
    [InlineData(DatabaseKind.Sqlite, "2027-01-02T20:00:00Z")]
    [InlineData(DatabaseKind.Sqlite, "2028-02-29T12:00:00Z")]
    [InlineData(DatabaseKind.Sqlite, "2027-03-31T21:59:00Z")]
    public async Task The_history_is_fourteen_believable_months_in_the_order_of_time(DatabaseKind kind, string time)
    {
        var now = TimeZoneInfo.ConvertTime(DateTimeOffset.Parse(time, null), TimeZoneInfo.FindSystemTimeZoneById("Europe/Copenhagen"));
        await using var host = await ForumHost.StartAsync(new() { Database = kind, DemoHistory = true, Settings = WithoutRounds, Clock = new FakeTimeProvider(now) });
        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ForumDb>();
        foreach (var forum in await db.Forums.AsNoTracking().ToListAsync(Cancel))
        {
            var events = await db.Events.AsNoTracking().Where(e => e.ForumId == forum.Id).OrderBy(e => e.Seq).ToListAsync(Cancel);
            Assert.Equal(Enumerable.Range(1, events.Count).Select(seq => (long)seq), events.Select(e => e.Seq));
            Assert.Equal(forum.LastSeq, events[^1].Seq);
            Assert.Equal(events.Select(e => e.OccurredAt).Order(), events.Select(e => e.OccurredAt));
            var cases = await db.Reports.AsNoTracking().Where(r => r.ForumId == forum.Id).ToListAsync(Cancel);
            var old = cases.Where(r => r.ReceivedAt < now.AddDays(-2)).ToList();
            Assert.All(old, r => Assert.True(r.Status is ReportStatus.Closed or ReportStatus.Dismissed));
            Assert.All(old, r => Assert.InRange(TimeZoneInfo.ConvertTime(r.ReceivedAt, forum.Zone).Hour, 8, 19));
            Assert.NotNull(await db.PublicLists.FindAsync([forum.Id], Cancel));
        }

        var counted = await Counted(scope.ServiceProvider, db, now);
        Assert.InRange(counted.Count, 14, 15);
        // The forum's first month is seldom a whole one, and what is under way now stands in the months of the last two days.
        var history = counted.Skip(1).Where(month => month.Month < CountMonth.MonthOf(now.AddDays(-2))).ToList();
        Assert.InRange(history.Count, 12, 13);
        Assert.All(history, month => Assert.InRange(month.Reports, 1, 4));
        Assert.All(history, month => Assert.InRange(month.DropOffs, 1, 6));
        Assert.InRange(counted.Sum(month => month.Reports), 30, 45);
        var kinds = await db.Events.AsNoTracking().Select(e => e.Type).Distinct().ToListAsync(Cancel);
        Assert.Empty(new[] { EventType.ReportReopened, EventType.PickupAskedOn, EventType.PickupNothingFound, EventType.ReportDismissed, EventType.ReportAnswered }.Except(kinds));
    }

    [Fact]
    public async Task A_second_start_adds_nothing()
    {
        await using var first = await ForumHost.StartAsync();
        await using var second = await ForumHost.StartAsync(new() { Existing = first.Database, DemoHistory = true });
        await using var scope = second.Services.CreateAsyncScope();
        Assert.Equal(2, await scope.ServiceProvider.GetRequiredService<ForumDb>().Forums.CountAsync(Cancel));
        Assert.Equal(0, await scope.ServiceProvider.GetRequiredService<ForumDb>().Reports.CountAsync(Cancel));
    }

    [Theory, BothDatabases]
    public async Task A_start_that_was_stopped_while_it_made_the_demo_is_made_good_by_the_next(DatabaseKind kind)
    {
        await using var stopped = await ForumHost.StartAsync(new() { Database = kind, Settings = WithoutRounds });
        await using (var scope = stopped.Services.CreateAsyncScope())
        {
            // As if it had ended before the last forum's list.
            var db = scope.ServiceProvider.GetRequiredService<ForumDb>();
            await db.PublicLists.OrderByDescending(list => list.ForumId).Take(1).ExecuteDeleteAsync(Cancel);
            await db.Follows.ExecuteDeleteAsync(Cancel);
        }

        await using var next = await ForumHost.StartAsync(new() { Existing = stopped.Database, Settings = WithoutRounds });
        await using var whole = next.Services.CreateAsyncScope();
        Assert.Equal(2, await whole.ServiceProvider.GetRequiredService<ForumDb>().PublicLists.CountAsync(Cancel));
        Assert.NotEqual(0, await whole.ServiceProvider.GetRequiredService<ForumDb>().Follows.CountAsync(Cancel));
    }

    [Fact]
    public void Every_number_of_the_demo_is_one_that_nobody_has()
    {
        var demos = DemoForums.Read();
        var numbers = demos.SelectMany(demo => demo.People.Select(person => person.Phone).Concat(demo.Forum.Teams.Select(team => team.Telephone)).Append(demo.Forum.SmsNumber).Append(demo.Forum.Telephone)).OfType<string>();
        Assert.All(numbers, text => Assert.True(PhoneNumber.TryParse(text, out var number) && number.IsDemo, text));
        Assert.All(demos, demo => Assert.True(demo.Forum.IsDemo));
    }

    [Fact]
    public void Streets_and_places_lie_in_their_forums_area()
    {
        foreach (var forum in DemoForums.Read().Select(demo => demo.Forum))
        {
            var corners = new[] { forum.SouthWest, forum.NorthEast }.Select(Point).ToList();
            var points = forum.Streets.SelectMany(street => street.Line.Split(';').Concat(street.Numbers.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(number => number.Split('=')[1]))).Concat(forum.Places.Select(place => place.Point));
            Assert.All(points.Select(Point), point => Assert.True(point.Lat >= corners[0].Lat && point.Lat <= corners[1].Lat && point.Lon >= corners[0].Lon && point.Lon <= corners[1].Lon, point.ToString()));
        }
    }

    private static Api.Places.GeoPoint Point(string text) => Api.Places.GeoPoint.TryParse(text, out var point) ? point : throw new FormatException(text);

    private static async Task<List<MonthFigures>> Counted(IServiceProvider services, ForumDb db, DateTimeOffset now)
    {
        var coordinator = Actor.Of(await db.Members.FirstAsync(m => m.Role == Role.Coordinator, Cancel));
        var count = services.GetRequiredService<CountMonth>();
        var months = new List<MonthFigures>();
        var last = CountMonth.MonthOf(now);
        for (var month = (await count.FirstMonth(coordinator, Cancel))!.Value; month <= last; month = month.AddMonths(1)) months.Add(await count.Run(coordinator, month, Cancel));
        return months;
    }
}
