using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;

namespace Tryghedsforum.Api.Members;

/// <summary>One of the reader's own logins at a provider.</summary>
/// <param name="Id">What forms call it.</param>
/// <param name="Provider">Name of the provider.</param>
/// <param name="AddedAt">When it was connected.</param>
/// <param name="LastUsedAt">When it last signed somebody in; null: not yet.</param>
public sealed record ProviderLoginView(Guid Id, string Provider, DateTimeOffset AddedAt, DateTimeOffset? LastUsedAt);

/// <summary>A member looks at the own logins at providers.</summary>
public sealed class BrowseProviders(ForumDb db)
{
    /// <summary>All of them, the oldest first.</summary>
    public async Task<IReadOnlyList<ProviderLoginView>> Run(Actor actor, CancellationToken cancellation)
    {
        actor.Demand(Policies.OwnSignIn);
        return await db.ProviderLogins.AsNoTracking().Where(l => l.PersonId == actor.PersonId).OrderBy(l => l.AddedAt).Select(l => new ProviderLoginView(l.Id, l.Provider, l.AddedAt, l.LastUsedAt)).ToListAsync(cancellation);
    }
}
