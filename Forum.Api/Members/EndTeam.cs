using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Pickups;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Api.Members;

/// <summary>
/// The coordinator takes a team out of use, when nobody belongs to it and nothing waits for it any more: its members would be alerted for nobody, and what it
/// has would stand still unseen. What it did keeps its name; a new team of the same name is the same one again.
/// </summary>
public sealed class EndTeam(ForumDb db, EventLog log, ReadForum forums)
{
    /// <summary>Takes it out of use.</summary>
    /// <param name="actor">A coordinator.</param>
    /// <param name="id">The team.</param>
    /// <param name="version">What it was when it was read.</param>
    /// <param name="key">The same key gives the same answer.</param>
    /// <param name="cancellation">Gives up before the commit.</param>
    /// <exception cref="Refused">Invalid: a category or a ground rule names it, it has members or invited ones, or open cases or pickups. NotFound, ChangedMeanwhile.</exception>
    public async Task<bool> Run(Actor actor, Guid id, string? version, string? key, CancellationToken cancellation)
    {
        actor.Demand(Policies.ChangeSettings);
        var ended = await log.Write(actor, key is null ? null : new(nameof(EndTeam), key, new { id, version }), async entry =>
        {
            var team = await ChangeTeam.InUse(db, entry.ForumId, id, cancellation);
            if (TeamSettings.Of(team).Version != version) throw new Refused(RefusalCode.ChangedMeanwhile);
            if (await ChangeTeam.Named(db, id, cancellation) is not (false, false)) throw new Refused(RefusalCode.Invalid, new FieldFault("team", "TeamInUse"));
            if (await HasPeople(id, entry.Now, cancellation)) throw new Refused(RefusalCode.Invalid, new FieldFault("team", "TeamHasMembers"));
            if (await HasWork(id, cancellation)) throw new Refused(RefusalCode.Invalid, new FieldFault("team", "TeamHasWork"));
            team.End(entry.Now);
            entry.Changed(SettingsPart.Team, team: team.Id);
            return true;
        }, cancellation);
        forums.Forget(actor.ForumId);
        return ended;
    }

    private async Task<bool> HasPeople(Guid team, DateTimeOffset now, CancellationToken cancellation) =>
        await db.Members.AnyAsync(m => m.TeamId == team && m.EndedAt == null, cancellation) || await db.Invitations.AnyAsync(i => i.TeamId == team && i.EndedAt == null && i.ExpiresAt > now, cancellation);

    private async Task<bool> HasWork(Guid team, CancellationToken cancellation) =>
        await db.Reports.AnyAsync(r => r.ReceivingTeamId == team && (r.Status == ReportStatus.Received || r.Status == ReportStatus.Acknowledged || r.Status == ReportStatus.AwaitingPickup), cancellation)
        || await db.Pickups.AnyAsync(p => (p.Status == PickupStatus.Requested && (p.TeamId == team || p.NextTeamId == team)) || (p.Status == PickupStatus.Accepted && p.TakenByTeamId == team), cancellation);
}
