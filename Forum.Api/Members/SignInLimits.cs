using System.Threading.RateLimiting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Tryghedsforum.Api.Data;

namespace Tryghedsforum.Api.Members;

/// <summary>
/// How many codes are sent, so that nobody can run up the forum's bill or try them all; section <c>Limits</c> of the configuration. Every code costs
/// its number or e-mail address, its series and the whole installation one, whether it is known or not. Alerts to crews are not counted here, and never stopped by it.
/// </summary>
public sealed partial class SignInLimits(IConfiguration configuration, ILogger<SignInLimits> logger) : IDisposable
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly PartitionedRateLimiter<string> sources = PerTenMinutes(configuration.GetValue("Limits:CodesPerSourceAndTenMinutes", 20));
    private readonly PartitionedRateLimiter<string> passkeys = PerTenMinutes(configuration.GetValue("Limits:PasskeysPerSourceAndTenMinutes", 60));

    private readonly PartitionedRateLimiter<int> joins = PartitionedRateLimiter.Create<int, int>(forum => RateLimitPartition.GetFixedWindowLimiter(forum, _ => new()
    {
        PermitLimit = configuration.GetValue("Limits:JoinCodesPerForumAndHour", 60), Window = Hour, QueueLimit = 0, AutoReplenishment = true,
    }));

    private readonly int perNumber = configuration.GetValue("Limits:CodesPerNumberAndHour", 5);
    private readonly int perSeries = configuration.GetValue("Limits:CodesPerSeriesAndHour", 30);
    private readonly int perInstallation = configuration.GetValue("Limits:CodesPerHour", 600);
    private readonly int wrongPerNumber = configuration.GetValue("Limits:WrongCodesPerNumberAndHour", 15);

    /// <inheritdoc/>
    public void Dispose()
    {
        sources.Dispose();
        passkeys.Dispose();
        joins.Dispose();
    }

    internal void CountSource(Actor actor) => Count(sources, actor);

    // A question is answered once, so whoever may ask so often may try no oftener.
    internal void CountPasskey(Actor actor) => Count(passkeys, actor);

    // Codes to whoever wants to join go to numbers that nobody has vouched for.
    internal void CountJoin(int forum)
    {
        using var lease = joins.AttemptAcquire(forum);
        if (!lease.IsAcquired) throw TooMany(Hour);
    }

    internal async Task Count(ForumDb db, SignInAttempt attempt, CancellationToken cancellation)
    {
        var since = attempt.At - Hour;
        var recent = db.SignInAttempts.AsNoTracking().Where(a => a.At > since);
        if (await recent.CountAsync(a => a.PhoneHash == attempt.PhoneHash, cancellation) >= perNumber
            || await recent.CountAsync(a => a.SeriesHash == attempt.SeriesHash, cancellation) >= perSeries) throw TooMany(Hour);
        await CountWrong(db, attempt, cancellation);
        if (await recent.CountAsync(a => a.Way != SignInWay.Provider, cancellation) < perInstallation) return;
        Log.Capped(logger, perInstallation);
        throw TooMany(Hour);
    }

    // Whoever has come through the first step may not try the second one forever.
    internal async Task CountWrong(ForumDb db, SignInAttempt attempt, CancellationToken cancellation)
    {
        var since = attempt.At - Hour;
        if (await db.SignInAttempts.Where(a => a.At > since && a.PhoneHash == attempt.PhoneHash).SumAsync(a => a.Tries, cancellation) >= wrongPerNumber) throw TooMany(Hour);
    }

    private static PartitionedRateLimiter<string> PerTenMinutes(int most) => PartitionedRateLimiter.Create<string, string>(source => RateLimitPartition.GetFixedWindowLimiter(source, _ => new()
    {
        PermitLimit = most, Window = TimeSpan.FromMinutes(10), QueueLimit = 0, AutoReplenishment = true,
    }));

    private static void Count(PartitionedRateLimiter<string> limiter, Actor actor)
    {
        if (actor.Source.Length == 0) return;
        using var lease = limiter.AttemptAcquire(actor.Source);
        if (!lease.IsAcquired) throw TooMany(TimeSpan.FromMinutes(10));
    }

    private static Refused TooMany(TimeSpan after) => new(RefusalCode.TooMany) { RetryAfter = after };

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Critical, "The installation has sent {Most} sign-in codes within an hour and sends no more: somebody may be running up its bill")]
        public static partial void Capped(ILogger logger, int most);
    }
}
