using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Barriers;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Api.Tests.Barriers;

public sealed class BarrierTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task What_is_told_waits_for_the_coordinator_of_that_forum_until_it_is_handled(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        await Tell(here, "Kortet kan ikke nås med tastatur. 010190-1234", "asta@asta.example");
        var told = Assert.Single(await Browse(here, here.As("Maja Ellekilde")));
        Assert.StartsWith("Kortet kan ikke nås med tastatur.", told.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("1234", told.Words, StringComparison.Ordinal);
        Assert.Equal("asta@asta.example", told.Contact);
        Assert.Empty(await Browse(here, here.Elsewhere("Vibeke Juul")));
        await Assert.ThrowsAsync<Refused>(() => Handle(here, here.Elsewhere("Vibeke Juul"), told.Id));
        await Handle(here, here.As("Maja Ellekilde"), told.Id);
        Assert.Empty(await Browse(here, here.As("Maja Ellekilde")));
    }

    [Theory, BothDatabases]
    public async Task Pressed_twice_it_is_told_once_and_without_words_it_is_not_told(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var key = Guid.NewGuid().ToString();
        await Tell(here, "Knappen har intet navn.", key: key);
        await Tell(here, "Knappen har intet navn.", key: key);
        Assert.Single(await Browse(here, here.As("Maja Ellekilde")));
        foreach (var (words, field) in new[] { ("  ", "words"), (new string('a', 2001), "words") })
            Assert.Equal(field, Assert.Single((await Assert.ThrowsAsync<Refused>(() => Tell(here, words))).Faults).Field);
        Assert.Equal("contact", Assert.Single((await Assert.ThrowsAsync<Refused>(() => Tell(here, "a", new string('1', 121)))).Faults).Field);
    }

    [Theory, BothDatabases]
    public async Task A_forum_takes_twenty_in_an_hour(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        for (var n = 0; n < 20; n++) await Tell(here, $"Nummer {n}");
        Assert.Equal(RefusalCode.TooMany, (await Assert.ThrowsAsync<Refused>(() => Tell(here, "Nummer 21"))).Code);
        here.Clock.Advance(TimeSpan.FromMinutes(61));
        await Tell(here, "En time efter");
    }

    [Theory, BothDatabases]
    public async Task It_is_erased_thirty_days_after_it_was_handled_and_after_a_year_in_any_case(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        await Tell(here, "Håndteret");
        await Handle(here, here.As("Maja Ellekilde"), Assert.Single(await Browse(here, here.As("Maja Ellekilde"))).Id);
        await Tell(here, "Glemt");
        here.Clock.Advance(TimeSpan.FromDays(29));
        await here.Do((EraseExpired erase) => erase.Run(Cancel));
        Assert.Equal(2, await here.Db(db => db.Barriers.CountAsync(Cancel)));
        here.Clock.Advance(TimeSpan.FromDays(2));
        await here.Do((EraseExpired erase) => erase.Run(Cancel));
        Assert.Single(await Browse(here, here.As("Maja Ellekilde")));
        Assert.Equal(1, await here.Db(db => db.Barriers.CountAsync(Cancel)));
        here.Clock.Advance(TimeSpan.FromDays(335));
        await here.Do((EraseExpired erase) => erase.Run(Cancel));
        Assert.Equal(0, await here.Db(db => db.Barriers.CountAsync(Cancel)));
    }

    private static Task<bool> Tell(Neighbourhood here, string words, string? contact = null, string? key = null) =>
        here.Do((TellBarrier tell) => tell.Run(here.Neighbour, new(words, contact), key, Cancel));

    private static Task<IReadOnlyList<BarrierRow>> Browse(Neighbourhood here, Actor actor) => here.Do((BrowseBarriers browse) => browse.Run(actor, Cancel));

    private static Task<bool> Handle(Neighbourhood here, Actor actor, Guid id) => here.Do((HandleBarrier handle) => handle.Run(actor, id, null, Cancel));
}
