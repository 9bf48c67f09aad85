using System.Net;
using Lib.Net.Http.WebPush;
using Lib.Net.Http.WebPush.Authentication;

namespace Tryghedsforum.Notifications.Delivery;

/// <summary>An address that the program must not call: it stands for this machine or its own network.</summary>
internal sealed class ForbiddenAddressException() : IOException("The address is none of the internet.");

/// <summary>Web push (RFC 8030), sealed for the browser (RFC 8291), in the program's own name (RFC 8292).</summary>
internal sealed class PushChannel(IHttpClientFactory clients, PushSettings settings, TimeProvider time)
{
    /// <summary>Name of the HTTP client.</summary>
    public const string ClientName = "push";

    private static readonly TimeSpan LongestLife = TimeSpan.FromDays(1);

    /// <summary>Hands it to the browser's maker. The error of a refusal is the HTTP status.</summary>
    /// <returns>Refused with <see cref="MessageReason.Address"/>: the device takes nothing any more.</returns>
    public async Task<Handover> Send(OutgoingPush.Send push, TimeSpan validity, CancellationToken cancellation)
    {
        var subscription = new PushSubscription { Endpoint = push.Endpoint };
        subscription.SetKey(PushEncryptionKeyName.P256DH, push.P256dh);
        subscription.SetKey(PushEncryptionKeyName.Auth, push.Auth);
        var message = new PushMessage(push.Payload)
        {
            Topic = push.Topic, Urgency = push.IsUrgent ? PushMessageUrgency.High : PushMessageUrgency.Normal,
            TimeToLive = (int)Math.Clamp(validity.TotalSeconds, 0, LongestLife.TotalSeconds),
        };
        try
        {
            using var name = new VapidAuthentication(settings.PublicKey, settings.PrivateKey) { Subject = settings.Subject };
            // Waiting is the queue's matter, not this call's.
            var client = new PushServiceClient(clients.CreateClient(ClientName)) { AutoRetryAfter = false };
            await client.RequestPushMessageDeliveryAsync(subscription, message, name, VapidAuthenticationScheme.Vapid, cancellation);
            return new Handover.Accepted("", "sent", null);
        }
        catch (PushServiceClientException refused)
        {
            return Refusal(refused);
        }
#pragma warning disable CA1031 // Whatever went wrong, unless it never connected, it may have been taken.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            return Failure(failure);
        }
    }

    private Handover Refusal(PushServiceClientException refused)
    {
        var after = refused.Headers?.RetryAfter is { } said ? said.Delta ?? (said.Date - time.GetUtcNow()) : null;
        return (int)refused.StatusCode switch
        {
            (int)HttpStatusCode.NotFound or (int)HttpStatusCode.Gone => new Handover.Refused(MessageReason.Address, (int)refused.StatusCode),
            // A second one takes the first one's place on the screen, so it does no harm.
            var status and >= 500 => new Handover.Later(status, after),
            var status => ProviderErrors.Handover(status, 0, after, "") switch
            {
                Handover.Later later => later with { ErrorCode = status },
                Handover.Stopped => new Handover.Stopped(status, null),
                _ => new Handover.Refused(MessageReason.Refused, status),
            },
        };
    }

    private static Handover Failure(Exception failure) => failure switch
    {
        _ when IsForbidden(failure) => new Handover.Refused(MessageReason.Address, 0),
        _ when ProviderErrors.NeverConnected(failure) => new Handover.Later(null, null),
        _ => new Handover.Lost(failure.GetType().Name),
    };

    private static bool IsForbidden(Exception? failure) => failure is not null && (failure is ForbiddenAddressException || IsForbidden(failure.InnerException));
}
