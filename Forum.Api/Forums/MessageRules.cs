using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tryghedsforum.Api.Members;

namespace Tryghedsforum.Api.Forums;

/// <summary>
/// The rules that a forum may change, of all by which people are told. What is not here is fixed: somebody's safety, or trust in an answer, hangs on it.
/// The names are stored: one that was ever used is never renamed.
/// </summary>
public enum MessageRule
{
    /// <summary>A new case, told to others than those who must act.</summary>
    CaseToOthers,

    /// <summary>A new case, told to the team that receives it while another is asked to fetch.</summary>
    CaseWhileAsked,

    /// <summary>The neighbour has written more.</summary>
    NeighbourWrote,

    /// <summary>A colleague has taken it.</summary>
    ColleagueTook,

    /// <summary>The reporter is told that somebody has taken it.</summary>
    TakenToReporter,

    /// <summary>The reporter is told that it will be later.</summary>
    LateToReporter,

    /// <summary>Somebody told of a barrier on the pages.</summary>
    Barrier,

    /// <summary>The SMS of a month near what they may cost.</summary>
    Budget,
}

/// <summary>What a forum may change in a rule.</summary>
/// <param name="Usual">Whether those are told whom the rule is about.</param>
/// <param name="More">Whether teams and the coordinators are told, too.</param>
/// <param name="Hold">Whether it waits for the morning.</param>
public sealed record MessageRuleFreedom(bool Usual, bool More, bool Hold)
{
    /// <summary>What may be changed in one rule.</summary>
    public static MessageRuleFreedom Of(MessageRule rule) => rule switch
    {
        MessageRule.CaseToOthers => new(Usual: false, More: true, Hold: true),
        MessageRule.NeighbourWrote => new(Usual: true, More: true, Hold: true),
        MessageRule.CaseWhileAsked or MessageRule.Barrier or MessageRule.Budget => new(Usual: true, More: false, Hold: true),
        _ => new(Usual: true, More: false, Hold: false),
    };
}

/// <summary>One rule as a forum has it.</summary>
public sealed record MessageRuleSettings
{
    /// <summary>The rule.</summary>
    public MessageRule Rule { get; init; }

    /// <summary>Those are told whom the rule is about.</summary>
    public bool Usual { get; init; }

    /// <summary>The coordinators are told, too.</summary>
    public bool Coordinators { get; init; }

    /// <summary>These teams are told, too: those of their members who are on duty and work with cases.</summary>
    public IReadOnlyList<Guid> Teams { get; init; } = [];

    /// <summary>It waits for the morning when it comes at night.</summary>
    public bool Held { get; init; }

    /// <summary>Somebody is told at all.</summary>
    [JsonIgnore]
    public bool IsOn => Usual || Coordinators || Teams.Count > 0;

    /// <summary>The rule as the program has it.</summary>
    public static MessageRuleSettings Default(MessageRule rule) => new() { Rule = rule, Usual = MessageRuleFreedom.Of(rule).Usual, Held = rule is MessageRule.Barrier or MessageRule.Budget };

    /// <summary>The same for comparing: the teams in one order.</summary>
    internal MessageRuleSettings Ordered() => this with { Teams = [.. Teams.Distinct().Order()] };

    internal bool Is(MessageRuleSettings other) => Usual == other.Usual && Coordinators == other.Coordinators && Held == other.Held && Teams.SequenceEqual(other.Teams);
}

/// <summary>A rule that a forum has changed; without a row it is as the program has it.</summary>
internal sealed class ChangedRule
{
    /// <summary>The forum.</summary>
    public int ForumId { get; init; }

    /// <summary>The rule.</summary>
    public MessageRule Rule { get; init; }

    /// <summary>See <see cref="MessageRuleSettings.Usual"/>.</summary>
    public bool Usual { get; private set; }

    /// <summary>See <see cref="MessageRuleSettings.Coordinators"/>.</summary>
    public bool Coordinators { get; private set; }

    /// <summary>The ids of the teams, with commas between.</summary>
    public string Teams { get; private set; } = "";

    /// <summary>See <see cref="MessageRuleSettings.Held"/>.</summary>
    public bool Held { get; private set; }

    internal void Set(MessageRuleSettings to) => (Usual, Coordinators, Teams, Held) = (to.Usual, to.Coordinators, string.Join(',', to.Teams), to.Held);

    /// <summary>The rule as it is; a team that is no longer in use is told nothing.</summary>
    internal MessageRuleSettings Now(IEnumerable<Team> teams) => new()
    {
        Rule = Rule, Usual = Usual, Coordinators = Coordinators, Held = Held,
        Teams = [.. Teams.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Guid.Parse).Where(id => teams.Any(team => team.Id == id && team.EndedAt is null))],
    };

    internal static void Map(EntityTypeBuilder<ChangedRule> rule)
    {
        rule.ToTable("ChangedRules").HasKey(r => new { r.ForumId, r.Rule });
        rule.Property(r => r.Rule).HasConversion<string>().HasMaxLength(30);
        rule.HasOne<Forum>().WithMany().HasForeignKey(r => r.ForumId);
    }
}
