using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.PublicLists;

namespace Tryghedsforum.Api.Summaries;

/// <summary>A month that everybody may read.</summary>
/// <param name="Month">First day of the month.</param>
/// <param name="Version">1, 2, 3 …</param>
/// <param name="PublishedOn">The local day on which it was published.</param>
public sealed record PublicMonth(DateOnly Month, int Version, DateOnly PublishedOn);

/// <summary>Twelve months by street, for everybody.</summary>
/// <param name="From">First day of the first month.</param>
/// <param name="Until">First day of the month after the last one.</param>
/// <param name="Streets">The most first.</param>
/// <param name="Elsewhere">Indoors, not shown by street, or belonging elsewhere: all in one.</param>
public sealed record PublicStreetTable(DateOnly From, DateOnly Until, IReadOnlyList<PublicStreetCount> Streets, int Elsewhere);

/// <summary>A month as everybody may read it.</summary>
/// <param name="Version">Which month and version.</param>
/// <param name="Figures">Totals.</param>
/// <param name="Streets">The newest street table that was whole by then; null: twelve months have not gone by yet.</param>
/// <param name="Versions">The month's versions, the newest first.</param>
public sealed record PublicMonthView(PublicMonth Version, PublicFigures Figures, PublicStreetTable? Streets, IReadOnlyList<PublicMonth> Versions)
{
    /// <summary>A newer one has been published.</summary>
    public bool IsOld => Versions[0].Version > Version.Version;
}

/// <summary>Reads what everybody may know of the published months, by <see cref="PublicRule"/>.</summary>
public sealed class ReadPublicFigures(ForumDb db, ReadForum forums, ReadPublicList lists)
{
    /// <summary>A month and version; without them the newest.</summary>
    /// <exception cref="Refused">NotFound: not published, or not seen by everybody yet.</exception>
    public async Task<PublicMonthView> Run(Actor actor, DateOnly? month, int? version, CancellationToken cancellation)
    {
        actor.Demand(Policies.SeePublic);
        var zone = (await forums.ById(actor.ForumId, cancellation)).Forum.Zone;
        var published = await Published(db, lists, actor, cancellation);
        var newest = month ?? await published.OrderByDescending(s => s.Month).Select(s => (DateOnly?)s.Month).FirstOrDefaultAsync(cancellation) ?? throw new Refused(RefusalCode.NotFound);
        var all = await published.Where(s => s.Month == newest).OrderByDescending(s => s.Version).ToListAsync(cancellation);
        var asked = all.Find(s => version is null || s.Version == version) ?? throw new Refused(RefusalCode.NotFound);
        var end = newest.AddMonths(1);
        var streets = await db.PublicStreets.AsNoTracking().Where(s => s.ForumId == actor.ForumId && s.Until <= end).OrderByDescending(s => s.Until).FirstOrDefaultAsync(cancellation);
        return new(Of(asked, zone), PublicFigures.Of(asked.Read(), zone), streets is null ? null : new(streets.From, streets.Until, streets.Read(), streets.Elsewhere), [.. all.Select(one => Of(one, zone))]);
    }

    // Nothing public changes between the hours at which the public list is remade.
    internal static async Task<IQueryable<MonthlySummary>> Published(ForumDb db, ReadPublicList lists, Actor actor, CancellationToken cancellation)
    {
        var list = await lists.Run(actor, cancellation);
        // Before the list was made for the first time, nothing is public.
        var hour = list.NextAt is null ? DateTimeOffset.MinValue : list.MadeAt;
        return db.MonthlySummaries.AsNoTracking().Where(s => s.ForumId == actor.ForumId && s.Status == SummaryStatus.Published && s.PublishedAt <= hour);
    }

    internal static PublicMonth Of(MonthlySummary one, TimeZoneInfo zone) => Of(one.Month, one.Version, one.PublishedAt, zone);

    internal static PublicMonth Of(DateOnly month, int version, DateTimeOffset? published, TimeZoneInfo zone) => new(month, version, LocalTime.Day(published!.Value, zone));
}
