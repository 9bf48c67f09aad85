using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Tryghedsforum.Api.Audit;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Privacy;

namespace Tryghedsforum.Api.Events;

/// <summary>The key of a request that must have its effect once. The same key with another body is refused.</summary>
/// <param name="UseCase">The use case, so that one form's key cannot meet another's.</param>
/// <param name="Key">Idempotency-Key, form key or MessageSid.</param>
/// <param name="Body">What was asked; compared by its JSON.</param>
public sealed record CommandKey(string UseCase, string Key, object Body);

/// <summary>
/// Writes: what changes and what is said about it, in one transaction. It takes the forum's row first, so everything in a forum
/// happens one after the other: numbers are gapless, and a use case may read, check and change without retries.
/// </summary>
public sealed partial class EventLog(ForumDb db, WriteGate gate, EventSignal signal, FieldCipher cipher, UndoWindow window, TimeProvider time, ILogger<EventLog> logger)
{
    private Entry? open;

    /// <summary>Runs the work inside the forum's transaction and commits it; joins one that is already open in this scope.</summary>
    /// <param name="actor">Who acts; the event names the member.</param>
    /// <param name="key">Makes the work happen once; null: no key was given.</param>
    /// <param name="work">Reads, checks, changes entities and appends events. It must not call out.</param>
    /// <param name="cancellation">Gives up before the commit.</param>
    /// <exception cref="Refused">NoRoom: the disk is full, and nothing was written.</exception>
    public async Task<T> Write<T>(Actor actor, CommandKey? key, Func<Entry, Task<T>> work, CancellationToken cancellation)
    {
        if (open is not null) return open.ForumId == actor.ForumId ? await work(open) : throw new InvalidOperationException("A transaction belongs to one forum.");
        try
        {
            return await Begin(actor, key, work, cancellation);
        }
        catch (Exception failure) when (NoRoom.Is(failure))
        {
            Log.NoRoom(logger);
            throw new Refused(RefusalCode.NoRoom);
        }
    }

    private async Task<T> Begin<T>(Actor actor, CommandKey? key, Func<Entry, Task<T>> work, CancellationToken cancellation)
    {
        using var turn = await gate.EnterAsync(cancellation);
        // What was loaded before the row was taken may be stale.
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        // A save that fails fails everything here; a way back to before it would be two more questions to the database.
        db.Database.AutoSavepointsEnabled = false;
        var first = await TakeForum(actor.ForumId, cancellation);
        open = new Entry(db, actor, first - 1, time.GetUtcNow());
        try
        {
            if (key is not null && await Answered<T>(actor, key, cancellation) is { Found: true } known) return known.Answer!;
            var answer = await work(open);
            if (key is not null) db.Commands.Add(Keep(actor, key, answer));
            if (actor.MemberId is { } member) await Deed.Keep(db, cipher, window, open, member, cancellation);
            await AuditChain.Append(db, cipher, actor, open.Now, open.Notes, cancellation);
            await db.SaveChangesAsync(cancellation);
            // Taking the row counted one event; the rare use case that appended none or several puts the count right.
            if (open.LastSeq != first)
                await db.Database.ExecuteSqlAsync($"""UPDATE "Forums" SET "LastSeq" = {open.LastSeq} WHERE "Id" = {actor.ForumId}""", cancellation);
            await transaction.CommitAsync(cancellation);
            if (open.LastSeq >= first) signal.Raise(actor.ForumId, here: true);
            return answer;
        }
        finally
        {
            open = null;
            db.ChangeTracker.Clear();
        }
    }

    private async Task<long> TakeForum(int forumId, CancellationToken cancellation)
    {
        var taken = await db.Database.SqlQuery<long>(
            $"""UPDATE "Forums" SET "LastSeq" = "LastSeq" + 1 WHERE "Id" = {forumId} RETURNING "LastSeq" AS "Value" """).ToListAsync(cancellation);
        return taken.Count == 1 ? taken[0] : throw new Refused(RefusalCode.NotFound);
    }

    private async Task<(bool Found, T? Answer)> Answered<T>(Actor actor, CommandKey key, CancellationToken cancellation)
    {
        var name = Name(actor, key);
        var command = await db.Commands.AsNoTracking().FirstOrDefaultAsync(c => c.Key == name, cancellation);
        if (command is null) return (false, default);
        if (command.BodyHash != BodyHash(key)) throw new Refused(RefusalCode.KeyReused);
        return (true, JsonSerializer.Deserialize<T>(cipher.Open(command.AnswerSealed, Command.Purpose)!));
    }

    private Command Keep<T>(Actor actor, CommandKey key, T answer) => new()
    {
        Key = Name(actor, key), BodyHash = BodyHash(key), At = open!.Now,
        AnswerSealed = cipher.Seal(JsonSerializer.Serialize(answer), Command.Purpose)!,
    };

    // Whoever acts is part of the name: two crews that both count their keys from 1 must not get each other's answers.
    private string Name(Actor actor, CommandKey key) => cipher.Hash($"{actor.ForumId}/{key.UseCase}/{actor.MemberId ?? actor.CaseId}/{key.Key}", "command.key");

    // Keyed: the hash of a short body must not be a way to guess it.
    private string BodyHash(CommandKey key) =>
        cipher.Hash(Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(key.Body, key.Body.GetType())))), "command.body");

    /// <summary>One open transaction of a forum.</summary>
    public sealed class Entry
    {
        private readonly ForumDb db;
        private readonly Actor actor;
        private readonly List<AuditNote> notes = [];

        internal Entry(ForumDb db, Actor actor, long lastSeq, DateTimeOffset now) => (this.db, this.actor, LastSeq, FirstSeq, Now) = (db, actor, lastSeq, lastSeq + 1, now);

        /// <summary>The time of everything in this transaction.</summary>
        public DateTimeOffset Now { get; }

        internal int ForumId => actor.ForumId;

        internal long LastSeq { get; private set; }

        /// <summary>The number of its first event, if it appends any.</summary>
        internal long FirstSeq { get; }

        /// <summary>What is done to which case, when that can be undone for a while.</summary>
        internal (Guid Report, EventType Type)? Deed { get; private set; }

        internal IReadOnlyList<AuditNote> Notes => notes;

        /// <summary>Appends an event; it is saved and committed with the rest.</summary>
        public void Append(EventType type, SubjectKind subjectKind, Guid subject, Audience audience, EventData data) => db.Events.Add(new ForumEvent
        {
            ForumId = actor.ForumId, Seq = ++LastSeq, Id = Guid.NewGuid(), Type = type, OccurredAt = Now, ActorId = actor.MemberId,
            SubjectKind = subjectKind, SubjectId = subject, Audience = audience, Text = data.ToText(),
        });

        /// <summary>Lets the one who acts undo this for a while.</summary>
        internal void CanBeUndone(Guid report, EventType type) => Deed = (report, type);

        /// <summary>Has it audited: it becomes an entry of the forum's chain in this transaction.</summary>
        /// <param name="kind">What was done.</param>
        /// <param name="subject">The member, invitation or case that it is about.</param>
        /// <param name="facts">Enums, ids and counts.</param>
        /// <param name="words">What somebody wrote, such as a reason; kept apart, and erased when its time is over.</param>
        public void Note(AuditKind kind, Guid subject, AuditFacts? facts = null, string? words = null) => notes.Add(new(kind, subject, facts ?? new(), words));
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Critical, "The disk is full: nothing can be written until there is room")]
        public static partial void NoRoom(ILogger logger);
    }
}
