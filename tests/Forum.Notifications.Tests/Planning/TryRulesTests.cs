using CsCheck;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Notifications.Delivery;
using Tryghedsforum.Notifications.Planning;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Notifications.Tests.Planning;

/// <summary>Trying the rules out says what planning and sending then do, and does nothing itself.</summary>
[Collection(nameof(Town))]
public sealed class TryRulesTests(Towns towns)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task For_any_case_at_any_hour_under_any_rules_it_says_what_then_happens(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        var (health, shelter) = (await ChangedRulesTests.Team(story, Story.Health), await ChangedRulesTests.Team(story, Story.Shelter));
        var rules = Gen.Select(Gen.Bool, Gen.Bool, Gen.Bool, Gen.Bool, Gen.Bool).Select((usual, held, all, one, other) => new MessageRuleSettings[]
        {
            new() { Rule = MessageRule.CaseWhileAsked, Usual = usual, Held = held },
            new() { Rule = MessageRule.CaseToOthers, Coordinators = all, Held = held, Teams = [.. new[] { (one, health), (other, shelter) }.Where(team => team.Item1).Select(team => team.Item2)] },
        });
        await Gen.Select(
            Gen.OneOf(Enum.GetValues<CategoryCode>()[1..]), Gen.OneOf(Ground.Street, Ground.Yard, Ground.Indoors, Ground.Institution), Gen.Bool, Gen.Int[1, 23], rules, Gen.Bool, Gen.Bool).SampleAsync(
            async (category, ground, near, hours, changed, runeOn, toveStops) =>
            {
                story.Town.Clock.Advance(TimeSpan.FromHours(hours));
                await ChangedRulesTests.Change(story, changed);
                await story.Do((SetDuty duty) => duty.Run(story.Rune.Actor, runeOn, null, Cancel));
                await story.Text(story.Tove.Phone, toveStops ? "STOP" : "START");
                await AssertSame(story, category, ground, near);
            },
            iter: 24, threads: 1);
    }

    [Theory, BothDatabases]
    public async Task For_any_event_those_who_would_be_told_are_those_who_are_planned_for(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        var (health, shelter) = (await ChangedRulesTests.Team(story, Story.Health), await ChangedRulesTests.Team(story, Story.Shelter));
        await ChangedRulesTests.Change(story, new MessageRuleSettings { Rule = MessageRule.NeighbourWrote, Usual = true, Coordinators = true, Teams = [health] }, new MessageRuleSettings { Rule = MessageRule.LateToReporter });
        var settings = await story.Do((ReadForum read) => read.ById(story.ForumId, Cancel));
        var team = Gen.OneOf<Guid?>(null, health, shelter);
        var flag = Gen.OneOf<bool?>(null, true);
        var data = Gen.Select(team, team, flag, flag, flag, Gen.OneOf<Danger?>(null, Danger.Life), Gen.OneOf<Audience?>(null, Audience.Police, Audience.Residents), Gen.OneOf(Channel.Web, Channel.Sms)).Select(
            (to, fetches, lead, near, mail, danger, audience, channel) => new EventData
            {
                Team = to, Fetches = fetches, Lead = lead, Near = near, ByEmail = mail, Danger = danger, Audience = audience, Channel = channel, Street = settings.StreetNames[^1].Id,
            });
        await Gen.Select(Gen.OneOf([.. Rules.All.Select(rule => rule.On).Distinct()]), data, Gen.OneOf(Audience.Partners, Audience.Police)).SampleAsync(
            async (type, facts, audience) =>
            {
                var before = (await story.Messages()).Select(message => message.Id).ToHashSet();
                await story.Do((EventLog log) => log.Write(story.Jens.Actor, null, entry =>
                {
                    entry.Append(type, SubjectKind.Report, Guid.NewGuid(), audience, facts);
                    return Task.FromResult(true);
                }, Cancel));
                var head = await story.Do((ReadEvents events) => events.Head(story.ForumId, Cancel));
                var e = Assert.Single(await story.Do((ReadEvents events) => events.After(story.ForumId, head - 1, 1, Cancel)));
                var tried = await story.Do((TryRules tries) => tries.Of(settings, e, story.Town.Clock.GetUtcNow(), Cancel));
                Assert.Equal(before.Count, (await story.Messages()).Count);
                await ReportTests.Plan(story);
                var planned = (await story.Messages()).Where(message => !before.Contains(message.Id) && message.Kind != MessageKind.Bundle).ToList();
                Assert.Equal(
                    planned.Select(message => $"{message.Kind} {message.Recipient.Split(':')[0]} {(message.Recipient.StartsWith("member:", StringComparison.Ordinal) ? message.Recipient[7..] : "")}").Order(),
                    tried.Where(line => line.Reason != TryRules.OffDuty).Select(line => $"{line.Kind} {Named(line)} {line.Member?.Id}").Order());
            },
            iter: 60, threads: 1);
    }

    private static async Task AssertSame(Story story, CategoryCode category, Ground ground, bool near)
    {
        var events = await story.Do((ReadEvents read) => read.Head(story.ForumId, Cancel));
        var before = (await story.Messages()).Select(message => message.Id).ToHashSet();
        var tried = await story.Do((TryRules tries) => tries.Run(story.Maja.Actor, new(EventType.ReportReceived, category, ground, near, "Ørnevej"), Cancel));
        Assert.Equal((before.Count, events), ((await story.Messages()).Count, await story.Do((ReadEvents read) => read.Head(story.ForumId, Cancel))));
        await story.Do((SubmitReport submit) => submit.Run(Actor.Anyone(story.ForumId, ""), story.Needles("Ørnevej 6") with { Category = category, Ground = ground, Children = near ? YesNo.Yes : YesNo.No, Phone = story.NewPhone() }, null, Cancel));
        await story.Settle();
        var told = (await story.Messages()).Where(message => !before.Contains(message.Id) && !message.Recipient.StartsWith("inbound:", StringComparison.Ordinal)).ToList();
        Assert.Equal(
            told.Select(message => $"{message.Kind} {(message.Recipient.StartsWith("member:", StringComparison.Ordinal) ? message.Recipient[7..] : "")} {Became(message)}").Order(),
            tried.Where(line => line.Reason != TryRules.OffDuty).Select(line => $"{line.Kind} {line.Member?.Id} {Would(line)}").Order());
        // Whoever is meant and not told is named with the reason.
        var rune = (await story.Do((ReachMember reach) => reach.ById(story.ForumId, story.Rune.Actor.MemberId!.Value, Cancel)))!;
        Assert.Equal(!rune.OnDuty && tried.Any(line => line.Who == "ReceivingTeam"), tried.Any(line => line.Member?.Id == rune.Id && line.Reason == TryRules.OffDuty) && tried.Any(line => line.Who == "ReceivingTeam"));
    }

    private static string Became(Message message) => message.State switch
    {
        MessageState.Pending => $"Later {message.NextTryAt:u}",
        MessageState.Dropped => $"Not {message.Reason}",
        _ => "Now",
    };

    private static string Would(TriedLine line) => line.Stand switch
    {
        TriedStand.Later => $"Later {line.Until:u}",
        TriedStand.Not => $"Not {line.Reason}",
        _ => "Now",
    };

    private static string Named(TriedLine line) => line.Who switch
    {
        "Reporter" => "reporter",
        "Newcomer" => "sign-in",
        "OldNumber" => "old-number",
        "OldEmail" => "old-email",
        "Invited" => "invitation",
        "Outsider" => "outside",
        _ => "member",
    };
}
