using Microsoft.Extensions.Logging;

namespace Tryghedsforum.Notifications.Delivery;

/// <summary>One attempt at one claimed push: ask what to send, call, write what came of it.</summary>
internal sealed partial class SendPush(PushQueue queue, PreparePush prepare, PushChannel channel, ForgetDevice forget, TimeProvider time, ILogger<SendPush> log)
{
    /// <summary>Runs the attempt.</summary>
    public async Task Run(Push push, CancellationToken cancellation)
    {
        var outcome = push.ValidUntil < time.GetUtcNow() ? new(PushState.Dropped, MessageReason.Outdated) : await Attempt(push, cancellation);
        await queue.Finish(push, outcome);
    }

    private async Task<PushOutcome> Attempt(Push push, CancellationToken cancellation)
    {
        OutgoingPush outgoing;
        try
        {
            outgoing = await prepare(push, cancellation);
        }
#pragma warning disable CA1031 // Whatever went wrong, nothing was sent: it is kept and tried again, and must not end the loop.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Log.NotPrepared(log, push.Id, failure.GetType().Name);
            return new(PushState.Pending, MessageReason.NotPrepared, time.GetUtcNow() + SendMessage.Backoff(push.Attempt, null));
        }

        return outgoing switch
        {
            OutgoingPush.Drop drop => new(PushState.Dropped, drop.Reason),
            // A time that has passed would be asked about again and again.
            OutgoingPush.HoldUntil hold => new(PushState.Pending, NextTryAt: hold.Until > time.GetUtcNow() ? hold.Until : time.GetUtcNow().AddSeconds(1)),
            OutgoingPush.Send send => await Send(push, send, cancellation),
            _ => throw new InvalidOperationException("An answer of an unknown kind."),
        };
    }

    private async Task<PushOutcome> Send(Push push, OutgoingPush.Send send, CancellationToken cancellation)
    {
        switch (await channel.Send(send, push.ValidUntil - time.GetUtcNow(), CancellationToken.None))
        {
            case Handover.Accepted:
                return new(PushState.Sent);
            case Handover.Refused refused:
                if (refused.Reason == MessageReason.Address) await forget(push, cancellation);
                return new(PushState.Failed, refused.Reason, ErrorCode: refused.ErrorCode);
            case Handover.Later later:
                return new(PushState.Pending, MessageReason.Busy, time.GetUtcNow() + SendMessage.Backoff(push.Attempt, later.After), later.ErrorCode);
            case Handover.Stopped stopped:
                // Of this device: it was made known by other keys, or the keys are wrong for all. No message waits for it.
                Log.NotAdmitted(log, push.Id, stopped.ErrorCode);
                return new(PushState.Failed, MessageReason.Stopped, ErrorCode: stopped.ErrorCode);
            default:
                return new(PushState.Failed, MessageReason.AnswerLost);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Push {PushId} could not be prepared: {Failure}")]
        public static partial void NotPrepared(ILogger log, Guid pushId, string failure);

        [LoggerMessage(LogLevel.Error, "Push {PushId} was refused with {Status}: Push:PublicKey and Push:PrivateKey are not those that the device knows, or Push:Subject is wrong")]
        public static partial void NotAdmitted(ILogger log, Guid pushId, int status);
    }
}
