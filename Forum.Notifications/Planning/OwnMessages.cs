using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Notifications.Data;
using Tryghedsforum.Notifications.Delivery;
using Tryghedsforum.Notifications.Inbound;

namespace Tryghedsforum.Notifications.Planning;

/// <summary>A message to somebody, or a text from them, as it is held.</summary>
/// <param name="At">When it was due, or came.</param>
/// <param name="IsFrom">The person sent it.</param>
/// <param name="Kind">The message's kind, as a resource key; null for a text from the person.</param>
/// <param name="Words">The words, while they are kept.</param>
public sealed record OwnMessage(DateTimeOffset At, bool IsFrom, string? Kind, string? Words);

/// <summary>What is held of the messages to and from one person. Whoever asks has made sure that it is that person.</summary>
public sealed class OwnMessages(NotificationsDb db, FieldCipher cipher)
{
    /// <summary>How messages name a member.</summary>
    public static string Member(Guid id) => $"member:{id}";

    /// <summary>How messages name the reporter of a case.</summary>
    public static string Reporter(Guid id) => $"reporter:{id}";

    /// <summary>How messages name who asked for a code, and the number or e-mail address that this one took the place of.</summary>
    public static IReadOnlyList<string> SignIn(Guid id) => [$"sign-in:{id}", $"old-number:{id}", $"old-email:{id}"];

    /// <summary>All of them, the newest first.</summary>
    /// <param name="recipients">The person, as messages name it.</param>
    /// <param name="phoneHash">Keyed hash of the person's number; null: none is known, or what came from it is not to be told.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<IReadOnlyList<OwnMessage>> Of(IReadOnlyCollection<string> recipients, string? phoneHash, CancellationToken cancellation)
    {
        var sent = await db.Messages.AsNoTracking().Where(m => recipients.Contains(m.Recipient) && m.Kind != MessageKind.Bundle).Select(m => new { m.DueAt, m.Kind, m.BodySealed }).ToListAsync(cancellation);
        var texts = phoneHash is null ? [] : await db.InboundTexts.AsNoTracking().Where(t => t.FromHash == phoneHash).Select(t => new { t.ReceivedAt, t.BodySealed }).ToListAsync(cancellation);
        return [.. sent.Select(m => new OwnMessage(m.DueAt, false, m.Kind, cipher.Open(m.BodySealed, PrepareMessage.BodyPurpose)))
            .Concat(texts.Select(t => new OwnMessage(t.ReceivedAt, true, null, cipher.Open(t.BodySealed, ReceiveSms.BodyPurpose)))).OrderByDescending(message => message.At)];
    }

    /// <summary>
    /// Erases the words and numbers; that there were messages, and when, stays. What waits is not sent: its recipient is gone. That a phone wants no SMS
    /// is not forgotten.
    /// </summary>
    public async Task<int> Erase(IReadOnlyCollection<string> recipients, string? phoneHash, CancellationToken cancellation) => await db.Write(
        async () =>
        {
            var erased = await EraseSent(recipients, cancellation);
            if (phoneHash is null) return erased;
            erased += await EraseTexts(db.InboundTexts.Where(t => t.FromHash == phoneHash), cancellation);
            return erased + await db.TaskLetters.Where(l => l.PhoneHash == phoneHash).ExecuteDeleteAsync(cancellation);
        },
        cancellation);

    /// <summary>
    /// The same for one case: beside its messages, the texts from its phone to its forum that have been dealt with. One that nobody has read yet may be about
    /// something else, and so are the tasks that the phone answers.
    /// </summary>
    public async Task<int> EraseCase(int forumId, Guid caseId, string? phoneHash, CancellationToken cancellation) => await db.Write(
        async () =>
        {
            var erased = await EraseSent([Reporter(caseId)], cancellation);
            return phoneHash is null ? erased : erased + await EraseTexts(db.InboundTexts.Where(t => t.FromHash == phoneHash && t.ForumId == forumId && t.State == InboundState.Done), cancellation);
        },
        cancellation);

    private async Task<int> EraseSent(IReadOnlyCollection<string> recipients, CancellationToken cancellation)
    {
        // What carries words of theirs together with others': each of these keeps its own.
        var own = db.Messages.Where(m => recipients.Contains(m.Recipient));
        var with = db.Messages.Where(m => recipients.Contains(m.Recipient) || own.Any(part => part.BundleId == m.Id));
        // Whoever has them in hand loses the claim before they leave, and what still is to be said is asked anew.
        await with.Where(m => m.State == MessageState.Sending && m.BegunAt == null).ExecuteUpdateAsync(set => set.SetProperty(m => m.Attempt, m => m.Attempt + 1), cancellation);
        return await WithoutWords(with.Where(m => m.BodySealed != null || m.Fingerprint != null), cancellation);
    }

    private async Task<int> EraseTexts(IQueryable<InboundSms> texts, CancellationToken cancellation)
    {
        var replies = (await texts.Select(t => t.Id).ToListAsync(cancellation)).Select(id => $"inbound:{id}").ToList();
        return await WithoutWords(db.Messages.Where(m => replies.Contains(m.Recipient)), cancellation)
            + await texts.ExecuteUpdateAsync(set => set.SetProperty(t => t.FromHash, (string?)null).SetProperty(t => t.FromSealed, (byte[]?)null).SetProperty(t => t.BodySealed, (byte[]?)null), cancellation);
    }

    private static Task<int> WithoutWords(IQueryable<Message> messages, CancellationToken cancellation) =>
        messages.ExecuteUpdateAsync(set => set.SetProperty(m => m.BodySealed, (byte[]?)null).SetProperty(m => m.Fingerprint, (byte[]?)null), cancellation);
}
