using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.PublicLists;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Api.Summaries;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Api.Tests.Summaries;

/// <summary>Lets time pass as the program's jobs do, publishes and corrects months, and keeps all that was public at any hour.</summary>
internal sealed class PublicWatch(Neighbourhood here, Random chance)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Every public list.</summary>
    public List<IReadOnlyList<PublicCase>> Lists { get; } = [];

    /// <summary>Every page: what was last read at an address.</summary>
    public Dictionary<(DateOnly Month, int Version), PublicMonthView> Pages { get; } = [];

    /// <summary>The full figures of every version, which nobody outside sees.</summary>
    public List<MonthFigures> Full { get; } = [];

    /// <summary>The cases that stood on a list by their street.</summary>
    public HashSet<Guid> Shown { get; } = [];

    public async Task Pass(TimeSpan span)
    {
        var end = here.Clock.GetUtcNow() + span;
        // Between the first hour and the last nothing happens that the last does not show.
        var hours = new List<DateTimeOffset>();
        for (var hour = RemakePublicList.Next(here.Forum.Forum, here.Clock.GetUtcNow()); hour <= end; hour = RemakePublicList.Next(here.Forum.Forum, hour)) hours.Add(hour);
        foreach (var hour in hours.Take(1).Concat(hours.Skip(1).TakeLast(1)))
        {
            here.Clock.SetUtcNow(hour);
            await Look();
        }

        here.Clock.SetUtcNow(end);
        await here.Do((MakeSummaries make) => make.Run(Cancel));
        if (chance.Next(2) == 0) await Publish();
    }

    /// <summary>Publishes what waits, and now and then corrects a month.</summary>
    public async Task Publish()
    {
        var maja = here.As("Maja Ellekilde");
        var months = await here.Db(db => db.MonthlySummaries.AsNoTracking().Where(s => s.ForumId == maja.ForumId).Select(s => new { s.Month, s.Version, s.Status }).ToListAsync(Cancel));
        foreach (var draft in months.Where(month => month.Status == SummaryStatus.Draft).OrderBy(month => month.Month))
        {
            await here.Do((PublishSummary publish) => publish.Run(maja, draft.Month, new(draft.Version, Changed: "Rettet."), null, Cancel));
            Full.Add((await here.Do((ReadSummary read) => read.Run(maja, draft.Month, draft.Version, Cancel))).Figures);
        }

        if (months.Count > 0 && chance.Next(3) == 0) await here.Do((CorrectSummary correct) => correct.Run(maja, months[chance.Next(months.Count)].Month, null, Cancel));
    }

    private async Task Look()
    {
        await here.Do((RemakePublicList remake) => remake.Run(here.Program, Cancel));
        Lists.Add((await here.Do((ReadPublicList read) => read.Run(here.Neighbour, Cancel))).Cases);
        var unseen = here.Clock.GetUtcNow().AddHours(-RemakePublicList.UnseenHours);
        Shown.UnionWith(await here.Db(db => db.Reports.AsNoTracking().Where(r => r.ForumId == here.Forum.Forum.Id && r.Outsiders == PublicLevel.Street && r.StreetId != null
            && r.Status != ReportStatus.Dismissed && r.Status != ReportStatus.Merged && (r.AcknowledgedAt != null || r.ReceivedAt < unseen)).Select(r => r.Id).ToListAsync(Cancel)));
        foreach (var month in await here.Do((BrowsePublicFigures browse) => browse.Run(here.Neighbour, Cancel)))
        {
            for (var version = 1; version <= month.Version; version++)
            {
                var page = await here.Do((ReadPublicFigures read) => read.Run(here.Neighbour, month.Month, version, Cancel));
                // What once stood at an address stands there for good.
                if (Pages.TryGetValue((month.Month, version), out var before)) Assert.Equal(JsonSerializer.Serialize(before.Figures), JsonSerializer.Serialize(page.Figures));
                Pages[(month.Month, version)] = page;
            }
        }
    }
}
