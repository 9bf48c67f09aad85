using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.HandOvers;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Api.Tests.Pickups;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Api.Tests.HandOvers;

/// <summary>Somebody without an account answers by a link, and sees no more than staff chose.</summary>
public sealed class HandOverTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(HandedPlace.None, null)]
    [InlineData(HandedPlace.Street, "Ørnevej")]
    [InlineData(HandedPlace.Exact, "Ørnevej 6, bag skuret")]
    public async Task The_one_outside_sees_what_staff_chose_and_nothing_of_the_neighbour(HandedPlace place, string? shown)
    {
        await using var here = await Neighbourhood.Found(DatabaseKind.Sqlite);
        var sent = await here.Report(Neighbourhood.Needles() with { Place = new() { Written = "Ørnevej 6", Detail = "bag skuret" }, Words = "Mine egne ord", Phone = "95 00 00 77" });
        var secret = await here.HandOver(sent.Number, place);
        var view = await Look(here, secret);
        Assert.Equal(new("Viceværten i nr. 8", CategoryCode.NeedleWaste, shown, "Vil I se efter i porten?", "Herberget", Neighbourhood.Start.AddDays(3), false), view);
    }

    [Theory, BothDatabases]
    public async Task Taken_stays_open_until_it_is_done_and_then_the_link_is_spent(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var sent = await here.Report();
        var secret = await here.HandOver(sent.Number);
        Assert.True(await Say(here, secret, OutsideAnswer.Taken));
        here.Clock.Advance(TimeSpan.FromDays(5));
        Assert.True((await Look(here, secret))!.IsTaken);
        Assert.True(await Say(here, secret, OutsideAnswer.Done, "Det er fejet op"));
        Assert.Null(await Look(here, secret));
        Assert.False(await Say(here, secret, OutsideAnswer.NotOurs));
        var seen = await here.Do((ReadCase use) => use.Run(here.As("Rune Askholt"), sent.Number, Cancel));
        Assert.Equal((OutsideAnswer.Done, "Det er fejet op"), (seen.HandedOver!.Answer, seen.Timeline[0].Words));
        // What somebody outside says ends nothing: staff decide.
        Assert.True((await here.Case(sent.Number)).IsOpen);
    }

    [Theory, BothDatabases]
    public async Task Without_an_answer_the_team_has_it_again_and_is_told_once(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var sent = await here.Report();
        var secret = await here.HandOver(sent.Number, days: 1);
        Assert.Equal(0, await here.Do((TellOverdue use) => use.Run(Cancel)));
        here.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Null(await Look(here, secret));
        Assert.Equal(1, await here.Do((TellOverdue use) => use.Run(Cancel)));
        Assert.Equal(0, await here.Do((TellOverdue use) => use.Run(Cancel)));
        Assert.Single(await here.Types(sent.Number), EventType.HandOverOverdue);
        Assert.True((await here.Do((BrowseBoard use) => use.Run(here.As("Rune Askholt"), Cancel))).Single().HandedOver!.IsLate);
        Assert.NotEmpty(await here.HandOver(sent.Number));
    }

    [Theory, BothDatabases]
    public async Task Taken_back_or_with_the_case_over_it_opens_nothing(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var (first, second) = (await here.Report(), await here.Report());
        var secret = await here.HandOver(first.Number);
        Assert.Equal(RefusalCode.NotNow, await Refusals.Code(here.HandOver(first.Number)));
        Assert.True(await here.Do((RevokeHandOver use) => use.Run(here.As("Rune Askholt"), first.Number, null, Cancel)));
        Assert.Null(await Look(here, secret));
        var other = await here.HandOver(second.Number);
        await here.Collected("Jens Molbæk", second.Number);
        Assert.Null(await Look(here, other));
        Assert.Null(await Look(here, new string('x', 27)));
        var again = await here.HandOver(first.Number);
        Assert.NotNull(await Look(here, again));
        Assert.Null(await here.Do((ReadHandOver use) => use.Run(Actor.Anyone(here.Other.Forum.Id, ""), again, Cancel)));
    }

    [Theory, BothDatabases]
    public async Task The_neighbour_reads_to_whom_it_was_sent_and_not_what_they_write(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var sent = await here.Report();
        var secret = await here.HandOver(sent.Number);
        await Say(here, secret, OutsideAnswer.NotOurs, "Spørg nr. 10");
        var holder = await here.Holder(sent);
        var own = await here.Do((ReadCase use) => use.Own(holder, Cancel));
        Assert.Equal("Viceværten i nr. 8", own.Timeline.Single(line => line.Type == EventType.CaseHandedOver).Words);
        Assert.Null(own.HandedOver);
        Assert.Null(own.Timeline.Single(line => line.Type == EventType.HandOverAnswered).Words);
    }

    [Theory, BothDatabases]
    public async Task Only_a_hash_of_the_link_is_kept_and_all_of_it_goes_with_the_case(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var sent = await here.Report();
        var secret = await here.HandOver(sent.Number);
        Assert.True(secret.Length * 6 >= 128);
        Assert.DoesNotContain(secret, await here.Db(db => db.HandOvers.Select(h => h.Hash).SingleAsync(Cancel)), StringComparison.Ordinal);
        await here.Collected("Jens Molbæk", sent.Number);
        await here.Closed(sent.Number);
        here.Clock.Advance(TimeSpan.FromDays(4000));
        await here.Do((EraseExpired use) => use.Run(Cancel));
        Assert.Equal(0, await here.Db(db => db.HandOvers.CountAsync(Cancel)));
    }

    [Theory]
    [InlineData("", "Ord", 3, "name")]
    [InlineData("Vært", "", 3, "words")]
    [InlineData("Vært", "Ord", 0, "days")]
    [InlineData("Vært", "Ord", 15, "days")]
    public async Task What_is_missing_is_said(string name, string words, int days, string field)
    {
        await using var here = await Neighbourhood.Found(DatabaseKind.Sqlite);
        var sent = await here.Report();
        var refused = await Refusals.Of(here.Do((HandOverCase use) => use.Run(here.As("Rune Askholt"), sent.Number, new(name, words, HandedPlace.None, days), null, Cancel)));
        Assert.Equal(field, Assert.Single(refused.Faults).Field);
    }

    private static Task<OutsideView?> Look(Neighbourhood here, string secret) => here.Do((ReadHandOver use) => use.Run(here.Neighbour, secret, Cancel));

    private static Task<bool> Say(Neighbourhood here, string secret, OutsideAnswer answer, string? words = null) => here.Do((AnswerHandOver use) => use.Run(here.Neighbour, secret, new(answer, words), null, Cancel));
}
