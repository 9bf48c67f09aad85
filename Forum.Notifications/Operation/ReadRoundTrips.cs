using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Notifications.Data;
using Tryghedsforum.Notifications.Delivery;
using Tryghedsforum.Notifications.Schedule;

namespace Tryghedsforum.Notifications.Operation;

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
    public bool AreOn => sms.HasRoundTrips;

    /// <summary>The trips of every forum that has sent one off.</summary>
    public async Task<IReadOnlyDictionary<int, RoundTrip>> Run(CancellationToken cancellation)
    {
        if (!AreOn) return new Dictionary<int, RoundTrip>();
        var (now, beats) = (time.GetUtcNow(), await db.Heartbeats.AsNoTracking().Where(h => h.Name.StartsWith(Heartbeat.Trips)).ToDictionaryAsync(h => h.Name, h => h.At, cancellation));
        return Heartbeat.ForumsWithTrips(beats.Keys).ToDictionary(forum => forum, forum =>
        {
            DateTimeOffset? home = beats.TryGetValue(Heartbeat.TripHome(forum), out var at) ? at : null;
            // Before the first has come home, it is as if one had come a day before it went off.
            var from = beats[Heartbeat.TripsFrom(forum)] - SendRoundTrips.Every;
            return new RoundTrip(home, now - (home > from ? home.Value : from) > SendRoundTrips.Patience);
        });
    }
}
