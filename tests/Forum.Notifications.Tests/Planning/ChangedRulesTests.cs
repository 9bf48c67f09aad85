using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Notifications.Planning;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Notifications.Tests.Planning;

/// <summary>What a forum has changed in the rules is what planning and sending follow.</summary>
[Collection(nameof(Town))]
public sealed class ChangedRulesTests(Towns towns)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_rule_can_be_changed_or_says_why_not()
    {
        Assert.All(Rules.All, rule => Assert.True(rule.Free is null != rule.Fixed is null, $"{rule.On} {rule.Kind}"));
        Assert.All(Rules.All, rule => Assert.True(rule.When is null == rule.Only is null, $"{rule.On} {rule.Kind}"));
        Assert.Equal(Enum.GetValues<MessageRule>(), Rules.All.Select(rule => rule.Free).OfType<MessageRule>().Distinct().Order());
    }

    [Theory, BothDatabases]
    public async Task More_are_told_fewer_are_told_and_an_officer_of_a_named_team_is_not(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        var officer = await story.Join("Bo Krag", Role.Police, Story.Health);
        var number = await story.Report(story.Needles() with { Ground = Ground.Indoors });
        story.Read();
        await Change(story, new MessageRuleSettings { Rule = MessageRule.NeighbourWrote, Coordinators = true, Teams = [await Team(story, Story.Health)] });
        await Add(story, number);
        foreach (var told in new[] { story.Maja, story.Ida, story.Jens }) Assert.Equal([$"{number}: Naboen har skrevet mere. Læs det på forummets side."], story.News(told));
        foreach (var other in new[] { story.Rune, story.Tove, story.Lea, officer }) Assert.Empty(story.News(other));

        await Change(story, new MessageRuleSettings { Rule = MessageRule.NeighbourWrote });
        await Add(story, number);
        foreach (var nobody in new[] { story.Maja, story.Ida, story.Rune, story.Tove }) Assert.Empty(story.News(nobody));
    }

    [Theory, BothDatabases]
    public async Task What_the_forum_lets_wait_comes_in_the_morning_and_what_must_be_done_at_once(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        await Change(story, new MessageRuleSettings { Rule = MessageRule.CaseWhileAsked, Usual = true, Held = true }, new MessageRuleSettings { Rule = MessageRule.CaseToOthers, Coordinators = true });
        story.Town.Clock.Advance(TimeSpan.FromHours(13));
        var number = await story.Report();
        Assert.Empty(story.News(story.Rune));
        Assert.Single(story.News(story.Ida));
        Assert.Single(story.News(story.Maja));
        await story.Later(TimeSpan.FromHours(10));
        Assert.Contains(story.News(story.Rune), text => text.Contains($"Ny sag {number}", StringComparison.Ordinal));
    }

    [Theory, BothDatabases]
    public async Task A_rule_that_is_switched_off_also_stops_what_waits(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        await Change(story, new MessageRuleSettings { Rule = MessageRule.NeighbourWrote, Usual = true, Held = true });
        var number = await story.Report();
        story.Town.Clock.Advance(TimeSpan.FromHours(13));
        story.Read();
        await Add(story, number);
        await Change(story, new MessageRuleSettings { Rule = MessageRule.NeighbourWrote });
        await story.Later(TimeSpan.FromHours(10));
        Assert.DoesNotContain(story.News(story.Rune), text => text.Contains("Naboen har skrevet", StringComparison.Ordinal));
    }

    internal static Task<MessageRulesSettings> Change(Story story, params MessageRuleSettings[] rules) => story.Do(async (IServiceProvider services) =>
    {
        var read = (ReadSettings)services.GetService(typeof(ReadSettings))!;
        var now = (await read.Run(story.Maja.Actor, Cancel)).MessageRules;
        return await ((ChangeRules)services.GetService(typeof(ChangeRules))!).Run(story.Maja.Actor, now with { Rules = [.. now.Rules.Where(rule => rules.All(one => one.Rule != rule.Rule)), .. rules] }, null, Cancel);
    });

    internal static async Task<Guid> Team(Story story, string name) => (await story.Do((ReadForum read) => read.ById(story.ForumId, Cancel))).Teams.Single(team => team.Name == name).Id;

    private static async Task Add(Story story, string number)
    {
        var id = (await story.Case(number)).Id;
        await story.Do((AddToReport add) => add.Run(Actor.Holder(story.ForumId, id), "Der ligger flere ved bænken.", null, Cancel));
        await story.Settle();
    }
}
