using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Places;

namespace Tryghedsforum.Api.Members;

/// <summary>The operator brings teams from a file: new ones are added, those of the same name are changed. None goes, for members and rules name them.</summary>
public sealed class ImportTeams(ForumDb db, WriteGate gate)
{
    /// <summary>Brings them, all or none.</summary>
    /// <exception cref="Refused">Invalid: a team without name, or a name that comes twice.</exception>
    public async Task<ImportCounts> Run(Actor actor, IReadOnlyList<TeamFoundation> teams, CancellationToken cancellation)
    {
        actor.Demand(Policies.Sweep);
        if (teams.Any(team => string.IsNullOrWhiteSpace(team.Name)) || teams.DistinctBy(team => team.Name).Count() != teams.Count)
            throw new Refused(RefusalCode.Invalid, new FieldFault("teams", "TeamUnknown"));
        using var turn = await gate.EnterAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var changed = 0;
        foreach (var team in teams)
        {
            var found = await db.Teams.Where(row => row.ForumId == actor.ForumId && row.Name == team.Name).ExecuteUpdateAsync(
                set => set.SetProperty(row => row.Base, team.Base).SetProperty(row => row.Hours, team.Hours).SetProperty(row => row.Telephone, team.Telephone)
                    .SetProperty(row => row.Receives, team.Receives).SetProperty(row => row.Fetches, team.Fetches).SetProperty(row => row.TakesDropOffs, team.TakesDropOffs).SetProperty(row => row.EndedAt, (DateTimeOffset?)null),
                cancellation);
            if (found > 0) changed++;
            else db.Teams.Add(Team.Of(actor.ForumId, new() { Name = team.Name, Base = team.Base, Hours = team.Hours, Telephone = team.Telephone, Receives = team.Receives, Fetches = team.Fetches, TakesDropOffs = team.TakesDropOffs }));
        }

        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return new(teams.Count - changed, changed);
    }
}
