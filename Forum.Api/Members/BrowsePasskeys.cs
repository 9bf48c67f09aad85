using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;

namespace Tryghedsforum.Api.Members;

/// <summary>One of the reader's own passkeys.</summary>
/// <param name="Id">What forms call it.</param>
/// <param name="Name">What its owner calls it.</param>
/// <param name="AddedAt">When it was added.</param>
/// <param name="LastUsedAt">When it last signed somebody in; null: not yet.</param>
public sealed record PasskeyView(Guid Id, string Name, DateTimeOffset AddedAt, DateTimeOffset? LastUsedAt);

/// <summary>A member looks at the own passkeys.</summary>
public sealed class BrowsePasskeys(ForumDb db)
{
    /// <summary>All of them, the oldest first.</summary>
    public async Task<IReadOnlyList<PasskeyView>> Run(Actor actor, CancellationToken cancellation)
    {
        actor.Demand(Policies.OwnSignIn);
        return await db.Passkeys.AsNoTracking().Where(p => p.UserId == actor.PersonId).OrderBy(p => p.AddedAt).Select(p => new PasskeyView(p.Id, p.Name, p.AddedAt, p.LastUsedAt)).ToListAsync(cancellation);
    }
}
