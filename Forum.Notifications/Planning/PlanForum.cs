using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Notifications.Data;
using Tryghedsforum.Notifications.Delivery;

namespace Tryghedsforum.Notifications.Planning;

/// <summary>
/// Plans one forum: reads its log from the cursor on and writes, in one transaction, the messages that follow from it and the moved cursor.
/// The cursor's row is the lock, so several nodes share the work, and every event is planned exactly once. Very many followers are left over as a
/// <see cref="Crowd"/>: no turn at the writer is long, and no alert waits behind them.
/// </summary>
internal sealed class PlanForum(NotificationsDb db, ReadEvents events, WhoHears hears, Bundles bundles, PlanPushes pushes, TakeBack back, TaskLetters letters, ReadMerged merged, TimeProvider time)
{
    // A transaction takes in so many events, and begins no further one after so many messages.
    private const int Batch = 100, Most = 500;

    /// <summary>The queues that something was planned for: ring for them once everything is planned.</summary>
    public HashSet<Lane> Lanes { get; } = [];

    /// <summary>An event has left very many over.</summary>
    public bool HasCrowd { get; private set; }

    /// <summary>Plans what there is, but for crowds; false: another node has this forum.</summary>
    public async Task<bool> Run(int forumId, CancellationToken cancellation)
    {
        while (true)
        {
            var more = await db.Write(() => PlanSome(forumId, cancellation), cancellation);
            if (more is null) return false;
            Lanes.UnionWith(db.Messages.Local.Select(message => message.Lane));
            if (more is false) return true;
        }
    }

    /// <summary>Plans a part of each forum's first crowd; false: there is none, or other nodes have them.</summary>
    public async Task<bool> RunCrowds(CancellationToken cancellation)
    {
        var any = false;
        foreach (var forum in await db.Crowds.AsNoTracking().Select(crowd => crowd.ForumId).Distinct().ToListAsync(cancellation))
        {
            any |= await db.Write(() => PlanCrowd(forum, cancellation), cancellation);
            Lanes.UnionWith(db.Messages.Local.Select(message => message.Lane));
        }

        return any;
    }

    /// <summary>The numbers up to which every forum is planned.</summary>
    public async Task<IReadOnlyDictionary<int, long>> Cursors(CancellationToken cancellation) =>
        await db.PlannerCursors.AsNoTracking().ToDictionaryAsync(cursor => cursor.ForumId, cursor => cursor.Seq, cancellation);

    /// <summary>Puts a forum's cursor behind an event without planning what came before: what was made for showing tells nobody.</summary>
    public Task StartAfter(int forumId, long seq, CancellationToken cancellation) => db.Write(
        async () =>
        {
            await db.Database.ExecuteSqlAsync($"""INSERT INTO "PlannerCursors" ("ForumId", "Seq") VALUES ({forumId}, {seq}) ON CONFLICT ("ForumId") DO UPDATE SET "Seq" = {seq}""", cancellation);
            (await Schedule.Heartbeat.Of(db, Schedule.Heartbeat.From(forumId), cancellation)).Beat(time.GetUtcNow());
        },
        cancellation);

    // Whether there is more; null: another node has it.
    private async Task<bool?> PlanSome(int forumId, CancellationToken cancellation)
    {
        if (await Locked(forumId, cancellation) is not { } cursor)
        {
            // Either another node has it, or nothing of this forum has been planned yet.
            await db.Database.ExecuteSqlAsync($"""INSERT INTO "PlannerCursors" ("ForumId", "Seq") VALUES ({forumId}, 0) ON CONFLICT DO NOTHING""", cancellation);
            if (await Locked(forumId, cancellation) is not { } made) return null;
            cursor = made;
        }

        var now = time.GetUtcNow();
        var (news, messages) = (await events.After(forumId, cursor.Seq, Batch, cancellation), 0);
        foreach (var e in news)
        {
            var heard = await hears.Of(e, null, now, cancellation);
            await Plan(e, heard, now, cancellation);
            if (heard.Last is { } last) db.Crowds.Add(Crowd.Behind(last, e));
            HasCrowd |= heard.Last is not null;
            if (TaskLetters.Ends(e)) await letters.Close([e.SubjectId, .. (await merged.Run(Actor.Program(forumId), e.SubjectId, cancellation)).Select(part => part.Id)], now, cancellation);
            if (e.Type is EventType.DeedUndone) await back.Run(e, now, cancellation);
            if (e is { Type: EventType.ReportMerged, Data.Whole: { } whole }) await letters.Join(e.SubjectId, whole, now, cancellation);
            cursor.MoveTo(e.Seq);
            if ((messages += heard.Told.Count) >= Most) return true;
        }

        return news.Count == Batch;
    }

    // Under the lock of the forum's events: whoever is planned by a later event of the same case is not planned again.
    private async Task<bool> PlanCrowd(int forumId, CancellationToken cancellation)
    {
        if (await Locked(forumId, cancellation) is null) return false;
        if (await db.Crowds.Where(crowd => crowd.ForumId == forumId).OrderBy(crowd => crowd.Seq).FirstOrDefaultAsync(cancellation) is not { } first) return false;
        var (e, now) = ((await events.After(forumId, first.Seq - 1, 1, cancellation))[0], time.GetUtcNow());
        var heard = await hears.Of(e, first.After, now, cancellation);
        await Plan(e, heard, now, cancellation);
        if (heard.Last is { } last) first.MoveTo(last);
        else db.Crowds.Remove(first);
        return true;
    }

    private async Task<PlannerCursor?> Locked(int forumId, CancellationToken cancellation) => (await db.PlannerCursors
        .FromSqlRaw(db.WithLocks("""SELECT * FROM "PlannerCursors" WHERE "ForumId" = {0} FOR UPDATE SKIP LOCKED"""), forumId).ToListAsync(cancellation)).FirstOrDefault();

    private async Task Plan(ForumEvent e, Heard heard, DateTimeOffset now, CancellationToken cancellation)
    {
        foreach (var told in heard.Told)
        {
            var message = Message.Plan(told.Rule.Kind, e.ForumId, told.Key, told.Recipient, e.SubjectKind == SubjectKind.Report ? e.SubjectId : null, Arguments(e, told.Rule), e.OccurredAt, now, told.MayWait);
            if (back.Wait(told.Rule, e) is { } until) message.WaitUntil(until);
            await pushes.Beside(message, cancellation);
            if (bundles.Takes(told)) await bundles.Add(message, now, cancellation);
            db.Messages.Add(message);
        }
    }

    private static string Arguments(ForumEvent e, Rule rule)
    {
        var data = e.Data;
        return JsonSerializer.Serialize(new MessageArguments { Team = data.Team, Asked = data.Fetches, Before = data.Before, Count = data.Count, HandedBack = data.HandedBack, Resolves = data.Resolves, Event = e.Type, By = e.ActorId, Rule = rule.Free, Step = data.Step, Pickup = data.Pickup, Purse = data.Purse, Seq = TakeBack.Seq(e), Other = e.Type is EventType.ReportSplit ? data.Joined : null });
    }
}

/// <summary>What a message's words are made of, beside the facts of its case: ids, counts and times only.</summary>
internal sealed record MessageArguments
{
    public EventType? Event { get; init; }

    /// <summary>The rule that it was planned by, when the forum may change that.</summary>
    [JsonConverter(typeof(JsonStringEnumConverter<MessageRule>))]
    public MessageRule? Rule { get; init; }

    public Guid? Team { get; init; }

    public Guid? Asked { get; init; }

    public DateTimeOffset? Before { get; init; }

    public int? Count { get; init; }

    /// <summary>Since when a digest tells.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>The member who did it.</summary>
    public Guid? By { get; init; }

    public bool? HandedBack { get; init; }

    public bool? Resolves { get; init; }

    /// <summary>The step of the pickup's chain that asks.</summary>
    public int? Step { get; init; }

    /// <summary>The pickup that it is about.</summary>
    public Guid? Pickup { get; init; }

    /// <summary>Which limit is near.</summary>
    [JsonConverter(typeof(JsonStringEnumConverter<SmsPurse>))]
    public SmsPurse? Purse { get; init; }

    /// <summary>The number of the event that it follows from, when whoever did it may undo it.</summary>
    public long? Seq { get; init; }

    /// <summary>The other case, when one became two.</summary>
    public Guid? Other { get; init; }

    /// <summary>The message that this one puts right.</summary>
    public Guid? Corrects { get; init; }

    /// <summary>The key of a reply's words.</summary>
    public string? Reply { get; init; }

    /// <summary>The case number in a reply.</summary>
    public string? Number { get; init; }

    /// <summary>The team's name in a reply.</summary>
    public string? Name { get; init; }

    /// <summary>The cases among which a reply lets choose.</summary>
    public IReadOnlyList<Guid>? Choices { get; init; }
}
