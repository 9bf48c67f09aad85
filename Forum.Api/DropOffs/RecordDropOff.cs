using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Pickups;

namespace Tryghedsforum.Api.DropOffs;

/// <summary>Staff write down, in ten seconds, that somebody handed needle waste in.</summary>
public sealed class RecordDropOff(ForumDb db, EventLog log)
{
    /// <summary>Writes it down.</summary>
    /// <param name="actor">Staff, crew or coordinator; the drop-off is their team's.</param>
    /// <param name="count">Needles, 1 to 999; null when not counted.</param>
    /// <param name="key">Form key or Idempotency-Key.</param>
    /// <param name="cancellation">Gives up before the commit.</param>
    /// <exception cref="Refused">Invalid.</exception>
    public async Task<bool> Run(Actor actor, int? count, string? key, CancellationToken cancellation)
    {
        actor.Demand(Policies.Fetch);
        if (count is < 1 or > ConfirmCollected.MostCounted) throw new Refused(RefusalCode.Invalid, new FieldFault("count", "CountInvalid"));
        return await log.Write(actor, key is null ? null : new(nameof(RecordDropOff), key, new { count }), entry =>
        {
            var dropOff = new DropOff { ForumId = actor.ForumId, TeamId = actor.TeamId, Count = count, At = entry.Now };
            db.DropOffs.Add(dropOff);
            entry.Append(EventType.DropOffRecorded, SubjectKind.DropOff, dropOff.Id, Audience.Partners, new EventData { Team = actor.TeamId, Count = count });
            return Task.FromResult(true);
        }, cancellation);
    }
}
