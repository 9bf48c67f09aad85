using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Api.Tests.Events;

public sealed class LiveTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task A_commit_between_joining_and_the_answer_reaches_everybody_once_or_twice_but_never_not(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        await using var host = await here.Serve();
        var cursor = Cursor(host, here.As("Rune Askholt"));
        var clients = await Task.WhenAll(Enumerable.Range(0, 24).Select(_ => Task.Run(async () => new Client(await here.Live(host, "Rune Askholt")))));
        // Connected before, and not for ever: whoever has missed more than two hundred is told to load the page anew.
        var (stop, most) = (false, 150);
        var writing = Task.Run(async () =>
        {
            while (!Volatile.Read(ref stop) && most-- > 0) await DropOff(host, here);
        }, Cancel);
        await Task.WhenAll(clients.Select(client => Task.Run(async () => Assert.False((await client.Watch(cursor)).Reload))));
        Volatile.Write(ref stop, true);
        await writing;
        await AllHaveAll(here, clients.Select(client => (client, Audience.Partners)));
        foreach (var client in clients) await client.DisposeAsync();
    }

    [Theory]
    [InlineData("Asta Lindvig", false)]
    [InlineData("Lea Stougard", true)]
    [InlineData(null, false)]
    public async Task Others_learn_no_number_and_no_event_that_is_not_theirs(string? name, bool numbers)
    {
        await using var here = await Neighbourhood.Found(DatabaseKind.Sqlite);
        await using var host = await here.Serve();
        await using var client = new Client(await here.Live(host, name));
        await client.Watch(Cursor(host, name is null ? here.Neighbour : here.As(name)));
        await using var partner = new Client(await here.Live(host, "Rune Askholt"));
        await partner.Watch(null);
        var near = await Act(host, (SubmitReport use) => use.Run(here.Neighbour, Neighbourhood.Needles("Mejsevænget 11"), null, Cancel));
        await Act(host, (SubmitReport use) => use.Run(here.Neighbour, Neighbourhood.Needles("Svanevej 2", Ground.Indoors), null, Cancel));
        await Act(host, (AcknowledgeReport use) => use.Run(here.As("Rune Askholt"), near.Number, null, Cancel));
        await Act(host, (Api.PublicLists.RemakePublicList use) => use.Run(here.Program, Cancel));
        await Eventually.True(() => partner.Got.Any(e => e.Type == nameof(EventType.PublicListRemade)));
        var bits = name switch { null => Audience.Public, "Lea Stougard" => Audience.Police, _ => Audience.Residents };
        await AllHaveAll(here, [(client, bits)]);
        Assert.NotEmpty(client.Got);
        Assert.All(client.Got, e => Assert.Equal(numbers && e.Row is not null ? near.Number : null, e.Number));
        Assert.Equal(numbers, client.Got.Any(e => e.Number == near.Number));
        if (!numbers) Assert.All(client.Got, e => Assert.True(e.Row is null && e.Type is "Changed" or nameof(EventType.PublicListRemade)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("garbage")]
    [InlineData("another kind")]
    [InlineData("ahead")]
    public async Task A_cursor_that_says_nothing_is_answered_with_reload(string cursor)
    {
        await using var here = await Neighbourhood.Found(DatabaseKind.Sqlite);
        await here.Report();
        await using var host = await here.Serve();
        var sent = cursor switch
        {
            "another kind" => await Act(host, (PageCursor use) => use.For(here.As("Asta Lindvig"), Cancel)),
            "ahead" => host.Services.GetRequiredService<LiveCursor>().Protect(ReaderKind.Of(here.As("Rune Askholt")), 4711),
            _ => cursor,
        };
        await using var client = new Client(await here.Live(host, "Rune Askholt"));
        var answer = await client.Watch(sent);
        Assert.True(answer.Reload);
        Assert.Empty(answer.Events);
        await using var right = new Client(await here.Live(host, "Rune Askholt"));
        Assert.False((await right.Watch(answer.Cursor)).Reload);
    }

    [Theory]
    [InlineData("session")]
    [InlineData("role")]
    [InlineData("member")]
    [InlineData("link")]
    public async Task Whoever_loses_the_right_loses_the_open_connection_within_ten_seconds(string lost)
    {
        await using var here = await Neighbourhood.Found(DatabaseKind.Sqlite);
        var sent = await here.Report();
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(Neighbourhood.Start);
        await using var host = await here.Serve(clock: clock);
        await using var client = new Client(await here.Live(host, lost == "link" ? null : "Rune Askholt"));
        await using var other = new Client(await here.Live(host, "Tove Brink"));
        await other.Watch(null);
        if (lost == "link") await client.Hub.InvokeAsync<JoinAnswer>("WatchCase", sent.Secret, null, Cancel);
        else await client.Watch(null);
        clock.Advance(TimeSpan.FromSeconds(5));
        await Task.Yield();
        var (rune, now) = (here.Member("Rune Askholt"), here.Clock.GetUtcNow());
        if (lost == "link") await here.Do((ShowNewLink use) => use.Run(here.As("Rune Askholt"), sent.Number, null, Cancel));
        else if (lost == "role") await here.Do(async (ChangeMember change) => await change.Run(here.As("Maja Ellekilde"), rune.Id, (await Settings(here, rune.Id)) with { Role = Role.Resident, Team = null }, null, Cancel));
        else await here.Db(db => lost switch
        {
            "session" => db.Sessions.Where(s => s.PersonId == rune.PersonId).ExecuteUpdateAsync(set => set.SetProperty(s => s.EndedAt, now), Cancel),
            _ => db.Members.Where(m => m.Id == rune.Id).ExecuteUpdateAsync(set => set.SetProperty(m => m.EndedAt, now), Cancel),
        });
        Assert.Equal(HubConnectionState.Connected, client.Hub.State);
        for (var second = 0; second < 10 && client.Hub.State == HubConnectionState.Connected; second++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            for (var i = 0; i < 20 && second % 5 == 4 && client.Hub.State == HubConnectionState.Connected; i++) await Task.Delay(50, Cancel);
        }

        await Eventually.True(() => client.Hub.State == HubConnectionState.Disconnected);
        Assert.Equal(HubConnectionState.Connected, other.Hub.State);
    }

    [Fact]
    public async Task Another_sites_page_is_refused_at_negotiation_and_at_the_socket()
    {
        await using var here = await Neighbourhood.Found(DatabaseKind.Sqlite);
        await using var host = await here.Serve();
        var browser = await here.Browser(host, "Rune Askholt");
        foreach (var (origin, expected) in new[] { ("https://evil.example", HttpStatusCode.Forbidden), ("https://localhost", HttpStatusCode.OK) })
        {
            using var negotiate = new HttpRequestMessage(HttpMethod.Post, "/live/negotiate?negotiateVersion=1");
            browser.Http.DefaultRequestHeaders.Remove("Origin");
            negotiate.Headers.Add("Origin", origin);
            Assert.Equal(expected, (await browser.Http.SendAsync(negotiate, Cancel)).StatusCode);
            var socket = host.Server.CreateWebSocketClient();
            socket.ConfigureRequest = request => (request.Headers.Origin, request.Headers.Cookie) = (origin, browser.Cookies.Header);
            var opened = await Record.ExceptionAsync(async () => (await socket.ConnectAsync(new(host.Address, "/live"), Cancel)).Dispose());
            Assert.Equal(expected == HttpStatusCode.OK, opened is null);
        }
    }

    [Fact]
    public async Task A_long_message_and_a_second_watch_are_refused_and_odd_names_find_nothing()
    {
        await using var here = await Neighbourhood.Found(DatabaseKind.Sqlite);
        await using var host = await here.Serve();
        await using (var flood = new Client(await here.Live(host)))
        {
            await Assert.ThrowsAnyAsync<Exception>(() => flood.Hub.InvokeAsync<JoinAnswer>("WatchCase", new string('x', 5000), null, Cancel));
            await Eventually.True(() => flood.Hub.State == HubConnectionState.Disconnected);
        }

        await using var client = new Client(await here.Live(host));
        foreach (var slug in new[] { "unknown", "", "a\0b", new string('x', 1000) })
            Assert.Contains("not found", (await Assert.ThrowsAsync<HubException>(() => client.Hub.InvokeAsync<JoinAnswer>("WatchForum", slug, null, Cancel))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<HubException>(() => client.Hub.InvokeAsync<JoinAnswer>("WatchCase", null, null, Cancel));
        await client.Watch(null);
        await Assert.ThrowsAsync<HubException>(() => client.Watch(null));
        await client.Hub.DisposeAsync();
        // Who comes and goes takes nobody else's place.
        await using var stays = new Client(await here.Live(host, "Rune Askholt"));
        await stays.Watch(Cursor(host, here.As("Rune Askholt")));
        for (var i = 0; i < 20; i++)
        {
            var brief = await here.Live(host, "Rune Askholt");
            var watching = brief.InvokeAsync<JoinAnswer>("WatchForum", "nordvest", null, Cancel);
            await brief.DisposeAsync();
            await Record.ExceptionAsync(() => watching);
        }

        await DropOff(host, here);
        await AllHaveAll(here, [(stays, Audience.Partners)]);
        Assert.DoesNotContain(host.Log.All, line => line.StartsWith("Error Tryghedsforum", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_commit_on_one_node_reaches_a_page_of_the_other()
    {
        await using var here = await Neighbourhood.Found(DatabaseKind.Postgres);
        await using var one = await here.Serve();
        await using var other = await here.Serve();
        await using var client = new Client(await here.Live(other, "Rune Askholt"));
        await client.Watch(Cursor(other, here.As("Rune Askholt")));
        for (var i = 0; i < 5; i++) await DropOff(one, here);
        await AllHaveAll(here, [(client, Audience.Partners)]);
    }

    internal static async Task AllHaveAll(Neighbourhood here, IEnumerable<(Client Client, Audience Bits)> clients)
    {
        foreach (var (client, bits) in clients)
        {
            // The program's own rounds may write another event at any time.
            IReadOnlyList<Guid> readable = [];
            await Eventually.True(async () => client.Got.Count >= (readable = await Readable(here, bits)).Count);
            Assert.Equal(readable, client.Got.Take(readable.Count).Select(e => e.Id));
        }
    }

    internal static async Task<IReadOnlyList<Guid>> Readable(Neighbourhood here, Audience bits) =>
        await here.Db(db => db.ReadableEvents(here.Forum.Forum.Id, bits).OrderBy(e => e.Seq).Select(e => e.Id).ToListAsync(Cancel));

    internal static async Task<T> Act<TUse, T>(ForumHost host, Func<TUse, Task<T>> act)
        where TUse : notnull
    {
        await using var scope = host.Services.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<TUse>());
    }

    private static async Task<MemberSettings> Settings(Neighbourhood here, Guid member)
    {
        var now = (await here.Do((BrowseMembers browse) => browse.Run(here.As("Maja Ellekilde"), Cancel))).Members.Single(one => one.Id == member);
        return new() { Role = now.Role, Team = now.Team, Name = now.Name, Version = now.Version };
    }

    internal static Task<bool> DropOff(ForumHost host, Neighbourhood here) => Act(host, (Api.DropOffs.RecordDropOff use) => use.Run(here.As("Rune Askholt"), 1, null, Cancel));

    /// <summary>The cursor of somebody who has seen nothing yet.</summary>
    internal static string Cursor(ForumHost host, Actor actor) => host.Services.GetRequiredService<LiveCursor>().Protect(ReaderKind.Of(actor), 0);

    /// <summary>A page as the browser's script keeps it: pushes wait for the answer, and what was seen is dropped.</summary>
    internal sealed class Client : IAsyncDisposable
    {
        private readonly ConcurrentQueue<LiveEvent> early = new();
        private readonly HashSet<Guid> seen = [];
        private readonly List<LiveEvent> got = [];
        private readonly Lock turn = new();
        private bool answered;

        public Client(HubConnection hub)
        {
            Hub = hub;
            hub.On<LiveEvent>("event", Take);
        }

        public HubConnection Hub { get; }

        public string? Cursor { get; private set; }

        public IReadOnlyList<LiveEvent> Got
        {
            get { lock (turn) return [.. got]; }
        }

        public async Task<JoinAnswer> Watch(string? cursor)
        {
            var answer = await Hub.InvokeAsync<JoinAnswer>("WatchForum", "nordvest", cursor, Cancel);
            lock (turn)
            {
                answered = true;
                Cursor = answer.Cursor;
                foreach (var e in answer.Events.Concat(early)) Keep(e);
            }

            return answer;
        }

        public ValueTask DisposeAsync() => Hub.DisposeAsync();

        private void Take(LiveEvent e)
        {
            lock (turn)
            {
                if (answered) Keep(e);
                else early.Enqueue(e);
            }
        }

        private void Keep(LiveEvent e)
        {
            if (!seen.Add(e.Id)) return;
            got.Add(e);
            Cursor = e.Cursor;
        }
    }
}
