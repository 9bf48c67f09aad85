using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Pickups;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Notifications.Inbound;
using Tryghedsforum.Notifications.Planning;
using Tryghedsforum.Notifications.Tests.Planning;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Notifications.Tests.Inbound;

/// <summary>What crews, teams and the police answer by SMS.</summary>
[Collection(nameof(Town))]
public sealed class CrewAnswerTests(Towns towns)
{
    [Theory, BothDatabases]
    public async Task Who_was_only_told_ends_nobody_s_task_by_a_digit(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        var number = await story.Report();
        await story.Answer(story.Rune, "3");
        await story.Answer(story.Rune, "2 4");
        Assert.Equal(PickupStatus.Requested, (await story.Pickup(number)).Status);
    }

    [Theory, BothDatabases]
    public async Task What_is_worked_on_late_means_what_the_phone_knew_when_it_was_sent(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        await story.Report();
        await story.Send(story.Ida.Phone, "2 7");
        await story.Stall();
        await story.Answer(story.Jens, "2 5");
        var next = await story.Report(story.Needles("Ørnevej 6"));
        story.Town.Clock.Advance(WorkOnTexts.Lease + TimeSpan.FromSeconds(1));
        await story.Settle();
        Assert.Equal(PickupStatus.Requested, (await story.Pickup(next)).Status);
    }

    [Theory, BothDatabases]
    public async Task What_one_phone_says_counts_in_its_order(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        await story.Send(story.Bodil, "AFMELD");
        await story.Stall();
        await story.Send(story.Bodil, "TILMELD");
        await story.Settle();
        Assert.Empty(story.News(story.Bodil));
        story.Town.Clock.Advance(WorkOnTexts.Lease + TimeSpan.FromSeconds(1));
        await story.Settle();
        Assert.Equal(2, story.News(story.Bodil).Count);
        Assert.False(await story.Do((HowReached how) => how.IsOptedOut(story.ForumId, story.Bodil, default)));
    }

    [Theory, BothDatabases]
    public async Task Who_erases_an_own_case_still_answers_a_task_and_loses_no_unread_text(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        var own = (await story.Case(await story.Report(story.Needles("Ørnevej 6") with { Phone = story.Ida.Phone, Category = CategoryCode.BinFull }))).Id;
        var number = await story.Report();
        await story.Send(story.Ida.Phone, "2 7");
        var hash = await story.Do((ReachMember reach) => Task.FromResult(reach.PhoneHash(story.Ida.Phone)));
        await story.Do((OwnMessages messages) => messages.EraseCase(story.ForumId, own, hash, default));
        await story.Settle();
        Assert.Equal((PickupStatus.Collected, 7), ((await story.Pickup(number)).Status, (await story.Pickup(number)).Count));
    }

    [Theory, BothDatabases]
    public async Task One_takes_it_and_two_with_a_number_has_fetched_it(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        var number = await story.Report();
        story.Read();
        Assert.Equal($"Tak, {number} er jeres. Svar 2 og antal, når de er hentet, fx: 2 3. Kan I alligevel ikke, så svar 4.", await story.Answer(story.Ida, "1"));
        Assert.Equal([$"{number} er taget af Sundhedsteamet. Du skal ikke gøre mere."], story.News(story.Jens));
        Assert.Equal(PickupStatus.Accepted, (await story.Pickup(number)).Status);
        Assert.Equal($"Noteret: {number} hentet, 7 stk. Tak.", await story.Answer(story.Ida, "2 7"));
        var pickup = await story.Pickup(number);
        Assert.Equal((PickupStatus.Collected, 7), (pickup.Status, pickup.Count));
        Assert.Collection(
            story.News(story.Bodil),
            text => Assert.Contains("Opgaven er taget", text, StringComparison.Ordinal),
            text => Assert.Contains("Det er løst", text, StringComparison.Ordinal));
    }

    [Theory]
    [BothDatabases("2 7", PickupStatus.Collected, 7)]
    [BothDatabases("2", PickupStatus.Collected, null)]
    [BothDatabases("3", PickupStatus.NothingFound, null)]
    [BothDatabases("A2 7", PickupStatus.Collected, 7)]
    [BothDatabases("2A 7", PickupStatus.Collected, 7)]
    public async Task What_is_done_straight_away_is_taken_first_and_colleagues_are_told(DatabaseKind kind, string text, PickupStatus status, int? count)
    {
        var story = await towns.Begin(kind);
        var number = await story.Report();
        story.Read();
        Assert.StartsWith($"Noteret: {number}", await story.Answer(story.Ida, text), StringComparison.Ordinal);
        var pickup = await story.Pickup(number);
        Assert.Equal((status, count, story.Ida.Actor.TeamId), (pickup.Status, pickup.Count, pickup.TakenByTeamId));
        Assert.Single(story.News(story.Jens));
        // "Taken" is no longer so when it would be sent.
        Assert.Contains(status == PickupStatus.Collected ? "Det er løst" : "fandt ikke noget", Assert.Single(story.News(story.Bodil)), StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task Four_asks_the_next_team_and_then_the_coordinator(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        var number = await story.Report();
        story.Read();
        Assert.Equal("Tak for svar. Herberget er spurgt i stedet.", await story.Answer(story.Ida, "4"));
        Assert.Equal($"A: HENT {number}: de første kan ikke. Ca. 2-5 kanyler, Hillerødgade 45, bag cykelskuret. Svar 1=tager den 2=hentet+antal 3=intet fundet 4=kan ikke", Assert.Single(story.News(story.Tove)));
        Assert.Equal("Tak for svar. Koordinatoren er spurgt i stedet.", await story.Answer(story.Tove, "4"));
        Assert.Equal($"A: HASTER {number}: ingen har taget den. Ca. 2-5 kanyler, Hillerødgade 45, bag cykelskuret. Find nogen, eller svar 1=tager den", Assert.Single(story.News(story.Maja)));
        Assert.StartsWith($"Tak, {number} er jeres", await story.Answer(story.Maja, "1"), StringComparison.Ordinal);
        Assert.Equal($"Tak, men koordinatoren har allerede taget {number}. I skal ikke gøre mere.", await story.Answer(story.Ida, "1"));
    }

    [Theory, BothDatabases]
    public async Task A_crew_that_has_taken_it_may_hand_it_back(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        await story.Report();
        story.Read();
        await story.Send(story.Ida.Phone, "1");
        await story.Send(story.Ida.Phone, "4");
        await story.Settle();
        Assert.Contains("Tak for svar. Herberget er spurgt i stedet.", story.News(story.Ida));
        Assert.Contains("HENT", Assert.Single(story.News(story.Rune)), StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task With_several_open_tasks_a_bare_digit_gets_the_lettered_list(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        var first = await story.Report();
        var second = await story.Report(story.Needles("Ørnevej 6"));
        Assert.Equal("I har flere åbne opgaver. Svar med bogstav: A=Hillerødgade 45, B=Ørnevej 6. Fx: 2A 3 for hentet, 3 stk.", await story.Answer(story.Ida, "2 3"));
        Assert.Equal((PickupStatus.Requested, PickupStatus.Requested), ((await story.Pickup(first)).Status, (await story.Pickup(second)).Status));
        Assert.Contains(second, await story.Answer(story.Ida, "B2 3"), StringComparison.Ordinal);
        Assert.Contains(first, await story.Answer(story.Ida, "2 4"), StringComparison.Ordinal);
        Assert.Equal((4, 3), ((await story.Pickup(first)).Count, (await story.Pickup(second)).Count));
    }

    [Theory, BothDatabases]
    public async Task The_list_names_at_most_six(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        for (var n = 1; n <= 7; n++) await story.Report(story.Needles($"Frederikssundsvej {n}") with { Phone = null });
        var list = await story.Answer(story.Ida, "1");
        Assert.Contains("A=Frederikssundsvej 1, B=", list, StringComparison.Ordinal);
        Assert.Contains("F=Frederikssundsvej 6. ", list, StringComparison.Ordinal);
        Assert.DoesNotContain("G=", list, StringComparison.Ordinal);
        Assert.EndsWith("Resten står på siden.", list, StringComparison.Ordinal);
        Assert.InRange(Notifications.Planning.Gsm7.Segments(list), 1, 2);
    }

    [Theory, BothDatabases]
    public async Task A_phone_that_two_members_share_answers_each_of_its_two_tasks(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        await story.Join("Vagttelefonen", Role.Crew, Story.Health, story.Ida.Phone);
        var first = await story.Report();
        var second = await story.Report(story.Needles("Ørnevej 6"));
        Assert.Equal(["A", "A", "B", "B"], story.News(story.Ida).Select(text => text[..1]));
        Assert.Contains(second, await story.Answer(story.Ida, "1B"), StringComparison.Ordinal);
        Assert.Contains(first, await story.Answer(story.Ida, "1A"), StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task Of_two_teams_at_once_one_has_it_and_the_other_is_told_who(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        var number = await story.Report();
        await story.Later(TimeSpan.FromMinutes(30));
        story.Read();
        await story.Send(story.Tove.Phone, "1");
        await story.Send(story.Ida.Phone, "1");
        await story.Settle();
        Assert.StartsWith($"Tak, {number} er jeres.", Assert.Single(story.News(story.Tove)), StringComparison.Ordinal);
        Assert.Equal($"Tak, men Herberget har allerede taget {number}. I skal ikke gøre mere.", Assert.Single(story.News(story.Ida)));
    }

    [Theory, BothDatabases]
    public async Task A_team_that_was_too_slow_may_still_take_it_as_long_as_nobody_has(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        var number = await story.Report();
        await story.Later(TimeSpan.FromMinutes(30));
        story.Read();
        Assert.Equal("Tak for svar. Herberget er spurgt i stedet.", await story.Answer(story.Ida, "4"));
        Assert.Equal(PickupStatus.Requested, (await story.Pickup(number)).Status);
        Assert.StartsWith($"Tak, {number} er jeres.", await story.Answer(story.Ida, "1"), StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task An_answer_after_it_was_fetched_changes_nothing_and_says_so(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        var number = await story.Report();
        await story.Answer(story.Ida, "2 7");
        foreach (var (who, text) in new[] { (story.Jens, "1"), (story.Jens, "2 9"), (story.Ida, "2 7"), (story.Ida, "A2 9") })
            Assert.Equal($"{number} er afsluttet i mellemtiden. I skal ikke gøre mere.", await story.Answer(who, text));
        Assert.Equal(7, (await story.Pickup(number)).Count);
    }

    [Theory, BothDatabases]
    public async Task The_same_text_twice_takes_it_once(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        var number = await story.Report();
        story.Read();
        await story.Send(story.Ida.Phone, "1");
        await story.Send(story.Ida.Phone, "1");
        await story.Settle();
        Assert.All(story.News(story.Ida), text => Assert.StartsWith($"Tak, {number} er jeres.", text, StringComparison.Ordinal));
        Assert.Single(story.News(story.Bodil));
        Assert.Single(await story.Db(db => db.Events.Where(e => e.ForumId == story.ForumId && e.Type == Api.Events.EventType.PickupAccepted).ToListAsync()));
    }

    [Theory, BothDatabases]
    public async Task One_text_that_the_provider_delivers_twice_is_answered_once(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        await story.Report();
        story.Read();
        story.Town.Phones.Set(default, Notifications.Simulator.CallbackFault.Duplicate);
        try
        {
            Assert.StartsWith("Noteret", Assert.Single(await story.Text(story.Ida.Phone, "2 7")), StringComparison.Ordinal);
        }
        finally
        {
            story.Town.Quiet();
        }
    }

    [Theory, BothDatabases]
    public async Task The_receiving_team_sees_a_case_with_one_and_never_takes_it_by_that(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        var number = await story.Report();
        Assert.Equal($"Tak. {number} er set.", await story.Answer(story.Rune, "1"));
        Assert.Equal($"Tak. {number} er set.", await story.Answer(story.Tove, "1"));
        Assert.Equal((ReportStatus.AwaitingPickup, PickupStatus.Requested), ((await story.Case(number)).Status, (await story.Pickup(number)).Status));
        await story.Later(TimeSpan.FromMinutes(30));
        Assert.StartsWith($"Tak, {number} er jeres.", await story.Answer(story.Tove, "1"), StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task A_letter_is_kept_until_its_task_closes_and_rests_for_a_day(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        await story.Report();
        await story.Answer(story.Ida, "2 1");
        story.Read();
        var second = await story.Report(story.Needles("Ørnevej 6"));
        Assert.StartsWith("B:", Assert.Single(story.News(story.Ida)), StringComparison.Ordinal);
        await story.Later(TimeSpan.FromHours(25));
        story.Read();
        await story.Report(story.Needles("Mejsevænget 3"));
        Assert.StartsWith("A:", Assert.Single(story.News(story.Ida)), StringComparison.Ordinal);
        Assert.Contains(second, await story.Answer(story.Ida, "1B"), StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task Two_tasks_that_are_told_at_the_same_moment_get_two_letters(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        for (var n = 1; n <= 5; n++)
            await story.Do((SubmitReport submit) => submit.Run(Actor.Anyone(story.ForumId, ""), story.Needles($"Ørnevej {n}") with { Phone = null }, null, default));
        await story.Settle();
        Assert.Equal(["A", "B", "C", "D", "E"], story.News(story.Ida).Select(text => text[..1]).Order());
    }

    [Theory]
    [BothDatabases("vi kommer om lidt")]
    [BothDatabases("5")]
    [BothDatabases("1 7")]
    [BothDatabases("Z1")]
    public async Task What_is_not_understood_gets_help_and_changes_nothing(DatabaseKind kind, string text)
    {
        var story = await towns.Begin(kind);
        var number = await story.Report();
        Assert.Equal("Det forstod vi ikke. Svar 1, 2 og antal, 3 eller 4. Eller ring til koordinatoren.", await story.Answer(story.Ida, text));
        Assert.Equal(PickupStatus.Requested, (await story.Pickup(number)).Status);
        Assert.Single(await story.Cases());
    }

    [Theory, BothDatabases]
    public async Task A_crew_without_a_task_is_told_so_and_what_it_writes_becomes_a_case(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        Assert.StartsWith("Du har ingen åben opgave lige nu.", await story.Answer(story.Ida, "1"), StringComparison.Ordinal);
        Assert.Empty(await story.Cases());
        Assert.StartsWith("Tak. Er det på gaden", await story.Answer(story.Ida, "Der ligger 3 kanyler ved Ørnevej 6"), StringComparison.Ordinal);
        Assert.Single(await story.Cases());
    }

    [Theory, BothDatabases]
    public async Task A_digit_from_a_phone_that_nobody_knows_is_an_unread_case(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        var number = await story.Report();
        foreach (var phone in new[] { story.NewPhone(), story.Asta.Phone })
            Assert.StartsWith("Tak. Din besked er gemt uforandret", Assert.Single(await story.Text(phone, "1")), StringComparison.Ordinal);
        Assert.Equal(PickupStatus.Requested, (await story.Pickup(number)).Status);
        Assert.Equal(2, (await story.Cases()).Count(one => one.Category == CategoryCode.Unsorted));
    }

    [Theory, BothDatabases]
    public async Task Somebody_who_is_no_longer_a_member_answers_nothing(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        var number = await story.Report();
        await story.Db(async db =>
        {
            var member = await db.Members.SingleAsync(m => m.Id == story.Ida.Actor.MemberId);
            member.End(story.Town.Clock.GetUtcNow());
            return await db.SaveChangesAsync();
        });
        await story.Text(story.Ida.Phone, "1");
        Assert.Equal(PickupStatus.Requested, (await story.Pickup(number)).Status);
    }
}
