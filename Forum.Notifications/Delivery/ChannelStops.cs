using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Tryghedsforum.Notifications.Data;

namespace Tryghedsforum.Notifications.Delivery;

/// <summary>Whether a channel lets messages through.</summary>
internal enum Passage
{
    /// <summary>Yes.</summary>
    Open,

    /// <summary>One, to see whether it works again.</summary>
    Probe,

    /// <summary>No.</summary>
    Closed,
}

/// <summary>The channels that do not work because of their account or set-up. Their messages are kept, nothing is burnt on them.</summary>
internal sealed partial class ChannelStops(NotificationsDb db, TimeProvider time, ILogger<ChannelStops> log)
{
    /// <summary>How often one message is let through.</summary>
    public static readonly TimeSpan ProbeEvery = TimeSpan.FromMinutes(5);

    /// <summary>One sender of SMS.</summary>
    public static string Of(string sender) => $"{ChannelStop.Sms}:{sender}";

    /// <summary>Asks to pass; a probe is given to one asker only. Call it inside <see cref="NotificationsDb.Write(Func{Task}, CancellationToken)"/>.</summary>
    public async Task<Passage> Pass(string channel, DateTimeOffset now, CancellationToken cancellation)
    {
        if (!await db.ChannelStops.AnyAsync(s => s.Channel == channel, cancellation)) return Passage.Open;
        var won = await db.ChannelStops.Where(s => s.Channel == channel && s.ProbeAt <= now)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.ProbeAt, now + ProbeEvery), cancellation);
        return won == 1 ? Passage.Probe : Passage.Closed;
    }

    /// <summary>Asks to pass, in a transaction of its own.</summary>
    public async Task<Passage> PassAlone(string channel, CancellationToken cancellation) =>
        await db.ChannelStops.AnyAsync(s => s.Channel == channel, cancellation)
            ? await db.Write(() => Pass(channel, time.GetUtcNow(), cancellation), cancellation)
            : Passage.Open;

    /// <summary>Closes a channel.</summary>
    public async Task Close(string channel, int errorCode)
    {
        var now = time.GetUtcNow();
        Log.Stopped(log, channel, errorCode);
        await db.Write(
            async () =>
            {
                if (!await db.ChannelStops.AnyAsync(s => s.Channel == channel))
                    await db.Database.ExecuteSqlRawAsync(
                        """INSERT INTO "ChannelStops" ("Channel", "Since", "ProbeAt", "Reason") VALUES ({0}, {1}, {2}, {3}) ON CONFLICT DO NOTHING""",
                        channel, db.Raw(now), db.Raw(now + ProbeEvery), errorCode.ToString(System.Globalization.CultureInfo.InvariantCulture));
            },
            CancellationToken.None);
    }

    /// <summary>Nobody was called: the next one is let through at once.</summary>
    public async Task GiveBack(string channel)
    {
        var now = time.GetUtcNow();
        var given = db.ChannelStops.Where(s => s.Channel == channel && s.ProbeAt > now);
        if (await given.AnyAsync()) await db.Write(() => given.ExecuteUpdateAsync(set => set.SetProperty(s => s.ProbeAt, now)), CancellationToken.None);
    }

    /// <summary>Opens channels: a message has passed them.</summary>
    public async Task Open(params string[] passed)
    {
        foreach (var channel in await db.ChannelStops.Where(s => passed.Contains(s.Channel)).Select(s => s.Channel).ToListAsync())
        {
            await db.Write(() => db.ChannelStops.Where(s => s.Channel == channel).ExecuteDeleteAsync(), CancellationToken.None);
            Log.Works(log, channel);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Critical, "Channel {Channel} is stopped: the provider says {ErrorCode}. Its messages wait; somebody must look at the account")]
        public static partial void Stopped(ILogger log, string channel, int errorCode);

        [LoggerMessage(LogLevel.Warning, "Channel {Channel} works again")]
        public static partial void Works(ILogger log, string channel);
    }
}
