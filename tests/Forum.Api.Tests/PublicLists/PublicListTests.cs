using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.PublicLists;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Api.Tests.Pickups;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Api.Tests.PublicLists;

public sealed class PublicListTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("2027-01-12T06:59:59Z", "2027-01-12T07:00:00Z")]
    [InlineData("2027-01-12T07:00:00Z", "2027-01-12T11:00:00Z")]
    [InlineData("2027-01-12T19:00:00Z", "2027-01-13T07:00:00Z")]
    [InlineData("2027-03-27T19:00:00Z", "2027-03-28T06:00:00Z")] // clocks go forward in the night
    [InlineData("2027-03-28T00:30:00Z", "2027-03-28T06:00:00Z")]
    [InlineData("2027-10-30T18:00:00Z", "2027-10-31T07:00:00Z")] // and back
    [InlineData("2027-10-31T01:30:00Z", "2027-10-31T07:00:00Z")]
    [InlineData("2027-06-30T18:00:00Z", "2027-07-01T06:00:00Z")]
    public async Task The_next_hour_is_eight_twelve_sixteen_or_twenty_on_the_clocks_of_the_quarter(string after, string next)
    {
        await using var here = await Neighbourhood.Found(DatabaseKind.Sqlite);
        var invariant = System.Globalization.CultureInfo.InvariantCulture;
        Assert.Equal(DateTimeOffset.Parse(next, invariant), RemakePublicList.Next(here.Forum.Forum, DateTimeOffset.Parse(after, invariant)));
    }

    [Theory, BothDatabases]
    public async Task Nothing_public_changes_between_the_hours(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        Assert.Empty((await Public(here)).Cases);
        Assert.Equal(2, await here.Do((RemakePublicList use) => use.Run(Cancel)));
        var sent = await here.Report();
        await here.Acknowledge("Rune Askholt", sent.Number);
        here.Clock.SetUtcNow(new(2027, 1, 12, 10, 59, 59, TimeSpan.Zero));
        Assert.Equal(0, await here.Do((RemakePublicList use) => use.Run(Cancel)));
        Assert.Empty((await Public(here)).Cases);
        here.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(2, await here.Do((RemakePublicList use) => use.Run(Cancel)));
        Assert.Equal(0, await here.Do((RemakePublicList use) => use.Run(Cancel)));
        var list = await Public(here);
        Assert.Equal(new DateTimeOffset(2027, 1, 12, 15, 0, 0, TimeSpan.Zero), list.NextAt);
        Assert.Equal(new PublicCase(CategoryCode.NeedleWaste, "Ørnevej", false, new(2027, 1, 12), PublicStatus.Underway, null, false), Assert.Single(list.Cases));
        await here.Collected("Tove Brink", sent.Number);
        Assert.Equal(PublicStatus.Underway, Assert.Single((await Public(here)).Cases).Status);
        here.Clock.SetUtcNow(new(2027, 1, 12, 15, 0, 0, TimeSpan.Zero));
        await here.Do((RemakePublicList use) => use.Run(Cancel));
        Assert.Equal(PublicStatus.Solved, Assert.Single((await Public(here)).Cases).Status);
        Assert.Equal(3, (await here.Types()).Count(type => type == EventType.PublicListRemade));
    }

    [Theory, BothDatabases]
    public async Task A_case_that_nobody_has_seen_is_listed_when_it_is_twelve_hours_old(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        await here.Report();
        foreach (var (after, listed) in new[] { (TimeSpan.FromHours(12), 0), (TimeSpan.FromHours(12) + TimeSpan.FromSeconds(1), 1) })
        {
            here.Clock.SetUtcNow(Neighbourhood.Start + after);
            await here.Do((RemakePublicList use) => use.Run(here.Program, Cancel));
            Assert.Equal(listed, (await Public(here)).Cases.Count);
        }
    }

    [Theory, BothDatabases]
    public async Task Outsiders_see_no_indoor_street_no_private_matter_and_nothing_that_was_dismissed(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var indoors = await here.Report(Neighbourhood.Needles(ground: Ground.Indoors) with { Children = YesNo.Yes });
        var never = await here.Report(Neighbourhood.Needles() with { Category = CategoryCode.Concern });
        var dismissed = await here.Report();
        await here.Do((RemakePublicList use) => use.Run(here.Program, Cancel));
        var asta = here.As("Asta Lindvig");
        Assert.Empty((await here.Do((ReadPublicList use) => use.Quarter(asta, Cancel))).Cases); // not seen yet
        foreach (var sent in new[] { indoors, never, dismissed }) await here.Acknowledge("Rune Askholt", sent.Number);
        await here.Dismiss("Rune Askholt", dismissed.Number, DismissReason.Abuse);
        await here.Do((RemakePublicList use) => use.Run(here.Program, Cancel));
        Assert.Equal(new PublicCase(CategoryCode.NeedleWaste, null, true, new(2027, 1, 12), PublicStatus.Underway, null, false), Assert.Single((await Public(here)).Cases));
        Assert.Equal(new PublicCase(CategoryCode.NeedleWaste, null, true, new(2027, 1, 12), PublicStatus.Underway, null, true), Assert.Single((await here.Do((ReadPublicList use) => use.Quarter(asta, Cancel))).Cases));
        Assert.Empty(await here.Do((ReadPublicList use) => use.Same(here.Neighbour, CategoryCode.NeedleWaste, "Ørnevej", Cancel)));
    }

    private static Task<CoarseList> Public(Neighbourhood here) => here.Do((ReadPublicList use) => use.Run(here.Neighbour, Cancel));
}
