using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;

namespace Tryghedsforum.Api.Summaries;

/// <summary>
/// On the first of a month at seven, local time, the summary of the month before is made as a draft; whatever was missed is made up, back to the forum's first
/// month. The coordinator is reminded once of a draft that nobody has published.
/// </summary>
public sealed partial class MakeSummaries(ForumDb db, EventLog log, ReadForum forums, CountMonth count, TimeProvider time, ILogger<MakeSummaries> logger)
{
    /// <summary>The local hour.</summary>
    public static readonly TimeOnly Hour = new(7, 0);

    /// <summary>After so many days somebody is reminded.</summary>
    public const int RemindDays = 3;

    /// <summary>Makes what is due in all forums, and reminds; safe to run twice. A month that cannot be made holds up no other.</summary>
    /// <returns>How many were made.</returns>
    public async Task<int> Run(CancellationToken cancellation)
    {
        var made = 0;
        foreach (var forum in await forums.Ids(cancellation))
        {
            foreach (var month in await Due(forum, TimeSpan.Zero, cancellation))
            {
                try
                {
                    if (await Run(Actor.Program(forum), month, cancellation)) made++;
                }
                catch (Exception failure) when (failure is not OperationCanceledException)
                {
                    Log.Failed(logger, forum, month, failure);
                }
            }

            await Remind(Actor.Program(forum), cancellation);
        }

        return made;
    }

    /// <summary>Makes one month's draft; false: it is there already.</summary>
    public async Task<bool> Run(Actor actor, DateOnly month, CancellationToken cancellation)
    {
        actor.Demand(Policies.Sweep);
        var settings = await forums.ById(actor.ForumId, cancellation);
        var told = await count.Told(settings.Forum, month, cancellation);
        return await log.Write(actor, null, async entry =>
        {
            if (await db.MonthlySummaries.AnyAsync(s => s.ForumId == actor.ForumId && s.Month == month, cancellation)) return false;
            var summary = db.MonthlySummaries.Add(new() { ForumId = actor.ForumId, Month = month, Version = 1, MadeAt = entry.Now }).Entity;
            summary.Count(await count.Figures(settings, month, entry.Now, told, cancellation));
            entry.Append(EventType.SummaryDrafted, SubjectKind.Forum, Guid.Empty, Audience.None, new EventData { Month = month, Version = 1 });
            return true;
        }, cancellation);
    }

    /// <summary>The months of a forum that should have been made so long ago and are not there, the oldest first.</summary>
    public async Task<IReadOnlyList<DateOnly>> Due(int forumId, TimeSpan since, CancellationToken cancellation)
    {
        var forum = (await forums.ById(forumId, cancellation)).Forum;
        if (await MonthLedger.FirstMonth(db, forum, cancellation) is not { } first) return [];
        var made = await db.MonthlySummaries.AsNoTracking().Where(s => s.ForumId == forumId).Select(s => s.Month).Distinct().ToListAsync(cancellation);
        var due = new List<DateOnly>();
        for (var month = first; LocalTime.At(month.AddMonths(1), Hour, forum.Zone) <= time.GetUtcNow() - since; month = month.AddMonths(1)) due.Add(month);
        return [.. due.Except(made)];
    }

    private async Task Remind(Actor actor, CancellationToken cancellation)
    {
        actor.Demand(Policies.Sweep);
        var old = time.GetUtcNow().AddDays(-RemindDays);
        if (!await db.MonthlySummaries.AnyAsync(s => s.ForumId == actor.ForumId && s.Status == SummaryStatus.Draft && s.RemindedAt == null && s.MadeAt <= old, cancellation)) return;
        await log.Write(actor, null, async entry =>
        {
            var drafts = await db.MonthlySummaries.Where(s => s.ForumId == actor.ForumId && s.Status == SummaryStatus.Draft && s.RemindedAt == null && s.MadeAt <= old).OrderBy(s => s.Month).ToListAsync(cancellation);
            foreach (var draft in drafts)
            {
                draft.Remind(entry.Now);
                entry.Append(EventType.SummaryReminded, SubjectKind.Forum, Guid.Empty, Audience.None, new EventData { Month = draft.Month, Version = draft.Version });
            }

            return drafts.Count;
        }, cancellation);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Forum {Forum}: the summary of {Month} could not be made")]
        public static partial void Failed(ILogger logger, int forum, DateOnly month, Exception failure);
    }
}
