using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Members;

namespace Tryghedsforum.Api.Forums;

/// <summary>When something happens, who is told of it: the rules that a forum may change, in the order of the table.</summary>
public sealed record MessageRulesSettings : SettingsForm
{
    /// <summary>The rules; one that is left out is as the program has it.</summary>
    public IReadOnlyList<MessageRuleSettings> Rules { get; init; } = [];

    internal static MessageRulesSettings Of(IReadOnlyList<MessageRuleSettings> changed) => new MessageRulesSettings
    {
        Rules = [.. Enum.GetValues<MessageRule>().Select(rule => (changed.FirstOrDefault(one => one.Rule == rule) ?? MessageRuleSettings.Default(rule)).Ordered())],
    }.Stamped();

    internal MessageRulesSettings Checked(IReadOnlyList<Team> teams)
    {
        var fields = new SettingsFields();
        var given = Rules ?? [];
        // A name outside the table never gets here by JSON; a number could.
        if (given.Any(rule => rule is null || !Enum.IsDefined(rule.Rule)) || given.DistinctBy(rule => rule.Rule).Count() != given.Count) throw new Refused(RefusalCode.Invalid, new FieldFault("rules", "RuleFixed"));
        foreach (var rule in given)
        {
            var may = MessageRuleFreedom.Of(rule.Rule);
            if ((rule.Usual && !may.Usual) || ((rule.Coordinators || rule.Teams is { Count: > 0 }) && !may.More) || (rule.Held && !may.Hold)) fields.Fault($"{rule.Rule}", "RuleFixed", 0);
            if (rule.Teams?.Any(id => !teams.Any(team => team.Id == id && CanBeTold(team))) == true) fields.Fault($"{rule.Rule}.teams", "TeamUnknown", 0);
        }

        fields.ThrowIfFaulty();
        return Of([.. given.Select(rule => rule with { Teams = rule.Teams ?? [] })]) with { Version = Version };
    }

    /// <summary>Whether a rule may name the team: those who neither receive nor fetch do not see cases.</summary>
    public static bool CanBeTold(Team team) => team.EndedAt is null && (team.Receives || team.Fetches);
}

/// <summary>The coordinator changes who is told when something happens. It holds for what happens, and for what waits to be sent, from then on.</summary>
public sealed class ChangeRules(ForumDb db, EventLog log, ReadForum forums)
{
    /// <summary>Changes them.</summary>
    /// <returns>The rules as they are now.</returns>
    /// <exception cref="Refused">Invalid (a rule that is fixed, too), ChangedMeanwhile.</exception>
    public async Task<MessageRulesSettings> Run(Actor actor, MessageRulesSettings request, string? key, CancellationToken cancellation)
    {
        actor.Demand(Policies.ChangeSettings);
        var saved = await log.Write(actor, key is null ? null : new(nameof(ChangeRules), key, request), async entry =>
        {
            var teams = await db.Teams.AsNoTracking().Where(team => team.ForumId == entry.ForumId).ToListAsync(cancellation);
            var wanted = request.Checked(teams);
            var rows = await db.ChangedRules.Where(rule => rule.ForumId == entry.ForumId).ToListAsync(cancellation);
            if (!wanted.Changes(MessageRulesSettings.Of([.. rows.Select(row => row.Now(teams))]))) return wanted.Stamped();
            foreach (var rule in wanted.Rules) Set(entry.ForumId, rows.Find(row => row.Rule == rule.Rule), rule);
            entry.Changed(SettingsPart.MessageRules);
            return wanted.Stamped();
        }, cancellation);
        forums.Forget(actor.ForumId);
        return saved;
    }

    // What the program has itself has no row, and follows the program.
    private void Set(int forum, ChangedRule? row, MessageRuleSettings to)
    {
        if (to.Is(MessageRuleSettings.Default(to.Rule)))
        {
            if (row is not null) db.ChangedRules.Remove(row);
            return;
        }

        row ??= db.ChangedRules.Add(new() { ForumId = forum, Rule = to.Rule }).Entity;
        row.Set(to);
    }
}
