using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Barriers;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Notifications.Delivery;
using Tryghedsforum.Notifications.Planning;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Notifications.Tests.Planning;

/// <summary>Members are told as they have chosen, and of what is urgent whatever they have chosen.</summary>
[Collection(nameof(Town))]
public sealed partial class OwnChoicesTests(Towns towns)
{
    private const string Address = "maja.ellekilde@post.example";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task On_the_page_only_is_for_what_is_not_urgent_and_in_English_for_everything(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        await Choose(story, story.Maja, new() { Way = MessageWay.Page, English = true });
        await Barrier(story);
        Assert.Empty(story.News(story.Maja));
        var part = Assert.Single(await story.Messages(), message => message.Kind == MessageKind.CoordinatorBarrier);
        Assert.Equal((MessageState.Dropped, MessageReason.OnPage), (part.State, part.Reason));
        var number = await story.Report(story.Needles() with { Category = CategoryCode.Threat });
        Assert.StartsWith($"URGENT {number}", Assert.Single(story.News(story.Maja)), StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task Own_quiet_hours_hold_what_can_wait_and_a_crew_on_duty_has_none(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        await Choose(story, story.Maja, new() { QuietFrom = 9, QuietUntil = 13 });
        await Barrier(story);
        Assert.Empty(story.News(story.Maja));
        await story.Later(TimeSpan.FromHours(3));
        Assert.Single(story.News(story.Maja));

        var crew = await Reach(story, story.Jens);
        var settings = await story.Do((ReadForum read) => read.ById(story.ForumId, Cancel));
        await Choose(story, story.Jens, new() { Way = MessageWay.Page, QuietFrom = 0, QuietUntil = 23 });
        Assert.IsType<Reach.At>(await story.Do((HowReached how) => how.Of(settings, crew, MessageKind.CoordinatorBarrier, null, Cancel)));
        Assert.IsType<Reach.Not>(await story.Do((HowReached how) => how.Of(settings, crew with { OnDuty = false }, MessageKind.CoordinatorBarrier, null, Cancel)));
    }

    [Theory, BothDatabases]
    public async Task A_street_is_heard_of_at_once_of_the_chosen_subjects_or_together_in_the_morning(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        await Choose(story, story.Asta, new() { Categories = [CategoryCode.BinFull] });
        await See(story, CategoryCode.NeedleWaste);
        Assert.Empty(story.News(story.Asta));
        await Choose(story, story.Asta, new() { Categories = [CategoryCode.NeedleWaste] });
        await See(story, CategoryCode.NeedleWaste);
        Assert.Contains("tæt på børn", Assert.Single(story.News(story.Asta)), StringComparison.Ordinal);

        await Choose(story, story.Asta, new() { Rhythm = MessageRhythm.Daily });
        await See(story, CategoryCode.BinFull);
        await Digest(story);
        Assert.Equal(["Tryghedsforum Nordvest, nyt fra dine veje: Ørnevej: 2 nye (Kanyler), 1 ny (Fyldt kanylespand)."], story.News(story.Asta));
        await Digest(story);
        Assert.Empty(story.News(story.Asta));
        await See(story, CategoryCode.NeedleWaste);
        Assert.Empty(story.News(story.Asta));
        await story.Later(TimeSpan.FromHours(24));
        await Digest(story);
        var text = Assert.Single(story.News(story.Asta));
        Assert.Equal("Tryghedsforum Nordvest, nyt fra dine veje: Ørnevej: 1 ny (Kanyler).", text);
        // Coarse: neither number of the house nor of the case.
        Assert.DoesNotMatch(@"\b6\b|[A-Z]{2}-\d{4}", text);
    }

    [Theory, BothDatabases]
    public async Task What_a_digest_could_not_tell_the_next_one_tells(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        await Choose(story, story.Asta, new() { Rhythm = MessageRhythm.Daily });
        await story.Later(TimeSpan.FromHours(24));
        await Digest(story);
        await See(story, CategoryCode.NeedleWaste);
        await story.Later(TimeSpan.FromHours(24));
        // No money for news on that day.
        await Limit(story, 1);
        story.Read();
        await Digest(story);
        Assert.Empty(story.News(story.Asta));
        await Limit(story, null);
        await story.Later(TimeSpan.FromHours(24));
        await Digest(story);
        Assert.Contains("1 ny (Kanyler)", Assert.Single(story.News(story.Asta)), StringComparison.Ordinal);
        // The program was away for nearly three weeks: what still can be told is.
        await story.Later(TimeSpan.FromDays(6));
        await See(story, CategoryCode.BinFull);
        await story.Later(TimeSpan.FromDays(9));
        story.Read();
        await Digest(story);
        Assert.Contains("1 ny (Fyldt kanylespand)", Assert.Single(story.News(story.Asta)), StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task By_e_mail_with_one_press_that_stops_it_and_never_by_opening_the_address(DatabaseKind kind)
    {
        await using var server = MailServer.Start();
        await using var town = await Town.Start(kind, more: server.Settings);
        var story = await town.Begin();
        await Prove(story, story.Maja);
        await Choose(story, story.Maja, new() { Way = MessageWay.Email });
        await Barrier(story);
        Assert.Empty(story.News(story.Maja));
        var mail = Assert.Single(server.Mails);
        Assert.Equal((Address, "Besked fra Tryghedsforum Nordvest"), (mail.To.Mailboxes.Single().Address, mail.Subject));
        Assert.Contains("nogen har fortalt om en barriere", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("nogen har fortalt om en barriere", mail.HtmlBody, StringComparison.Ordinal);
        Assert.DoesNotContain("<p>", mail.TextBody, StringComparison.Ordinal);
        Assert.Equal("List-Unsubscribe=One-Click", mail.Headers["List-Unsubscribe-Post"]);
        var stop = new Uri(Angled().Match(mail.Headers["List-Unsubscribe"]!).Groups[1].Value).AbsolutePath;

        var visitor = await town.Host.ClientAsync();
        using var looked = await visitor.Http.GetAsync(new Uri(stop, UriKind.Relative), Cancel);
        Assert.Equal(HttpStatusCode.OK, looked.StatusCode);
        Assert.Contains("method=\"post\"", await looked.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal(MessageWay.Email, (await Chosen(story, story.Maja)).Way);

        using var wrong = await visitor.Http.PostAsync(new Uri(stop[..^2] + "xx", UriKind.Relative), OneClick(), Cancel);
        Assert.Equal(HttpStatusCode.NotFound, wrong.StatusCode);
        Assert.Equal(MessageWay.Email, (await Chosen(story, story.Maja)).Way);
        using var pressed = await visitor.Http.PostAsync(new Uri(stop, UriKind.Relative), OneClick(), Cancel);
        Assert.Equal(HttpStatusCode.OK, pressed.StatusCode);
        Assert.Equal(MessageWay.Page, (await Chosen(story, story.Maja)).Way);
        await Barrier(story);
        Assert.Single(server.Mails);
        Assert.Empty(story.News(story.Maja));
    }

    private static FormUrlEncodedContent OneClick() => new([KeyValuePair.Create("List-Unsubscribe", "One-Click")]);

    private static Task<bool> Choose(Story story, Somebody who, MessageChoices choices) => story.Do((ChooseMessages choose) => choose.Run(who.Actor, choices, null, Cancel));

    private static Task<MessageChoices> Chosen(Story story, Somebody who) => story.Do((ChooseMessages choose) => choose.Read(who.Actor, Cancel));

    private static async Task<Reachable> Reach(Story story, Somebody who) => (await story.Do((ReachMember reach) => reach.ById(story.ForumId, who.Actor.MemberId!.Value, Cancel)))!;

    private static async Task Barrier(Story story)
    {
        await story.Do((TellBarrier tell) => tell.Run(Actor.Anyone(story.ForumId, ""), new("Kortet kan ikke nås med tastatur."), null, Cancel));
        await story.Settle();
        await story.Later(TimeSpan.FromMinutes(2));
    }

    private static async Task See(Story story, CategoryCode category)
    {
        var number = await story.Report(story.Needles("Ørnevej 6") with { Category = category, Children = YesNo.Yes, Phone = story.NewPhone() });
        await story.Do((AcknowledgeReport see) => see.Run(story.Rune.Actor, number, null, Cancel));
        await story.Settle();
    }

    private static async Task Digest(Story story)
    {
        story.Town.Clock.Advance(TimeSpan.FromSeconds(1));
        await story.Do(async (PlanDigests plan) =>
        {
            await plan.Run(Cancel);
            return true;
        });
        await story.Settle();
    }

    private static async Task Limit(Story story, int? news)
    {
        var now = (await story.Do((ReadSettings read) => read.Run(story.Maja.Actor, Cancel))).Budget;
        await story.Do((ChangeBudget change) => change.Run(story.Maja.Actor, now with { Unit = BudgetUnit.Segments, News = news }, null, Cancel));
    }

    private static Task<bool> Prove(Story story, Somebody who) => story.Do(async (IServiceProvider services) =>
    {
        var (db, cipher) = ((ForumDb)services.GetService(typeof(ForumDb))!, (FieldCipher)services.GetService(typeof(FieldCipher))!);
        var person = await db.Users.SingleAsync(p => db.Members.Any(m => m.Id == who.Actor.MemberId && m.PersonId == p.Id), Cancel);
        person.ReachAtEmail(cipher.Seal(Address, EmailAddress.Purpose)!, cipher.Hash(Address, EmailAddress.Purpose), story.Town.Clock.GetUtcNow());
        await db.SaveChangesAsync(Cancel);
        return true;
    });

    [GeneratedRegex("<(.*)>")]
    private static partial Regex Angled();
}
