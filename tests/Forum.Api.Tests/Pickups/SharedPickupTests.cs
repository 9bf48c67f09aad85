using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Pickups;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Api.Tests.Pickups;

public sealed class SharedPickupTests
{
    [Theory, BothDatabases]
    public async Task Every_case_of_a_pickup_has_its_own_events_and_the_first_one_leads(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var first = await here.Report();
        var second = await here.AlsoServes(first);
        here.Clock.Advance(TimeSpan.FromMinutes(31));
        await here.Silence();
        await here.HandBack("Ida Falkentoft", second.Number);
        await here.Promise("Tove Brink", second.Number, here.Clock.GetUtcNow().AddHours(1));
        here.Clock.Advance(TimeSpan.FromHours(2));
        await here.Late();
        await here.Collected("Tove Brink", first.Number, 4);
        EventType[] both = [EventType.PickupAskedOn, EventType.PickupHandedBack, EventType.PickupAskedOn, EventType.PickupAccepted, EventType.PickupPromised, EventType.PickupLate, EventType.PickupCollected];
        foreach (var (sent, lead) in new[] { (first, true), (second, false) })
        {
            var events = (await here.Events(sent.Number)).Where(e => both.Contains(e.Type)).ToList();
            Assert.Equal(both, events.Select(e => e.Type));
            Assert.All(events, e => Assert.Equal(lead, e.Data.Lead == true));
            Assert.Equal((ReportStatus.Resolved, Resolution.Collected), ((await here.Case(sent.Number)).Status, (await here.Case(sent.Number)).Resolution!.Value));
        }
    }

    [Theory, BothDatabases]
    public async Task When_the_first_case_leaves_another_leads_and_the_crew_still_goes(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var first = await here.Report();
        var second = await here.AlsoServes(first);
        await here.CancelPickup("Rune Askholt", first.Number);
        var pickup = await here.Pickup(second.Number);
        Assert.Equal((PickupStatus.Requested, (await here.Case(second.Number)).Id), (pickup.Status, pickup.LeadReportId));
        var cancelled = (await here.Events(first.Number))[^1];
        Assert.Equal((EventType.PickupCancelled, (Guid?)null, (bool?)null), (cancelled.Type, cancelled.Data.Fetches, cancelled.Data.Lead));
        await here.Accept("Tove Brink", second.Number);
        Assert.True(Assert.Single(await here.Events(second.Number), e => e.Type == EventType.PickupAccepted).Data.Lead);
        await here.Dismiss("Rune Askholt", second.Number);
        var last = Assert.Single(await here.Events(second.Number), e => e.Type == EventType.PickupCancelled).Data;
        Assert.Equal((here.Team("Herberget"), true), (last.Fetches!.Value, last.Lead!.Value));
    }

    [Theory, BothDatabases]
    public async Task Reopened_a_case_gets_a_pickup_of_its_own(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var first = await here.Report();
        var second = await here.AlsoServes(first);
        await here.Collected("Tove Brink", first.Number);
        await here.Reopen(first);
        Assert.NotEqual((await here.Case(first.Number)).PickupId, (await here.Case(second.Number)).PickupId);
        Assert.Equal((ReportStatus.AwaitingPickup, ReportStatus.Resolved), ((await here.Case(first.Number)).Status, (await here.Case(second.Number)).Status));
    }

    [Theory, BothDatabases]
    public async Task Reopened_a_case_is_not_asked_of_a_team_that_was_there_and_fetches_no_more(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var sent = await here.Report();
        var usual = (await here.Pickup(sent.Number)).TeamId;
        await here.Collected("Ida Falkentoft", sent.Number);
        var there = (await here.Pickup(sent.Number)).TakenByTeamId;
        Assert.NotEqual(usual, there);
        await here.Db(async db =>
        {
            (await db.Teams.SingleAsync(team => team.Id == there)).End(here.Clock.GetUtcNow());
            return await db.SaveChangesAsync();
        });
        here.Forget();
        await here.Reopen(sent);
        Assert.Equal(usual, (await here.Pickup(sent.Number)).TeamId);
    }
}
