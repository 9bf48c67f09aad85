using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Summaries;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Api.Tests.Summaries;

/// <summary>Whatever happened, a month's figures are the ones that somebody gets who reads the log line by line.</summary>
public sealed class RandomMonthsTests
{
    // So many stretches of each seed, on each database, every one of about a month; then so many months of the whole, as they begin and end elsewhere on earth.
    private const int Stretches = 16, Steps = 25, Elsewhere = 150;

    // None of them skips a midnight.
    private static readonly TimeZoneInfo[] Zones = [.. new[] { "Europe/Copenhagen", "Pacific/Auckland", "America/St_Johns", "Asia/Kathmandu", "Pacific/Pago_Pago", "UTC" }.Select(TimeZoneInfo.FindSystemTimeZoneById)];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, BothDatabases(1), BothDatabases(2), BothDatabases(3), BothDatabases(4), BothDatabases(5), BothDatabases(6), BothDatabases(7), BothDatabases(8)]
    public async Task The_figures_are_those_of_a_slow_recount(DatabaseKind kind, int seed)
    {
        await using var here = await Neighbourhood.Found(kind);
        var chance = new Random(seed);
        var history = new RandomHistory(here, chance, joins: seed % 2 == 0);
        var zone = here.Forum.Forum.Zone;
        for (var stretch = 0; stretch < Stretches; stretch++)
        {
            for (var step = 0; step < Steps; step++) await history.Step();
            var slow = new SlowCount(await here.Events(), await SlowRows.Of(here, Cancel), zone);
            var now = here.Clock.GetUtcNow();
            var month = CountMonth.MonthOf(TimeZoneInfo.ConvertTime(now, zone));
            foreach (var back in new[] { 0, -1, -2, -12 })
            {
                var figures = await here.Do((CountMonth count) => count.Run(here.As("Tove Brink"), month.AddMonths(back), Cancel));
                Assert.Equal(string.Join('\n', slow.Of(month.AddMonths(back), now, here.Forum)), string.Join('\n', SlowCount.Lines(figures)));
            }
        }

        await SeenFromElsewhere(here, chance);
    }

    // The same history, cut into other months and looked at from other moments: one database, many stretches of time.
    private static async Task SeenFromElsewhere(Neighbourhood here, Random chance)
    {
        var (log, rows, end) = (await here.Events(), await SlowRows.Of(here, Cancel), here.Clock.GetUtcNow());
        var slow = Zones.ToDictionary(zone => zone, zone => new SlowCount(log, rows, zone));
        for (var read = 0; read < Elsewhere; read++)
        {
            var zone = Zones[chance.Next(Zones.Length)];
            var now = end - TimeSpan.FromSeconds(chance.NextInt64((long)(end - Neighbourhood.Start).TotalSeconds));
            var month = CountMonth.MonthOf(TimeZoneInfo.ConvertTime(now, zone)).AddMonths(-chance.Next(4));
            var figures = await here.Db(async db => MonthTally.Count(await MonthLedger.Read(db, here.Forum.Forum.Id, MonthBounds.Of(slow[zone].First, zone), new(month, zone, now), Cancel), here.Forum, null));
            Assert.Equal(string.Join('\n', slow[zone].Of(month, now, here.Forum)), string.Join('\n', SlowCount.Lines(figures)));
        }
    }
}
