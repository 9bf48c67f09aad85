using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Pickups;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Api.Rosters;
using Tryghedsforum.Notifications.Delivery;
using Tryghedsforum.Notifications.Tests.Planning;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Notifications.Tests.Schedule;

/// <summary>What time brings: nobody answers, a promise passes, it is night, or things have changed before a message is sent.</summary>
[Collection(nameof(Town))]
public sealed class SilenceTests(Towns towns)
{
    private static readonly TimeSpan HalfAnHour = TimeSpan.FromMinutes(30);

    [Theory, BothDatabases]
    public async Task Silence_asks_the_next_team_once_and_then_the_coordinator_once(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        var number = await story.Report();
        story.Read();
        await story.Later(HalfAnHour - TimeSpan.FromSeconds(1));
        Assert.Empty(story.News(story.Rune));
        await story.Later(TimeSpan.FromSeconds(1));
        await story.Sweep();
        foreach (var next in new[] { story.Rune, story.Tove })
            Assert.Equal([$"A: HASTER {number}: intet svar i 30 min. Ca. 2-5 kanyler, Hillerødgade 45, bag cykelskuret. Svar 1=tager den 4=kan ikke"], story.News(next));
        Assert.Empty(story.News(story.Maja));
        await story.Later(HalfAnHour);
        await story.Sweep();
        Assert.Equal([$"A: HASTER {number}: ingen har taget den. Ca. 2-5 kanyler, Hillerødgade 45, bag cykelskuret. Find nogen, eller svar 1=tager den"], story.News(story.Maja));
        await story.Later(TimeSpan.FromHours(3));
        foreach (var somebody in new[] { story.Rune, story.Ida, story.Maja }) Assert.Empty(story.News(somebody));
    }

    [Theory, BothDatabases]
    public async Task A_team_of_which_nobody_is_on_duty_is_not_waited_for(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        foreach (var somebody in new[] { story.Ida, story.Jens }) await story.Do((SetDuty duty) => duty.Run(somebody.Actor, false, null, default));
        var number = await story.Report();
        story.Read();
        await story.Sweep();
        Assert.StartsWith($"A: HENT {number}: de første kan ikke.", Assert.Single(story.News(story.Tove)), StringComparison.Ordinal);
        await story.Sweep();
        Assert.Empty(story.News(story.Maja));
    }

    [Theory, BothDatabases]
    public async Task A_promise_that_passes_is_told_once_for_each_new_time(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        await story.Report(story.Needles() with { Children = YesNo.Yes });
        await story.Answer(story.Ida, "1");
        story.Read();
        await story.Later(TimeSpan.FromHours(2.1));
        await story.Sweep();
        Assert.Contains("Ny tid: i dag før kl. 14.06", Assert.Single(story.News(story.Bodil)), StringComparison.Ordinal);
        await story.Later(TimeSpan.FromHours(2.1));
        await story.Sweep();
        Assert.Contains("Ny tid: i dag før kl. 16.12", Assert.Single(story.News(story.Bodil)), StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task A_time_that_the_crew_names_is_told_once_in_place_of_the_target(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        var number = await story.Report();
        story.Read();
        await story.Do((PromiseTime promise) => promise.Run(story.Ida.Actor, number, story.Town.Clock.GetUtcNow().AddHours(4), null, default));
        await story.Settle();
        Assert.Equal([$"{number}: Opgaven er taget. De regner med at være der i dag før kl. 14."], story.News(story.Bodil));
    }

    [Theory, BothDatabases]
    public async Task At_night_only_news_for_the_reporter_wait_for_eight_o_clock(DatabaseKind kind)
    {
        var story = await Night(kind);
        await story.Report();
        Assert.Single(story.News(story.Ida));
        Assert.Single(story.News(story.Rune));
        Assert.Contains("Tak, vi har din besked", Assert.Single(story.News(story.Bodil)), StringComparison.Ordinal);
        Assert.NotEmpty(await story.Text(story.Ida.Phone, "1"));
        Assert.Empty(story.News(story.Bodil));
        await Until(story, 7, 59);
        Assert.Empty(story.News(story.Bodil));
        await Until(story, 8, 0);
        Assert.Contains("Opgaven er taget", Assert.Single(story.News(story.Bodil)), StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task What_was_so_at_night_and_is_no_longer_so_in_the_morning_is_not_told(DatabaseKind kind)
    {
        var story = await Night(kind);
        var number = await story.Report();
        story.Read();
        await story.Answer(story.Ida, "1");
        await story.Answer(story.Ida, "3");
        story.Town.Clock.Advance(TimeSpan.FromMinutes(1));
        await story.Text(story.Bodil, "IGEN");
        await story.Text(story.Ida.Phone, "2 5");
        story.Read();
        await Until(story, 8, 0);
        Assert.Equal([$"{number}: Det er løst. Tak, fordi du sagde til. Ligger der stadig noget? Svar IGEN."], story.News(story.Bodil));
    }

    [Theory, BothDatabases]
    public async Task An_event_that_is_too_old_to_help_tells_nobody(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        await story.Do((SubmitReport submit) => submit.Run(Actor.Anyone(story.ForumId, ""), story.Needles(), null, default));
        story.Town.Clock.Advance(TimeSpan.FromHours(4));
        await story.Settle();
        Assert.Empty(await story.Messages());
        await story.Report(story.Needles("Ørnevej 6"));
        Assert.Single(story.News(story.Ida));
    }

    [Theory, BothDatabases]
    public async Task An_alert_to_a_phone_that_said_stop_is_a_humans_task(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        Assert.Empty(await story.Text(story.Ida.Phone, " Stop. "));
        Assert.Empty(await story.Text(story.Bodil, "STOP"));
        var number = await story.Report();
        await story.Answer(story.Jens, "2 1");
        Assert.Empty(story.News(story.Ida));
        Assert.Empty(story.News(story.Bodil));
        var id = (await story.Case(number)).Id;
        var missed = await story.Do((Undelivered undelivered) => undelivered.List(story.ForumId, default));
        Assert.All(missed, m => Assert.Equal(($"member:{story.Ida.Actor.MemberId}", id, true, MessageReason.OptedOut), (m.Recipient, Assert.Single(m.SubjectIds), m.Urgent, m.Reason!)));
        Assert.Contains(missed, m => m.Kind == MessageKind.CrewTask);
        Assert.Equal(["Du får igen SMS fra Tryghedsforum Nordvest. Svar STOP, hvis du vil afmelde dig."], await story.Text(story.Ida.Phone, "start"));
        await story.Report(story.Needles("Ørnevej 6"));
        Assert.Single(story.News(story.Ida));
    }

    [Theory, BothDatabases]
    public async Task Who_says_stop_ends_or_loses_the_number_after_planning_gets_nothing(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        var sent = await story.Do((SubmitReport submit) => submit.Run(Actor.Anyone(story.ForumId, ""), story.Needles(), null, default));
        await ReportTests.Plan(story);
        var holder = (await story.Do((FindCase find) => find.BySecret(sent.Secret, "", default)))!;
        await story.Do((EraseContact erase) => erase.Run(holder, null, default));
        await story.Do(async (Notifications.Data.NotificationsDb db) =>
        {
            db.OptOuts.Add(new() { ForumId = story.ForumId, PhoneHash = await story.Do((ReachMember reach) => Task.FromResult(reach.PhoneHash(story.Jens.Phone))), Since = story.Town.Clock.GetUtcNow() });
            return await db.SaveChangesAsync();
        });
        await story.Db(async db =>
        {
            (await db.Members.SingleAsync(m => m.Id == story.Rune.Actor.MemberId)).End(story.Town.Clock.GetUtcNow());
            return await db.SaveChangesAsync();
        });
        await story.Settle();
        foreach (var phone in new[] { story.Bodil, story.Jens.Phone, story.Rune.Phone }) Assert.Empty(story.News(phone));
        Assert.Single(story.News(story.Ida));
        Assert.Single(story.News(story.Tove));
    }

    [Theory, BothDatabases]
    public async Task Who_is_off_duty_when_it_is_planned_is_not_alerted_and_who_goes_off_a_moment_later_is(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        await story.Do((SetDuty duty) => duty.Run(story.Ida.Actor, false, null, default));
        await story.Do((SubmitReport submit) => submit.Run(Actor.Anyone(story.ForumId, ""), story.Needles(), null, default));
        await ReportTests.Plan(story);
        await story.Do((SetDuty duty) => duty.Run(story.Jens.Actor, false, null, default));
        await story.Settle();
        Assert.Empty(story.News(story.Ida));
        Assert.Single(story.News(story.Jens));
    }

    [Theory, BothDatabases]
    public async Task A_crew_whose_pickup_is_called_off_is_told(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        var number = await story.Report();
        await story.Later(HalfAnHour);
        await story.Answer(story.Ida, "1");
        story.Read();
        await story.Do((CancelPickup cancel) => cancel.Run(story.Rune.Actor, number, null, default));
        await story.Settle();
        Assert.Equal([$"{number} er aflyst. I skal ikke hente den."], story.News(story.Ida));
    }

    [Theory, BothDatabases]
    public async Task Who_took_it_is_told_that_it_is_called_off_though_off_duty_by_then(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        foreach (var (who, from, until) in new[] { (story.Ida, 8, 16), (story.Jens, 16, 22) })
            await story.Do((AddShifts add) => add.Run(story.Ida.Actor, new(who.Actor.MemberId!.Value, [.. Enum.GetValues<DayOfWeek>()], new(from, 0), new(until, 0)), null, default));
        var day = story.Town.Clock.GetUtcNow().UtcDateTime.Date;
        story.Town.GoTo(Story.Local(day.AddHours(15).AddMinutes(50)));
        var number = await story.Report();
        await story.Answer(story.Ida, "1");
        story.Town.GoTo(Story.Local(day.AddHours(16).AddMinutes(5)));
        story.Read();
        await story.Do((CancelPickup cancel) => cancel.Run(story.Rune.Actor, number, null, default));
        await story.Settle();
        Assert.Equal([$"{number} er aflyst. I skal ikke hente den."], story.News(story.Ida));
    }

    private async Task<Story> Night(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        story.Town.GoTo(Story.Local(story.Town.Clock.GetUtcNow().UtcDateTime.Date.AddHours(23)));
        return story;
    }

    private static async Task Until(Story story, int hour, int minute)
    {
        var day = story.Town.Clock.GetUtcNow().UtcDateTime.Date;
        if (story.Town.Clock.GetUtcNow().UtcDateTime.Hour > 12) day = day.AddDays(1);
        story.Town.GoTo(Story.Local(day.AddHours(hour).AddMinutes(minute)));
        await story.Settle();
    }
}
