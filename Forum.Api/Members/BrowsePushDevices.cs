using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;

namespace Tryghedsforum.Api.Members;

/// <summary>A device that shows the member that there is news.</summary>
/// <param name="Id">By which it is removed.</param>
/// <param name="Device">Kind of device; null: not known.</param>
/// <param name="AddedAt">When it was chosen.</param>
/// <param name="IsThis">It is the one that asks.</param>
public sealed record PushDeviceView(Guid Id, string? Device, DateTimeOffset AddedAt, bool IsThis);

/// <summary>A member looks at which devices show that there is news.</summary>
public sealed class BrowsePushDevices(ForumDb db, TimeProvider time)
{
    /// <summary>Those on which the member is signed in: this one first, then the newest.</summary>
    public async Task<IReadOnlyList<PushDeviceView>> Run(Actor actor, CancellationToken cancellation)
    {
        actor.Demand(Policies.OwnMessages);
        var devices = await (from device in PushDevice.Open(db, time.GetUtcNow()).AsNoTracking()
                             join session in db.Sessions.AsNoTracking() on device.SessionId equals session.Id
                             where device.MemberId == actor.MemberId
                             select new PushDeviceView(device.Id, session.Device, device.AddedAt, device.SessionId == actor.SessionId)).ToListAsync(cancellation);
        return [.. devices.OrderByDescending(device => device.IsThis).ThenByDescending(device => device.AddedAt)];
    }
}
