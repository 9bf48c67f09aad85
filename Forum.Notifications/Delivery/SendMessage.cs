using Microsoft.Extensions.Logging;

namespace Tryghedsforum.Notifications.Delivery;

/// <summary>One attempt at one claimed message: ask what to send, note that the call begins, call, write what came of it.</summary>
internal sealed partial class SendMessage(
    MessageQueue queue, ChannelStops stops, Prepare prepare, Channels channels, DeliveryMeter meter, TimeProvider time, ILogger<SendMessage> log)
{
    /// <summary>Runs the attempt.</summary>
    public async Task Run(Message message, CancellationToken cancellation)
    {
        if (message.ValidUntil < time.GetUtcNow()) await queue.Finish(message, new(MessageState.Dropped, MessageReason.Outdated));
        else if (await Asked(message, cancellation) is { } outgoing && await Follow(message, outgoing, cancellation)) return;
        await stops.GiveBack(ChannelStop.Of(message.Lane));
    }

    /// <summary>The wait before the next attempt: doubling, at most five minutes, with jitter so that a herd does not come back at once.</summary>
    public static TimeSpan Backoff(int attempt, TimeSpan? atLeast)
    {
        var seconds = Math.Min(300, Math.Pow(2, Math.Min(attempt, 10))) * (0.5 + Random.Shared.NextDouble() / 2);
        var wait = TimeSpan.FromSeconds(seconds);
        return atLeast > wait ? atLeast.Value + TimeSpan.FromSeconds(Random.Shared.NextDouble()) : wait;
    }

    private async Task<Outgoing?> Asked(Message message, CancellationToken cancellation)
    {
        try
        {
            return await prepare(message, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            await queue.Finish(message, new(MessageState.Pending, NextTryAt: time.GetUtcNow()));
            return null;
        }
#pragma warning disable CA1031 // Whatever went wrong, nothing was sent: the message is kept and tried again, and must not end the loop.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Log.NotPrepared(log, message.Id, failure.GetType().Name);
            await queue.Finish(message, new(MessageState.Pending, MessageReason.NotPrepared, time.GetUtcNow() + Backoff(message.Attempt, null)));
            return null;
        }
    }

    // Whether the provider was called.
    private async Task<bool> Follow(Message message, Outgoing outgoing, CancellationToken cancellation)
    {
        var (now, forbids) = (time.GetUtcNow(), outgoing is Outgoing.Send { Address: var address } ? channels.Of(message.Lane).Forbids(address) : null);
        if (outgoing is Outgoing.Send send && forbids is null) return await Send(message, send, cancellation);
        await (outgoing switch
        {
            Outgoing.Drop drop => queue.Finish(message, new(MessageState.Dropped, drop.Reason)),
            Outgoing.Move move => queue.Move(message, move.Lane),
            // A time that has passed would be asked about again and again.
            Outgoing.HoldUntil hold => queue.Finish(message, new(MessageState.Pending, NextTryAt: hold.Until > now ? hold.Until : now.AddSeconds(1))),
            Outgoing.Send => queue.Finish(message, new(MessageState.Failed, forbids)),
            _ => throw new InvalidOperationException("An answer of an unknown kind."),
        });
        return false;
    }

    private async Task<bool> Send(Message message, Outgoing.Send send, CancellationToken cancellation)
    {
        var (channel, whole, sender) = (channels.Of(message.Lane), ChannelStop.Of(message.Lane), ChannelStops.Of(send.Sender));
        if (await stops.PassAlone(sender, cancellation) is Passage.Closed)
        {
            await queue.Finish(message, new(MessageState.Pending, MessageReason.Stopped, time.GetUtcNow() + ChannelStops.ProbeEvery));
            return false;
        }

        if (!await queue.Begin(message, send.SealedBody, channel.Fingerprint(send.Address, send.Body), send.Cost, cancellation))
        {
            Log.NotHeld(log, message.Id, message.Attempt);
            return false;
        }

        var handover = await channel.Send(message.Id, send, message.ValidUntil - time.GetUtcNow());
        // Closed before the message is given back: it would be claimed again at once.
        if (handover is Handover.Stopped stopped) await stops.Close(stopped.Sender is null ? whole : sender, stopped.ErrorCode);
        var outcome = OutcomeOf(message, handover);
        meter.Note(message, outcome.State, time.GetUtcNow());
        if (!await queue.Finish(message, outcome)) Log.NotHeld(log, message.Id, message.Attempt);
        if (handover is Handover.Accepted) await stops.Open(whole, sender);
        return true;
    }

    private Outcome OutcomeOf(Message message, Handover handover)
    {
        var now = time.GetUtcNow();
        switch (handover)
        {
            case Handover.Accepted accepted:
                return Outcome.Taken(accepted);
            case Handover.Refused refused:
                if (ProviderErrors.IsAlarm(refused.ErrorCode)) Log.Alarm(log, message.Id, refused.ErrorCode);
                return new(MessageState.Failed, refused.Reason, ErrorCode: refused.ErrorCode);
            case Handover.Later later:
                return new(MessageState.Pending, MessageReason.Busy, now + Backoff(message.Attempt, later.After), later.ErrorCode);
            case Handover.Stopped stopped:
                // Of a stopped account nothing is claimed anyway; of a stopped sender this one need not be asked about before.
                return new(MessageState.Pending, MessageReason.Stopped, stopped.Sender is null ? now : now + ChannelStops.ProbeEvery, stopped.ErrorCode);
            default:
                Log.Lost(log, message.Id, message.Attempt, ((Handover.Lost)handover).How);
                return new(MessageState.Unknown, MessageReason.AnswerLost, now + MessageQueue.CallbackWait);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Message {MessageId} could not be prepared: {Failure}")]
        public static partial void NotPrepared(ILogger log, Guid messageId, string failure);

        [LoggerMessage(LogLevel.Information, "Message {MessageId}: attempt {Attempt} is no longer the one that counts")]
        public static partial void NotHeld(ILogger log, Guid messageId, int attempt);

        [LoggerMessage(LogLevel.Warning, "Message {MessageId}: the provider's answer to attempt {Attempt} was lost: {How}")]
        public static partial void Lost(ILogger log, Guid messageId, int attempt, string how);

        [LoggerMessage(LogLevel.Critical, "Message {MessageId} was refused with {ErrorCode}: others will be, somebody must look at the set-up")]
        public static partial void Alarm(ILogger log, Guid messageId, int errorCode);
    }
}
