using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;

namespace Tryghedsforum.Api.Reports;

/// <summary>Who receives and fetches on one kind of ground, see <see cref="GroundRule"/>.</summary>
public sealed record GroundRuleSettings
{
    /// <summary>The kind of ground.</summary>
    public Ground Ground { get; init; }

    /// <summary>The team that receives; null: the category's, and nobody fetches by itself.</summary>
    public Guid? ReceivingTeam { get; init; }

    /// <summary>The team that is asked to fetch at once; null: somebody must order it.</summary>
    public Guid? FetchingTeam { get; init; }

    /// <summary>The team that is asked next; null: the coordinator.</summary>
    public Guid? NextTeam { get; init; }
}

/// <summary>The ground rules of one category, one for each known kind of ground.</summary>
public sealed record GroundRulesSettings : SettingsForm
{
    /// <summary>The category.</summary>
    public CategoryCode Category { get; init; }

    /// <summary>Its rules; a kind of ground that is left out has none.</summary>
    public IReadOnlyList<GroundRuleSettings> Rules { get; init; } = [];

    internal static IEnumerable<Ground> Grounds => Enum.GetValues<Ground>().Where(ground => ground != Ground.Unknown);

    internal static GroundRulesSettings Of(CategoryCode category, IEnumerable<GroundRule> rules)
    {
        var own = rules.Where(rule => rule.Category == category).ToDictionary(rule => rule.Ground);
        return new GroundRulesSettings
        {
            Category = category,
            Rules = [.. Grounds.Select(ground => own.TryGetValue(ground, out var rule)
                ? new GroundRuleSettings { Ground = ground, ReceivingTeam = rule.ReceivingTeamId, FetchingTeam = rule.FetchingTeamId, NextTeam = rule.NextTeamId }
                : new GroundRuleSettings { Ground = ground })],
        }.Stamped();
    }

    internal GroundRulesSettings Checked(IReadOnlyList<Team> teams)
    {
        var fields = new SettingsFields();
        bool Known(Guid? id, Func<Team, bool> does) => id is null || teams.Any(team => team.Id == id && does(team));
        var whole = this with { Rules = [.. Grounds.Select(ground => Rules?.LastOrDefault(rule => rule.Ground == ground) ?? new() { Ground = ground })] };
        foreach (var rule in whole.Rules)
        {
            if (!Known(rule.ReceivingTeam, team => team.Receives)) fields.Fault(Field(rule.Ground, "receivingTeam"), "TeamUnknown", 0);
            else if (rule is { ReceivingTeam: null } and not { FetchingTeam: null, NextTeam: null }) fields.Fault(Field(rule.Ground, "receivingTeam"), "ReceiverMissing", 0);
            if (!Known(rule.FetchingTeam, team => team.Fetches)) fields.Fault(Field(rule.Ground, "fetchingTeam"), "TeamUnknown", 0);
            if (!Known(rule.NextTeam, team => team.Fetches)) fields.Fault(Field(rule.Ground, "nextTeam"), "TeamUnknown", 0);
            else if (rule.NextTeam is not null && rule.NextTeam == rule.FetchingTeam) fields.Fault(Field(rule.Ground, "nextTeam"), "NextIsSame", 0);
        }

        fields.ThrowIfFaulty();
        return whole;
    }

    private static string Field(Ground ground, string field) => $"{ground}.{field}";
}

/// <summary>The coordinator changes who receives and fetches a category on each kind of ground. What has been reported keeps to what its reporter was shown.</summary>
public sealed class ChangeGroundRules(ForumDb db, EventLog log, ReadForum forums)
{
    /// <summary>Changes them.</summary>
    /// <returns>The rules as they are now.</returns>
    /// <exception cref="Refused">Invalid, NotFound, ChangedMeanwhile.</exception>
    public async Task<GroundRulesSettings> Run(Actor actor, GroundRulesSettings request, string? key, CancellationToken cancellation)
    {
        actor.Demand(Policies.ChangeSettings);
        var saved = await log.Write(actor, key is null ? null : new(nameof(ChangeGroundRules), key, request), async entry =>
        {
            if (!await db.Categories.AnyAsync(c => c.ForumId == entry.ForumId && c.Code == request.Category, cancellation)) throw new Refused(RefusalCode.NotFound);
            var wanted = request.Checked(await ChangeCategory.Teams(db, entry.ForumId, cancellation));
            var rules = await db.GroundRules.Where(r => r.ForumId == entry.ForumId && r.Category == request.Category && r.Ground != Ground.Unknown).ToListAsync(cancellation);
            if (!wanted.Changes(GroundRulesSettings.Of(request.Category, rules))) return wanted;
            foreach (var one in wanted.Rules) Set(entry.ForumId, request.Category, rules.Find(rule => rule.Ground == one.Ground), one);
            entry.Changed(SettingsPart.GroundRule, category: request.Category);
            return wanted.Stamped();
        }, cancellation);
        forums.Forget(actor.ForumId);
        return saved;
    }

    private void Set(int forum, CategoryCode category, GroundRule? rule, GroundRuleSettings wanted)
    {
        if (wanted.ReceivingTeam is not { } receives)
        {
            if (rule is not null) db.GroundRules.Remove(rule);
            return;
        }

        rule ??= db.GroundRules.Add(new GroundRule { ForumId = forum, Category = category, Ground = wanted.Ground }).Entity;
        rule.Set(receives, wanted.FetchingTeam, wanted.NextTeam);
    }
}
