using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Api.Pickups;

/// <summary>The crew cannot ("4", "Kan ikke", "Giv videre"): the next team of the chain is asked, then the coordinator.</summary>
public sealed class HandBackPickup(ForumDb db, EventLog log, ReadForum forums, FieldCipher cipher)
{
    /// <summary>Hands it back.</summary>
    /// <param name="actor">A member of the team that is asked, or that has it.</param>
    /// <param name="number">The case.</param>
    /// <param name="why">In short, for colleagues; at most 200 characters.</param>
    /// <param name="key">Form key, Idempotency-Key or MessageSid.</param>
    /// <param name="cancellation">Gives up before the commit.</param>
    /// <returns>The name of the team that is asked instead; null: the coordinator.</returns>
    /// <exception cref="Refused">NotFound, NotNow, TakenByOther.</exception>
    public async Task<string?> Run(Actor actor, string number, string? why, string? key, CancellationToken cancellation)
    {
        actor.Demand(Policies.Fetch);
        var settings = await forums.ById(actor.ForumId, cancellation);
        var fields = new ReportFields(settings);
        var words = fields.Text(why, ReportFields.LineMax, "why");
        fields.ThrowIfFaulty();
        return await log.Write(actor, key is null ? null : new(nameof(HandBackPickup), key, new { number, why }), async entry =>
        {
            var (pickup, cases) = await db.OpenPickup(await db.Case(actor, number, cancellation), cancellation);
            if (actor.Role is not Role.Coordinator)
            {
                if (pickup.Status == PickupStatus.Accepted && !pickup.IsTakenBy(actor)) throw new Refused(RefusalCode.TakenByOther) { Who = settings.Team(pickup.TakenByTeamId)?.Name };
                if (pickup.Status == PickupStatus.Requested && (actor.TeamId is null || pickup.TeamId != actor.TeamId)) throw new Refused(RefusalCode.NotNow);
            }

            Guid? note = words is null ? null : db.AddNote(cipher, cases[0], NoteKind.FromCrew, words, entry.Now);
            entry.AppendForEach(pickup, cases, EventType.PickupHandedBack, new EventData { Team = actor.TeamId, Note = note });
            await Chain.MoveOn(db, entry, settings, pickup, cases, ChainReason.CannotTake, pickup.TakenByTeamId ?? pickup.TeamId, cancellation);
            return settings.Team(pickup.TeamId)?.Name;
        }, cancellation);
    }
}
