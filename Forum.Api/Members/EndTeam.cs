using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Forums;

namespace Tryghedsforum.Api.Members;

/// <summary>The coordinator takes a team out of use. What it did keeps its name; a new team of the same name is the same one again.</summary>
public sealed class EndTeam(ForumDb db, EventLog log, ReadForum forums)
{
    /// <summary>Takes it out of use.</summary>
    /// <param name="actor">A coordinator.</param>
    /// <param name="id">The team.</param>
    /// <param name="version">What it was when it was read.</param>
    /// <param name="key">The same key gives the same answer.</param>
    /// <param name="cancellation">Gives up before the commit.</param>
    /// <exception cref="Refused">Invalid: a category or a ground rule names it. NotFound, ChangedMeanwhile.</exception>
    public async Task<bool> Run(Actor actor, Guid id, string? version, string? key, CancellationToken cancellation)
    {
        actor.Demand(Policies.ChangeSettings);
        var ended = await log.Write(actor, key is null ? null : new(nameof(EndTeam), key, new { id, version }), async entry =>
        {
            var team = await ChangeTeam.InUse(db, entry.ForumId, id, cancellation);
            if (TeamSettings.Of(team).Version != version) throw new Refused(RefusalCode.ChangedMeanwhile);
            if (await ChangeTeam.Named(db, id, cancellation) is not (false, false)) throw new Refused(RefusalCode.Invalid, new FieldFault("team", "TeamInUse"));
            team.End(entry.Now);
            entry.Changed(SettingsPart.Team, team: team.Id);
            return true;
        }, cancellation);
        forums.Forget(actor.ForumId);
        return ended;
    }
}
