using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Api.EarlyWarnings;

/// <summary>Looks at every forum once a week, whether more came lately than chance explains (<see cref="FindPatterns"/>), and suggests it to the coordinator.</summary>
public sealed class LookForPatterns(ForumDb db, EventLog log, ReadForum forums, TimeProvider time)
{
    /// <summary>The same is not said again, and what nobody has seen to is no longer shown, after this many days.</summary>
    public const int ShownDays = 56;

    // Praise and questions are no nuisance, and what is not sorted yet will be counted as what it is.
    private static readonly CategoryCode[] Left = [CategoryCode.Unsorted, CategoryCode.Idea];

    /// <summary>Looks at all forums that were not looked at since Monday; safe to run twice.</summary>
    /// <returns>How many suggestions were made.</returns>
    public async Task<int> Run(CancellationToken cancellation)
    {
        var monday = MondayOf(time.GetUtcNow());
        var due = await db.Forums.AsNoTracking().Where(f => !db.EarlyWarningLooks.Any(l => l.ForumId == f.Id && l.Monday >= monday)).OrderBy(f => f.Id).Select(f => f.Id).Take(1000).ToListAsync(cancellation);
        var made = 0;
        foreach (var forum in due) made += await Look(Actor.Program(forum), monday, cancellation);
        return made;
    }

    private async Task<int> Look(Actor actor, DateOnly monday, CancellationToken cancellation)
    {
        actor.Demand(Policies.Sweep);
        var patterns = await Patterns(await forums.ById(actor.ForumId, cancellation), monday, cancellation);
        return await log.Write(actor, null, async entry =>
        {
            var look = await db.EarlyWarningLooks.FirstOrDefaultAsync(l => l.ForumId == entry.ForumId, cancellation);
            if (look?.Monday >= monday) return 0;
            if (look is null) db.EarlyWarningLooks.Add(look = new EarlyWarningLook { ForumId = entry.ForumId });
            look.Done(monday);
            var lately = monday.AddDays(-ShownDays);
            var said = await db.EarlyWarnings.Where(w => w.ForumId == entry.ForumId && w.Monday > lately).Select(w => new { w.Category, w.StreetId }).ToListAsync(cancellation);
            var made = patterns.Where(pattern => !said.Exists(one => one.Category == pattern.Category && one.StreetId == pattern.Street)).ToList();
            foreach (var pattern in made)
            {
                var warning = new EarlyWarning
                {
                    ForumId = entry.ForumId, Category = pattern.Category, StreetId = pattern.Street, Monday = monday, Days = pattern.Days, Count = pattern.Count, Usual = pattern.Usual,
                };
                db.EarlyWarnings.Add(warning);
                entry.Append(EventType.EarlyWarningMade, SubjectKind.EarlyWarning, warning.Id, Audience.None, new EventData { Category = pattern.Category, Street = pattern.Street });
            }

            return made.Count;
        }, cancellation);
    }

    private async Task<IReadOnlyList<Pattern>> Patterns(ForumSettings settings, DateOnly monday, CancellationToken cancellation)
    {
        var (forum, zone) = (settings.Forum.Id, settings.Forum.Zone);
        // The day of the first report was chosen by a report; the days after it were not.
        if (await db.Reports.Where(r => r.ForumId == forum).MinAsync(r => (DateTimeOffset?)r.ReceivedAt, cancellation) is not { } first) return [];
        var since = monday.AddDays(-FindPatterns.HistoryDays - FindPatterns.Windows.Max());
        if (LocalTime.Day(first, zone).AddDays(1) is var second && second > since) since = second;
        var begin = LocalTime.Begin(since, zone);
        var came = await db.Reports.AsNoTracking().Where(r => r.ForumId == forum && r.ReceivedAt >= begin && !Left.Contains(r.Category) && r.Status != ReportStatus.Merged && r.DismissReason != DismissReason.Abuse)
            .Select(r => new { r.ReceivedAt, r.Category, r.Ground, r.StreetId }).ToListAsync(cancellation);
        return FindPatterns.Look([.. came.Select(r => new Sighting(LocalTime.Day(r.ReceivedAt, zone), r.Category, r.Ground is Ground.Indoors or Ground.Unknown ? null : r.StreetId))], since, monday);
    }

    // Half a day late, so that Sunday is over everywhere.
    private static DateOnly MondayOf(DateTimeOffset now)
    {
        var day = DateOnly.FromDateTime(now.UtcDateTime.AddHours(-12));
        return day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
    }
}
