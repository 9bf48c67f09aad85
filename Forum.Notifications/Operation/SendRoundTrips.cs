using System.Globalization;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Notifications.Data;
using Tryghedsforum.Notifications.Delivery;
using Tryghedsforum.Notifications.Schedule;

namespace Tryghedsforum.Notifications.Operation;

/// <summary>
/// The daily round trip: with two reports a month, silence looks the same as health. Once a day each forum's sender texts a number of the installation's own
/// (<c>Sms:ProbeNumber</c>; the telephone company refuses a text to the number that it comes from), whose texts the telephone company posts back to the
/// program: see <see cref="ReceiveRoundTrip"/>.
/// </summary>
internal sealed class SendRoundTrips(NotificationsDb db, ReadForum forums, SmsSettings sms, MessageSignal signal, TimeProvider time)
{
    /// <summary>How often a forum sends one off.</summary>
    internal static readonly TimeSpan Every = TimeSpan.FromHours(24);

    /// <summary>How old the last that came home may be: a day, and two hours for the way.</summary>
    internal static readonly TimeSpan Patience = Every + TimeSpan.FromHours(2);

    /// <summary>Sends off those that are due; answers how many.</summary>
    public async Task<int> Run(CancellationToken cancellation)
    {
        if (!sms.HasRoundTrips) return 0;
        var sent = 0;
        foreach (var forum in await forums.Ids(cancellation)) sent += await SendOff(forum, cancellation) ? 1 : 0;
        if (sent > 0) signal.Raise([Lane.Notice]);
        return sent;
    }

    private async Task<bool> SendOff(int forum, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        return await db.Write(
            async () =>
            {
                var off = await Heartbeat.Of(db, Heartbeat.TripOff(forum), cancellation);
                if (now - off.At < Every) return false;
                // The first of all, or after a time without: from now on they are waited for.
                if (now - off.At > Patience) (await Heartbeat.Of(db, Heartbeat.TripsFrom(forum), cancellation)).Beat(now);
                off.Beat(now);
                var key = string.Create(CultureInfo.InvariantCulture, $"{forum}/{MessageKind.RoundTrip}/{now:yyyyMMddHHmm}");
                db.Messages.Add(Message.Plan(MessageKind.RoundTrip, forum, key, "probe:own", null, "{}", now, now));
                return true;
            },
            cancellation);
    }
}
