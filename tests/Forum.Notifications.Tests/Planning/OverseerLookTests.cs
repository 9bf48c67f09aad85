using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Notifications.Tests.Planning;

/// <summary>Whoever watches over the coordinator is told that there is something to look at.</summary>
[Collection(nameof(Town))]
public sealed class OverseerLookTests(Towns towns)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task The_overseer_is_told_once_a_day_in_neutral_words_and_not_at_night(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        var grethe = await story.Join("Grethe Solvang", Role.Overseer, null);
        var number = await story.Report();

        await Look(story, story.Rune, number);
        Assert.Empty(story.News(grethe));
        await Look(story, story.Maja, number);
        var text = Assert.Single(story.News(grethe));
        Assert.EndsWith("koordinatoren har gjort noget, som du skal kunne se efter. Log ind, og læs siden Logbog.", text, StringComparison.Ordinal);
        Assert.DoesNotContain(number, text, StringComparison.Ordinal);
        Assert.DoesNotContain("Maja", text, StringComparison.Ordinal);

        await Look(story, story.Maja, number);
        await ChangeRule(story);
        Assert.Empty(story.News(grethe));

        // The evening's is the next day's, and then that day has had its one.
        await story.Later(TimeSpan.FromHours(12));
        await Look(story, story.Maja, number);
        Assert.Empty(story.News(grethe));
        await story.Later(TimeSpan.FromHours(11));
        Assert.Single(story.News(grethe));
        await Look(story, story.Maja, number);
        Assert.Empty(story.News(grethe));
        foreach (var other in new[] { story.Maja, story.Asta, story.Tove }) Assert.DoesNotContain(story.News(other), said => said.Contains("Logbog", StringComparison.Ordinal));
    }

    [Theory, BothDatabases]
    public async Task So_is_it_when_the_coordinator_changes_who_may_see_what_and_not_for_other_settings(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        var grethe = await story.Join("Grethe Solvang", Role.Overseer, null);
        var seen = await story.Do((ReadSettings read) => read.Run(story.Maja.Actor, Cancel));
        await story.Do((ChangeTimes change) => change.Run(story.Maja.Actor, seen.Times with { AnswerMinutes = 20 }, null, Cancel));
        await Invite(story, Role.Resident, null);
        Assert.Empty(story.News(grethe));
        await Invite(story, Role.Crew, Story.Shelter);
        Assert.Single(story.News(grethe));
        await story.Later(TimeSpan.FromDays(1));
        await ChangeRule(story);
        Assert.Single(story.News(grethe));
    }

    private static async Task Invite(Story story, Role role, string? team)
    {
        await story.Do((InviteMember invite) => invite.Run(story.Maja.Actor, new("Bo Krag", role, team, story.NewPhone()), null, Cancel));
        await story.Settle();
        await story.Later(TimeSpan.FromMinutes(2));
    }

    private static async Task ChangeRule(Story story)
    {
        var seen = (await story.Do((ReadSettings read) => read.Run(story.Maja.Actor, Cancel))).Categories[0];
        await story.Do((ChangeCategory change) => change.Run(story.Maja.Actor, seen with { PoliceRule = seen.PoliceRule == PoliceRule.Never ? PoliceRule.Always : PoliceRule.Never }, null, Cancel));
        await story.Settle();
        await story.Later(TimeSpan.FromMinutes(2));
    }

    private static async Task Look(Story story, Somebody who, string number)
    {
        await story.Do((ViewContact view) => view.Run(who.Actor, number, new(ContactReason.CallBack), null, Cancel));
        await story.Settle();
        await story.Later(TimeSpan.FromMinutes(2));
    }
}
