using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Forums;

namespace Tryghedsforum.Api.Members;

/// <summary>A team of the forum, see <see cref="Team"/>.</summary>
public sealed record TeamSettings : SettingsForm
{
    /// <summary>Which team; null: a new one.</summary>
    public Guid? Id { get; init; }

    /// <summary>Its name in the definite form, at most 80 characters; the forum has it once.</summary>
    public string Name { get; init; } = "";

    /// <summary>Where it is to be found, at most 200 characters.</summary>
    public string? Base { get; init; }

    /// <summary>When it is open, in words, at most 200 characters.</summary>
    public string? Hours { get; init; }

    /// <summary>Its telephone number, for everybody.</summary>
    public string? Telephone { get; init; }

    /// <summary>It may receive cases.</summary>
    public bool Receives { get; init; }

    /// <summary>It may fetch.</summary>
    public bool Fetches { get; init; }

    /// <summary>Needle waste can be handed in at its base.</summary>
    public bool TakesDropOffs { get; init; }

    internal static TeamSettings Of(Team team) => new TeamSettings
    {
        Id = team.Id, Name = team.Name, Base = team.Base, Hours = team.Hours, Telephone = team.Telephone, Receives = team.Receives, Fetches = team.Fetches, TakesDropOffs = team.TakesDropOffs,
    }.Stamped();

    internal TeamSettings Checked()
    {
        var fields = new SettingsFields();
        var clean = this with
        {
            Name = fields.Line(Name, 80, "name", "NameMissing"),
            Base = fields.Optional(Base, 200, "base", "LineTooLong"),
            Hours = fields.Optional(Hours, 200, "hours", "LineTooLong"),
            Telephone = string.IsNullOrWhiteSpace(Telephone) ? null : fields.Number(Telephone, "telephone"),
        };
        fields.ThrowIfFaulty();
        return clean;
    }
}

/// <summary>The coordinator adds a team, or changes one.</summary>
public sealed class ChangeTeam(ForumDb db, EventLog log, ReadForum forums)
{
    /// <summary>Adds or changes it.</summary>
    /// <returns>The team as it is now.</returns>
    /// <exception cref="Refused">Invalid: malformed, a name that another team has, or no longer receiving or fetching while a rule names it. NotFound, ChangedMeanwhile.</exception>
    public async Task<TeamSettings> Run(Actor actor, TeamSettings request, string? key, CancellationToken cancellation)
    {
        actor.Demand(Policies.ChangeSettings);
        var wanted = request.Checked();
        var saved = await log.Write(actor, key is null ? null : new(nameof(ChangeTeam), key, request), async entry =>
        {
            var named = await db.Teams.FirstOrDefaultAsync(t => t.ForumId == entry.ForumId && t.Name == wanted.Name, cancellation);
            var team = wanted.Id is { } id ? await InUse(db, entry.ForumId, id, cancellation) : named is { EndedAt: not null } ? named : db.Teams.Add(new Team { ForumId = entry.ForumId }).Entity;
            if (wanted.Id is not null && !wanted.Changes(TeamSettings.Of(team))) return wanted;
            if (named is not null && named != team) throw new Refused(RefusalCode.Invalid, new FieldFault("name", "TeamNameTaken"));
            var (receives, fetches) = await Named(db, team.Id, cancellation);
            if (receives && !wanted.Receives && team.Receives) throw new Refused(RefusalCode.Invalid, new FieldFault("receives", "TeamInUse"));
            if (fetches && !wanted.Fetches && team.Fetches) throw new Refused(RefusalCode.Invalid, new FieldFault("fetches", "TeamInUse"));
            team.Set(wanted);
            entry.Changed(SettingsPart.Team, team: team.Id);
            return TeamSettings.Of(team);
        }, cancellation);
        forums.Forget(actor.ForumId);
        return saved;
    }

    internal static async Task<Team> InUse(ForumDb db, int forum, Guid id, CancellationToken cancellation) =>
        await db.Teams.FirstOrDefaultAsync(t => t.ForumId == forum && t.Id == id && t.EndedAt == null, cancellation) ?? throw new Refused(RefusalCode.NotFound);

    /// <summary>Whether a rule or a category names a team as the one that receives, and as one that fetches.</summary>
    internal static async Task<(bool Receives, bool Fetches)> Named(ForumDb db, Guid team, CancellationToken cancellation) => (
        await db.Categories.AnyAsync(c => c.ReceivingTeamId == team, cancellation) || await db.GroundRules.AnyAsync(r => r.ReceivingTeamId == team, cancellation),
        await db.GroundRules.AnyAsync(r => r.FetchingTeamId == team || r.NextTeamId == team, cancellation));
}
