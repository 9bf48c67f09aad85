using System.Threading.RateLimiting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Members;

namespace Tryghedsforum.Api.Reports;

/// <summary>
/// How many reports are taken in: one table, section <c>Limits</c> of the configuration. The source's limit is generous, so that a shelter or a
/// mobile carrier behind one address is never shut out; partners and the program are not counted.
/// </summary>
public sealed class ReportLimits(IConfiguration configuration) : IDisposable
{
    /// <summary>Reports that one telephone number may send in an hour.</summary>
    public int PerNumber { get; } = configuration.GetValue("Limits:ReportsPerNumberAndHour", 6);

    /// <summary>Reports that one forum takes from the public in an hour.</summary>
    public int PerForum { get; } = configuration.GetValue("Limits:ReportsPerForumAndHour", 120);

    /// <summary>Reports that one address may send in ten minutes, on one node.</summary>
    public int PerSource { get; } = configuration.GetValue("Limits:ReportsPerSourceAndTenMinutes", 30);

    private PartitionedRateLimiter<string>? sources;

    internal void CountSource(Actor actor)
    {
        if (actor.Source.Length == 0 || actor.Role is not null || actor.IsProgram) return;
        sources ??= PartitionedRateLimiter.Create<string, string>(source => RateLimitPartition.GetFixedWindowLimiter(source, _ => new()
        {
            PermitLimit = PerSource, Window = TimeSpan.FromMinutes(10), QueueLimit = 0, AutoReplenishment = true,
        }));
        using var lease = sources.AttemptAcquire(actor.Source);
        if (!lease.IsAcquired) throw new Refused(RefusalCode.TooMany) { RetryAfter = TimeSpan.FromMinutes(10) };
    }

    internal async Task CountReports(ForumDb db, Actor actor, string? phoneHash, DateTimeOffset now, CancellationToken cancellation)
    {
        if (actor.Role is not null) return;
        var hourAgo = now - TimeSpan.FromHours(1);
        if (phoneHash is not null && await db.Reports.CountAsync(r => r.ForumId == actor.ForumId && r.PhoneHash == phoneHash && r.ReceivedAt > hourAgo, cancellation) >= PerNumber)
            throw new Refused(RefusalCode.TooMany) { RetryAfter = TimeSpan.FromHours(1) };
        if (await db.Reports.CountAsync(r => r.ForumId == actor.ForumId && r.ReceivedAt > hourAgo, cancellation) >= PerForum)
            throw new Refused(RefusalCode.TooMany) { RetryAfter = TimeSpan.FromHours(1) };
    }

    /// <inheritdoc/>
    public void Dispose() => sources?.Dispose();
}
