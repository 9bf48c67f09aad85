using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Notifications.Data;
using Tryghedsforum.Notifications.Delivery;
using Tryghedsforum.Notifications.Inbound;

namespace Tryghedsforum.Notifications.Planning;

/// <summary>
/// The letters by which phones answer tasks. A case has one letter for a phone from its first alert until it closes; a letter is not used again for
/// that phone within a day, so a late answer can never hit another task.
/// </summary>
internal sealed class TaskLetters(NotificationsDb db)
{
    private static readonly TimeSpan Rest = TimeSpan.FromDays(1);

    private static readonly string[] Asks = [MessageKind.CrewTask, MessageKind.CrewAskedOn, MessageKind.CoordinatorUnanswered];

    private static readonly EventType[] EndTypes =
        [EventType.PickupCollected, EventType.PickupNothingFound, EventType.ReportDismissed, EventType.ReportClosed];

    /// <summary>The letter of a case for a phone, given now if it has none.</summary>
    public Task<char> For(int forumId, string phoneHash, Guid caseId, DateTimeOffset now, CancellationToken cancellation) => db.Write(
        async () =>
        {
            // Two alerts for one phone may be made ready side by side, on two nodes even: one after the other gets its letter.
            if (!db.IsSqlite) await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({phoneHash}, {forumId}))", cancellation);
            var used = await db.TaskLetters.Where(l => l.ForumId == forumId && l.PhoneHash == phoneHash).ToListAsync(cancellation);
            if (used.Find(l => l.SubjectId == caseId && l.ClosedAt is null) is { } open) return open.Letter;
            // More than twenty-six at once is no phone's day; then the oldest letter comes round again.
            var free = Enumerable.Range('A', 26).Select(code => (char)code).Where(letter => !used.Exists(l => l.Letter == letter && (l.ClosedAt is null || l.ClosedAt > now - Rest || l.OpenedAt > now - Rest))).ToList();
            var letter = free.Count > 0 ? free[0] : used.OrderBy(l => l.OpenedAt).First().Letter;
            db.TaskLetters.Add(new() { ForumId = forumId, PhoneHash = phoneHash, SubjectId = caseId, Letter = letter, OpenedAt = now });
            return letter;
        },
        cancellation);

    /// <summary>The letters of a phone: those of open tasks, and those that closed within a day.</summary>
    public async Task<IReadOnlyList<TaskLetter>> Of(int forumId, string phoneHash, DateTimeOffset now, CancellationToken cancellation)
    {
        var since = now - Rest;
        return await db.TaskLetters.AsNoTracking().Where(l => l.ForumId == forumId && l.PhoneHash == phoneHash && (l.ClosedAt == null || l.ClosedAt > since)).OrderBy(l => l.Letter).ToListAsync(cancellation);
    }

    /// <summary>Those of the cases that a member was asked to fetch until then. Whoever was only told of a case answers "1" for "seen".</summary>
    public async Task<IReadOnlySet<Guid>> AskedToFetch(int forumId, Guid member, IReadOnlyCollection<Guid> cases, DateTimeOffset until, CancellationToken cancellation)
    {
        var recipient = $"member:{member}";
        return (await db.Messages.AsNoTracking()
            .Where(m => m.SubjectId != null && cases.Contains(m.SubjectId.Value) && m.ForumId == forumId && m.Recipient == recipient && Asks.Contains(m.Kind) && m.BegunAt <= until)
            .Select(m => m.SubjectId!.Value).ToListAsync(cancellation)).ToHashSet();
    }

    /// <summary>Whether a case has ended by this, and its letters with it.</summary>
    public static bool Ends(ForumEvent e) => EndTypes.Contains(e.Type) || (e.Type == EventType.ReportAnswered && e.Data.Resolves == true);

    /// <summary>Whether a deed may have ended a case.</summary>
    public static bool MayEnd(EventType type) => EndTypes.Contains(type) || type == EventType.ReportAnswered;

    /// <summary>The case has not ended after all: what was closed since then is open again; inside the planner's transaction.</summary>
    public Task Reopen(Guid caseId, DateTimeOffset since, CancellationToken cancellation) =>
        db.TaskLetters.Where(l => l.SubjectId == caseId && l.ClosedAt >= since).ExecuteUpdateAsync(set => set.SetProperty(l => l.ClosedAt, (DateTimeOffset?)null), cancellation);

    /// <summary>Closes the letters of cases that have ended; inside the planner's transaction.</summary>
    public Task Close(IReadOnlyCollection<Guid> cases, DateTimeOffset now, CancellationToken cancellation) =>
        db.TaskLetters.Where(l => cases.Contains(l.SubjectId) && l.ClosedAt == null).ExecuteUpdateAsync(set => set.SetProperty(l => l.ClosedAt, now), cancellation);

    /// <summary>Two cases were merged: a phone that was told of both answers by the whole's letter from now on, one that was told of the part only by the part's.</summary>
    public Task Join(Guid part, Guid whole, DateTimeOffset now, CancellationToken cancellation) =>
        db.TaskLetters.Where(l => l.SubjectId == part && l.ClosedAt == null && db.TaskLetters.Any(other => other.PhoneHash == l.PhoneHash && other.SubjectId == whole && other.ClosedAt == null))
            .ExecuteUpdateAsync(set => set.SetProperty(l => l.ClosedAt, now), cancellation);
}
