using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Notifications.Data;
using Tryghedsforum.Notifications.Delivery;

namespace Tryghedsforum.Notifications.Planning;

/// <summary>
/// What a message says, asked right before it is sent: itself, or the several that it carries. Each of these is looked at by itself: what has become
/// untrue, or is not wanted any more, is left out and says so in its own row, which also keeps its own words.
/// </summary>
internal sealed class BundleParts(NotificationsDb db, FieldCipher cipher, TimeProvider time)
{
    /// <summary>Asks what is said.</summary>
    /// <param name="message">The message that is to leave.</param>
    /// <param name="say">Asks of one: what instead of saying it, or what is said.</param>
    /// <param name="words">The words of one alone.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>What instead of sending it; or all that is said, at least one.</returns>
    public async Task<(Outgoing? Instead, IReadOnlyList<Said<T>> All)> Ask<T>(Message message, Func<Message, Task<(Outgoing? Instead, T? Said)>> say, Func<T, string> words, CancellationToken cancellation)
        where T : class
    {
        if (message.Kind != MessageKind.Bundle)
        {
            var (instead, alone) = await say(message);
            return instead is null ? (null, [new(message, alone!)]) : (instead, []);
        }

        var isSettled = IsSettled(message);
        var said = new List<Said<T>>();
        var waits = new List<(Message Part, DateTimeOffset Until)>();
        // In one order, however often it is asked: what has left is found by its words.
        foreach (var part in (await Of(message).AsNoTracking().ToListAsync(cancellation)).OrderBy(m => m.CreatedAt).ThenBy(m => m.DueAt).ThenBy(m => Message.SeqOf(m.PlanKey)).ThenBy(m => m.PlanKey, StringComparer.Ordinal))
        {
            var (instead, one) = part.ValidUntil < time.GetUtcNow() && !isSettled ? (new Outgoing.Drop(MessageReason.Outdated), null) : await say(part);
            if (instead is Outgoing.Drop drop && !isSettled) await Drop(message, part, drop.Reason, cancellation);
            if (instead is Outgoing.HoldUntil hold) waits.Add((part, hold.Until));
            // One that was taken back in this moment is not said.
            if (instead is null && ((isSettled && part.State is MessageState.Carried) || await Carry(message, part, words(one!), cancellation))) said.Add(new(part, one!));
        }

        if (said.Count == 0) return (waits.Count > 0 ? new Outgoing.HoldUntil(waits.Min(one => one.Until)) : new Outgoing.Drop(MessageReason.NotNeeded), []);
        // What is not for this hour goes by itself later.
        foreach (var (part, until) in waits) await LetGo(message, part, until, cancellation);
        return (null, said);
    }

    /// <summary>Lets a part go by itself, unless it has perhaps left already. One of which a backup does not say whether it has left is looked for by itself.</summary>
    public Task LetGo(Message carrier, Message part, DateTimeOffset until, CancellationToken cancellation)
    {
        if (IsSettled(carrier)) return Task.CompletedTask;
        var isRestored = carrier.State is MessageState.Unknown;
        return db.Write(
            () => Held(carrier, part).ExecuteUpdateAsync(
                set => set
                    .SetProperty(m => m.State, isRestored ? MessageState.Unknown : MessageState.Pending)
                    .SetProperty(m => m.Reason, isRestored ? MessageReason.Restored : null)
                    .SetProperty(m => m.BundleId, (Guid?)null)
                    .SetProperty(m => m.NextTryAt, until)
                    .SetProperty(m => m.BodySealed, (byte[]?)null),
                cancellation),
            cancellation);
    }

    // Of one that has perhaps left only what it said is asked: whatever has happened since, that stays as it is.
    private static bool IsSettled(Message carrier) => carrier is { State: MessageState.Unknown, Reason: not MessageReason.Restored };

    private async Task<bool> Carry(Message carrier, Message part, string words, CancellationToken cancellation)
    {
        var kept = cipher.Seal(words, PrepareMessage.BodyPurpose);
        return await db.Write(
            () => Held(carrier, part).ExecuteUpdateAsync(set => set.SetProperty(m => m.State, MessageState.Carried).SetProperty(m => m.BodySealed, kept), cancellation), cancellation) == 1;
    }

    private Task<int> Drop(Message carrier, Message part, string reason, CancellationToken cancellation) => db.Write(
        () => Held(carrier, part).ExecuteUpdateAsync(set => set.SetProperty(m => m.State, MessageState.Dropped).SetProperty(m => m.Reason, reason).SetProperty(m => m.BodySealed, (byte[]?)null), cancellation),
        cancellation);

    // Only the newest claim may write.
    private IQueryable<Message> Held(Message carrier, Message part) => Of(carrier).Where(m => m.Id == part.Id && db.Messages.Any(one => one.Id == carrier.Id && one.Attempt == carrier.Attempt));

    private IQueryable<Message> Of(Message carrier) => Open().Where(m => m.BundleId == carrier.Id);

    // When the provider was busy, it is asked again what is already carried.
    private IQueryable<Message> Open() => db.Messages.Where(m => m.State == MessageState.Pending || m.State == MessageState.Carried);
}

/// <summary>One of the things that a message says.</summary>
/// <param name="Part">Its own row.</param>
/// <param name="What">What is said.</param>
internal sealed record Said<T>(Message Part, T What);
