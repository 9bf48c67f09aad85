using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Notifications.Data;
using Tryghedsforum.Notifications.Delivery;
using Tryghedsforum.Notifications.Planning;
using Tryghedsforum.Notifications.Schedule;

namespace Tryghedsforum.Notifications.Operation;

/// <summary>A round trip comes home: it must be what was sent, letter by letter, and count as many SMS. It is compared, and not kept.</summary>
internal sealed partial class ReceiveRoundTrip(NotificationsDb db, FieldCipher cipher, SmsSettings sms, TimeProvider time, ILogger<ReceiveRoundTrip> log)
{
    /// <summary>Whether a text to this number is one that comes home.</summary>
    public bool IsHome(string to) => sms.ProbeNumber is { } probe && to == probe;

    /// <summary>Takes it in.</summary>
    /// <param name="body">Its words, as they came.</param>
    /// <param name="segments">How many SMS it was, by the telephone company; null: it does not say.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task Run(string body, int? segments, CancellationToken cancellation)
    {
        // Anybody may text the number: what names no trip is nobody's.
        if (!Guid.TryParseExact(body.Split(' ')[^1], "N", out var id)) return;
        if (await db.Messages.AsNoTracking().FirstOrDefaultAsync(m => m.Id == id && m.Kind == MessageKind.RoundTrip, cancellation) is not { } trip) return;
        if (cipher.Open(trip.BodySealed, PrepareMessage.BodyPurpose) != body || (segments is not null && segments != trip.Segments))
        {
            Log.Spoilt(log, trip.ForumId, trip.Segments, segments);
            return;
        }

        var now = time.GetUtcNow();
        await db.Write(async () => (await Heartbeat.Of(db, Heartbeat.TripHome(trip.ForumId), cancellation)).Beat(now), cancellation);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Critical, "Forum {Forum}: the round trip came home spoilt: {Sent} SMS were sent, {Came} came, or the words differ")]
        public static partial void Spoilt(ILogger log, int forum, int? sent, int? came);
    }
}
