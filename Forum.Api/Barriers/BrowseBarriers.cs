using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Privacy;

namespace Tryghedsforum.Api.Barriers;

/// <summary>A barrier that somebody has told about.</summary>
/// <param name="Id">For handling it.</param>
/// <param name="Words">What happened; null: sealed with a key that is no longer here.</param>
/// <param name="Contact">How to answer; null when not said.</param>
/// <param name="At">When it was told.</param>
public sealed record BarrierRow(Guid Id, string? Words, string? Contact, DateTimeOffset At);

/// <summary>What shuts people out and is not handled yet.</summary>
public sealed class BrowseBarriers(ForumDb db, FieldCipher cipher)
{
    /// <summary>All of them, the oldest first.</summary>
    public async Task<IReadOnlyList<BarrierRow>> Run(Actor actor, CancellationToken cancellation)
    {
        actor.Demand(Policies.Coordinate);
        var rows = await db.Barriers.AsNoTracking().Where(b => b.ForumId == actor.ForumId && b.HandledAt == null).OrderBy(b => b.At).Take(200).ToListAsync(cancellation);
        return [.. rows.Select(b => new BarrierRow(b.Id, cipher.Open(b.WordsSealed, ToldBarrier.WordsPurpose), cipher.Open(b.ContactSealed, ToldBarrier.ContactPurpose), b.At))];
    }
}
