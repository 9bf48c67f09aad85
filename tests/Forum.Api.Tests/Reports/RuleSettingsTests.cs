using System.Text.Json;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Api.Tests.Reports;

public sealed class RuleSettingsTests
{
    private const string Coordinator = "Maja Ellekilde";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task What_is_reported_is_routed_by_the_rules_as_they_are_now(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var (shelter, health) = (here.Team("Herberget"), here.Team("Sundhedsteamet"));
        var old = await here.Report();
        var rules = (await Read(here)).Rules.Single(rules => rules.Category == CategoryCode.NeedleWaste);
        var saved = await Save(here, rules with { Rules = [new() { Ground = Ground.Street, ReceivingTeam = health, FetchingTeam = health, NextTeam = shelter }, .. rules.Rules.Where(rule => rule.Ground == Ground.Indoors)] });
        Assert.Equal(new GroundRuleSettings { Ground = Ground.Yard }, saved.Rules.Single(rule => rule.Ground == Ground.Yard));
        Assert.Equal(saved.Version, (await Read(here)).Rules.Single(rules => rules.Category == CategoryCode.NeedleWaste).Version);
        Assert.Equal((health, shelter), ((await here.Case((await here.Report()).Number)).ReceivingTeamId, (await here.Case(old.Number)).ReceivingTeamId));
        Assert.Null((await here.Case((await here.Report(Neighbourhood.Needles(ground: Ground.Yard))).Number)).PickupId);
        Assert.Equal(RefusalCode.ChangedMeanwhile, await Refusals.Code(Save(here, rules)));
        Assert.Equal(SettingsPart.GroundRule, (await here.Events()).Single(told => told.Data.Part is not null).Data.Part);
    }

    [Fact]
    public async Task Rules_name_teams_in_use_that_do_what_they_are_named_for()
    {
        await using var here = await Neighbourhood.Found(DatabaseKind.Sqlite);
        var (police, foreign, health) = (here.Team("Nærpolitiet"), here.Other.Teams[0].Id, here.Team("Sundhedsteamet"));
        var rules = (await Read(here)).Rules.Single(rules => rules.Category == CategoryCode.NeedleWaste);
        Assert.Equal("Indoors.receivingTeam:ReceiverMissing Street.fetchingTeam:TeamUnknown Street.nextTeam:TeamUnknown Street.receivingTeam:TeamUnknown Yard.nextTeam:NextIsSame", await Refusals.Faults(Save(here, rules with
        {
            Rules =
            [
                new() { Ground = Ground.Street, ReceivingTeam = police, FetchingTeam = foreign, NextTeam = Guid.NewGuid() }, new() { Ground = Ground.Indoors, FetchingTeam = health },
                new() { Ground = Ground.Yard, ReceivingTeam = health, FetchingTeam = health, NextTeam = health },
            ],
        })));
        var category = (await Read(here)).Categories.Single(category => category.Code == CategoryCode.NeedleWaste);
        Assert.Equal("fixedAnswer:ValueUnknown order:OrderInvalid policeRule:ValueUnknown publicLevel:ValueUnknown receivingTeam:TeamUnknown", await Refusals.Faults(Save(here, category with
        {
            Order = 21, PublicLevel = (PublicLevel)9, PoliceRule = (PoliceRule)9, FixedAnswer = (FixedAnswer)9, ReceivingTeam = police,
        })));
        // What nobody has read yet cannot be chosen by a reporter.
        var unsorted = (await Read(here)).Categories.Single(category => category.Code == CategoryCode.Unsorted);
        Assert.Equal("order:OrderInvalid", await Refusals.Faults(Save(here, unsorted with { Order = 1 })));
    }

    [Theory, BothDatabases]
    public async Task Nothing_is_stored_for_an_audience_that_the_reporter_was_not_shown(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var shown = await here.Do((SubmitReport submit) => submit.Preview(here.Neighbour, Neighbourhood.Needles(), Cancel));
        var sent = await here.Report(Neighbourhood.Needles() with { Seen = shown.Seen }, key: "one");
        var category = (await Read(here)).Categories.Single(category => category.Code == CategoryCode.NeedleWaste);
        await Save(here, category with { PoliceRule = PoliceRule.Always });
        Assert.Equal(RefusalCode.AudienceChanged, await Refusals.Code(here.Report(Neighbourhood.Needles() with { Seen = shown.Seen }, key: "two")));
        // What was sent before is answered as before, and what was shown anew goes through.
        Assert.Equal(sent, await here.Report(Neighbourhood.Needles() with { Seen = shown.Seen }, key: "one"));
        var now = await here.Do((SubmitReport submit) => submit.Preview(here.Neighbour, Neighbourhood.Needles(), Cancel));
        Assert.Equal((PoliceGets.Nothing, PoliceGets.PlaceTimeAmount), (shown.Police, now.Police));
        var report = await here.Case((await here.Report(Neighbourhood.Needles() with { Seen = now.Seen }, key: "two")).Number);
        Assert.Equal(PoliceGets.PlaceTimeAmount, JsonSerializer.Deserialize<AudienceShown>(report.Shown)!.Police);
    }

    private static Task<SettingsView> Read(Neighbourhood here) => here.Do((ReadSettings read) => read.Run(here.As(Coordinator), Cancel));

    private static Task<GroundRulesSettings> Save(Neighbourhood here, GroundRulesSettings wanted) => here.Do((ChangeGroundRules change) => change.Run(here.As(Coordinator), wanted, null, Cancel));

    private static Task<CategorySettings> Save(Neighbourhood here, CategorySettings wanted) => here.Do((ChangeCategory change) => change.Run(here.As(Coordinator), wanted, null, Cancel));
}
