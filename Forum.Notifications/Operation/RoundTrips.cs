using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Notifications.Data;
using Tryghedsforum.Notifications.Delivery;
using Tryghedsforum.Notifications.Planning;
using Tryghedsforum.Notifications.Schedule;

namespace Tryghedsforum.Notifications.Operation;

/// <summary>
/// The daily round trip: with two reports a month, silence looks the same as health. Once a day each forum's sender texts a number of the installation's own
/// (<c>Sms:ProbeNumber</c>; the telephone company refuses a text to the number that it comes from), whose texts the telephone company posts back to the
/// program. What comes home must be what was sent, letter by letter, and count as many SMS.
/// </summary>
internal sealed partial class RoundTrips(NotificationsDb db, ReadForum forums, FieldCipher cipher, SmsSettings sms, SmsWords words, MessageSignal signal, TimeProvider time, ILogger<RoundTrips> log)
{
    /// <summary>How often a forum sends one off.</summary>
    internal static readonly TimeSpan Every = TimeSpan.FromHours(24);

    /// <summary>How old the last that came home may be: a day, and two hours for the way.</summary>
    internal static readonly TimeSpan Patience = Every + TimeSpan.FromHours(2);

    /// <summary>Sends off those that are due; answers how many.</summary>
    public async Task<int> Run(CancellationToken cancellation)
    {
        if (sms.ProbeNumber is null || sms.Provider is SmsProvider.None) return 0;
        var sent = 0;
        foreach (var forum in await forums.Ids(cancellation)) sent += await SendOff(forum, cancellation) ? 1 : 0;
        if (sent > 0) signal.Raise([Lane.Notice]);
        return sent;
    }

    /// <summary>Whether a text to this number is one that comes home.</summary>
    public bool IsHome(string to) => sms.ProbeNumber is { } probe && to == probe;

    /// <summary>The words of a trip: with letters that a wrong alphabet would spoil, and the key by which it is known again.</summary>
    public string Words(Message message) => words.Say(MessageKind.RoundTrip, message.Id.ToString("N", CultureInfo.InvariantCulture));

    /// <summary>Takes in a text that has come home.</summary>
    /// <param name="body">Its words, as they came.</param>
    /// <param name="segments">How many SMS it was, by the telephone company; null: it does not say.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task ComeHome(string body, int? segments, CancellationToken cancellation)
    {
        // Anybody may text the number: what names no trip is nobody's.
        var word = body.Split(' ')[^1];
        if (!Guid.TryParseExact(word, "N", out var id) || await db.Messages.AsNoTracking().FirstOrDefaultAsync(m => m.Id == id && m.Kind == MessageKind.RoundTrip, cancellation) is not { } trip) return;
        if (cipher.Open(trip.BodySealed, PrepareMessage.BodyPurpose) != body || (segments is not null && segments != trip.Segments))
        {
            Log.Spoilt(log, trip.ForumId, trip.Segments, segments);
            return;
        }

        var now = time.GetUtcNow();
        await db.Write(async () => (await Beat(Heartbeat.TripHome(trip.ForumId), cancellation)).Beat(now), cancellation);
    }

    private async Task<bool> SendOff(int forum, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        return await db.Write(
            async () =>
            {
                var off = await Beat(Heartbeat.TripOff(forum), cancellation);
                if (now - off.At < Every) return false;
                // The first of all, or after a time without: from now on they are waited for.
                if (now - off.At > Patience) (await Beat(Heartbeat.TripsFrom(forum), cancellation)).Beat(now);
                off.Beat(now);
                var key = string.Create(CultureInfo.InvariantCulture, $"{forum}/{MessageKind.RoundTrip}/{now:yyyyMMddHHmm}");
                db.Messages.Add(Message.Plan(MessageKind.RoundTrip, forum, key, "probe:own", null, "{}", now, now));
                return true;
            },
            cancellation);
    }

    private async Task<Heartbeat> Beat(string name, CancellationToken cancellation) =>
        await db.Heartbeats.FirstOrDefaultAsync(h => h.Name == name, cancellation) ?? db.Heartbeats.Add(new() { Name = name }).Entity;

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Critical, "Forum {Forum}: the round trip came home spoilt: {Sent} SMS were sent, {Came} came, or the words differ")]
        public static partial void Spoilt(ILogger log, int forum, int? sent, int? came);
    }
}

/// <summary>A forum's daily round trip.</summary>
/// <param name="HomeAt">When the last came home; null: none yet.</param>
/// <param name="IsLate">The next should have come home.</param>
public sealed record RoundTrip(DateTimeOffset? HomeAt, bool IsLate);

/// <summary>Whether the daily round trips come home.</summary>
public sealed class ReadRoundTrips
{
    private readonly NotificationsDb db;
    private readonly SmsSettings sms;
    private readonly TimeProvider time;

    internal ReadRoundTrips(NotificationsDb db, SmsSettings sms, TimeProvider time) => (this.db, this.sms, this.time) = (db, sms, time);

    /// <summary>Whether there are any: the installation has a number for them.</summary>
    public bool AreOn => sms.ProbeNumber is not null && sms.Provider is not SmsProvider.None;

    /// <summary>The trips of every forum that has sent one off.</summary>
    public async Task<IReadOnlyDictionary<int, RoundTrip>> Run(CancellationToken cancellation)
    {
        if (!AreOn) return new Dictionary<int, RoundTrip>();
        var (now, beats) = (time.GetUtcNow(), await db.Heartbeats.AsNoTracking().Where(h => h.Name.StartsWith(Heartbeat.Trips)).ToDictionaryAsync(h => h.Name, h => h.At, cancellation));
        return Heartbeat.ForumsWithTrips(beats.Keys).ToDictionary(forum => forum, forum =>
        {
            DateTimeOffset? home = beats.TryGetValue(Heartbeat.TripHome(forum), out var at) ? at : null;
            // Before the first has come home, it is as if one had come a day before it went off.
            var from = beats[Heartbeat.TripsFrom(forum)] - RoundTrips.Every;
            return new RoundTrip(home, now - (home > from ? home.Value : from) > RoundTrips.Patience);
        });
    }
}
