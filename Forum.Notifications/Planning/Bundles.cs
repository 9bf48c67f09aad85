using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Notifications.Data;
using Tryghedsforum.Notifications.Delivery;

namespace Tryghedsforum.Notifications.Planning;

/// <summary>
/// Several messages for one person that are not urgent become one SMS or mail. They wait for each other for two minutes from the first, and, when that
/// waits for the morning, until then. Each keeps its row, and stands where the one stands that carries it. A reporter is one person by the phone: what
/// becomes of three cases that were reported from it is told in one.
/// </summary>
internal sealed class Bundles(NotificationsDb db, ReadSamePhone phones, ReadForum forums, UndoWindow window)
{
    private const string Member = "member:", Reporter = "reporter:";
    private static readonly TimeSpan Wait = TimeSpan.FromMinutes(2);

    /// <summary>Whether it may go together with others: to a member or a reporter, and neither urgent nor to be answered.</summary>
    public bool Takes(Told told) => told.MayWait && !MessageKind.AsksForAnswer(told.Rule.Kind)
        && (told.Recipient.StartsWith(Member, StringComparison.Ordinal) || (told.Recipient.StartsWith(Reporter, StringComparison.Ordinal) && window.Length > TimeSpan.Zero));

    /// <summary>Puts a message that was planned into the one that waits for its recipient, or into a new one; inside the planner's transaction.</summary>
    public async Task Add(Message message, DateTimeOffset now, CancellationToken cancellation)
    {
        var (ready, zone) = (message.NextTryAt!.Value, (await forums.ById(message.ForumId, cancellation)).Forum.Zone);
        // A member's quiet hours are the member's own, and looked at when it leaves.
        DateTimeOffset? Morning(DateTimeOffset time) => IsToReporter(message) ? QuietHours.Morning(time, zone) : null;
        // What may still be taken back waits by itself, too: one that has waited long enough does not wait for it, and none waits for it into the night.
        var same = await Same(message, cancellation);
        var carrier = (await Waiting(message.ForumId, same, cancellation)).Find(one => ready <= now || ready <= one.NextTryAt || (now < one.CreatedAt + Wait && Morning(ready) is null));
        if (carrier is null)
        {
            carrier = Message.Plan(MessageKind.Bundle, message.ForumId, $"bundle/{message.Id}", message.Recipient, null, "{}", message.DueAt, now);
            // The last before the quiet hours waits for no other: it would wait for the morning.
            carrier.WaitUntil(Morning(now + Wait) is null ? now + Wait : Morning(ready) ?? ready);
            db.Messages.Add(carrier);
        }

        if (ready > carrier.NextTryAt) carrier.WaitUntil(ready);
        // Held for the morning; whether this one must wait as long is asked.
        else if (ready <= now && carrier.Reason is null && carrier.NextTryAt > now + Wait && !IsToReporter(message)) carrier.WaitUntil(now + Wait);
        message.GoWith(carrier);
    }

    private static bool IsToReporter(Message message) => message.Recipient.StartsWith(Reporter, StringComparison.Ordinal);

    private async Task<IReadOnlyList<string>> Same(Message message, CancellationToken cancellation)
    {
        if (!IsToReporter(message)) return [message.Recipient];
        var cases = await phones.Run(Actor.Program(message.ForumId), Guid.Parse(message.Recipient.AsSpan(Reporter.Length)), cancellation);
        return [.. cases.Select(OwnMessages.Reporter)];
    }

    // A row that delivery has just taken is passed over; one that is locked here, delivery passes over.
    private async Task<List<Message>> Waiting(int forumId, IReadOnlyList<string> recipients, CancellationToken cancellation)
    {
        var made = db.Messages.Local.Where(one => one.Kind == MessageKind.Bundle && one.ForumId == forumId && recipients.Contains(one.Recipient)).ToList();
        if (made.Count > 0) return made;
        var ids = await db.Messages.AsNoTracking().Where(m => m.ForumId == forumId && recipients.Contains(m.Recipient) && m.Kind == MessageKind.Bundle && m.State == MessageState.Pending).Select(m => m.Id).ToArrayAsync(cancellation);
        return ids.Length == 0 ? [] : await db.Messages.FromSqlRaw(
            db.WithLocks($"""SELECT * FROM "Messages" WHERE "Id" {db.IsAmong} AND "State" = 'Pending' FOR UPDATE SKIP LOCKED"""), db.Raw(ids)).ToListAsync(cancellation);
    }
}
