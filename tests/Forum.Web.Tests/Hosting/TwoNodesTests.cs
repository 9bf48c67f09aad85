using System.Net;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Web.Tests.Hosting;

/// <summary>What ends at one node ends at the other: pages and interface with the next request, open connections within ten seconds.</summary>
public sealed class TwoNodesTests
{
    private const string Rune = "Rune Askholt", Maja = "Maja Ellekilde";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Signing_out_at_one_node_ends_page_interface_and_connections_at_the_other()
    {
        await using var here = await Neighbourhood.Found(DatabaseKind.Postgres);
        await using var one = await here.Serve(clock: here.Clock);
        await using var two = await here.Serve(clock: here.Clock);
        var (at, there) = await Both(here, one, two);
        await using var watching = await Open(two, there, watch: true);
        await using var idle = await Open(two, there, watch: false);
        await using var somebody = await here.Live(two, "Tove Brink");
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), await Sees(there));

        await at.Press(await at.Page("/nordvest/mig"), "Log ud");

        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.Unauthorized), await Sees(there));
        await WithinTenSeconds(here, () => watching.State == HubConnectionState.Disconnected && idle.State == HubConnectionState.Disconnected);
        Assert.Equal(HubConnectionState.Connected, somebody.State);
    }

    [Theory]
    [InlineData(Role.Resident)]
    [InlineData(null)]
    public async Task Another_role_or_none_at_one_node_ends_what_the_old_one_could_see_at_the_other(Role? then)
    {
        await using var here = await Neighbourhood.Found(DatabaseKind.Postgres);
        await using var one = await here.Serve(clock: here.Clock);
        await using var two = await here.Serve(clock: here.Clock);
        var (_, there) = await Both(here, one, two);
        await using var watching = await Open(two, there, watch: true);
        await using var idle = await Open(two, there, watch: false);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), await Sees(there));

        if (then is { } role)
        {
            var phone = (await here.Do((ReachMember reach) => reach.ById(here.Forum.Forum.Id, here.Member(Rune).Id, Cancel)))!.Phone!;
            var invited = await At(one, (InviteMember invite) => invite.Run(here.As(Maja), new(Rune, role, null, phone), null, Cancel));
            await At(one, (AcceptInvitation accept) => accept.Run(here.Neighbour, invited.Secret, Cancel));
        }
        else
        {
            await At(one, (EndMembership end) => end.Run(here.As(Maja), here.Member(Rune).Id, null, Cancel));
        }

        var (page, board) = await Sees(there);
        Assert.True(page is not HttpStatusCode.OK && board is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized, $"{page}, {board}");
        // Whoever is invited anew signs in anew; else the session goes on, and asks from now on as what the person has become.
        await WithinTenSeconds(here, () => watching.State == HubConnectionState.Disconnected && (then is null || idle.State == HubConnectionState.Disconnected));
        if (then is not null) return;
        var head = await here.Do((ReadEvents events) => events.Head(here.Forum.Forum.Id, Cancel));
        var before = two.Services.GetRequiredService<LiveCursor>().Protect(ReaderKind.Of(here.As(Rune)), head);
        Assert.True((await idle.InvokeAsync<JoinAnswer>("WatchForum", "nordvest", before, Cancel)).Reload);
    }

    private static async Task<(Visitor At, Visitor There)> Both(Neighbourhood here, ForumHost one, ForumHost two)
    {
        var (at, there) = (await here.Browser(one, Rune), await here.Browser(two));
        foreach (var (name, cookie) in at.Cookies.All) there.Cookies.Put(name, cookie.Value.ToString());
        return (at, there);
    }

    private static async Task<HubConnection> Open(ForumHost host, Visitor by, bool watch)
    {
        var hub = host.Hub(by: by);
        await hub.StartAsync(Cancel);
        if (watch) await hub.InvokeAsync<JoinAnswer>("WatchForum", "nordvest", null, Cancel);
        return hub;
    }

    private static async Task<(HttpStatusCode Page, HttpStatusCode Board)> Sees(Visitor visitor)
    {
        using var handler = new HttpRequestMessage(HttpMethod.Get, "/api/v1/forums/nordvest/reports/");
        using var board = await visitor.Http.SendAsync(handler, Cancel);
        var page = await visitor.Page("/nordvest/overblik");
        return (page.Url.Contains("/log-ind", StringComparison.Ordinal) ? HttpStatusCode.Redirect : page.StatusCode, board.StatusCode);
    }

    // The clock stands still but for these ten seconds; what they set off may take its time.
    private static async Task WithinTenSeconds(Neighbourhood here, Func<bool> condition)
    {
        var seconds = 0;
        await Eventually.True(() =>
        {
            if (condition()) return true;
            if (seconds++ < 10) here.Clock.Advance(TimeSpan.FromSeconds(1));
            return false;
        }, what: "open connections have ended");
    }

    private static async Task<T> At<TUse, T>(ForumHost host, Func<TUse, Task<T>> act)
        where TUse : notnull
    {
        await using var scope = host.Services.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<TUse>());
    }
}
