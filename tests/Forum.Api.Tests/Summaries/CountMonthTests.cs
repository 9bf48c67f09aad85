using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.DropOffs;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Api.Summaries;
using Tryghedsforum.Api.Tests.Pickups;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Api.Tests.Summaries;

public sealed class CountMonthTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task A_small_history_gives_the_figures_that_a_hand_counts(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        // A: seen after 1 h, taken after 1 h, fetched after 3 h, reopened a day later, and open ever since.
        var a = await here.Report();
        here.Clock.Advance(TimeSpan.FromHours(1));
        await here.Accept("Tove Brink", a.Number);
        here.Clock.Advance(TimeSpan.FromHours(2));
        await here.Collected("Tove Brink", a.Number, 5);
        here.Clock.Advance(TimeSpan.FromDays(1));
        await here.Reopen(a);
        // B: seen, taken and nothing found after 2 h.
        var b = await here.Report();
        here.Clock.Advance(TimeSpan.FromHours(2));
        await here.Nothing("Tove Brink", b.Number);
        // C: answered without a pickup after 6 h.
        var c = await here.Report(Neighbourhood.Needles() with { Category = CategoryCode.Unrest });
        here.Clock.Advance(TimeSpan.FromHours(6));
        await here.Answer("Rune Askholt", c.Number, resolves: true);
        // D: answered but not resolved. E: abuse, not counted. F: belongs elsewhere, counted, not open.
        var d = await here.Report(Neighbourhood.Needles() with { Category = CategoryCode.OtherWaste });
        await here.Answer("Rune Askholt", d.Number);
        await here.Dismiss("Rune Askholt", (await here.Report()).Number, DismissReason.Abuse);
        await here.Dismiss("Rune Askholt", (await here.Report()).Number, DismissReason.BelongsElsewhere, "Vejdirektoratet");
        foreach (var count in new int?[] { 3, null, 9 }) await here.Do((RecordDropOff use) => use.Run(here.As("Rune Askholt"), count, null, Cancel));

        var january = await Month(here, 2027, 1);
        Assert.Equal([new(CategoryCode.NeedleWaste, 3), new(CategoryCode.Unrest, 1), new(CategoryCode.OtherWaste, 1)], january.Reported);
        Assert.Equal((5, 2, 1, 5, 1), (january.Reports, january.Solved, january.Collected, january.NeedlesCollected, january.NothingFound));
        Assert.Equal((3, 12, 2), (january.DropOffs, january.NeedlesHandedIn, january.Open));
        Assert.Equal(new Took(TimeSpan.FromHours(1), TimeSpan.FromHours(6), 5), Bare(january.ToSeen)); // 0 0 1 2 6
        Assert.Equal(new Took(TimeSpan.FromHours(1.5), TimeSpan.FromHours(2), 2), Bare(january.ToTaken)); // 1 2
        Assert.Equal(new Took(TimeSpan.FromHours(2.5), TimeSpan.FromHours(3), 2), Bare(january.ToFetched)); // 2 3: the first time counts

        Assert.Equal((c.Number, b.Number, a.Number), (january.ToSeen.LongestCase, january.ToTaken.LongestCase, january.ToFetched.LongestCase));
        Assert.Equal([(a.Number, 1), (d.Number, 0)], january.OpenCases.Select(open => (open.Number!, open.Days)));
        Assert.Equal((january.CollectedUncounted, january.DropOffsUncounted), (0, 1));

        // What happens later does not change how many were open when the month ended.
        here.Clock.SetUtcNow(new(2027, 2, 3, 9, 0, 0, TimeSpan.Zero));
        await here.Collected("Tove Brink", a.Number, 7);
        await here.Answer("Rune Askholt", d.Number, resolves: true);
        Assert.Equal((2, 4, 5), ((await Month(here, 2027, 1)).Open, (await Month(here, 2027, 1)).Solved, (await Month(here, 2027, 1)).NeedlesCollected));
        here.Clock.Advance(TimeSpan.FromMinutes(1));
        var february = await Month(here, 2027, 2);
        Assert.Equal((0, 1, 7, 0), (february.Reports, february.Collected, february.NeedlesCollected, february.Open));
        Assert.Equal(new Took(null, null, 0), february.ToFetched);
    }

    [Theory, BothDatabases]
    public async Task Months_end_at_midnight_on_the_clocks_of_the_quarter(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        foreach (var (at, month) in new[]
        {
            (new DateTimeOffset(2027, 2, 28, 22, 59, 59, TimeSpan.Zero), 2), (new(2027, 2, 28, 23, 0, 0, TimeSpan.Zero), 3), // winter: an hour before UTC's
            (new(2027, 3, 31, 21, 59, 59, TimeSpan.Zero), 3), (new(2027, 3, 31, 22, 0, 0, TimeSpan.Zero), 4), // summer: two
            (new(2027, 10, 31, 22, 59, 59, TimeSpan.Zero), 10), (new DateTimeOffset(2027, 10, 31, 23, 0, 0, TimeSpan.Zero), 11),
        })
        {
            here.Clock.SetUtcNow(at);
            var before = (await Month(here, 2027, month)).Reports;
            await here.Report();
            here.Clock.Advance(TimeSpan.FromMilliseconds(1));
            Assert.Equal(before + 1, (await Month(here, 2027, month)).Reports);
        }

        var counted = new List<int>();
        for (var month = 1; month <= 12; month++) counted.Add((await Month(here, 2027, month)).Reports);
        Assert.Equal([0, 1, 2, 1, 0, 0, 0, 0, 0, 1, 1, 0], counted);
        Assert.Equal(new DateOnly(2027, 2, 1), await here.Do((CountMonth use) => use.FirstMonth(here.As("Henning Krage"), Cancel)));
    }

    private static Took Bare(Took took) => took with { LongestCase = null };

    private static Task<MonthFigures> Month(Neighbourhood here, int year, int month) => here.Do((CountMonth count) => count.Run(here.As("Tove Brink"), new(year, month, 1), Cancel));
}
