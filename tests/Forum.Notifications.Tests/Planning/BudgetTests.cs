using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Barriers;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Notifications.Delivery;
using Tryghedsforum.Notifications.Planning;
using Tryghedsforum.Notifications.Schedule;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Notifications.Tests.Planning;

/// <summary>What the SMS of a month may cost: what is counted, what is no longer sent, and what always is.</summary>
[Collection(nameof(Town))]
public sealed class BudgetTests(Towns towns)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task What_is_handed_over_is_counted_once_by_its_segments_and_what_it_is_paid_from(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        await story.Report();
        // The receipt to the neighbour, and the alert to the two who are asked.
        var sent = (await story.Messages()).Where(message => message.State == MessageState.Sent).ToList();
        var month = Budgets.Of(LocalTime.Day(story.Town.Clock.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById("Europe/Copenhagen")));
        Assert.All(sent, message => Assert.Equal(month, message.CostMonth));
        var view = await View(story);
        Assert.Equal((1, 1), (view.News.Messages, view.News.Segments));
        Assert.Equal(sent.Where(message => message.CostPurse == "Alerts").Sum(message => message.Segments!.Value), view.Lines.Single(line => line.Purse == SmsPurse.Alerts).Segments);
        Assert.Equal((null, month), (view.News.Percent, Budgets.Of(view.Month)));
        // A long answer is several SMS.
        var number = (await story.Cases())[0].Number;
        await story.Do((AskReporter ask) => ask.Run(story.Rune.Actor, number, new(new string('å', 200)), null, Cancel));
        await story.Settle();
        Assert.True((await View(story)).News.Segments > 1);
    }

    [Theory, BothDatabases]
    public async Task A_receipt_that_is_faster_than_the_answer_counts_and_the_answer_does_not_count_again(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        var message = Message.Plan(MessageKind.ReporterGone, story.ForumId, $"fast/{story.ForumId}", "reporter:x", null, "{}", story.Town.Clock.GetUtcNow(), story.Town.Clock.GetUtcNow());
        message.WaitUntil(story.Town.Clock.GetUtcNow().AddYears(1));
        await story.Told(async db =>
        {
            await db.Write(() => Task.FromResult(db.Add(message)), Cancel);
            return await db.Messages.Where(m => m.Id == message.Id).ExecuteUpdateAsync(set => set.SetProperty(m => m.State, MessageState.Sending).SetProperty(m => m.LeaseUntil, story.Town.Clock.GetUtcNow().AddMinutes(2)), Cancel);
        });
        var month = Budgets.Of((await View(story)).Month);
        Assert.True(await story.Do((MessageQueue queue) => queue.Begin(message, [1], [2], new(2, month, "News"), Cancel)));
        await story.Do((DeliveryReceipts receipts) => receipts.Take(message.Id, new Dictionary<string, string> { ["MessageSid"] = $"SM{story.ForumId}", ["MessageStatus"] = "sent" }));
        await story.Do((DeliveryReceipts receipts) => receipts.Take(message.Id, new Dictionary<string, string> { ["MessageSid"] = $"SM{story.ForumId}", ["MessageStatus"] = "delivered" }));
        Assert.False(await story.Do((MessageQueue queue) => queue.Finish(message, Outcome.Taken(new($"SM{story.ForumId}", "queued", null, 3)))));
        Assert.Equal((1, 2), (await View(story)).News is var news ? (news.Messages, news.Segments) : default);
    }

    [Theory, BothDatabases]
    public async Task At_the_limit_news_stop_with_a_reason_and_alerts_codes_and_words_on_danger_go_on(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        await Limit(story, new() { Unit = BudgetUnit.Segments, News = 1, Codes = 1, Alerts = 1 });
        await story.Report();
        story.Read();
        Assert.True((await View(story)).News.IsFull);

        var second = story.NewPhone();
        await story.Report(story.Needles() with { Phone = second });
        Assert.Empty(story.News(second));
        Assert.Equal(MessageReason.Budget, (await story.Messages()).Single(message => message.State == MessageState.Dropped).Reason);
        Assert.Equal(1, (await View(story)).Dropped);
        Assert.Single(story.News(story.Jens));
        // What to do in danger is said whatever it costs, and so is what a crew is answered.
        var third = story.NewPhone();
        await story.Report(story.Needles() with { Phone = third, Category = CategoryCode.Threat });
        Assert.Contains("112", Assert.Single(story.News(third)), StringComparison.Ordinal);
        Assert.StartsWith("Du har ingen åben opgave", await story.Answer(story.Tove, "3"), StringComparison.Ordinal);
        Assert.Empty(await story.Text(story.NewPhone(), "Hvem er I egentlig?"));
        Assert.Contains("112 NU", Assert.Single(await story.Text(story.NewPhone(), "hjælp han dør")), StringComparison.Ordinal);
        await story.Do((AskForCode ask) => ask.Run(Actor.Anyone(story.ForumId, ""), story.Maja.Phone, Cancel));
        await story.Settle();
        Assert.Contains(story.News(story.Maja), text => text.StartsWith("Din kode er", StringComparison.Ordinal));
        // A crew on duty gets what is not urgent, too; whoever is off duty does not.
        var settings = await story.Do((ReadForum read) => read.ById(story.ForumId, Cancel));
        var jens = (await story.Do((ReachMember reach) => reach.ById(story.ForumId, story.Jens.Actor.MemberId!.Value, Cancel)))!;
        Assert.IsType<Reach.At>(await story.Do((HowReached how) => how.Of(settings, jens, MessageKind.CoordinatorBarrier, null, Cancel)));
        Assert.Equal(new Reach.Not(MessageReason.Budget), await story.Do((HowReached how) => how.Of(settings, jens with { OnDuty = false }, MessageKind.CoordinatorBarrier, null, Cancel)));
        // Trying the rules out says the same.
        var tried = await story.Do((TryRules tries) => tries.Run(story.Maja.Actor, new(Api.Events.EventType.ReportReceived, CategoryCode.NeedleWaste, Ground.Street, false, null), Cancel));
        Assert.Equal(MessageReason.Budget, Assert.Single(tried, line => line.Who == "Reporter").Reason);
    }

    [Theory, BothDatabases]
    public async Task At_the_limit_whoever_has_an_e_mail_address_is_told_there(DatabaseKind kind)
    {
        await using var server = MailServer.Start();
        await using var town = await Town.Start(kind, more: server.Settings);
        var story = await town.Begin();
        await Prove(story, story.Maja, "maja@post.example");
        await Limit(story, new() { Unit = BudgetUnit.Segments, News = 1 });
        await story.Report();
        story.Read();
        await story.Do((TellBarrier tell) => tell.Run(Actor.Anyone(story.ForumId, ""), new("Kortet kan ikke nås med tastatur."), null, Cancel));
        await story.Settle();
        await story.Later(TimeSpan.FromMinutes(3));
        Assert.Empty(story.News(story.Maja));
        Assert.Contains("barriere", Assert.Single(server.Mails).TextBody, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task The_coordinator_is_told_at_80_and_at_100_percent_once_a_month_each(DatabaseKind kind)
    {
        await using var town = await Town.Start(kind, more: new Dictionary<string, string?> { ["Sms:Price"] = "0.50" });
        var story = await town.Begin();
        // Six SMS for three kroner.
        await Limit(story, new() { Unit = BudgetUnit.Kroner, News = 3 });
        for (var n = 0; n < 4; n++) await story.Report(story.Needles() with { Phone = story.NewPhone() });
        await Watch(story);
        Assert.Empty(story.News(story.Maja));
        await story.Report(story.Needles() with { Phone = story.NewPhone() });
        Assert.Equal((6, 83), (await View(story)).News is var news ? (news.Limit!.Value, news.Percent!.Value) : default);
        await Watch(story);
        await Watch(story);
        Assert.Equal(["Tryghedsforum Nordvest: 80 % af det, der er afsat til almindelige beskeder denne måned, er brugt. Se Indstillinger, SMS og penge."], story.News(story.Maja));
        await story.Report(story.Needles() with { Phone = story.NewPhone() });
        await Watch(story);
        await Watch(story);
        Assert.StartsWith("Tryghedsforum Nordvest: SMS-beløbet er brugt.", Assert.Single(story.News(story.Maja)), StringComparison.Ordinal);
    }

    // By the clock in Denmark: in winter a month begins at 23 UTC, in summer at 22, and the days on which the clock is changed move nothing.
    [Theory, BothDatabases]
    public async Task A_month_is_one_of_the_forum_s_calendar_whatever_the_clocks_do(DatabaseKind kind)
    {
        await using var town = await Town.Start(kind);
        var story = await town.Begin();
        await Limit(story, new() { Unit = BudgetUnit.Segments, News = 1 });
        foreach (var (utc, month) in new[]
        {
            ("2027-03-28T00:59:00Z", 3), ("2027-03-28T01:01:00Z", 3), ("2027-03-31T21:59:00Z", 3), ("2027-03-31T22:00:00Z", 4),
            ("2027-10-31T00:30:00Z", 10), ("2027-10-31T01:30:00Z", 10), ("2027-10-31T22:59:00Z", 10), ("2027-10-31T23:00:00Z", 11),
        })
        {
            town.GoTo(DateTimeOffset.Parse(utc, System.Globalization.CultureInfo.InvariantCulture));
            await story.Report(story.Needles() with { Phone = story.NewPhone() });
            var view = await View(story);
            Assert.Equal((month, 1), (view.Month.Month, view.News.Segments));
        }
    }

    /// <summary>Somebody has proved an e-mail address.</summary>
    internal static Task<int> Prove(Story story, Somebody who, string address) => story.Do(async (IServiceProvider services) =>
    {
        var (db, cipher) = ((ForumDb)services.GetService(typeof(ForumDb))!, (FieldCipher)services.GetService(typeof(FieldCipher))!);
        var person = await db.Users.SingleAsync(p => db.Members.Any(m => m.Id == who.Actor.MemberId && m.PersonId == p.Id), Cancel);
        person.ReachAtEmail(cipher.Seal(address, EmailAddress.Purpose)!, cipher.Hash(address, EmailAddress.Purpose), story.Town.Clock.GetUtcNow());
        return await db.SaveChangesAsync(Cancel);
    });

    private static async Task Watch(Story story)
    {
        await story.Do((WatchBudgets watch) => watch.Run(Cancel));
        await story.Settle();
        await story.Later(TimeSpan.FromMinutes(3));
    }

    private static Task<BudgetView> View(Story story) => story.Do((ReadBudget read) => read.Run(story.Maja.Actor, Cancel));

    private static async Task Limit(Story story, BudgetSettings limits)
    {
        var now = (await story.Do((ReadSettings read) => read.Run(story.Maja.Actor, Cancel))).Budget;
        await story.Do((ChangeBudget change) => change.Run(story.Maja.Actor, limits with { Version = now.Version }, null, Cancel));
    }
}
