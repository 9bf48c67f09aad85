using Tryghedsforum.Api.Audit;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Api.Tests.Forums;

/// <summary>Who is told when something happens, as far as a forum may change it.</summary>
public sealed class ChangeRulesTests
{
    private const string Coordinator = "Maja Ellekilde";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task Changed_rules_are_kept_audited_and_taken_back(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var before = await Read(here);
        Assert.Equal(Enum.GetValues<MessageRule>(), before.Rules.Select(rule => rule.Rule));
        Assert.All(before.Rules, rule => Assert.True(rule.Is(MessageRuleSettings.Default(rule.Rule))));

        var team = here.Team("Herberget");
        var saved = await Save(here, With(before, new() { Rule = MessageRule.NeighbourWrote, Usual = true, Coordinators = true, Teams = [team, team], Held = true }));
        var changed = saved.Rules.Single(rule => rule.Rule == MessageRule.NeighbourWrote);
        Assert.Equal((true, true, true), (changed.Usual, changed.Coordinators, changed.Held));
        Assert.Equal([team], changed.Teams);
        Assert.Equal(saved.Version, (await Read(here)).Version);
        Assert.Equal("""{"Part":"MessageRules"}""", Assert.Single(await here.Events()).Text);
        var line = Assert.Single((await here.Do((BrowseAudit browse) => browse.Run(here.As(Coordinator), null, Cancel))).Lines);
        Assert.Equal((AuditKind.SettingsChanged, SettingsPart.MessageRules), (line.Kind, line.Facts.Part!.Value));

        Assert.Equal(RefusalCode.ChangedMeanwhile, await Refusals.Code(Save(here, With(before, new() { Rule = MessageRule.ColleagueTook }))));
        // What is left out is as the program has it, and keeps no row.
        var back = await Save(here, saved with { Rules = [] });
        Assert.Equal(before.Version, back.Version);
        Assert.Equal(0, await here.Db(db => Task.FromResult(db.ChangedRules.Count())));
    }

    [Theory, BothDatabases]
    public async Task What_is_fixed_is_not_changed_by_anybody(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var now = await Read(here);
        Assert.Equal("ColleagueTook:RuleFixed", await Refusals.Faults(Save(here, With(now, new() { Rule = MessageRule.ColleagueTook, Usual = true, Held = true }))));
        Assert.Equal("TakenToReporter:RuleFixed", await Refusals.Faults(Save(here, With(now, new() { Rule = MessageRule.TakenToReporter, Usual = true, Coordinators = true }))));
        Assert.Equal("CaseToOthers:RuleFixed", await Refusals.Faults(Save(here, With(now, new() { Rule = MessageRule.CaseToOthers, Usual = true }))));
        Assert.Equal("CaseToOthers.teams:TeamUnknown", await Refusals.Faults(Save(here, With(now, new() { Rule = MessageRule.CaseToOthers, Teams = [Guid.NewGuid()] }))));
        Assert.Equal("rules:RuleFixed", await Refusals.Faults(Save(here, now with { Rules = [new() { Rule = (MessageRule)99 }] })));
        Assert.Equal("rules:RuleFixed", await Refusals.Faults(Save(here, now with { Rules = [new() { Rule = MessageRule.Barrier }, new() { Rule = MessageRule.Barrier, Usual = true }] })));
        Assert.Empty(await here.Events());
        Assert.Equal(RefusalCode.Forbidden, await Refusals.Code(here.Do((ChangeRules change) => change.Run(here.As("Rune Askholt"), now, null, Cancel))));
    }

    // A team without members who see cases is told nothing.
    [Theory, BothDatabases]
    public async Task A_team_that_neither_receives_nor_fetches_cannot_be_named(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var police = here.Forum.Teams.First(team => team is { Receives: false, Fetches: false }).Id;
        Assert.Equal("NeighbourWrote.teams:TeamUnknown", await Refusals.Faults(Save(here, With(await Read(here), new() { Rule = MessageRule.NeighbourWrote, Usual = true, Teams = [police] }))));
    }

    private static MessageRulesSettings With(MessageRulesSettings all, MessageRuleSettings one) => all with { Rules = [.. all.Rules.Where(rule => rule.Rule != one.Rule), one] };

    private static async Task<MessageRulesSettings> Read(Neighbourhood here) => (await here.Do((ReadSettings read) => read.Run(here.As(Coordinator), Cancel))).MessageRules;

    private static Task<MessageRulesSettings> Save(Neighbourhood here, MessageRulesSettings rules) => here.Do((ChangeRules change) => change.Run(here.As(Coordinator), rules, null, Cancel));
}
