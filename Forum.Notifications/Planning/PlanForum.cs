using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Notifications.Data;
using Tryghedsforum.Notifications.Delivery;

namespace Tryghedsforum.Notifications.Planning;

/// <summary>
/// Plans one forum: reads its log from the cursor on and writes, in one transaction, the messages that follow from it and the moved cursor.
/// The cursor's row is the lock, so several nodes share the work, and every event is planned exactly once.
/// </summary>
internal sealed class PlanForum(NotificationsDb db, ReadEvents events, Recipients recipients, TaskLetters letters, ReadForum forums, MessageSignal signal, TimeProvider time)
{
    private const int Batch = 100;

    /// <summary>Plans what there is; false: another node has this forum.</summary>
    public async Task<bool> Run(int forumId, CancellationToken cancellation)
    {
        while (true)
        {
            var planned = await db.Write(() => PlanSome(forumId, cancellation), cancellation);
            if (planned is null) return false;
            if (db.Messages.Local.Count > 0) signal.Raise();
            if (planned < Batch) return true;
        }
    }

    /// <summary>The numbers up to which every forum is planned.</summary>
    public async Task<IReadOnlyDictionary<int, long>> Cursors(CancellationToken cancellation) =>
        await db.PlannerCursors.AsNoTracking().ToDictionaryAsync(cursor => cursor.ForumId, cursor => cursor.Seq, cancellation);

    /// <summary>Puts a forum's cursor behind an event without planning what came before: what was made for showing tells nobody.</summary>
    public Task StartAfter(int forumId, long seq, CancellationToken cancellation) => db.Write(
        () => db.Database.ExecuteSqlAsync($"""INSERT INTO "PlannerCursors" ("ForumId", "Seq") VALUES ({forumId}, {seq}) ON CONFLICT ("ForumId") DO UPDATE SET "Seq" = {seq}""", cancellation), cancellation);

    private async Task<int?> PlanSome(int forumId, CancellationToken cancellation)
    {
        if (await Locked(forumId, cancellation) is not { } cursor)
        {
            // Either another node has it, or nothing of this forum has been planned yet.
            await db.Database.ExecuteSqlAsync($"""INSERT INTO "PlannerCursors" ("ForumId", "Seq") VALUES ({forumId}, 0) ON CONFLICT DO NOTHING""", cancellation);
            if (await Locked(forumId, cancellation) is not { } made) return null;
            cursor = made;
        }

        var now = time.GetUtcNow();
        var news = await events.After(forumId, cursor.Seq, Batch, cancellation);
        foreach (var e in news)
        {
            await Plan(e, now, cancellation);
            await letters.CloseAfter(e, now, cancellation);
        }

        if (news.Count > 0) cursor.MoveTo(news[^1].Seq);
        return news.Count;
    }

    private async Task<PlannerCursor?> Locked(int forumId, CancellationToken cancellation) => (await db.PlannerCursors
        .FromSqlRaw(db.WithLocks("""SELECT * FROM "PlannerCursors" WHERE "ForumId" = {0} FOR UPDATE SKIP LOCKED"""), forumId).ToListAsync(cancellation)).FirstOrDefault();

    private async Task Plan(ForumEvent e, DateTimeOffset now, CancellationToken cancellation)
    {
        foreach (var rule in Rules.For(e))
        {
            // After a restore, or when a demo is made: what is too old to help plans nothing.
            if (e.OccurredAt + KindPolicy.Of(rule.Kind).Validity <= now) continue;
            foreach (var recipient in await recipients.Of(rule.Who, e, cancellation))
            {
                var key = $"{e.ForumId}/{await Once(rule, e, cancellation)}/{rule.Kind}/{recipient}";
                if ((rule.OncePerCase || rule.OncePerDay) && (db.Messages.Local.Any(m => m.PlanKey == key) || await db.Messages.AnyAsync(m => m.PlanKey == key, cancellation))) continue;
                db.Messages.Add(Message.Plan(rule.Kind, e.ForumId, key, recipient, e.SubjectKind == SubjectKind.Report ? e.SubjectId : null, Arguments(e), e.OccurredAt, now));
            }
        }
    }

    private async Task<string> Once(Rule rule, ForumEvent e, CancellationToken cancellation) => rule switch
    {
        { OncePerCase: true } => $"case/{e.SubjectId}",
        { OncePerDay: true } => QuietHours.DayOf(e.OccurredAt, (await forums.ById(e.ForumId, cancellation)).Forum.Zone).ToString("'day/'yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => e.Seq.ToString(CultureInfo.InvariantCulture),
    };

    private static string Arguments(ForumEvent e)
    {
        var data = e.Data;
        return JsonSerializer.Serialize(new MessageArguments { Team = data.Team, Asked = data.Fetches, Before = data.Before, Count = data.Count, HandedBack = data.HandedBack, Resolves = data.Resolves, Event = e.Type, By = e.ActorId });
    }
}

/// <summary>What a message's words are made of, beside the facts of its case: ids, counts and times only.</summary>
internal sealed record MessageArguments
{
    public EventType? Event { get; init; }

    public Guid? Team { get; init; }

    public Guid? Asked { get; init; }

    public DateTimeOffset? Before { get; init; }

    public int? Count { get; init; }

    /// <summary>The member who did it.</summary>
    public Guid? By { get; init; }

    public bool? HandedBack { get; init; }

    public bool? Resolves { get; init; }

    /// <summary>The key of a reply's words.</summary>
    public string? Reply { get; init; }

    /// <summary>The case number in a reply.</summary>
    public string? Number { get; init; }

    /// <summary>The team's name in a reply.</summary>
    public string? Name { get; init; }

    /// <summary>The cases among which a reply lets choose.</summary>
    public IReadOnlyList<Guid>? Choices { get; init; }
}
