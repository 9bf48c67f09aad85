using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Api.Summaries;

namespace Tryghedsforum.Api.PublicLists;

/// <summary>
/// Remakes the list that everybody may see, at the forum's fixed hours: cases that somebody acknowledged or that are twelve hours old.
/// Whoever watches the page live learns nothing of when a report came in.
/// </summary>
public sealed class RemakePublicList(ForumDb db, EventLog log, ReadForum forums, MakePublicStreets streets, TimeProvider time)
{
    /// <summary>A case that nobody has acknowledged is listed after this many hours.</summary>
    public const int UnseenHours = 12;

    /// <summary>How far back solved cases stay in the list, days.</summary>
    public const int SolvedDays = 30;

    /// <summary>Remakes what is due in all forums, and makes the list of a forum that has none; safe to run twice.</summary>
    /// <returns>How many were remade.</returns>
    public async Task<int> Run(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var due = await db.Forums.AsNoTracking().Where(f => !db.PublicLists.Any(l => l.ForumId == f.Id && l.NextAt > now)).OrderBy(f => f.Id).Select(f => f.Id).Take(1000).ToListAsync(cancellation);
        foreach (var forum in due) await Run(Actor.Program(forum), cancellation);
        return due.Count;
    }

    /// <summary>Remakes one forum's list now.</summary>
    public async Task<bool> Run(Actor actor, CancellationToken cancellation)
    {
        actor.Demand(Policies.Sweep);
        var settings = await forums.ById(actor.ForumId, cancellation);
        return await log.Write(actor, null, async entry =>
        {
            var (unseenSince, solvedSince) = (entry.Now.AddHours(-UnseenHours), entry.Now.AddDays(-SolvedDays));
            var cases = await db.Reports.AsNoTracking().Where(r => r.ForumId == actor.ForumId && r.Outsiders != PublicLevel.Never
                    && (((r.Status == ReportStatus.Received || r.Status == ReportStatus.Acknowledged || r.Status == ReportStatus.AwaitingPickup) && (r.AcknowledgedAt != null || r.ReceivedAt < unseenSince))
                        || ((r.Status == ReportStatus.Resolved || r.Status == ReportStatus.Closed) && r.ResolvedAt > solvedSince)))
                .OrderByDescending(r => r.ReceivedAt).Take(500).ToListAsync(cancellation);
            var rows = JsonSerializer.Serialize(cases.Select(report => PublicCase.Of(settings, report, nearToo: false)));
            var list = await db.PublicLists.FirstOrDefaultAsync(l => l.ForumId == actor.ForumId, cancellation);
            if (list is null) db.PublicLists.Add(list = new PublicList { ForumId = actor.ForumId });
            list.Remake(rows, entry.Now, Next(settings.Forum, entry.Now));
            await streets.Run(actor, cancellation);
            entry.Append(EventType.PublicListRemade, SubjectKind.Forum, Guid.Empty, Audience.Public | Audience.Residents | Audience.Partners, new EventData());
            return true;
        }, cancellation);
    }

    /// <summary>The forum's next fixed hour after a time.</summary>
    internal static DateTimeOffset Next(Forum forum, DateTimeOffset after)
    {
        var hours = forum.PublicHours.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(hour => int.Parse(hour, CultureInfo.InvariantCulture)).Order().ToList();
        for (var day = LocalTime.Day(after, forum.Zone); ; day = day.AddDays(1))
        {
            foreach (var hour in hours)
            {
                var next = LocalTime.At(day, new(hour, 0), forum.Zone);
                if (next > after) return next;
            }
        }
    }
}
