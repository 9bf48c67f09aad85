using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Api.Forums;

/// <summary>What a forum needs before it opens.</summary>
public enum Preparation
{
    /// <summary>A data controller with its contact.</summary>
    Controller,

    /// <summary>Somebody on duty, with a telephone, in a team that receives.</summary>
    Receivers,

    /// <summary>Somebody on duty, with a telephone, in a team that fetches.</summary>
    Fetchers,

    /// <summary>A ground rule that has needle waste fetched without an order.</summary>
    Rules,

    /// <summary>Listed places where children are.</summary>
    Places,

    /// <summary>A second coordinator, who can take over.</summary>
    Deputy,
}

/// <summary>One thing that a forum needs.</summary>
/// <param name="What">Which.</param>
/// <param name="Done">It is there.</param>
public sealed record PreparationState(Preparation What, bool Done);

/// <summary>The coordinator looks at what is still missing before the forum can open.</summary>
public sealed class ReadReadiness(ForumDb db, ReadForum forums)
{
    /// <summary>Everything that is needed, in the order in which one does it.</summary>
    public async Task<IReadOnlyList<PreparationState>> Run(Actor actor, CancellationToken cancellation)
    {
        actor.Demand(Policies.ChangeSettings);
        var settings = await forums.ById(actor.ForumId, cancellation);
        var reached = await WhoIsOn.StaffedTeams(db, actor.ForumId, cancellation);
        var coordinators = await db.Members.CountAsync(m => m.ForumId == actor.ForumId && m.Role == Role.Coordinator && m.EndedAt == null, cancellation);
        return
        [
            new(Preparation.Controller, settings.Forum is { Controller: not null, ControllerContact: not null }),
            new(Preparation.Receivers, settings.Teams.Any(team => team.Receives && reached.Contains(team.Id))),
            new(Preparation.Fetchers, settings.Teams.Any(team => team.Fetches && reached.Contains(team.Id))),
            new(Preparation.Rules, settings.Rules.Any(rule => rule.Category == CategoryCode.NeedleWaste && settings.Team(rule.FetchingTeamId) is { Fetches: true })),
            new(Preparation.Places, settings.Places.Any(place => place.IsForChildren)),
            new(Preparation.Deputy, coordinators > 1),
        ];
    }
}
