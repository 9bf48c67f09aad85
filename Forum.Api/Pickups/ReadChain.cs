using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Api.Pickups;

/// <summary>A step of who is asked after whom.</summary>
/// <param name="Who">Team, person or coordinator.</param>
/// <param name="Team">The team's name.</param>
/// <param name="Member">The person.</param>
/// <param name="DueAt">When they are asked, if nobody answers before.</param>
/// <param name="DoneAt">When they were asked or passed over.</param>
/// <param name="Outcome">What has become of it.</param>
/// <param name="Over">Why they were not waited for any longer.</param>
public sealed record ChainView(ChainWho Who, string? Team, Guid? Member, DateTimeOffset? DueAt, DateTimeOffset? DoneAt, ChainOutcome Outcome, ChainReason? Over);

/// <summary>Partners read who was asked to fetch after whom, and why.</summary>
public sealed class ReadChain(ForumDb db, ReadForum forums)
{
    /// <summary>The steps of a case's pickup in their order; none without one.</summary>
    /// <exception cref="Refused">NotFound.</exception>
    public async Task<IReadOnlyList<ChainView>> Run(Actor actor, string number, CancellationToken cancellation)
    {
        actor.Demand(Policies.Fetch);
        var report = await db.Case(actor, number, cancellation);
        if (report.PickupId is not { } pickup) return [];
        var settings = await forums.ById(actor.ForumId, cancellation);
        var steps = await db.ChainSteps.AsNoTracking().Where(step => step.PickupId == pickup).OrderBy(step => step.Place).ToListAsync(cancellation);
        return [.. steps.Select(step => new ChainView(step.Who, settings.Team(step.TeamId)?.Name, step.MemberId, step.DueAt, step.DoneAt, step.Outcome, step.Over))];
    }
}
