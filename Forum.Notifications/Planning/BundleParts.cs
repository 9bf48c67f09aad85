using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Notifications.Data;
using Tryghedsforum.Notifications.Delivery;

namespace Tryghedsforum.Notifications.Planning;

/// <summary>
/// What a message says, asked right before it is sent: itself, or the several that it carries. Each of these is looked at by itself: what has become
/// untrue, or is not wanted any more, is left out and says so in its own row, which also keeps its own words.
/// </summary>
internal sealed class BundleParts(NotificationsDb db, FieldCipher cipher)
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

        // Of one that has perhaps left only what it said is asked: whatever has happened since, that stays as it is.
        var isSettled = message.State is MessageState.Unknown;
        var said = new List<Said<T>>();
        var waits = new List<(Message Part, DateTimeOffset Until)>();
        foreach (var part in await Of(message).AsNoTracking().OrderBy(m => m.CreatedAt).ThenBy(m => m.DueAt).ToListAsync(cancellation))
        {
            var (instead, one) = await say(part);
            if (instead is Outgoing.Drop drop && !isSettled) await Drop(part, drop.Reason, cancellation);
            if (instead is Outgoing.HoldUntil hold) waits.Add((part, hold.Until));
            // One that was taken back in this moment is not said.
            if (instead is null && ((isSettled && part.State is MessageState.Carried) || await Carry(part, words(one!), cancellation))) said.Add(new(part, one!));
        }

        if (said.Count == 0) return (waits.Count > 0 ? new Outgoing.HoldUntil(waits.Min(one => one.Until)) : new Outgoing.Drop(MessageReason.NotNeeded), []);
        // What is not for this hour goes by itself later.
        foreach (var (part, until) in waits) await LetGo(message, part, until, cancellation);
        return (null, said);
    }

    /// <summary>Lets a part go by itself, unless it has perhaps left already.</summary>
    public Task LetGo(Message carrier, Message part, DateTimeOffset until, CancellationToken cancellation) => carrier.State is MessageState.Unknown ? Task.CompletedTask : db.Write(
        () => Open().Where(m => m.Id == part.Id).ExecuteUpdateAsync(
            set => set.SetProperty(m => m.State, MessageState.Pending).SetProperty(m => m.BundleId, (Guid?)null).SetProperty(m => m.NextTryAt, until).SetProperty(m => m.BodySealed, (byte[]?)null), cancellation),
        cancellation);

    private async Task<bool> Carry(Message part, string words, CancellationToken cancellation)
    {
        var kept = cipher.Seal(words, PrepareMessage.BodyPurpose);
        return await db.Write(
            () => Open().Where(m => m.Id == part.Id).ExecuteUpdateAsync(set => set.SetProperty(m => m.State, MessageState.Carried).SetProperty(m => m.BodySealed, kept), cancellation), cancellation) == 1;
    }

    private Task<int> Drop(Message part, string reason, CancellationToken cancellation) => db.Write(
        () => Open().Where(m => m.Id == part.Id).ExecuteUpdateAsync(set => set.SetProperty(m => m.State, MessageState.Dropped).SetProperty(m => m.Reason, reason).SetProperty(m => m.BodySealed, (byte[]?)null), cancellation),
        cancellation);

    private IQueryable<Message> Of(Message carrier) => Open().Where(m => m.BundleId == carrier.Id);

    // When the provider was busy, it is asked again what is already carried.
    private IQueryable<Message> Open() => db.Messages.Where(m => m.State == MessageState.Pending || m.State == MessageState.Carried);
}

/// <summary>One of the things that a message says.</summary>
/// <param name="Part">Its own row.</param>
/// <param name="What">What is said.</param>
internal sealed record Said<T>(Message Part, T What);
