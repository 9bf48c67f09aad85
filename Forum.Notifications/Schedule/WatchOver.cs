using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Pickups;
using Tryghedsforum.Api.Summaries;
using Tryghedsforum.Notifications.Data;
using Tryghedsforum.Notifications.Delivery;
using Tryghedsforum.Notifications.Operation;

namespace Tryghedsforum.Notifications.Schedule;

/// <summary>
/// Watches over planning, asking on and sending: compares what should have happened with what did, by questions of its own. What it finds is kept, shown to
/// the coordinator and told by SMS once; and its heartbeat says that somebody watches at all.
/// </summary>
internal sealed partial class WatchOver(NotificationsDb db, ReadUrgent urgent, ReadForum forums, MakeSummaries summaries, ReadStopped stopped, ReadRoundTrips trips, WhoIsOn on, MessageSignal signal, TimeProvider time, ILogger<WatchOver> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5), Back = TimeSpan.FromHours(24), AtOnce = TimeSpan.FromMinutes(1), LateMonth = TimeSpan.FromHours(1);
    private static readonly string[] ToTeams = [MessageKind.CrewTask, MessageKind.CrewAskedOn], ToCoordinators = [MessageKind.CoordinatorUnanswered], OfDanger = [MessageKind.Danger];

    /// <summary>Looks at every forum; answers how many alarms there are.</summary>
    public async Task<int> Run(CancellationToken cancellation)
    {
        var (count, now) = (0, time.GetUtcNow());
        var lateTrips = (await trips.Run(cancellation)).Where(trip => trip.Value.IsLate).Select(trip => trip.Key).ToHashSet();
        foreach (var forum in await forums.Ids(cancellation))
        {
            var found = await Look(forum, now, cancellation);
            if (lateTrips.Contains(forum)) found[AlarmKind.RoundTripMissing] = 1;
            await Keep(forum, found, now, cancellation);
            count += found.Count;
        }

        // Only a whole round is a beat: a round that broke off has watched over nothing.
        await db.Write(async () => (await Heartbeat.Of(db, Heartbeat.Watch, cancellation)).Beat(now), cancellation);
        return count;
    }

    private async Task<Dictionary<AlarmKind, int>> Look(int forum, DateTimeOffset now, CancellationToken cancellation)
    {
        var late = now - Patience;
        var cursor = await db.PlannerCursors.Where(c => c.ForumId == forum).Select(c => (long?)c.Seq).FirstOrDefaultAsync(cancellation) ?? 0;
        var messages = await db.Messages.AsNoTracking().Where(m => m.ForumId == forum && m.SubjectId != null && m.CreatedAt > now - Back - AtOnce).Select(m => new { m.SubjectId, m.Kind, m.CreatedAt }).ToListAsync(cancellation);
        var from = await db.Heartbeats.Where(h => h.Name == Heartbeat.From(forum)).Select(h => (DateTimeOffset?)h.At).FirstOrDefaultAsync(cancellation);
        var events = await urgent.Events(forum, from > now - Back ? from.Value : now - Back, late, cancellation);
        bool IsTold(UrgentEvent e)
        {
            var kinds = e.OfDanger ? OfDanger : e.OfCoordinator ? ToCoordinators : ToTeams;
            return messages.Exists(m => m.SubjectId == e.CaseId && kinds.Contains(m.Kind) && m.CreatedAt > e.At - AtOnce);
        }

        var found = new Dictionary<AlarmKind, int>
        {
            [AlarmKind.UrgentUntold] = events.Count(e => !IsTold(e)),
            [AlarmKind.StepOverdue] = (await urgent.Overdue(forum, late, cancellation)).Count,
            [AlarmKind.PlannerBehind] = await urgent.Behind(forum, cursor, late, cancellation),
            // Before the job has run at all, as after an upgrade, nothing is late.
            [AlarmKind.MonthMissing] = await db.JobRuns.AnyAsync(r => r.Name == Sweeps.MonthJob, cancellation) ? (await summaries.Due(forum, LateMonth, cancellation)).Count : 0,
            [AlarmKind.QueueStuck] = await db.Messages.Where(UrgentMessages.Are).CountAsync(m => m.ForumId == forum && m.DueAt < late && m.CreatedAt < late && m.ValidUntil > now && m.Kind != MessageKind.CoordinatorAlarm && m.Kind != MessageKind.CoordinatorStopped
                // Of which nobody knows whether it left, and which is asked about again and again, is as stuck as what has not left.
                && (m.State == MessageState.Pending || (m.State == MessageState.Sending && m.LeaseUntil < late) || (m.State == MessageState.Unknown && m.NextTryAt != null)), cancellation),
            [AlarmKind.OnDutyStopped] = (await stopped.Of(forum, cancellation)).Count,
        };
        return found.Where(one => one.Value > 0).ToDictionary();
    }

    private async Task Keep(int forum, Dictionary<AlarmKind, int> found, DateTimeOffset now, CancellationToken cancellation)
    {
        if (found.Count == 0 && !await db.Alarms.AnyAsync(a => a.ForumId == forum && a.EndedAt == null, cancellation)) return;
        var coordinators = await on.Coordinators(forum, cancellation);
        await db.Write(
            async () =>
            {
                var open = await db.Alarms.Where(a => a.ForumId == forum && a.EndedAt == null).ToListAsync(cancellation);
                foreach (var over in open.Where(a => !found.ContainsKey(a.Kind))) over.End(now);
                foreach (var (kind, count) in found)
                {
                    var alarm = open.Find(a => a.Kind == kind);
                    if (alarm is null)
                    {
                        alarm = db.Alarms.Add(new() { ForumId = forum, Kind = kind, FoundAt = now }).Entity;
                        await Tell(forum, kind, coordinators, now, cancellation);
                    }

                    alarm.See(count, now);
                }
            },
            cancellation);
        signal.Raise();
    }

    // What comes and goes is told once an hour at most, by whichever node finds it.
    private async Task Tell(int forum, AlarmKind kind, List<Guid> coordinators, DateTimeOffset now, CancellationToken cancellation)
    {
        Log.Alarm(logger, forum, kind);
        var message = kind is AlarmKind.OnDutyStopped ? MessageKind.CoordinatorStopped : MessageKind.CoordinatorAlarm;
        foreach (var coordinator in coordinators)
        {
            var key = $"{forum}/alarm/{kind}/{now.ToString("yyyyMMddHH", CultureInfo.InvariantCulture)}/member:{coordinator}";
            if (!await db.Messages.AnyAsync(m => m.PlanKey == key, cancellation)) db.Messages.Add(Message.Plan(message, forum, key, $"member:{coordinator}", null, "{}", now, now));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Critical, "Forum {Forum}: {Kind}. Somebody must look at it")]
        public static partial void Alarm(ILogger logger, int forum, AlarmKind kind);
    }
}
