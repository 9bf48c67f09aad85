using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Notifications.Planning;

/// <summary>Finds the people behind a rule.</summary>
internal sealed class Recipients(WhoIsOn on, ReachMember members, ReadMerged merged)
{
    /// <summary>A street may have very many followers: at most so many are found at once.</summary>
    public const int Part = 100;

    /// <summary>The recipients' ids, as messages name them; of followers a part.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="e">What happened.</param>
    /// <param name="changed">The rule as the forum has it; null: it is fixed.</param>
    /// <param name="after">Of followers those behind this one; null: from the first on.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<IReadOnlyList<string>> Of(Rule rule, ForumEvent e, MessageRuleSettings? changed, string? after, CancellationToken cancellation)
    {
        if (rule.Who is Who.Followers) return await Followers(e, after, cancellation);
        var usual = changed is { Usual: false } ? [] : await Usual(rule.Who, e, cancellation);
        return changed is { Coordinators: false, Teams.Count: 0 } or null ? usual : [.. usual.Union(await More(e, changed, cancellation))];
    }

    /// <summary>The members whom a rule is about, on duty or not; none for those who are no members.</summary>
    public static bool IsMeant(Rule rule, ForumEvent e, MessageRuleSettings? changed, Reachable member)
    {
        var data = e.Data;
        var usual = changed is not { Usual: false } && rule.Who switch
        {
            Who.ReceivingTeam => member.TeamId is { } own && own == data.Team,
            Who.AskedTeam => member.TeamId is { } own && own == data.Fetches,
            Who.AskedPerson => member.Id == data.Member && member.Id != e.ActorId,
            Who.Colleagues => member.TeamId is { } own && own == data.Team && member.Id != e.ActorId,
            Who.Coordinators => member.Role is Role.Coordinator || member.Deputises,
            Who.Overseers => member.Role is Role.Overseer,
            Who.Committee => member.Role is Role.Committee or Role.Coordinator || member.Deputises,
            Who.Police => member.Role is Role.Police,
            _ => false,
        };
        return usual || (changed is not null && ((changed.Coordinators && (member.Role is Role.Coordinator || member.Deputises)) || (SeesCases(member) && changed.Teams.Any(team => team == member.TeamId))));
    }

    private async Task<IReadOnlyList<string>> Usual(Who who, ForumEvent e, CancellationToken cancellation)
    {
        var data = e.Data;
        return who switch
        {
            Who.Reporter => await Reporters(e, cancellation),
            Who.Newcomer => [$"sign-in:{e.SubjectId}"],
            Who.OldNumber => [$"old-number:{e.SubjectId}"],
            Who.OldEmail => [$"old-email:{e.SubjectId}"],
            Who.Invited => [$"invitation:{e.SubjectId}"],
            Who.Outsider => [$"outside:{data.HandOver}"],
            Who.ReceivingTeam => Members(data.Team is { } team ? await on.InTeam(e.ForumId, team, cancellation) : []),
            Who.AskedPerson => Members(data.Member is { } person && person != e.ActorId ? [person] : []),
            Who.AskedTeam => Members(data.Fetches is { } asked ? await on.InTeam(e.ForumId, asked, cancellation) : []),
            Who.Colleagues => Members(data.Team is { } own ? (await on.InTeam(e.ForumId, own, cancellation)).Where(id => id != e.ActorId) : []),
            Who.Coordinators => Members(await on.Coordinators(e.ForumId, cancellation)),
            Who.Overseers => Members(await on.Overseers(e.ForumId, cancellation)),
            Who.Committee => Members((await on.InRole(e.ForumId, Role.Committee, cancellation)).Union(await on.Coordinators(e.ForumId, cancellation))),
            Who.Police => Members(await on.InRole(e.ForumId, Role.Police, cancellation)),
            Who.Chosen => [],
            _ => throw new ArgumentOutOfRangeException(nameof(who)),
        };
    }

    private async Task<IReadOnlyList<string>> Followers(ForumEvent e, string? after, CancellationToken cancellation) =>
        Members(e.Data is { Near: true, Street: { } street } ? await on.Following(e.ForumId, street, after is null ? Guid.Empty : Guid.Parse(after.Split(':')[1]), Part, cancellation) : []);

    // A question goes to the one who is asked; how it goes is told to all whose cases are merged, but for the one who knows.
    private async Task<IReadOnlyList<string>> Reporters(ForumEvent e, CancellationToken cancellation)
    {
        var parts = e.Type is EventType.ReportAsked or EventType.ReportReceived ? [] : await merged.Run(Actor.Program(e.ForumId), e.SubjectId, cancellation);
        return [$"reporter:{e.SubjectId}", .. parts.Where(part => part.IsTold && part.Id != e.Data.Joined).Select(part => $"reporter:{part.Id}")];
    }

    private async Task<IEnumerable<string>> More(ForumEvent e, MessageRuleSettings changed, CancellationToken cancellation)
    {
        var more = new List<Guid>();
        if (changed.Coordinators) more.AddRange(await on.Coordinators(e.ForumId, cancellation));
        var inTeams = new List<Guid>();
        foreach (var team in changed.Teams) inTeams.AddRange(await on.InTeam(e.ForumId, team, cancellation));
        // A team may have members who do not see cases, such as an officer.
        if (inTeams.Count > 0) more.AddRange((await members.ByIds(e.ForumId, inTeams, cancellation)).Where(SeesCases).Select(member => member.Id).Order());
        return Members(more);
    }

    private static bool SeesCases(Reachable member) => member.Role is Role.Staff or Role.Crew or Role.Coordinator;

    private static IReadOnlyList<string> Members(IEnumerable<Guid> ids) => [.. ids.Select(id => $"member:{id}")];
}
