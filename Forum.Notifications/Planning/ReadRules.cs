using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Notifications.Delivery;

namespace Tryghedsforum.Notifications.Planning;

/// <summary>One line of the table that people read: when this happens, these are told.</summary>
/// <param name="On">The event.</param>
/// <param name="Who">Who is told, as a resource key.</param>
/// <param name="Names">The teams that these are in this forum, by name.</param>
/// <param name="Kind">The kind of message, as a resource key.</param>
/// <param name="Only">Only then, as a resource key; null: always.</param>
/// <param name="Categories">The categories that it can be about; null: all, or it is about none.</param>
/// <param name="Rule">The rule as this forum has it; null: it is fixed.</param>
/// <param name="Fixed">Why it is fixed, as a resource key; null: it can be changed.</param>
/// <param name="IsUrgent">Somebody must act on it: it comes at once, by SMS.</param>
/// <param name="MayWait">It waits for the end of the hours in which nobody is written to.</param>
/// <param name="IsMail">It comes by e-mail, and never otherwise.</param>
/// <param name="IsOwnWay">Members choose themselves which way it comes.</param>
public sealed record RuleLine(EventType On, string Who, IReadOnlyList<string> Names, string Kind, string? Only, IReadOnlyList<CategoryCode>? Categories, MessageRuleSettings? Rule, string? Fixed,
    bool IsUrgent, bool MayWait, bool IsMail, bool IsOwnWay)
{
    /// <summary>Nobody is told: the forum has taken everybody off.</summary>
    public bool IsOff => Rule is { IsOn: false };
}

/// <summary>The coordinator reads who is told when. The lines are made of the very rules that messages are planned by.</summary>
public sealed class ReadRules(ReadForum forums)
{
    private static readonly Who[] Outsiders = [Who.Reporter, Who.Newcomer, Who.OldNumber, Who.OldEmail, Who.Invited, Who.Outsider];

    /// <summary>All lines, in the order of the table.</summary>
    public async Task<IReadOnlyList<RuleLine>> Run(Actor actor, CancellationToken cancellation)
    {
        actor.Demand(Policies.ChangeSettings);
        var settings = await forums.ById(actor.ForumId, cancellation);
        return [.. Rules.All.Select(rule => Line(settings, rule))];
    }

    private static RuleLine Line(ForumSettings settings, Rule rule)
    {
        var now = rule.Free is { } free ? settings.MessageRule(free) : null;
        var (policy, mayWait) = (KindPolicy.Of(rule.Kind), HowReached.MayWait(settings, rule.Kind, rule.Free));
        var urgent = policy.Lane is Lane.Alert && !mayWait;
        return new(rule.On, $"{rule.Who}", Names(settings, rule.Who, rule.On), rule.Kind, rule.Only, Categories(settings, rule), now, rule.Fixed?.ToString(), urgent, mayWait, policy.Lane is Lane.Mail,
            policy.Lane is not Lane.Mail && !urgent && !MessageKind.AsksForDigit(rule.Kind) && !Outsiders.Contains(rule.Who));
    }

    private static IReadOnlyList<string> Names(ForumSettings settings, Who who, EventType on)
    {
        var routes = settings.Categories.SelectMany(category => Enum.GetValues<Ground>().Select(ground => Routing.For(settings, category.Code, ground, new ExactPlace(null, null, null), YesNo.Unknown))).ToList();
        IEnumerable<Guid?> teams = who switch
        {
            Who.ReceivingTeam => routes.Select(route => (Guid?)route.ReceivingTeamId),
            Who.AskedTeam when on == EventType.PickupAskedOn => routes.Select(route => route.NextTeamId),
            Who.AskedTeam => routes.Select(route => route.FetchingTeamId),
            _ => [],
        };
        return [.. teams.Distinct().Select(id => settings.Team(id)?.Name).OfType<string>().Order(StringComparer.CurrentCulture)];
    }

    private static IReadOnlyList<CategoryCode>? Categories(ForumSettings settings, Rule rule)
    {
        Func<Category, bool>? about = rule switch
        {
            { Who: Who.Police } => category => category.PoliceRule != PoliceRule.Never,
            { Who: Who.Followers } => category => category.PublicLevel == PublicLevel.Street,
            { On: EventType.PickupRequested or EventType.PickupAskedOn or EventType.PickupAccepted or EventType.PickupPromised or EventType.PickupLate or EventType.PickupCollected or EventType.PickupNothingFound or EventType.PickupCancelled }
                => category => category.NeedsPickup,
            _ => null,
        };
        return about is null ? null : [.. settings.Categories.Where(about).Select(category => category.Code)];
    }
}
