using Microsoft.Extensions.Logging;

namespace Tryghedsforum.Notifications.Delivery;

/// <summary>Settles one message of which nobody knows whether it left. The callback had its time; now the provider's list, then the kind's policy.</summary>
internal sealed partial class SettleUnknown(
    MessageQueue queue, Prepare prepare, Channels channels, TimeProvider time, ILogger<SettleUnknown> log)
{
    private static readonly TimeSpan AskAgain = TimeSpan.FromMinutes(1);

    // A text that was not worked on when the backup was taken is worked on anew: what follows from it now had left as long ago as the backup is old.
    private static readonly TimeSpan OldestBackup = TimeSpan.FromDays(7);

    /// <summary>Runs one round for a claimed message.</summary>
    public async Task Run(Message message, CancellationToken cancellation)
    {
        var outcome = await Decide(message, cancellation);
        Log.Settled(log, message.Id, outcome.State, outcome.Reason);
        await queue.Finish(message, outcome);
    }

    private async Task<Outcome> Decide(Message message, CancellationToken cancellation)
    {
        if (message.Reason == MessageReason.Restored) return await Restored(message, cancellation);
        var now = time.GetUtcNow();
        // The mark that is written before every call is missing: it surely has not left.
        if (message.BegunAt is not { } begun) return new(MessageState.Pending, NextTryAt: now);
        var channel = channels.Of(message.Lane);
        // Without its fingerprint, which goes when somebody erases what is held, it cannot be found, though it may have left.
        if (message.Fingerprint is { } fingerprint && channel.Off is null)
        {
            try
            {
                var address = await Address(message, cancellation);
                if (await channel.Find(fingerprint, address, begun, sid => queue.IsTaken(message.Id, sid, cancellation)) is { } found)
                    return Outcome.Taken(found);
            }
#pragma warning disable CA1031 // Not to know is the normal case here; whatever the failure, the question is asked again.
            catch (Exception failure) when (failure is not OperationCanceledException || !cancellation.IsCancellationRequested)
#pragma warning restore CA1031
            {
                Log.NoList(log, message.Id, failure.GetType().Name);
                if (now < message.ValidUntil) return new(MessageState.Unknown, message.Reason, now + AskAgain);
            }
        }

        return KindPolicy.Of(message.Kind).AtLeastOnce && now < message.ValidUntil
            ? new(MessageState.Pending, NextTryAt: now)
            : new(MessageState.Unknown, MessageReason.Unconfirmed);
    }

    // What was not done when the backup was taken may have been done since. Its words are made again to find it by; whatever comes of that, it is not sent.
    private async Task<Outcome> Restored(Message message, CancellationToken cancellation)
    {
        var (now, channel) = (time.GetUtcNow(), channels.Of(message.Lane));
        try
        {
            switch (await prepare(message, cancellation))
            {
                case Outgoing.Drop drop:
                    return new(MessageState.Dropped, drop.Reason);
                case Outgoing.HoldUntil hold when hold.Until > now && hold.Until < message.ValidUntil:
                    return new(MessageState.Unknown, MessageReason.Restored, hold.Until);
                case Outgoing.Send send when channel.Off is null:
                    if (await channel.Find(channel.Fingerprint(send.Address, send.Body), send.Address, (message.BegunAt ?? message.DueAt) - OldestBackup, sid => queue.IsTaken(message.Id, sid, cancellation)) is { } found)
                        return Outcome.Taken(found);
                    break;
            }
        }
#pragma warning disable CA1031 // As above: the question is asked again.
        catch (Exception failure) when (failure is not OperationCanceledException || !cancellation.IsCancellationRequested)
#pragma warning restore CA1031
        {
            Log.NoList(log, message.Id, failure.GetType().Name);
            if (now < message.ValidUntil) return new(MessageState.Unknown, MessageReason.Restored, now + AskAgain);
        }

        return new(MessageState.Unknown, MessageReason.Unconfirmed);
    }

    // The list is shorter with the number. Without it (the recipient has opted out since, say) the whole list is searched.
    private async Task<string?> Address(Message message, CancellationToken cancellation) =>
        await prepare(message, cancellation) is Outgoing.Send send ? send.Address : null;

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Message {MessageId} whose answer was lost is now {State} ({Reason})")]
        public static partial void Settled(ILogger log, Guid messageId, MessageState state, string? reason);

        [LoggerMessage(LogLevel.Warning, "Message {MessageId}: the provider's list could not be read: {Failure}")]
        public static partial void NoList(ILogger log, Guid messageId, string failure);
    }
}
