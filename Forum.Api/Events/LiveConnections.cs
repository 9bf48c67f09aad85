using System.Collections.Concurrent;
using System.Security.Claims;
using Microsoft.AspNetCore.SignalR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Api.Events;

/// <summary>
/// The open connections of this node. A connection keeps the rights that it began with, so every five seconds the node asks which of them have
/// lost their session, membership, role or link, and cuts those.
/// </summary>
internal sealed partial class LiveConnections(IServiceScopeFactory scopes, FieldCipher cipher, TimeProvider time, ILogger<LiveConnections> logger) : BackgroundService
{
    private static readonly TimeSpan CheckEvery = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<string, Open> open = new();

    /// <summary>Opened, and watching nothing yet: it may ask to watch as long as its session lasts.</summary>
    public void Add(HubCallerContext context) => open[context.ConnectionId] = new(context, null, context.User?.FindFirstValue(SessionStore.Claim), null, null, null, null);

    /// <summary>It watches from now on; false: it does already, or is gone.</summary>
    public bool Watch(HubCallerContext context, ReaderKind kind, Actor actor, string? secret) =>
        open.TryGetValue(context.ConnectionId, out var one) && one.Kind is null && open.TryUpdate(context.ConnectionId, one with
        {
            Kind = kind, Member = actor.MemberId, Role = actor.Role, Team = actor.TeamId, Link = secret is null ? null : CaseSecret.Hash(cipher, secret),
        }, one);

    public bool Has(string connection) => open.ContainsKey(connection);

    public ReaderKind? Remove(string connection) => open.TryRemove(connection, out var one) ? one.Kind : null;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(CheckEvery, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    await CutThoseWithoutRights(stoppingToken);
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    Log.CheckFailed(logger, exception);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    private async Task CutThoseWithoutRights(CancellationToken cancellation)
    {
        foreach (var some in open.Values.Where(one => one.Session is not null || one.Link is not null).Chunk(500))
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<ForumDb>();
            var now = time.GetUtcNow();
            var (sessionIds, memberIds, links) = (some.Select(one => one.Session).OfType<string>().ToList(), some.Select(one => one.Member).OfType<Guid>().ToList(), some.Select(one => one.Link).OfType<string>().ToList());
            var sessions = await db.Sessions.AsNoTracking().Where(s => sessionIds.Contains(s.Id) && s.EndedAt == null && s.ExpiresAt > now).Select(s => s.Id).ToHashSetAsync(cancellation);
            var members = await db.Members.AsNoTracking().Where(m => memberIds.Contains(m.Id) && m.EndedAt == null).ToDictionaryAsync(m => m.Id, cancellation);
            var deputies = await Deputy.At(db, now).Where(id => memberIds.Contains(id)).ToHashSetAsync(cancellation);
            var valid = await db.CaseLinks.AsNoTracking().Where(l => links.Contains(l.Hash) && l.RevokedAt == null).Select(l => l.Hash).ToHashSetAsync(cancellation);
            foreach (var one in some)
            {
                var keeps = (one.Link is null || valid.Contains(one.Link))
                    && (one.Session is null || sessions.Contains(one.Session))
                    && (one.Member is not { } id || (members.TryGetValue(id, out var member) && Actor.Of(member, deputises: deputies.Contains(id), byBoth: ActorSource.IsByBoth(one.Context.User)).Role == one.Role && member.TeamId == one.Team));
                if (!keeps) one.Context.Abort();
            }
        }
    }

    private sealed record Open(HubCallerContext Context, ReaderKind? Kind, string? Session, Guid? Member, Role? Role, Guid? Team, string? Link);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Checking the rights of open connections failed; the next check tries again")]
        public static partial void CheckFailed(ILogger logger, Exception exception);
    }
}
