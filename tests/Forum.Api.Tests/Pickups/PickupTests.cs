using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Pickups;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Api.Tests.Pickups;

public sealed class PickupTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task The_first_crew_has_it_and_every_other_is_told_which(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var sent = await here.Report();
        Assert.Equal(sent.Target, await here.Accept("Tove Brink", sent.Number));
        Assert.Equal(sent.Target, await here.Accept("Rune Askholt", sent.Number)); // the same team
        var refused = await Refusals.Of(here.Accept("Jens Molbæk", sent.Number));
        Assert.Equal((RefusalCode.TakenByOther, "Herberget"), (refused.Code, refused.Who));
        Assert.Equal([EventType.ReportReceived, EventType.PickupRequested, EventType.AudienceChanged, EventType.ReportAcknowledged, EventType.PickupAccepted], await here.Types());
        var report = await here.Case(sent.Number);
        Assert.Equal((ReportStatus.AwaitingPickup, Neighbourhood.Start, Neighbourhood.Start), (report.Status, report.AcknowledgedAt!.Value, report.TakenAt!.Value));
        Assert.Null((await here.Pickup(sent.Number)).AnswerBy);
    }

    [Theory, BothDatabases]
    public async Task Of_fifty_crews_at_once_one_has_it_and_forty_nine_are_told_who(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var sent = await here.Report();
        var crews = await FiftyCrews(here);
        var answers = await Task.WhenAll(crews.Select(crew => Task.Run(async () =>
        {
            try
            {
                await here.Do((AcceptPickup accept) => accept.Run(Actor.Of(crew.Member), sent.Number, "k", Cancel));
                return (crew.Team, Won: true, Told: (string?)null);
            }
            catch (Refused refused) when (refused.Code == RefusalCode.TakenByOther)
            {
                return (crew.Team, Won: false, Told: refused.Who);
            }
        })));
        var winner = Assert.Single(answers, answer => answer.Won).Team;
        Assert.Equal(49, answers.Count(answer => answer.Told == winner));
        Assert.Single(await here.Types(), EventType.PickupAccepted);
    }

    [Theory, BothDatabases]
    public async Task Two_coordinators_without_a_team_are_two(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var sent = await here.Report();
        await here.Accept("Maja Ellekilde", sent.Number);
        await here.Accept("Maja Ellekilde", sent.Number);
        var another = await here.Db(async db =>
        {
            var person = Person.Make("En afløser", null, null, demo: false);
            var member = Member.Of(here.Forum.Forum.Id, person.Id, Role.Coordinator, null);
            db.AddRange(person, member);
            await db.SaveChangesAsync(Cancel);
            return member;
        });
        Assert.Equal(RefusalCode.TakenByOther, await Refusals.Code(here.Do((AcceptPickup accept) => accept.Run(Actor.Of(another), sent.Number, null, Cancel))));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Collected_or_nothing_on_one_that_nobody_had_taken_takes_it_first(bool collected)
    {
        await using var here = await Neighbourhood.Found(DatabaseKind.Sqlite);
        var sent = await here.Report(Neighbourhood.Needles() with { Access = "Kode 4" });
        if (collected) await here.Collected("Tove Brink", sent.Number, 7, "Alt er væk");
        else await here.Nothing("Tove Brink", sent.Number);
        var ended = collected ? EventType.PickupCollected : EventType.PickupNothingFound;
        Assert.Equal([EventType.PickupAccepted, ended], (await here.Types(sent.Number)).TakeLast(2));
        var (report, pickup) = (await here.Case(sent.Number), await here.Pickup(sent.Number));
        Assert.Equal((ReportStatus.Resolved, collected ? Resolution.Collected : Resolution.NothingFound), (report.Status, report.Resolution!.Value));
        Assert.Equal((collected ? PickupStatus.Collected : PickupStatus.NothingFound, collected ? 7 : null, Neighbourhood.Start), (pickup.Status, pickup.Count, pickup.EndedAt!.Value));
        Assert.Null(report.AccessSealed); // a door code is not kept longer than it is needed
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(999, null)]
    [InlineData(null, null)]
    [InlineData(-1, "count:CountInvalid")]
    [InlineData(1000, "count:CountInvalid")]
    public async Task A_count_is_believed_within_reason(int? count, string? faults)
    {
        await using var here = await Neighbourhood.Found(DatabaseKind.Sqlite);
        var sent = await here.Report();
        var work = here.Collected("Tove Brink", sent.Number, count);
        if (faults is null) Assert.True(await work);
        else Assert.Equal(faults, await Refusals.Faults(work));
    }

    [Theory, BothDatabases]
    public async Task Handed_back_it_goes_to_the_next_team_once_and_then_to_the_coordinator(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var sent = await here.Report();
        await here.Accept("Tove Brink", sent.Number);
        here.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal("Sundhedsteamet", await here.HandBack("Rune Askholt", sent.Number, "Vi mangler en spand"));
        var pickup = await here.Pickup(sent.Number);
        Assert.Equal((PickupStatus.Requested, here.Team("Sundhedsteamet"), AskStep.Next, Neighbourhood.Start.AddMinutes(40)), (pickup.Status, pickup.TeamId!.Value, pickup.Step, pickup.AnswerBy!.Value));
        Assert.Null(pickup.TakenByTeamId);
        Assert.Null(await here.HandBack("Jens Molbæk", sent.Number));
        pickup = await here.Pickup(sent.Number);
        Assert.Equal((PickupStatus.Requested, (Guid?)null, AskStep.Coordinator, (DateTimeOffset?)null), (pickup.Status, pickup.TeamId, pickup.Step, pickup.AnswerBy));
        var asked = (await here.Events(sent.Number)).Where(e => e.Type == EventType.PickupAskedOn).Select(e => (e.Data.Fetches, e.Data.HandedBack));
        Assert.Equal([(here.Team("Sundhedsteamet"), true), ((Guid?)null, (bool?)true)], asked);
        Assert.Equal(0, await here.Silence());
        Assert.Equal(sent.Target, await here.Accept("Tove Brink", sent.Number));
    }

    [Fact]
    public async Task The_team_that_hands_back_is_not_the_next_that_is_asked()
    {
        await using var here = await Neighbourhood.Found(DatabaseKind.Sqlite);
        var sent = await here.Report();
        await here.Accept("Jens Molbæk", sent.Number); // the next team was quicker than the first
        Assert.Null(await here.HandBack("Jens Molbæk", sent.Number));
    }

    [Theory, BothDatabases]
    public async Task Silence_asks_on_as_a_no_does(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var (first, second) = (await here.Report(), await here.Report(Neighbourhood.Needles("Svanevej", Ground.Institution)));
        here.Clock.Advance(TimeSpan.FromMinutes(30) - TimeSpan.FromTicks(10));
        Assert.Equal(0, await here.Silence());
        here.Clock.Advance(TimeSpan.FromTicks(10));
        Assert.Equal(2, await here.Silence());
        Assert.Equal(0, await here.Silence());
        Assert.Equal(here.Team("Sundhedsteamet"), (await here.Pickup(first.Number)).TeamId);
        Assert.Equal(((Guid?)null, AskStep.Coordinator), ((await here.Pickup(second.Number)).TeamId, (await here.Pickup(second.Number)).Step));
        await here.Accept("Jens Molbæk", first.Number);
        here.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(0, await here.Silence());
        Assert.All((await here.Events()).Where(e => e.Type == EventType.PickupAskedOn), e => Assert.Null(e.Data.HandedBack));
    }

    [Theory, BothDatabases]
    public async Task A_promise_is_shown_and_when_it_has_passed_late_is_said_once_for_each_new_time(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var sent = await here.Report();
        var promised = Neighbourhood.Start.AddHours(3);
        await here.Promise("Tove Brink", sent.Number, promised);
        Assert.Equal((promised, promised), ((await here.Pickup(sent.Number)).Before, (await here.Case(sent.Number)).Target));
        here.Clock.SetUtcNow(promised);
        Assert.Equal(0, await here.Late());
        here.Clock.Advance(TimeSpan.FromTicks(10));
        Assert.Equal(1, await here.Late());
        Assert.Equal(0, await here.Late());
        var late = Assert.Single(await here.Events(sent.Number), e => e.Type == EventType.PickupLate).Data;
        var next = new DateTimeOffset(2027, 1, 13, 15, 0, 0, TimeSpan.Zero);
        Assert.Equal((promised, next), (late.Missed!.Value, late.Before!.Value));
        here.Clock.SetUtcNow(next.AddSeconds(1));
        Assert.Equal(1, await here.Late());
        await here.Collected("Tove Brink", sent.Number);
        here.Clock.Advance(TimeSpan.FromDays(30));
        Assert.Equal(0, await here.Late());
        Assert.Equal(2, (await here.Types(sent.Number)).Count(type => type == EventType.PickupLate));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(-5, false)]
    [InlineData(1, true)]
    [InlineData(14 * 24 * 60, true)]
    [InlineData((14 * 24 * 60) + 1, false)]
    public async Task A_promise_lies_ahead_and_within_fourteen_days(int minutes, bool taken)
    {
        await using var here = await Neighbourhood.Found(DatabaseKind.Sqlite);
        var sent = await here.Report();
        var work = here.Promise("Tove Brink", sent.Number, Neighbourhood.Start.AddMinutes(minutes).ToOffset(TimeSpan.FromHours(5)));
        if (taken) Assert.True(await work);
        else Assert.Equal("before:TimeInvalid", await Refusals.Faults(work));
    }

    [Theory, BothDatabases]
    public async Task A_pickup_that_is_called_off_waits_to_be_ordered_again(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var sent = await here.Report();
        await here.Accept("Jens Molbæk", sent.Number);
        var pickup = await here.Pickup(sent.Number);
        await here.CancelPickup("Rune Askholt", sent.Number);
        Assert.Equal((ReportStatus.Acknowledged, (Guid?)null), ((await here.Case(sent.Number)).Status, (await here.Case(sent.Number)).PickupId));
        Assert.Equal(PickupStatus.Cancelled, (await here.Db(db => db.Pickups.SingleAsync(p => p.Id == pickup.Id, Cancel))).Status);
        // The crew that has it is the one to be called off, whoever had been asked.
        Assert.Equal(here.Team("Sundhedsteamet"), (await here.Events(sent.Number))[^1].Data.Fetches);
        await here.Order("Rune Askholt", sent.Number);
        Assert.Equal(here.Team("Herberget"), (await here.Pickup(sent.Number)).TeamId);
    }

    [Theory, BothDatabases]
    public async Task An_order_goes_to_the_named_team_or_the_rules_or_the_only_one(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var sent = await here.Report(Neighbourhood.Needles(ground: Ground.Indoors));
        Assert.Equal("team:TeamUnknown", await Refusals.Faults(here.Order("Rune Askholt", sent.Number, here.Team("Nærpolitiet"))));
        Assert.Equal("team:TeamUnknown", await Refusals.Faults(here.Order("Rune Askholt", sent.Number, here.Team("Viceværterne"))));
        Assert.Equal("team:TeamUnknown", await Refusals.Faults(here.Order("Rune Askholt", sent.Number, Guid.Empty)));
        await here.Order("Rune Askholt", sent.Number, here.Team("Sundhedsteamet"));
        Assert.Equal(here.Team("Sundhedsteamet"), (await here.Pickup(sent.Number)).TeamId);
        Assert.Equal(ReportStatus.AwaitingPickup, (await here.Case(sent.Number)).Status);
        Assert.Contains(EventType.ReportAcknowledged, await here.Types(sent.Number));
    }

    private static async Task<IReadOnlyList<(string Team, Member Member)>> FiftyCrews(Neighbourhood here) => await here.Db(async db =>
    {
        var crews = Enumerable.Range(1, 50).Select(i =>
        {
            var team = Team.Of(here.Forum.Forum.Id, new() { Name = $"Hold {i}", Fetches = true });
            var person = Person.Make($"Henter {i}", null, null, demo: false);
            return (Team: team, Person: person, Member: Member.Of(team.ForumId, person.Id, Role.Crew, team.Id));
        }).ToList();
        foreach (var crew in crews) db.AddRange(crew.Team, crew.Person, crew.Member);
        await db.SaveChangesAsync(Cancel);
        // The neighbourhood has read its teams already; a request reads them anew after ten seconds.
        here.Forget();
        return crews.Select(crew => (crew.Team.Name, crew.Member)).ToList();
    });
}
