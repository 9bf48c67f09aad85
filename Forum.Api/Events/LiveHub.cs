using Microsoft.AspNetCore.SignalR;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Api.Events;

/// <summary>Where pages and programs listen. It forwards and replays; it decides nothing and stores nothing. A connection watches one thing.</summary>
internal sealed class LiveHub(LogTail tail, LiveConnections connections, ReadForum forums, ActorSource actors, FindCase cases, LookUpLimits limits) : Hub
{
    /// <summary>Watches a forum, as what one is in it.</summary>
    public async Task<JoinAnswer> WatchForum(string slug, string? cursor)
    {
        var settings = await forums.BySlug(slug ?? "", Context.ConnectionAborted) ?? throw new HubException("not found");
        return await Watch(await actors.For(Context.GetHttpContext()!, settings.Forum.Id, Context.ConnectionAborted), cursor, null);
    }

    /// <summary>Watches one case by the secret of its link, which travels in this message and in no address.</summary>
    public async Task<JoinAnswer> WatchCase(string secret, string? cursor)
    {
        var who = LookUpLimits.Of(Context.GetHttpContext()!, actors);
        if (!limits.Allows(who)) throw new HubException("too many");
        if (await cases.BySecret(secret ?? "", "", Context.ConnectionAborted) is { } holder) return await Watch(holder, cursor, secret);
        limits.CountWrong(who);
        throw new HubException("not found");
    }

    /// <inheritdoc/>
    public override Task OnConnectedAsync()
    {
        connections.Add(Context);
        return base.OnConnectedAsync();
    }

    /// <inheritdoc/>
    public override async Task OnDisconnectedAsync(Exception? exception)
    {
        if (connections.Remove(Context.ConnectionId) is { } kind) await tail.Leave(kind, Context.ConnectionId);
        await base.OnDisconnectedAsync(exception);
    }

    private async Task<JoinAnswer> Watch(Actor actor, string? cursor, string? secret)
    {
        var kind = ReaderKind.Of(actor);
        if (!connections.Watch(Context, kind, actor, secret)) throw new HubException("already watching");
        await tail.Join(kind, Context.ConnectionId, Context.ConnectionAborted);
        // Gone in the meantime: its leaving came before it was counted in.
        if (!connections.Has(Context.ConnectionId)) await tail.Leave(kind, Context.ConnectionId);
        await Groups.AddToGroupAsync(Context.ConnectionId, kind.Group, Context.ConnectionAborted);
        if (actor.MemberId is { } member) await Groups.AddToGroupAsync(Context.ConnectionId, ReadBell.Group(member), Context.ConnectionAborted);
        return await tail.Missed(kind, cursor, Context.ConnectionAborted);
    }
}
