using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Forums;

namespace Tryghedsforum.Api.Events;

/// <summary>
/// One a node: follows the logs of the forums that somebody connected here is looking at, reads each new event once, makes it ready once per kind of
/// reader, and hands it to that kind's group, in order. Woken after commits; a sweep covers what a crash or a lost signal left behind.
/// </summary>
internal sealed partial class LogTail(IServiceScopeFactory scopes, IHubContext<LiveHub> hub, EventSignal signal, LiveCursor cursors, TimeProvider time, ILogger<LogTail> logger) : BackgroundService
{
    private const int Batch = 200;
    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(3);
    private readonly ConcurrentDictionary<int, Watched> watched = new();

    /// <summary>Counts a reader in; on return the forum is followed from a number that is no newer than anything read afterwards.</summary>
    public async Task Join(ReaderKind kind, string connection, CancellationToken cancellation)
    {
        while (true)
        {
            var forum = watched.GetOrAdd(kind.ForumId, id => new Watched(id));
            await forum.Turn.WaitAsync(cancellation);
            try
            {
                if (forum.Gone) continue;
                if (forum.Cursor < 0)
                {
                    await using var scope = scopes.CreateAsyncScope();
                    forum.Cursor = await scope.ServiceProvider.GetRequiredService<ReadEvents>().Head(kind.ForumId, cancellation);
                }

                if (!forum.Kinds.TryGetValue(kind, out var readers)) forum.Kinds[kind] = readers = [];
                readers.Add(connection);
                return;
            }
            finally
            {
                forum.Turn.Release();
            }
        }
    }

    /// <summary>Counts a reader out, if it was counted in; a forum that nobody looks at is not followed.</summary>
    public async Task Leave(ReaderKind kind, string connection)
    {
        if (!watched.TryGetValue(kind.ForumId, out var forum)) return;
        await forum.Turn.WaitAsync();
        try
        {
            if (forum.Kinds.TryGetValue(kind, out var readers) && readers.Remove(connection) && readers.Count == 0) forum.Kinds.Remove(kind);
            if (forum.Kinds.Count > 0) return;
            forum.Gone = true;
            watched.TryRemove(kind.ForumId, out _);
        }
        finally
        {
            forum.Turn.Release();
        }
    }

    /// <summary>What a kind of reader missed since its cursor.</summary>
    public async Task<JoinAnswer> Missed(ReaderKind kind, string? cursor, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ForumDb>();
        var head = await scope.ServiceProvider.GetRequiredService<ReadEvents>().Head(kind.ForumId, cancellation);
        // A cursor ahead of the log is of a database that was put back since.
        if (cursors.Read(kind, cursor) is not { } since || since > head) return new(cursors.Protect(kind, head), Reload: true, []);
        var wholes = await Wholes(db, [kind], cancellation);
        var whole = kind.CaseId is { } own && wholes.TryGetValue(own, out var found) ? found : (Guid?)null;
        var events = await db.ReadableEvents(kind.ForumId, kind.Bits, kind.CaseId, whole).AsNoTracking().Where(e => e.Seq > since).OrderBy(e => e.Seq).Take(Batch + 1).ToListAsync(cancellation);
        if (events.Count > Batch) return new(cursors.Protect(kind, head), Reload: true, []);
        var cases = await Cases(db, events, cancellation);
        var settings = await scope.ServiceProvider.GetRequiredService<ReadForum>().ById(kind.ForumId, cancellation);
        return new(cursors.Protect(kind, Math.Max(head, events.Count > 0 ? events[^1].Seq : 0)), Reload: false, [.. events.Select(e => Ready(kind, e, cases, settings))]);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        signal.Grown += Wake;
        using var timer = new PeriodicTimer(SweepEvery, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await Sweep(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
        finally
        {
            signal.Grown -= Wake;
        }
    }

    private void Wake(int forumId)
    {
        if (watched.TryGetValue(forumId, out var forum) && Interlocked.Exchange(ref forum.Woken, 1) == 0) _ = Follow(forum);
    }

    private async Task Sweep(CancellationToken cancellation)
    {
        try
        {
            if (watched.IsEmpty) return;
            await using var scope = scopes.CreateAsyncScope();
            var ids = watched.Keys.ToList();
            foreach (var head in await scope.ServiceProvider.GetRequiredService<ForumDb>().Forums.AsNoTracking().Where(f => ids.Contains(f.Id)).Select(f => new { f.Id, f.LastSeq }).ToListAsync(cancellation))
            {
                if (watched.TryGetValue(head.Id, out var forum) && Interlocked.Read(ref forum.Cursor) < head.LastSeq) Wake(head.Id);
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Log.SweepFailed(logger, exception);
        }
    }

    private async Task Follow(Watched forum)
    {
        await forum.Turn.WaitAsync();
        try
        {
            // Lowered before reading: whatever is committed from here on wakes again.
            Interlocked.Exchange(ref forum.Woken, 0);
            while (!forum.Gone && forum.Cursor >= 0 && await Forward(forum) == Batch)
            {
            }
        }
        catch (Exception exception)
        {
            // The cursor has not moved; the sweep comes back to it.
            Log.FollowFailed(logger, exception, forum.Id);
        }
        finally
        {
            forum.Turn.Release();
        }
    }

    private async Task<int> Forward(Watched forum)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ForumDb>();
        var events = await scope.ServiceProvider.GetRequiredService<ReadEvents>().After(forum.Id, forum.Cursor, Batch, CancellationToken.None);
        if (events.Count == 0) return 0;
        var cases = await Cases(db, events, CancellationToken.None);
        var wholes = await Wholes(db, forum.Kinds.Keys, CancellationToken.None);
        var settings = await scope.ServiceProvider.GetRequiredService<ReadForum>().ById(forum.Id, CancellationToken.None);
        foreach (var e in events)
        {
            // Not waited for: each connection keeps its own order, and one that reads slowly must not keep the others waiting.
            foreach (var kind in forum.Kinds.Keys.Where(kind => IsReadable(kind, e, cases, wholes))) _ = Hand(kind, Ready(kind, e, cases, settings));
            Interlocked.Exchange(ref forum.Cursor, e.Seq);
        }

        return events.Count;
    }

    private async Task Hand(ReaderKind kind, LiveEvent e)
    {
        try
        {
            await hub.Clients.Group(kind.Group).SendAsync("event", e);
        }
        catch (Exception exception)
        {
            // Whoever missed it has an older cursor, and asks for it when joining again.
            Log.HandingFailed(logger, exception, kind.ForumId);
        }
    }

    private static bool IsReadable(ReaderKind kind, ForumEvent e, Dictionary<Guid, CaseNow> cases, Dictionary<Guid, Guid> wholes) =>
        (e.Audience & kind.Bits) != 0
        && (kind.CaseId is not { } own || own == e.SubjectId || (wholes.TryGetValue(own, out var whole) && whole == e.SubjectId && Reports.MergedCases.Shared.Contains(e.Type)))
        && (e.SubjectKind != SubjectKind.Report || e.Type == EventType.AudienceChanged || (cases.TryGetValue(e.SubjectId, out var now) && (now.Audience & e.Audience & kind.Bits) != 0));

    private LiveEvent Ready(ReaderKind kind, ForumEvent e, Dictionary<Guid, CaseNow> cases, ForumSettings settings)
    {
        var now = cases.GetValueOrDefault(e.SubjectId);
        var cursor = cursors.Protect(kind, e.Seq);
        // Whoever follows a part of it hears that there is something new, not whose number it has.
        if (!kind.KnowsCases || (kind.CaseId is { } own && own != e.SubjectId)) return new(e.Id, e.Type == EventType.PublicListRemade ? nameof(EventType.PublicListRemade) : "Changed", null, cursor, null);
        var visible = now is not null && (now.Audience & kind.Bits) != 0;
        return new(e.Id, e.Type.ToString(), visible ? now!.Number : null, cursor,
            visible ? new LiveRow(now!.Category, settings.Street(now.StreetId)?.Name, now.Status.ToString(), now.NearChildren) : null);
    }

    private static async Task<Dictionary<Guid, CaseNow>> Cases(ForumDb db, IReadOnlyList<ForumEvent> events, CancellationToken cancellation)
    {
        var ids = events.Where(e => e.SubjectKind == SubjectKind.Report).Select(e => e.SubjectId).Distinct().ToList();
        return ids.Count == 0 ? [] : await db.Reports.AsNoTracking().Where(r => ids.Contains(r.Id))
            .Select(r => new CaseNow(r.Id, r.Audience, r.Number, r.Category, r.StreetId, r.Status, r.NearChildren)).ToDictionaryAsync(r => r.Id, cancellation);
    }

    /// <summary>The wholes of the merged cases that somebody follows by a link.</summary>
    private static async Task<Dictionary<Guid, Guid>> Wholes(ForumDb db, IEnumerable<ReaderKind> kinds, CancellationToken cancellation)
    {
        var ids = kinds.Select(kind => kind.CaseId).OfType<Guid>().ToList();
        return ids.Count == 0 ? [] : await db.Reports.AsNoTracking().Where(r => ids.Contains(r.Id) && r.MergedIntoId != null).ToDictionaryAsync(r => r.Id, r => r.MergedIntoId!.Value, cancellation);
    }

    private sealed record CaseNow(Guid Id, Audience Audience, string Number, Reports.CategoryCode Category, int? StreetId, Reports.ReportStatus Status, bool NearChildren);

    private sealed class Watched(int id)
    {
        public long Cursor = -1;
        public int Woken;

        public int Id { get; } = id;

        public bool Gone { get; set; }

        public SemaphoreSlim Turn { get; } = new(1, 1);

        public Dictionary<ReaderKind, HashSet<string>> Kinds { get; } = [];
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Following the log of forum {ForumId} failed; the sweep tries again")]
        public static partial void FollowFailed(ILogger logger, Exception exception, int forumId);

        [LoggerMessage(Level = LogLevel.Warning, Message = "An event of forum {ForumId} did not reach a group of readers")]
        public static partial void HandingFailed(ILogger logger, Exception exception, int forumId);

        [LoggerMessage(Level = LogLevel.Error, Message = "The sweep over the watched logs failed; the next one tries again")]
        public static partial void SweepFailed(ILogger logger, Exception exception);
    }
}
