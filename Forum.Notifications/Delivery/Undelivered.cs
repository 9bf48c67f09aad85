using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Notifications.Data;

namespace Tryghedsforum.Notifications.Delivery;

/// <summary>A message that did not arrive, or of which nobody can tell whether it did.</summary>
/// <param name="Id">Its key.</param>
/// <param name="Kind">Its kind, as a resource key.</param>
/// <param name="Urgent">Somebody should have acted on it.</param>
/// <param name="SubjectIds">The reports that it is about.</param>
/// <param name="Recipient">"member:{id}", "reporter:{id}" or "inbound:{id}".</param>
/// <param name="State">Where it stands.</param>
/// <param name="Reason">Why: one of <see cref="MessageReason"/>.</param>
/// <param name="ErrorCode">The provider's or operator's error.</param>
/// <param name="DueAt">When it should have gone.</param>
public sealed record UndeliveredMessage(
    Guid Id, string Kind, bool Urgent, IReadOnlyList<Guid> SubjectIds, string Recipient, MessageState State, string? Reason, int? ErrorCode, DateTimeOffset DueAt);

/// <summary>The task list of what did not arrive.</summary>
public sealed class Undelivered(NotificationsDb db)
{
    private static readonly string[] Own = [MessageKind.SignInCode, MessageKind.SignInMail, MessageKind.PhoneChanged, MessageKind.EmailChanged, MessageKind.RoundTrip];

    /// <summary>What nobody has handled yet in a forum; urgent ones first, then the newest.</summary>
    public async Task<IReadOnlyList<UndeliveredMessage>> List(int forumId, CancellationToken cancellation)
    {
        var missed = await Missed(forumId).OrderByDescending(UrgentMessages.Are).ThenByDescending(m => m.DueAt).Take(200)
            .Select(m => new { m.Id, m.Kind, m.Lane, m.SubjectId, m.Recipient, m.State, m.Reason, m.ErrorCode, m.DueAt })
            .ToListAsync(cancellation);
        var carriers = missed.Where(m => m.Kind == MessageKind.Bundle).Select(m => m.Id).ToList();
        var carried = carriers.Count == 0 ? null : (await db.Messages.Where(m => carriers.Contains(m.BundleId!.Value) && m.SubjectId != null && m.State != MessageState.Dropped)
            .OrderBy(m => m.CreatedAt).ThenBy(m => m.DueAt).Select(m => new { m.BundleId, m.SubjectId }).ToListAsync(cancellation)).ToLookup(m => m.BundleId, m => m.SubjectId!.Value);
        return [.. missed.Select(m => new UndeliveredMessage(
            m.Id, m.Kind, UrgentMessages.Is(m.Lane, m.Kind), m.SubjectId is { } subject ? [subject] : [.. carried?[m.Id].Distinct() ?? []], m.Recipient, m.State, m.Reason, m.ErrorCode, m.DueAt))];
    }

    /// <summary>Takes a message off the list; false: it is not on it.</summary>
    public async Task<bool> MarkHandled(int forumId, Guid messageId, CancellationToken cancellation) => await db.Write(
        () => Missed(forumId).Where(m => m.Id == messageId).ExecuteUpdateAsync(set => set.SetProperty(m => m.Handled, true), cancellation), cancellation) == 1;

    /// <summary>Since when no SMS goes out because the account does not work; null: it works.</summary>
    public Task<DateTimeOffset?> SmsStoppedSince(CancellationToken cancellation) =>
        db.ChannelStops.Where(s => s.Channel == ChannelStop.Sms).Select(s => (DateTimeOffset?)s.Since).FirstOrDefaultAsync(cancellation);

    /// <summary>Since when no SMS goes out because the account, or this sender of it, does not work; null: it works.</summary>
    public Task<DateTimeOffset?> SmsStoppedSince(string sender, CancellationToken cancellation) =>
        db.ChannelStops.Where(s => s.Channel == ChannelStop.Sms || s.Channel == ChannelStops.Of(sender)).OrderBy(s => s.Since).Select(s => (DateTimeOffset?)s.Since).FirstOrDefaultAsync(cancellation);

    /// <summary>Since when no e-mail goes out because the mail server lets nobody in; null: it goes out.</summary>
    public Task<DateTimeOffset?> MailStoppedSince(CancellationToken cancellation) =>
        db.ChannelStops.Where(s => s.Channel == ChannelStop.Mail).Select(s => (DateTimeOffset?)s.Since).FirstOrDefaultAsync(cancellation);

    private IQueryable<Message> Missed(int forumId) => NotHandled(db.Messages).Where(m => m.ForumId == forumId);

    /// <summary>What did not arrive, and nobody has handled, in all forums.</summary>
    // Who waits for a code asks for another; there is nothing that somebody else could do. A round trip that does not come home has an alarm of its own.
    internal static IQueryable<Message> NotHandled(IQueryable<Message> messages) => messages.Where(m => !m.Handled && !Own.Contains(m.Kind) &&
        (m.State == MessageState.Undelivered || m.State == MessageState.Failed
        || (m.State == MessageState.Unknown && m.NextTryAt == null)
        || (m.State == MessageState.Dropped && (m.Reason == MessageReason.NoAddress || m.Reason == MessageReason.Outdated
            // Who said stop is not to be sent news; an alert that did not leave is a human's task all the same.
            || (m.Reason == MessageReason.OptedOut && (m.Lane == Lane.Alert || (m.Lane == Lane.Mail && UrgentMessages.Kinds.Contains(m.Kind))))))));
}
