using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Notifications.Data;
using Tryghedsforum.Notifications.Delivery;

namespace Tryghedsforum.Notifications.Planning;

/// <summary>
/// Several messages for one member that are not urgent become one SMS or mail. They wait for each other for two minutes from the first, and, when that
/// waits for the morning, until then. Each keeps its row, and stands where the one stands that carries it.
/// </summary>
internal sealed class Bundles(NotificationsDb db)
{
    private static readonly TimeSpan Wait = TimeSpan.FromMinutes(2);

    /// <summary>Whether it may go together with others: to a member, and neither urgent nor to be answered by a digit.</summary>
    public static bool Takes(Told told) =>
        told.Recipient.StartsWith("member:", StringComparison.Ordinal) && !MessageKind.AsksForAnswer(told.Rule.Kind) && told.MayWait;

    /// <summary>Puts a message that was planned into the one that waits for its recipient, or into a new one; inside the planner's transaction.</summary>
    public async Task Add(Message message, DateTimeOffset now, CancellationToken cancellation)
    {
        var carrier = db.Messages.Local.FirstOrDefault(one => one.Kind == MessageKind.Bundle && one.ForumId == message.ForumId && one.Recipient == message.Recipient)
            ?? await Waiting(message, cancellation);
        if (carrier is null)
        {
            carrier = Message.Plan(MessageKind.Bundle, message.ForumId, $"bundle/{message.Id}", message.Recipient, null, "{}", message.DueAt, now);
            carrier.WaitUntil(now + Wait);
            db.Messages.Add(carrier);
        }

        message.GoWith(carrier.Id);
    }

    // A row that delivery has just taken is passed over; one that is locked here, delivery passes over.
    private async Task<Message?> Waiting(Message message, CancellationToken cancellation) => (await db.Messages.FromSqlRaw(
        db.WithLocks("""SELECT * FROM "Messages" WHERE "ForumId" = {0} AND "Recipient" = {1} AND "Kind" = 'bundle' AND "State" = 'Pending' FOR UPDATE SKIP LOCKED"""),
        message.ForumId, message.Recipient).ToListAsync(cancellation)).FirstOrDefault();
}
