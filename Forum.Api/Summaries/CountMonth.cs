using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;

namespace Tryghedsforum.Api.Summaries;

/// <summary>Counts a month as it stands now; how, says <see cref="Definition"/>.</summary>
public sealed class CountMonth(ForumDb db, ReadForum forums, CountMessages messages, TimeProvider time)
{
    /// <summary>The figures of one local month.</summary>
    public async Task<MonthFigures> Run(Actor actor, DateOnly month, CancellationToken cancellation)
    {
        actor.Demand(Policies.SeeFigures);
        var settings = await forums.ById(actor.ForumId, cancellation);
        var figures = await Figures(settings, month, time.GetUtcNow(), await Told(settings.Forum, month, cancellation), cancellation);
        return CaseNumbers.MaySee(actor) ? figures : figures.Numbered(_ => false);
    }

    /// <summary>The first local month in which something happened; null when nothing has happened yet.</summary>
    public async Task<DateOnly?> FirstMonth(Actor actor, CancellationToken cancellation)
    {
        actor.Demand(Policies.SeeFigures);
        return await MonthLedger.FirstMonth(db, (await forums.ById(actor.ForumId, cancellation)).Forum, cancellation);
    }

    /// <summary>First day of the month of a local time.</summary>
    public static DateOnly MonthOf(DateTimeOffset local) => new(local.Year, local.Month, 1);

    // Messages are in a database context of their own, so they are counted first: never in the forum's transaction.
    internal Task<MessageCount?> Told(Forum forum, DateOnly month, CancellationToken cancellation) =>
        messages.Of(forum.Id, LocalTime.Begin(month, forum.Zone), LocalTime.Begin(month.AddMonths(1), forum.Zone), cancellation);

    internal async Task<MonthFigures> Figures(ForumSettings settings, DateOnly month, DateTimeOffset now, MessageCount? told, CancellationToken cancellation)
    {
        var first = await MonthLedger.FirstMonth(db, settings.Forum, cancellation);
        return MonthTally.Count(await MonthLedger.Read(db, settings.Forum.Id, first, new(month, settings.Forum.Zone, now), cancellation), settings, told);
    }
}
