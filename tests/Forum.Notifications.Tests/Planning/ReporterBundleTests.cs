using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Pickups;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Notifications.Delivery;
using Tryghedsforum.Notifications.Planning;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Notifications.Tests.Planning;

/// <summary>What becomes of several cases that were reported from one phone within two minutes is one SMS.</summary>
[Collection(nameof(PatientTowns))]
public sealed class ReporterBundleTests(PatientTowns towns)
{
    [Theory, BothDatabases]
    public async Task Three_places_that_are_fetched_one_after_the_other_are_one_SMS_and_each_case_keeps_its_own_words(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        var cases = await story.Three();
        foreach (var number in cases)
        {
            await story.Fetch(number);
            await story.Later(TimeSpan.FromSeconds(35));
        }

        // Who looks at a case sees when it will be told.
        Assert.Equal(story.Town.Clock.GetUtcNow().AddSeconds(13), (await Waits(story, (await story.Case(cases[2])).Id)).At, TimeSpan.FromSeconds(1));
        Assert.Empty(story.News(story.Bodil));
        await story.Later(TimeSpan.FromSeconds(15));
        Assert.Equal([$"{cases[0]}, {cases[1]} og {cases[2]}: Det er løst. Tak, fordi du sagde til. Ligger der stadig noget? Svar IGEN."], story.News(story.Bodil));
        foreach (var (id, number) in (await story.Cases()).Select(one => (one.Id, one.Number)))
        {
            var told = await story.Do((WhoWasTold told) => told.ForSubject(story.ForumId, id, default));
            Assert.Equal(MessageState.Sent, Assert.Single(told, line => line.Recipient == $"reporter:{id}" && line.Kind == MessageKind.ReporterGone).State);
            // Whoever has the link of one case reads nothing of the others there.
            Assert.StartsWith($"{number}: Det er løst.", Assert.Single(await Own(story, id), message => message.Kind == MessageKind.ReporterGone).Words, StringComparison.Ordinal);
            Assert.DoesNotContain(await Own(story, id), message => message.Kind == MessageKind.Bundle);
        }

        // The next one is another one.
        await story.Text(story.Bodil, $"IGEN {cases[1]}");
        await story.Fetch(cases[1]);
        await story.Later(TimeSpan.FromMinutes(2));
        Assert.StartsWith($"{cases[1]}: Det er løst.", Assert.Single(story.News(story.Bodil)), StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task What_may_still_be_taken_back_holds_the_others_no_longer_than_that(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        var cases = await story.Three();
        await story.Fetch(cases[0]);
        await story.Later(TimeSpan.FromSeconds(110));
        await story.Fetch(cases[1]);
        // A slip: it was another place.
        await story.Fetch(cases[2]);
        await story.Later(TimeSpan.FromSeconds(15));
        Assert.Empty(story.News(story.Bodil));
        await story.Do((UndoDeed undo) => undo.Run(story.Ida.Actor, cases[2], null, default));
        // Two minutes after the first, nobody waits for one that may still be taken back.
        await story.Fetch(cases[2]);
        await story.Later(TimeSpan.FromSeconds(6));
        Assert.StartsWith($"{cases[0]} og {cases[1]}: Det er løst.", Assert.Single(story.News(story.Bodil)), StringComparison.Ordinal);
        Assert.Equal(MessageState.Dropped, Assert.Single(await story.Messages(), message => message.Reason == MessageReason.Undone && message.Kind == MessageKind.ReporterGone).State);
        await story.Later(TimeSpan.FromMinutes(2));
        Assert.StartsWith($"{cases[2]}: Det er løst.", Assert.Single(story.News(story.Bodil)), StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task What_comes_in_the_evening_is_one_SMS_in_the_morning_and_says_so_at_once(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        story.Town.GoTo(story.Town.Clock.GetUtcNow() + TimeSpan.FromHours(11.1));
        var cases = new[] { await story.Report(), await story.Report(story.Needles(FetchedCases.Places[1])) };
        foreach (var number in cases)
        {
            await story.Fetch(number);
            await story.Later(TimeSpan.FromMinutes(20));
        }

        foreach (var one in await story.Cases())
        {
            var waits = await Waits(story, one.Id);
            Assert.Equal((MessageKind.ReporterGone, story.Town.Clock.GetUtcNow().Date.AddDays(1).AddHours(7)), (waits.Kind, waits.At.UtcDateTime));
        }

        story.Read();
        await story.Later(TimeSpan.FromHours(11));
        Assert.StartsWith($"{cases[0]} og {cases[1]}: Det er løst.", Assert.Single(story.News(story.Bodil), text => text.Contains("løst", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task The_last_news_before_nine_in_the_evening_do_not_wait_for_the_morning(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        var cases = await story.Three();
        var evening = story.Town.Clock.GetUtcNow().Date.AddHours(20);
        story.Town.GoTo(Story.Local(evening.AddMinutes(57).AddSeconds(49)));
        await story.Fetch(cases[0]);
        // Two minutes after the first it is not yet nine, but the third may still be taken back then.
        story.Town.GoTo(Story.Local(evening.AddMinutes(59).AddSeconds(44)));
        await story.Fetch(cases[1]);
        await story.Later(TimeSpan.FromSeconds(10));
        Assert.StartsWith($"{cases[0]}: Det er løst.", Assert.Single(story.News(story.Bodil)), StringComparison.Ordinal);
        await story.Later(TimeSpan.FromHours(11.1));
        Assert.StartsWith($"{cases[1]}: Det er løst.", Assert.Single(story.News(story.Bodil), text => text.Contains("løst", StringComparison.Ordinal)), StringComparison.Ordinal);
        story.Town.GoTo(Story.Local(evening.AddDays(1).AddMinutes(58).AddSeconds(29)));
        await story.Fetch(cases[2]);
        await story.Later(TimeSpan.FromSeconds(22));
        Assert.StartsWith($"{cases[2]}: Det er løst.", Assert.Single(story.News(story.Bodil), text => text.Contains("løst", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task A_receipt_and_a_question_do_not_wait_for_others_and_another_phone_is_another_person(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        var (mine, phone) = (await story.Report(), story.NewPhone());
        Assert.Single(story.News(story.Bodil));
        var theirs = await story.Report(story.Needles(FetchedCases.Places[1]) with { Phone = phone });
        Assert.Single(story.News(phone));
        await story.Fetch(mine);
        await story.Fetch(theirs);
        var asked = await story.Report(story.Needles(FetchedCases.Places[2]));
        Assert.Single(story.News(story.Bodil));
        await story.Do((AskReporter ask) => ask.Run(story.Rune.Actor, asked, new("Er det ved porten?"), null, default));
        await story.Later(TimeSpan.FromSeconds(22));
        Assert.StartsWith($"{asked}: ", Assert.Single(story.News(story.Bodil)), StringComparison.Ordinal);
        await story.Later(TimeSpan.FromSeconds(100));
        Assert.StartsWith($"{mine}: Det er løst.", Assert.Single(story.News(story.Bodil)), StringComparison.Ordinal);
        Assert.StartsWith($"{theirs}: Det er løst.", Assert.Single(story.News(phone)), StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task What_does_not_fit_in_three_SMS_leaves_in_the_next_one_and_nothing_is_lost(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        var cases = new List<string>();
        // Five an hour may come from one phone.
        for (var at = 1; at <= 9; at++, story.Town.Clock.Advance(TimeSpan.FromMinutes(13))) cases.Add(await story.Report(story.Needles($"Frederikssundsvej {at}")));
        story.Read();
        foreach (var (number, n) in cases.Select((number, n) => (number, n)))
            await story.Do((PromiseTime promise) => promise.Run(story.Ida.Actor, number, story.Town.Clock.GetUtcNow().AddMinutes(60 + 10 * n), null, default));
        await story.Settle();
        await story.Later(TimeSpan.FromMinutes(2));
        var texts = story.News(story.Bodil);
        Assert.All(texts, text => Assert.InRange(Gsm7.Segments(text), 1, 3));
        Assert.InRange(texts.Count, 2, 4);
        Assert.All(cases, number => Assert.Single(texts, text => text.Contains(number, StringComparison.Ordinal)));
    }

    [Theory, BothDatabases]
    public async Task Erasing_one_case_s_messages_leaves_the_others_their_words(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        var cases = await story.Three();
        foreach (var number in cases) await story.Fetch(number);
        await story.Later(TimeSpan.FromMinutes(2));
        var (erased, kept) = ((await story.Case(cases[1])).Id, (await story.Case(cases[2])).Id);
        await story.Do((OwnMessages own) => own.EraseCase(story.ForumId, erased, null, default));
        Assert.All(await Own(story, erased), message => Assert.Null(message.Words));
        Assert.Single(await Own(story, kept), message => message.Kind == MessageKind.ReporterGone && message.Words is not null);
        Assert.Null(Assert.Single(await story.Messages(), message => message.Kind == MessageKind.Bundle).BodySealed);
    }

    private static async Task<ToldLine> Waits(Story story, Guid id) => Assert.Single(await story.Do((WhoWasTold told) => told.ForSubject(story.ForumId, id, default)), line => line.State is MessageState.Pending);

    private static Task<IReadOnlyList<OwnMessage>> Own(Story story, Guid id) => story.Do((OwnMessages own) => own.Of([OwnMessages.Reporter(id)], null, default));
}
