using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Summaries;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Api.Tests.Summaries;

/// <summary>Whatever happened, a month's figures are the ones that somebody gets who reads the log line by line.</summary>
public sealed class RandomMonthsTests
{
    // So many stretches of each seed, on each database, every one of about a month; make it a thousand for a night.
    private const int Stretches = 16, Steps = 25;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, BothDatabases(1), BothDatabases(2), BothDatabases(3), BothDatabases(4), BothDatabases(5), BothDatabases(6), BothDatabases(7), BothDatabases(8)]
    public async Task The_figures_are_those_of_a_slow_recount(DatabaseKind kind, int seed)
    {
        await using var here = await Neighbourhood.Found(kind);
        var history = new RandomHistory(here, new Random(seed));
        var zone = here.Forum.Forum.Zone;
        for (var stretch = 0; stretch < Stretches; stretch++)
        {
            for (var step = 0; step < Steps; step++) await history.Step();
            var rows = await here.Db(db => db.Reports.AsNoTracking().Where(r => r.ForumId == here.Forum.Forum.Id).ToDictionaryAsync(r => r.Id, Cancel));
            var slow = new SlowCount(await here.Events(), rows, zone);
            var now = here.Clock.GetUtcNow();
            var month = CountMonth.MonthOf(TimeZoneInfo.ConvertTime(now, zone));
            foreach (var back in new[] { 0, -1, -2, -12 })
            {
                var figures = await here.Do((CountMonth count) => count.Run(here.As("Tove Brink"), month.AddMonths(back), Cancel));
                Assert.Equal(string.Join('\n', slow.Of(month.AddMonths(back), now, here.Forum)), string.Join('\n', SlowCount.Lines(figures)));
            }
        }
    }
}
