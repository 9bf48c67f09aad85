using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Privacy;

namespace Tryghedsforum.Api.Members;

/// <summary>Where a device is reached now.</summary>
/// <param name="Member">Whose device.</param>
/// <param name="Endpoint">Where the browser's maker takes it.</param>
/// <param name="P256dh">The browser's public key.</param>
/// <param name="Auth">The browser's secret.</param>
public sealed record PushTarget(Guid Member, string Endpoint, string P256dh, string Auth);

/// <summary>The devices that show members that there is news: asked for when messages are planned, and again right before something is sent to one.</summary>
public sealed class ReadPushDevices(ForumDb db, FieldCipher cipher, TimeProvider time)
{
    /// <summary>One device, as it is now; null: it was removed, or nobody is signed in there any more, or its member is none any more.</summary>
    public async Task<PushTarget?> Run(Actor actor, Guid device, CancellationToken cancellation)
    {
        actor.Demand(Policies.Sweep);
        var found = await PushDevice.Open(db, time.GetUtcNow()).AsNoTracking()
            .FirstOrDefaultAsync(d => d.Id == device && db.Members.Any(m => m.Id == d.MemberId && m.ForumId == actor.ForumId && m.EndedAt == null), cancellation);
        return found?.Open(cipher) is { Endpoint: { } endpoint, Keys: { P256dh: { } point, Auth: { } auth } } ? new(found.MemberId, endpoint, point, auth) : null;
    }

    /// <summary>All of a forum's, by member.</summary>
    public async Task<ILookup<Guid, Guid>> Of(Actor actor, CancellationToken cancellation)
    {
        actor.Demand(Policies.Sweep);
        return (await PushDevice.Open(db, time.GetUtcNow()).AsNoTracking().Where(d => db.Members.Any(m => m.Id == d.MemberId && m.ForumId == actor.ForumId && m.EndedAt == null))
            .Select(d => new { d.MemberId, d.Id }).ToListAsync(cancellation)).ToLookup(d => d.MemberId, d => d.Id);
    }
}
