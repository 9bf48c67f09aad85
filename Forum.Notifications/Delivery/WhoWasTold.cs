using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Notifications.Data;

namespace Tryghedsforum.Notifications.Delivery;

/// <summary>One recipient's newest message in one state.</summary>
/// <param name="Recipient">"member:{id}", "reporter:{id}" or "inbound:{id}".</param>
/// <param name="Kind">The message's kind, as a resource key.</param>
/// <param name="State">Where it stands.</param>
/// <param name="AtOperator">The operator has it, and no receipt of the phone has come (some operators never send one).</param>
/// <param name="Reason">Why it stands there: one of <see cref="MessageReason"/>.</param>
/// <param name="At">When it came there: delivered, else handed over; of one that waits, when it is taken up next; else due.</param>
public sealed record ToldLine(string Recipient, string Kind, MessageState State, bool AtOperator, string? Reason, DateTimeOffset At)
{
    /// <summary>By e-mail, not by SMS.</summary>
    public bool ByMail { get; init; }
}

/// <summary>Who has been told about a report, and whether it arrived.</summary>
public sealed class WhoWasTold(NotificationsDb db)
{
    private const int OperatorHasIt = 4;

    /// <summary>One line for each recipient and state, the newest first. What was dropped because it was no longer needed is left out.</summary>
    public async Task<IReadOnlyList<ToldLine>> ForSubject(int forumId, Guid subjectId, CancellationToken cancellation)
    {
        var messages = await (from stand in Stand.Of(db, db.Messages.Where(m => m.ForumId == forumId && m.SubjectId == subjectId))
                              let part = stand.Own
                              let m = stand.At
                              where !(m.State == MessageState.Dropped && m.Reason == MessageReason.NotNeeded)
                              select new { part.Recipient, part.Kind, part.PlanKey, m.State, m.ReceiptRank, m.Reason, part.DueAt, m.NextTryAt, m.SentAt, m.DeliveredAt, m.Lane }).ToListAsync(cancellation);
        // Of those that leave together the newest stands for its recipient.
        return [.. messages.OrderByDescending(m => m.DueAt).ThenByDescending(m => Message.SeqOf(m.PlanKey))
            .Select(m => new ToldLine(m.Recipient, m.Kind, m.State, m.State is MessageState.Sent && m.ReceiptRank >= OperatorHasIt, m.Reason, m.DeliveredAt ?? m.SentAt ?? (m.State is MessageState.Pending ? m.NextTryAt : null) ?? m.DueAt) { ByMail = m.Lane == Lane.Mail })
            .OrderByDescending(line => line.At)
            .DistinctBy(line => (line.Recipient, line.State))];
    }
}
