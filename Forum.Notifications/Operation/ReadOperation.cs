using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Notifications.Data;
using Tryghedsforum.Notifications.Delivery;
using Tryghedsforum.Notifications.Planning;

namespace Tryghedsforum.Notifications.Operation;

/// <summary>Whether the installation works: what waits, how soon it goes, what stands still. Counts only: nothing of what is written, and to whom.</summary>
/// <param name="Lanes">The queues.</param>
/// <param name="Speed">How soon urgent messages of the last thirty days were handed over.</param>
/// <param name="Stops">Channels and senders that stand still.</param>
/// <param name="Jobs">The scheduled jobs, as they last went.</param>
/// <param name="Behind">Forums in which something has happened that nobody has planned messages for yet.</param>
/// <param name="Texts">Inbound texts that have not been worked on.</param>
/// <param name="TripsAreOn">There is a number for the daily round trips.</param>
/// <param name="Forums">All forums, those with something to do first.</param>
public sealed record OperationView(
    IReadOnlyList<LaneView> Lanes, Speed Speed, IReadOnlyList<StopView> Stops, IReadOnlyList<JobView> Jobs, int Behind, int Texts, bool TripsAreOn, IReadOnlyList<ForumView> Forums);

/// <summary>A queue.</summary>
/// <param name="Name">"Alert", "Notice" or "Mail".</param>
/// <param name="Waiting">Messages that are due and have not left.</param>
/// <param name="Later">Messages whose time has not come.</param>
/// <param name="Unknown">Messages of which nobody can tell yet whether they left.</param>
/// <param name="OldestDue">Since when the oldest of those that are due waits.</param>
/// <param name="IsLate">That is longer than it should: a minute for what is urgent, a quarter of an hour for the rest.</param>
public sealed record LaneView(string Name, int Waiting, int Later, int Unknown, DateTimeOffset? OldestDue, bool IsLate);

/// <summary>A channel or sender that stands still; its messages are kept.</summary>
/// <param name="Channel">"sms", "mail", or "sms:" and a sender.</param>
/// <param name="Since">Since when.</param>
/// <param name="Reason">The provider's error.</param>
public sealed record StopView(string Channel, DateTimeOffset Since, string Reason);

/// <summary>A scheduled job.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Every">How often it runs.</param>
/// <param name="EndedAt">When it last ended.</param>
/// <param name="Took">How long that took.</param>
/// <param name="GoodAt">When it last ended well.</param>
/// <param name="Failure">Kind of the failure that it last ended with, or null.</param>
/// <param name="Failures">How often in a row it has failed.</param>
/// <param name="IsLate">It has not gone well for three times as long as it should take, and for more than five minutes.</param>
public sealed record JobView(string Name, TimeSpan Every, DateTimeOffset EndedAt, TimeSpan Took, DateTimeOffset? GoodAt, string? Failure, int Failures, bool IsLate);

/// <summary>A forum, as far as the operation goes.</summary>
/// <param name="Slug">Its address.</param>
/// <param name="Name">Its name.</param>
/// <param name="Waiting">Messages that are due and have not left.</param>
/// <param name="Missed">Messages that did not arrive, and that nobody has handled.</param>
/// <param name="Sms">SMS handed over this month, by the forum's calendar; a long text is several.</param>
/// <param name="Percent">How many hundredths of the limit for news are used; null: there is no limit.</param>
/// <param name="Trip">Its daily round trip; null: it has sent none off.</param>
public sealed record ForumView(string Slug, string Name, int Waiting, int Missed, int Sms, int? Percent, RoundTrip? Trip);

/// <summary>Whoever runs the installation looks whether it works.</summary>
public sealed class ReadOperation
{
    private static readonly TimeSpan Days = TimeSpan.FromDays(30), Grace = TimeSpan.FromMinutes(5), AlertPatience = TimeSpan.FromMinutes(1), Patience = TimeSpan.FromMinutes(15);
    private readonly NotificationsDb db;
    private readonly BrowseForums forums;
    private readonly ReadEvents events;
    private readonly PlanForum plan;
    private readonly ReadForum settings;
    private readonly ReadBudget budget;
    private readonly ReadRoundTrips trips;
    private readonly TimeProvider time;

    private ReadOperation(NotificationsDb db, BrowseForums forums, ReadEvents events, PlanForum plan, ReadForum settings, ReadBudget budget, ReadRoundTrips trips, TimeProvider time) =>
        (this.db, this.forums, this.events, this.plan, this.settings, this.budget, this.trips, this.time) = (db, forums, events, plan, settings, budget, trips, time);

    internal static ReadOperation From(IServiceProvider services) => new(
        services.GetRequiredService<NotificationsDb>(), services.GetRequiredService<BrowseForums>(), services.GetRequiredService<ReadEvents>(), services.GetRequiredService<PlanForum>(),
        services.GetRequiredService<ReadForum>(), services.GetRequiredService<ReadBudget>(), services.GetRequiredService<ReadRoundTrips>(), services.GetRequiredService<TimeProvider>());

    /// <summary>Looks.</summary>
    public async Task<OperationView> Run(Actor actor, CancellationToken cancellation)
    {
        actor.Demand(Policies.Operate);
        var (now, all) = (time.GetUtcNow(), await forums.Run(actor, cancellation));
        var lanes = new List<LaneView>();
        foreach (var lane in Enum.GetValues<Lane>()) lanes.Add(await Of(db, lane, now, cancellation));
        var stops = await db.ChannelStops.AsNoTracking().OrderBy(s => s.Since).Select(s => new StopView(s.Channel, s.Since, s.Reason)).ToListAsync(cancellation);
        var jobs = await db.JobRuns.AsNoTracking().OrderBy(r => r.Name).ToListAsync(cancellation);
        // Where followers are still being planned part by part, something has happened that not everybody is told of.
        var behind = (await events.ForumsAhead(await plan.Cursors(cancellation), cancellation)).Union(await db.Crowds.AsNoTracking().Select(crowd => crowd.ForumId).Distinct().ToListAsync(cancellation)).ToList();
        var texts = await db.InboundTexts.CountAsync(t => t.State == Inbound.InboundState.Received || t.State == Inbound.InboundState.Working, cancellation);
        return new(lanes, await Speed.Of(db, null, now - Days, now, cancellation), stops, [.. jobs.Select(job => Of(job, now))], behind.Count, texts, trips.AreOn, await Of(all, now, cancellation));
    }

    internal static async Task<LaneView> Of(NotificationsDb db, Lane lane, DateTimeOffset now, CancellationToken cancellation)
    {
        var waiting = db.Messages.Where(m => m.Lane == lane && m.State == MessageState.Pending);
        var due = waiting.Where(m => m.NextTryAt <= now);
        var oldest = await due.OrderBy(m => m.NextTryAt).Select(m => m.NextTryAt).FirstOrDefaultAsync(cancellation);
        return new(
            lane.ToString(), await due.CountAsync(cancellation), await waiting.CountAsync(m => m.NextTryAt > now, cancellation),
            await db.Messages.CountAsync(m => m.Lane == lane && m.State == MessageState.Unknown && m.NextTryAt != null, cancellation),
            oldest, now - oldest > (lane is Lane.Alert ? AlertPatience : Patience));
    }

    private static JobView Of(JobRun run, DateTimeOffset now)
    {
        var every = TimeSpan.FromSeconds(run.EverySeconds);
        var patience = every * 3 > Grace ? every * 3 : Grace;
        return new(run.Name, every, run.EndedAt, TimeSpan.FromMilliseconds(run.TookMs), run.GoodAt, run.Failure, run.Failures, run.GoodAt is not { } good || now - good > patience);
    }

    private async Task<IReadOnlyList<ForumView>> Of(IReadOnlyList<ForumOfInstallation> all, DateTimeOffset now, CancellationToken cancellation)
    {
        var waiting = await db.Messages.Where(m => m.State == MessageState.Pending && m.NextTryAt <= now).GroupBy(m => m.ForumId).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, cancellation);
        var missed = await Undelivered.NotHandled(db.Messages).GroupBy(m => m.ForumId).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, cancellation);
        var home = await trips.Run(cancellation);
        var views = new List<ForumView>();
        foreach (var forum in all)
        {
            var lines = (await budget.Of(await settings.ById(forum.Id, cancellation), cancellation)).Lines;
            views.Add(new(forum.Slug, forum.Name, waiting.GetValueOrDefault(forum.Id), missed.GetValueOrDefault(forum.Id), lines.Sum(one => one.Line.Segments), lines[0].Line.Percent, home.GetValueOrDefault(forum.Id)));
        }

        return [.. views.OrderByDescending(forum => forum.Waiting + forum.Missed > 0)];
    }
}
