using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.PublicLists;

namespace Tryghedsforum.Api.Summaries;

/// <summary>The months that everybody may read.</summary>
public sealed class BrowsePublicFigures(ForumDb db, ReadForum forums, ReadPublicList lists)
{
    /// <summary>The newest first, each in its newest version.</summary>
    public async Task<IReadOnlyList<PublicMonth>> Run(Actor actor, CancellationToken cancellation)
    {
        actor.Demand(Policies.SeePublic);
        var zone = (await forums.ById(actor.ForumId, cancellation)).Forum.Zone;
        var all = await (await ReadPublicFigures.Published(db, lists, actor, cancellation)).Select(s => new { s.Month, s.Version, s.PublishedAt }).ToListAsync(cancellation);
        return [.. all.GroupBy(s => s.Month).OrderByDescending(month => month.Key).Select(month => month.MaxBy(s => s.Version)!).Select(s => ReadPublicFigures.Of(s.Month, s.Version, s.PublishedAt, zone))];
    }
}
