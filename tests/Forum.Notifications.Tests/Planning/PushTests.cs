using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tryghedsforum.Api.Barriers;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Notifications.Delivery;
using Tryghedsforum.Notifications.Planning;
using Tryghedsforum.Notifications.Schedule;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Notifications.Tests.Planning;

/// <summary>A device shows that there is news, beside every message that counts; and it counts as nothing.</summary>
[Collection(nameof(Town))]
public sealed class PushTests(Towns towns)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task A_screen_says_that_there_is_news_of_a_case_and_neither_where_nor_what_nor_who_and_the_SMS_goes_as_well(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        var (_, browser) = await Device(story, story.Rune);
        var number = await story.Report();
        Assert.StartsWith("A: Ny sag " + number, Assert.Single(story.News(story.Rune)), StringComparison.Ordinal);
        var taken = Assert.Single(Taken(story, browser));
        Assert.Equal($$"""{"title":"Nyt i sag {{number}}","body":"Tryghedsforum Nordvest","url":"/{{await Slug(story)}}/overblik/{{number}}","tag":"{{await Slug(story)}}/{{number}}","lang":"da"}""", taken.Words.ToString());
        Assert.Equal("high", taken.Urgency);
        Assert.InRange(taken.TimeToLive, 1, 86_400);
        Assert.Matches("^[A-Za-z0-9_-]{32}$", taken.Topic);
        // Nobody else has chosen it.
        Assert.Single(await Pushes(story));
    }

    [Theory, BothDatabases]
    public async Task It_counts_as_nothing_whoever_was_only_shown_is_untold_and_the_next_is_asked(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        foreach (var crew in new[] { story.Ida, story.Jens })
        {
            await Device(story, crew);
            // No SMS reaches them.
            await story.Text(crew.Phone, "STOP");
        }

        story.Read();
        var number = await story.Report();
        var subject = (await story.Case(number)).Id;
        var shown = await story.Do((WhoWasShown who) => who.ForSubject(story.ForumId, subject, Cancel));
        Assert.Equal(new[] { story.Ida, story.Jens }.Select(crew => $"member:{crew.Actor.MemberId}").Order(), shown.Select(line => line.Recipient).Order());
        var told = await story.Do((WhoWasTold who) => who.ForSubject(story.ForumId, subject, Cancel));
        Assert.All(told.Where(line => shown.Any(one => one.Recipient == line.Recipient)), line => Assert.Equal(MessageReason.OptedOut, line.Reason));
        // Not after half an hour, as when somebody was told and does not answer, but at once: nobody was told.
        await story.Sweep();
        Assert.StartsWith($"A: HENT {number}: de første kan ikke.", story.News(story.Tove)[^1], StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task What_can_wait_waits_for_the_members_own_hours_and_residents_are_led_to_the_forum_without_a_number(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        var ((maja, majas), (_, astas)) = (await Device(story, story.Maja), await Device(story, story.Asta));
        await story.Do((ChooseMessages choose) => choose.Run(maja, new() { Way = MessageWay.Page, QuietFrom = 9, QuietUntil = 13, English = true }, null, Cancel));
        await story.Do((TellBarrier tell) => tell.Run(Actor.Anyone(story.ForumId, ""), new("Kortet kan ikke nås med tastatur."), null, Cancel));
        await story.Settle();
        Assert.Empty(Taken(story, majas));
        var number = await story.Report(story.Needles("Ørnevej 6") with { Children = YesNo.Yes, Phone = story.NewPhone() });
        await story.Do((AcknowledgeReport see) => see.Run(story.Rune.Actor, number, null, Cancel));
        await story.Settle();
        var warned = Assert.Single(Taken(story, astas)).Words.ToString();
        Assert.Equal($$"""{"title":"Nyt i forummet","body":"Tryghedsforum Nordvest","url":"/{{await Slug(story)}}","tag":"{{await Slug(story)}}/","lang":"da"}""", warned);
        await story.Later(TimeSpan.FromHours(3));
        // On the page only is what the member chose for SMS and e-mail; the device was chosen for itself.
        Assert.Equal(("News in the forum", (string?)null), Assert.Single(Taken(story, majas)) is var one ? (one.Words.GetProperty("title").GetString(), one.Urgency) : default);
    }

    [Theory, BothDatabases(404), BothDatabases(410)]
    public async Task A_browser_that_is_gone_is_forgotten(DatabaseKind kind, int status)
    {
        var story = await towns.Begin(kind);
        var (rune, _) = await Device(story, story.Rune);
        story.Town.Push.Answers = status;
        await story.Report();
        Assert.Equal((PushState.Failed, status), Assert.Single(await Pushes(story)) is var push ? (push.State, push.ErrorCode ?? 0) : default);
        Assert.Empty(await story.Do((BrowsePushDevices browse) => browse.Run(rune, Cancel)));
        await story.Report(story.Needles() with { Phone = story.NewPhone() });
        Assert.Single(await Pushes(story));
    }

    [Theory, BothDatabases(429), BothDatabases(503)]
    public async Task A_busy_service_is_asked_again_when_it_says_and_not_before(DatabaseKind kind, int status)
    {
        var story = await towns.Begin(kind);
        var (_, browser) = await Device(story, story.Rune);
        (story.Town.Push.Answers, story.Town.Push.RetryAfter) = (status, 120);
        await story.Report();
        Assert.InRange(Assert.Single(await Pushes(story)).NextTryAt!.Value - story.Town.Clock.GetUtcNow(), TimeSpan.FromSeconds(119), TimeSpan.FromSeconds(123));
        await story.Later(TimeSpan.FromSeconds(110));
        Assert.Equal((PushState.Pending, 1), Assert.Single(await Pushes(story)) is var waits ? (waits.State, waits.Attempt) : default);
        story.Town.Quiet();
        await story.Later(TimeSpan.FromSeconds(15));
        Assert.Single(Taken(story, browser));
        Assert.Equal((PushState.Sent, 2), Assert.Single(await Pushes(story)) is var push ? (push.State, push.Attempt) : default);
    }

    [Theory, BothDatabases(403, MessageReason.Stopped), BothDatabases(413, MessageReason.Refused)]
    public async Task What_is_refused_otherwise_is_not_tried_again_and_holds_nothing_else_up(DatabaseKind kind, int status, string reason)
    {
        var story = await towns.Begin(kind);
        var (rune, browser) = await Device(story, story.Rune);
        story.Town.Push.Answers = status;
        await story.Report();
        Assert.Equal((PushState.Failed, reason), Assert.Single(await Pushes(story)) is var push ? (push.State, push.Reason) : default);
        Assert.Single(await story.Do((BrowsePushDevices browse) => browse.Run(rune, Cancel)));
        story.Town.Quiet();
        await story.Report(story.Needles() with { Phone = story.NewPhone() });
        Assert.Single(Taken(story, browser));
    }

    [Theory, BothDatabases]
    public async Task A_lost_answer_and_a_worker_that_died_are_given_up_never_sent_twice(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        var (_, browser) = await Device(story, story.Rune);
        story.Town.Push.LosesAnswers = true;
        await story.Report();
        Assert.Equal((PushState.Failed, MessageReason.AnswerLost), Assert.Single(await Pushes(story)) is var lost ? (lost.State, lost.Reason) : default);
        Assert.Single(Taken(story, browser));
        story.Town.Quiet();

        await Submit(story);
        await story.Town.Services.GetRequiredService<PlanMessages>().RunOnce(Cancel);
        Assert.Single(await story.Do((PushQueue queue) => queue.Claim(8, Cancel)));
        Assert.Empty(await story.Do((PushQueue queue) => queue.Claim(8, Cancel)));
        await story.Later(TimeSpan.FromMinutes(3));
        Assert.Contains(await Pushes(story), push => push is { State: PushState.Failed, Reason: MessageReason.LeaseLost });
        Assert.Single(Taken(story, browser));
    }

    [Theory, BothDatabases]
    public async Task It_ends_with_the_choice_the_session_and_the_membership(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        var (rune, runes) = await Device(story, story.Rune);
        var (ida, idas) = await Device(story, story.Ida);
        var (_, toves) = await Device(story, story.Tove);
        var device = Assert.Single(await story.Do((BrowsePushDevices browse) => browse.Run(rune, Cancel)));
        Assert.False(await story.Do((RemovePushDevice remove) => remove.Run(ida, device.Id, null, Cancel)));
        // Planned while they were there, sent after they are gone.
        await Submit(story);
        await story.Town.Services.GetRequiredService<PlanMessages>().RunOnce(Cancel);
        Assert.Equal(3, (await Pushes(story)).Count);
        await story.Do((RemovePushDevice remove) => remove.Run(rune, device.Id, null, Cancel));
        await story.Do((EndSessions end) => end.Run(ida, Cancel));
        await story.Do((EndMembership end) => end.Run(story.Maja.Actor, story.Tove.Actor.MemberId!.Value, null, Cancel));
        Assert.Empty(await story.Db(db => db.PushDevices.Where(d => db.Members.Any(m => m.Id == d.MemberId && m.ForumId == story.ForumId)).ToListAsync(Cancel)));
        await story.Settle();
        Assert.All(await Pushes(story), push => Assert.Equal(PushState.Dropped, push.State));
        Assert.Empty(Taken(story, runes).Concat(Taken(story, idas)).Concat(Taken(story, toves)));
    }

    [Theory, BothDatabases]
    public async Task A_session_that_ran_out_shows_nothing_even_before_anybody_tidies_up(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        var (_, browser) = await Device(story, story.Rune, TimeSpan.FromMinutes(1));
        story.Town.Clock.Advance(TimeSpan.FromMinutes(2));
        await story.Report();
        Assert.Empty(Taken(story, browser));
        Assert.NotEmpty(await story.Db(db => db.PushDevices.Where(d => d.MemberId == story.Rune.Actor.MemberId).ToListAsync(Cancel)));
        await story.Do((Api.Privacy.EraseExpired erase) => erase.Run(Cancel));
        Assert.Empty(await story.Db(db => db.PushDevices.Where(d => d.MemberId == story.Rune.Actor.MemberId).ToListAsync(Cancel)));
    }

    [Theory, BothDatabases]
    public async Task Rows_go_after_as_many_days_as_words_do_and_a_restore_shows_nothing_again(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        var (_, browser) = await Device(story, story.Rune, TimeSpan.FromDays(60));
        await Submit(story);
        await story.Town.Services.GetRequiredService<PlanMessages>().RunOnce(Cancel);
        await story.Do((PushQueue queue) => queue.GiveUpAll(Cancel));
        await story.Settle();
        Assert.Empty(Taken(story, browser));
        Assert.Equal(MessageReason.Restored, Assert.Single(await Pushes(story)).Reason);
        story.Town.Clock.Advance(TimeSpan.FromDays(33));
        await story.Do((EraseOldMessages erase) => erase.Run(Cancel));
        Assert.Empty(await Pushes(story));
    }

    private static List<PushTaken> Taken(Story story, PushBrowser browser) => story.Town.Push.Wrong.TryPeek(out var wrong) ? throw new InvalidOperationException(wrong) : [.. story.Town.Push.Taken.Where(taken => taken.Browser == browser.Number)];

    private static Task<List<Push>> Pushes(Story story) => story.Told(db => db.Pushes.AsNoTracking().Where(push => push.ForumId == story.ForumId).OrderBy(push => push.CreatedAt).ToListAsync(Cancel));

    private static Task<SubmitReportAnswer> Submit(Story story) => story.Do((SubmitReport submit) => submit.Run(Actor.Anyone(story.ForumId, ""), story.Needles() with { Phone = story.NewPhone() }, null, Cancel));

    private static async Task<string> Slug(Story story) => (await story.Do((Api.Forums.ReadForum read) => read.ById(story.ForumId, Cancel))).Forum.Slug;

    // Somebody signs in on a device, and chooses it.
    private static async Task<(Actor Actor, PushBrowser Browser)> Device(Story story, Somebody who, TimeSpan? lasts = null)
    {
        var (session, now) = (Guid.NewGuid().ToString("N"), story.Town.Clock.GetUtcNow());
        var member = await story.Do(async (ForumDb db) =>
        {
            var member = await db.Members.AsNoTracking().SingleAsync(m => m.Id == who.Actor.MemberId, Cancel);
            var begun = new Session { Id = session, PersonId = member.PersonId, StartedAt = now, Device = "Android" };
            begun.Renew([1], now + (lasts ?? TimeSpan.FromDays(30)));
            db.Sessions.Add(begun);
            await db.SaveChangesAsync(Cancel);
            return member;
        });
        var (actor, browser) = (Actor.Of(member, session: session), story.Town.Push.Browser());
        await story.Do((AddPushDevice add) => add.Run(actor, new(browser.Endpoint, new(browser.P256dh, browser.Auth)), null, Cancel));
        return (actor, browser);
    }
}
