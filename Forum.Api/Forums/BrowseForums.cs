using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Members;

namespace Tryghedsforum.Api.Forums;

/// <summary>A forum of the installation.</summary>
/// <param name="Id">Its key.</param>
/// <param name="Slug">Its address.</param>
/// <param name="Name">Its name.</param>
public sealed record ForumOfInstallation(int Id, string Slug, string Name);

/// <summary>Whoever runs the installation looks at its forums.</summary>
public sealed class BrowseForums(ForumDb db)
{
    /// <summary>All of them, by name.</summary>
    public async Task<IReadOnlyList<ForumOfInstallation>> Run(Actor actor, CancellationToken cancellation)
    {
        actor.Demand(Policies.Operate);
        return await db.Forums.AsNoTracking().OrderBy(f => f.Name).Select(f => new ForumOfInstallation(f.Id, f.Slug, f.Name)).ToListAsync(cancellation);
    }
}
