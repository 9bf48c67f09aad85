using System.Threading.RateLimiting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Members;

namespace Tryghedsforum.Api.Reports;

/// <summary>
/// How many reports are taken in: one table, section <c>Limits</c> of the configuration. The source's limit is generous, so that a shelter or a
/// mobile carrier behind one address is never shut out; those who work for the forum are not counted.
/// </summary>
public sealed class ReportLimits(IConfiguration configuration) : IDisposable
{
    /// <summary>Reports that one telephone number may send in an hour.</summary>
    public int PerNumber { get; } = configuration.GetValue("Limits:ReportsPerNumberAndHour", 6);

    /// <summary>Reports that one forum takes from the public in an hour.</summary>
    public int PerForum { get; } = configuration.GetValue("Limits:ReportsPerForumAndHour", 120);

    /// <summary>Country codes that texts may be sent to, from <c>Sms:Countries</c>; other numbers are refused.</summary>
    public IReadOnlyList<string> Countries { get; } =
        (configuration["Sms:Countries"] ?? "+45").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private readonly Lazy<PartitionedRateLimiter<string>> sources = new(() =>
    {
        var most = configuration.GetValue("Limits:ReportsPerSourceAndTenMinutes", 30);
        return PartitionedRateLimiter.Create<string, string>(source => RateLimitPartition.GetFixedWindowLimiter(source, _ => new()
        {
            PermitLimit = most, Window = TimeSpan.FromMinutes(10), QueueLimit = 0, AutoReplenishment = true,
        }));
    });

    internal void CountSource(Actor actor)
    {
        if (actor.Source.Length == 0 || WorksHere(actor)) return;
        using var lease = sources.Value.AttemptAcquire(actor.Source);
        if (!lease.IsAcquired) throw new Refused(RefusalCode.TooMany) { RetryAfter = TimeSpan.FromMinutes(10) };
    }

    internal async Task CountReports(ForumDb db, Actor actor, string? phoneHash, DateTimeOffset now, CancellationToken cancellation)
    {
        if (WorksHere(actor)) return;
        var hourAgo = now - TimeSpan.FromHours(1);
        if (phoneHash is not null && await db.Reports.CountAsync(r => r.ForumId == actor.ForumId && r.PhoneHash == phoneHash && r.ReceivedAt > hourAgo, cancellation) >= PerNumber)
            throw new Refused(RefusalCode.TooMany) { RetryAfter = TimeSpan.FromHours(1) };
        if (await db.Reports.CountAsync(r => r.ForumId == actor.ForumId && r.ReceivedAt > hourAgo && r.Channel != Channel.Phone && r.Channel != Channel.InPerson, cancellation) >= PerForum)
            throw new Refused(RefusalCode.TooMany) { RetryAfter = TimeSpan.FromHours(1) };
    }

    /// <summary>Texts that are added to cases cost the same as those that begin one: an answer, and somebody who looks.</summary>
    internal async Task CountTexts(ForumDb db, int forumId, string phoneHash, DateTimeOffset now, CancellationToken cancellation)
    {
        var hourAgo = now - TimeSpan.FromHours(1);
        var added = await (from note in db.Notes
                           join report in db.Reports on note.ReportId equals report.Id
                           where report.ForumId == forumId && report.PhoneHash == phoneHash && note.Kind == NoteKind.FromReporter && note.At > hourAgo
                           select note.Id).CountAsync(cancellation);
        if (added >= PerNumber) throw new Refused(RefusalCode.TooMany) { RetryAfter = TimeSpan.FromHours(1) };
    }

    /// <summary>Whether a sender may be asked something: questions count as reports do, so that nobody can have texts sent at will.</summary>
    internal async Task<bool> MayAsk(ForumDb db, int forumId, string phoneHash, bool isNew, DateTimeOffset now, CancellationToken cancellation)
    {
        var hourAgo = now - TimeSpan.FromHours(1);
        var spent = await db.Reports.Where(r => r.ForumId == forumId && r.PhoneHash == phoneHash && r.ReceivedAt > hourAgo).SumAsync(r => 1 + r.TimesAsked, cancellation);
        return spent + (isNew ? 1 : 0) < PerNumber;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (sources.IsValueCreated) sources.Value.Dispose();
    }

    private static bool WorksHere(Actor actor) => actor.Role is Role.Staff or Role.Crew or Role.Coordinator;
}
