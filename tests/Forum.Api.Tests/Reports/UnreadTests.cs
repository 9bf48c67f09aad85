using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Pickups;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Api.Tests.Reports;

public sealed class UnreadTests
{
    private const string Tove = "Tove Brink", Ida = "Ida Falkentoft", Lea = "Lea Stougard", Asta = "Asta Lindvig";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task New_is_what_others_did_since_one_read_it_and_nothing_from_before_the_first_sign_in(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var old = await here.Report();
        Assert.Empty(await News(here, Tove));
        await SignIn(here, Tove, Ida);
        Assert.Empty(await News(here, Tove));

        var fresh = await here.Report(Neighbourhood.Needles("Svanevej 2"));
        Assert.Equal([fresh.Number], await News(here, Tove));
        Assert.True(await Read(here, Tove, fresh.Number));
        Assert.False(await Read(here, Tove, fresh.Number));
        Assert.Empty(await News(here, Tove));
        Assert.Equal([fresh.Number], await News(here, Ida));

        // What one does oneself is no news, to the others it is.
        await here.Do((AcknowledgeReport see) => see.Run(here.As(Tove), old.Number, null, Cancel));
        Assert.Empty(await News(here, Tove));
        Assert.Equal([fresh.Number, old.Number], (await News(here, Ida)).Order(Comparer<string>.Create((a, b) => a == b ? 0 : a == fresh.Number ? -1 : 1)));
        await here.Do((AcceptPickup take) => take.Run(here.As(Ida), fresh.Number, null, Cancel));
        Assert.Equal([fresh.Number], await News(here, Tove));
    }

    [Theory, BothDatabases]
    public async Task The_police_hear_of_their_cases_only_and_a_resident_of_the_resident_s_own(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        await SignIn(here, Tove, Lea, Asta);
        var near = await here.Report(Neighbourhood.Needles("Mejsevænget 11"));
        var inside = await here.Report(Neighbourhood.Needles("Svanevej 2", Ground.Indoors));
        var theirs = await here.Do((BrowseBoard board) => board.Run(here.As(Lea), Cancel));
        Assert.Equal(theirs.Select(row => row.Number).Order(), (await News(here, Lea)).Order());
        Assert.Equal(2, (await News(here, Tove)).Count);
        Assert.DoesNotContain(inside.Number, await News(here, Lea));
        Assert.Equal(RefusalCode.NotFound, await Refusals.Code(Read(here, Lea, inside.Number)));

        Assert.Empty(await News(here, Asta));
        Assert.Equal((false, false), (await Read(here, Asta, near.Number), await Read(here, Asta, "NV-0000")));
        await here.Do((KeepCase keep) => keep.Run(here.As(Asta), near.Secret, Cancel));
        await Read(here, Asta, near.Number);
        Assert.Empty(await News(here, Asta));
        await here.Do((AcknowledgeReport see) => see.Run(here.As(Tove), near.Number, null, Cancel));
        Assert.Equal([near.Number], await News(here, Asta));
        await Read(here, Asta, near.Number);
        await here.Do(async (AddToReport add) => await add.Run((await here.Holder(near))!, "Der er flere.", null, Cancel));
        Assert.Empty(await News(here, Asta));
    }

    [Theory, BothDatabases]
    public async Task A_member_s_other_device_hears_that_something_was_read_on_every_node_and_nobody_else_does(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        await using var one = await here.Serve();
        // SQLite has one node.
        await using var two = kind is DatabaseKind.Postgres ? await here.Serve() : null;
        await using var other = await here.Live(two ?? one, Tove);
        await using var colleague = await here.Live(two ?? one, Ida);
        var (heard, overheard, later) = (0, 0, 0);
        other.On("news", () => Interlocked.Increment(ref heard));
        colleague.On("news", () => Interlocked.Increment(ref overheard));
        colleague.On<object>("event", _ => Interlocked.Increment(ref later));
        foreach (var hub in new[] { other, colleague }) await hub.InvokeAsync<JoinAnswer>("WatchForum", "nordvest", null, Cancel);
        var sent = await here.Report();
        var tove = await here.Browser(one, Tove);
        // A node may still be opening its line to the others: reading again something new tells again.
        await Eventually.True(async () =>
        {
            await here.Do(async (AddToReport add) => await add.Run((await here.Holder(sent))!, "Der er flere.", null, Cancel));
            using var read = new HttpRequestMessage(HttpMethod.Put, $"/api/v1/forums/nordvest/reports/{sent.Number}/read");
            Assert.Equal(System.Net.HttpStatusCode.NoContent, (await tove.Http.SendAsync(read, Cancel)).StatusCode);
            return Volatile.Read(ref heard) > 0;
        });
        await Eventually.True(() => Volatile.Read(ref later) > 0);
        Assert.Equal(0, Volatile.Read(ref overheard));
    }

    [Theory, BothDatabases]
    public async Task How_far_somebody_has_read_stands_in_their_data_and_goes_with_the_case_or_the_person(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        await SignIn(here, Tove, Ida);
        var (first, second) = (await here.Report(), await here.Report(Neighbourhood.Needles("Svanevej 2")));
        foreach (var name in new[] { Tove, Ida }) foreach (var sent in new[] { first, second }) await Read(here, name, sent.Number);
        var place = Assert.Single((await here.Do((ReadOwnData read) => read.Run(here.As(Ida), Cancel))).Places);
        Assert.Equal([first.Number, second.Number], place.Reads.Select(read => read.Case));
        Assert.All(place.Reads, read => Assert.Equal(Neighbourhood.Start, read.Until));

        await here.Do((ConfirmCollected confirm) => confirm.Run(here.As(Ida), first.Number, new(3, null), null, Cancel));
        here.Clock.Advance(TimeSpan.FromDays(8));
        await here.Do((CloseResolved close) => close.Run(Cancel));
        here.Clock.Advance(TimeSpan.FromDays(29));
        await here.Do((EraseExpired erase) => erase.Run(Cancel));
        Assert.Equal(4, await Rows(here));
        here.Clock.Advance(TimeSpan.FromDays(2));
        await here.Do((EraseExpired erase) => erase.Run(Cancel));
        Assert.Equal(2, await Rows(here));

        await here.Do(async (ErasePerson erase) => await erase.Run(await here.SignedIn(Ida), Cancel));
        Assert.Equal(1, await Rows(here));
        Assert.Null(await here.Db(db => db.Members.Where(m => m.Id == here.Member(Ida).Id).Select(m => m.NewsFrom).SingleAsync(Cancel)));
    }

    private static Task<int> Rows(Neighbourhood here) => here.Db(db => db.CaseReads.CountAsync(Cancel));

    private static Task<IReadOnlyList<string>> News(Neighbourhood here, string name) => here.Do((BrowseNews browse) => browse.Run(here.As(name), Cancel));

    private static Task<bool> Read(Neighbourhood here, string name, string number) => here.Do((MarkRead mark) => mark.Run(here.As(name), number, Cancel));

    private static async Task SignIn(Neighbourhood here, params string[] names)
    {
        foreach (var name in names) await here.Db(db => Member.BeginNews(db, here.PersonOf(name)));
    }
}
