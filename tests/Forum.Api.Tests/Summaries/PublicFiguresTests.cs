using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.PublicLists;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Api.Summaries;
using Tryghedsforum.Api.Tests.Pickups;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Api.Tests.Summaries;

public sealed class PublicFiguresTests
{
    private static readonly DateOnly January = new(2027, 1, 1);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task Everybody_reads_a_published_month_from_the_next_fixed_hour_on(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        await here.Report();
        here.Clock.SetUtcNow(new(2027, 2, 1, 9, 0, 0, TimeSpan.Zero));
        await Remake(here);
        await here.Do((MakeSummaries make) => make.Run(Cancel));
        Assert.Equal(RefusalCode.NotFound, await Refusals.Code(Read(here, January)));
        here.Clock.Advance(TimeSpan.FromMinutes(5));
        await Publish(here, January, 1);
        Assert.Equal(RefusalCode.NotFound, await Refusals.Code(Read(here, January)));
        Assert.Empty(await here.Do((BrowsePublicFigures browse) => browse.Run(here.Neighbour, Cancel)));
        here.Clock.SetUtcNow(new(2027, 2, 1, 11, 0, 0, TimeSpan.Zero));
        await Remake(here);
        var page = await Read(here, null);
        Assert.Equal((January, 1, 1, null), (page.Version.Month, page.Version.Version, page.Figures.Reports, page.Streets));
        Assert.Equal(new PublicMonth(January, 1, new(2027, 2, 1)), Assert.Single(await here.Do((BrowsePublicFigures browse) => browse.Run(here.Neighbour, Cancel))));
        Assert.Equal(RefusalCode.NotFound, await Refusals.Code(Read(here, January, 2)));
    }

    [Theory, BothDatabases]
    public async Task A_typical_time_is_said_of_five_cases_and_not_of_four(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        await Fetched(here, PublicFigures.LeastForTime - 1);
        here.Clock.SetUtcNow(new(2027, 2, 2, 9, 0, 0, TimeSpan.Zero));
        await Fetched(here, PublicFigures.LeastForTime);
        here.Clock.SetUtcNow(new(2027, 3, 1, 9, 0, 0, TimeSpan.Zero));
        await here.Do((MakeSummaries make) => make.Run(Cancel));
        foreach (var month in new[] { January, January.AddMonths(1) }) await Publish(here, month, 1);
        await Remake(here);
        Assert.Null((await Read(here, January)).Figures.HoursToFetched);
        Assert.Equal(3, (await Read(here, January.AddMonths(1))).Figures.HoursToFetched);
    }

    [Theory, BothDatabases]
    public async Task Streets_are_told_once_for_twelve_months_and_a_correction_does_not_change_them(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var outside = await here.Report();
        await here.Report(Neighbourhood.Needles("Hillerødgade 45", Ground.Indoors));
        await here.Dismiss("Rune Askholt", (await here.Report(Neighbourhood.Needles("Svanevej 3"))).Number, DismissReason.BelongsElsewhere, "Vejdirektoratet");
        for (var month = January; month < new DateOnly(2028, 1, 1); month = month.AddMonths(1))
        {
            here.Clock.SetUtcNow(new(month.AddMonths(1).ToDateTime(new(9, 0)), TimeSpan.Zero));
            await here.Do((MakeSummaries make) => make.Run(Cancel));
            await Remake(here);
            Assert.Null((await Refusals.Code(Read(here, null))) is null ? (await Read(here, null)).Streets : null);
            await Publish(here, month, 1);
        }

        await Remake(here);
        var table = (await Read(here, null)).Streets!;
        Assert.Equal((January, new DateOnly(2028, 1, 1), 2), (table.From, table.Until, table.Elsewhere));
        Assert.Equal([new PublicStreetCount("Ørnevej", 1)], table.Streets);
        // The case turns out to have been indoors: the figures are corrected, the table is as it was, or everybody could tell which street a door is in.
        await here.Do((CorrectReport use) => use.Run(here.As("Rune Askholt"), outside.Number, new() { Category = CategoryCode.NeedleWaste, Ground = Ground.Indoors, Place = new() { Written = "Ørnevej 6" } }, null, Cancel));
        await here.Do((CorrectSummary correct) => correct.Run(here.As("Maja Ellekilde"), January, null, Cancel));
        await Publish(here, January, 2);
        here.Clock.Advance(TimeSpan.FromDays(1));
        await Remake(here);
        Assert.Equal(table.Streets, (await Read(here, new(2027, 12, 1))).Streets!.Streets);
        Assert.Null((await Read(here, January)).Streets);
        Assert.Equal((2, true), ((await Read(here, January)).Version.Version, (await Read(here, January, 1)).IsOld));
    }

    private static async Task Fetched(Neighbourhood here, int cases)
    {
        for (var n = 0; n < cases; n++)
        {
            var sent = await here.Report();
            here.Clock.Advance(TimeSpan.FromHours(3));
            await here.Collected("Tove Brink", sent.Number, 1);
        }
    }

    private static Task<bool> Remake(Neighbourhood here) => here.Do((RemakePublicList remake) => remake.Run(here.Program, Cancel));

    private static Task<bool> Publish(Neighbourhood here, DateOnly month, int version) => here.Do((PublishSummary publish) => publish.Run(here.As("Maja Ellekilde"), month, new(version, Changed: "Rettet."), null, Cancel));

    private static Task<PublicMonthView> Read(Neighbourhood here, DateOnly? month, int? version = null) => here.Do((ReadPublicFigures read) => read.Run(here.Neighbour, month, version, Cancel));
}
