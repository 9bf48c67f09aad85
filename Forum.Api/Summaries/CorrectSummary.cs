using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;

namespace Tryghedsforum.Api.Summaries;

/// <summary>The coordinator corrects what was published: a new version with figures counted now begins as a draft, and the old one stays.</summary>
public sealed class CorrectSummary(ForumDb db, EventLog log, ReadForum forums, CountMonth count)
{
    /// <summary>Begins it.</summary>
    /// <returns>The number of the new version.</returns>
    /// <exception cref="Refused">NotFound: nothing was published; NotNow: a correction is begun already.</exception>
    public async Task<int> Run(Actor actor, DateOnly month, string? key, CancellationToken cancellation)
    {
        actor.Demand(Policies.Summarize);
        var settings = await forums.ById(actor.ForumId, cancellation);
        var told = await count.Told(settings.Forum, month, cancellation);
        return await log.Write(actor, key is null ? null : new(nameof(CorrectSummary), key, month), async entry =>
        {
            var newest = await db.MonthlySummaries.AsNoTracking().Where(s => s.ForumId == actor.ForumId && s.Month == month).OrderByDescending(s => s.Version).FirstOrDefaultAsync(cancellation) ?? throw new Refused(RefusalCode.NotFound);
            if (newest.Status == SummaryStatus.Draft) throw new Refused(RefusalCode.NotNow);
            var draft = db.MonthlySummaries.Add(new() { ForumId = actor.ForumId, Month = month, Version = newest.Version + 1, MadeAt = entry.Now }).Entity;
            draft.Write(newest.Said);
            draft.Count(await count.Figures(settings, month, entry.Now, told, cancellation));
            return draft.Version;
        }, cancellation);
    }
}
