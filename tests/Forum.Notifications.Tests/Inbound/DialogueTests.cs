using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Notifications.Planning;
using Tryghedsforum.Notifications.Tests.Planning;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Notifications.Tests.Inbound;

/// <summary>What a text lacks is asked for, and what is answered finds its case.</summary>
[Collection(nameof(Town))]
public sealed class DialogueTests(Towns towns)
{
    private const string Place = "Tak for din besked. Hvor er det?", Where = "Tak. Hvor præcist er det?", Which = "Tak. Er tallet et husnummer", What = "Tak. Hvad er det, du har set?", Ground = "Tak. Er det på gaden", Count = "Tak. Hvor mange er der cirka?",
        Added = "Tak. Din besked er gemt uforandret på sag", Received = "Tak. Din besked er gemt uforandret, og";

    public static TheoryData<DatabaseKind, string[], string[]> Talks => [.. new[] { DatabaseKind.Sqlite, DatabaseKind.Postgres }.SelectMany(kind => new (string[] Texts, string[] Answers)[]
    {
        (["kanyler", "ørnevej 6", "i opgangen", "3"], [Place, Ground, Count, Added]),
        (["nåle ørnevej", "ved nr 6", "på gaden", "ved ikke"], [Where, Ground, Count, Added]),
        (["hjælp der ligger nåle alle vegne ved skolen", "ørnevej 6", "ca 10"], [Place, Count, Added]),
        (["hilerødgade 30 kannyler i buskene", "hillerødgade 30", "5-6"], [Which, Count, Added]),
        (["Ca 10 stk ude foran kiosken hjørnet frederikssundsvej / hillerødgade", "kanyler"], [What, Where]),
        (["kanyler", "ved netto"], [Place, Added]),
        (["nåle ørnevej", "bag skuret", "på gaden", "3, ved nr. 6"], [Where, Ground, Count, Added]),
        (["er det jer der henter kanyler?"], [Received]),
        (["Hvornår har bussen åben i morgen?", "2 nåle på ørnevej 6"], [Received, Ground]),
        (["Tak for hjælpen de er væk nu"], [Received]),
        (["hej"], [Received]),
    }.Select(talk => new TheoryDataRow<DatabaseKind, string[], string[]>(kind, talk.Texts, talk.Answers)))];

    [Theory, MemberData(nameof(Talks))]
    public async Task What_is_missing_is_asked_for_one_thing_at_a_time_place_first_amount_last(DatabaseKind kind, string[] texts, string[] answers)
    {
        var story = await towns.Begin(kind);
        foreach (var (text, answer) in texts.Zip(answers))
        {
            var got = Assert.Single(await story.Text(story.Bodil, text));
            Assert.StartsWith(answer, got, StringComparison.Ordinal);
            Assert.True(Gsm7.Fits(got) && Gsm7.Segments(got) == 1, got);
        }
    }

    [Theory, BothDatabases]
    public async Task Whoever_works_here_is_asked_about_an_own_report_as_anybody_is(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        foreach (var phone in new[] { story.Ida.Phone, story.Rune.Phone })
            foreach (var (text, answer) in new[] { ("kanyler", Place), ("ørnevej 6", Ground), ("i opgangen", Count), ("3", Added) })
                Assert.Contains(await story.Text(phone, text), got => got.StartsWith(answer, StringComparison.Ordinal));
        Assert.Equal(2, (await story.Cases()).Count);
    }

    [Theory, BothDatabases]
    public async Task A_digit_that_may_answer_a_question_and_a_task_does_neither(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        foreach (var text in new[] { "kanyler", "ørnevej 6", "i opgangen" }) await story.Text(story.Ida.Phone, text);
        var number = await story.Report();
        story.Read();
        Assert.Contains("=", await story.Answer(story.Ida, "3"), StringComparison.Ordinal);
        Assert.Equal(Api.Pickups.PickupStatus.Requested, (await story.Pickup(number)).Status);
        Assert.StartsWith("Noteret", await story.Answer(story.Ida, "A3"), StringComparison.Ordinal);
        Assert.StartsWith(Added, await story.Answer(story.Ida, "3 stk"), StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task A_house_number_is_no_count(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        foreach (var text in new[] { "nåle ørnevej", "bag skuret", "på gaden", "3, ved nr. 6" }) await story.Text(story.Bodil, text);
        var view = await story.Do(async (ReadCase read) => await read.Run(story.Rune.Actor, Assert.Single(await story.Cases()).Number, default));
        Assert.Equal(("Ørnevej 6", 3), (view.Reading!.Place, view.Reading.Count));
    }

    [Theory, BothDatabases]
    public async Task The_answers_stand_on_the_case_unharmed_and_are_read_with_it_and_the_team_is_told(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        await story.Text(story.Bodil, "kanyler 😱");
        story.Read();
        string[] answers = ["Ørnevej 6, bag skuret – ved »Netto« 😱", "i gården", "3"];
        foreach (var answer in answers) await story.Text(story.Bodil, answer);
        var report = Assert.Single(await story.Cases());
        Assert.Equal((3, CategoryCode.Unsorted, null), (report.TimesAsked, report.Category, report.PickupId));
        var view = await story.Do((ReadCase read) => read.Run(story.Rune.Actor, report.Number, default));
        Assert.Equal(answers, view.Timeline.Where(line => line.Type == EventType.ReportAddedTo).Select(line => line.Words).Reverse());
        Assert.All(view.Timeline.Where(line => line.Type == EventType.ReportAddedTo), line => Assert.Equal((true, null), (line.Data.Answers, line.Data.Doubtful)));
        Assert.Equal((MessagePurpose.Report, CategoryCode.NeedleWaste, Ground: Api.Reports.Ground.Yard, "Ørnevej 6", 3, MissingPart.None), (view.Reading!.Purpose, view.Reading.Category, view.Reading.Ground, view.Reading.Place, view.Reading.Count, view.Reading.Missing));
        Assert.Equal(Enumerable.Repeat($"{report.Number}: Naboen har skrevet mere. Læs det på forummets side.", 3), story.News(story.Rune));
    }

    [Theory, BothDatabases]
    public async Task Another_place_is_another_case(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        await story.Text(story.Bodil, "nåle ved ørnevej 6");
        Assert.StartsWith(Ground, Assert.Single(await story.Text(story.Bodil, "der ligger også 2 kanyler på mejsevænget 11")), StringComparison.Ordinal);
        Assert.Equal(2, (await story.Cases()).Count);
    }

    [Theory, BothDatabases]
    public async Task After_an_hour_nothing_is_asked_and_what_comes_is_a_new_case(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        await story.Text(story.Bodil, "kanyler");
        story.Town.Clock.Advance(TimeSpan.FromMinutes(59));
        Assert.StartsWith(Ground, Assert.Single(await story.Text(story.Bodil, "ørnevej 6")), StringComparison.Ordinal);
        story.Town.Clock.Advance(TimeSpan.FromMinutes(1));
        await story.Text(story.Bodil, "i gården");
        Assert.Equal(2, (await story.Cases()).Count);
    }

    [Theory]
    [BothDatabases("der er også helt vildt meget larm")]
    [BothDatabases("Hvornår har bussen åben i morgen?")]
    [BothDatabases("han sagde noget om en bil")]
    public async Task What_may_not_belong_goes_to_a_human_on_the_same_case_and_says_so(DatabaseKind kind, string words)
    {
        var story = await towns.Begin(kind);
        await story.Text(story.Bodil, "3 nåle i gården ørnevej 6");
        Assert.StartsWith(Added, Assert.Single(await story.Text(story.Bodil, words)), StringComparison.Ordinal);
        var report = Assert.Single(await story.Cases());
        var added = Assert.Single((await story.Do((ReadCase read) => read.Run(story.Rune.Actor, report.Number, default))).Timeline, line => line.Type == EventType.ReportAddedTo);
        Assert.Equal((words, true), (added.Words, added.Data.Doubtful));
        Assert.NotNull(report.QuestionAt);
    }

    [Theory, BothDatabases]
    public async Task Danger_is_answered_at_once_and_nothing_is_asked(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        await story.Text(story.Bodil, "kanyler");
        story.Read();
        Assert.StartsWith("Har du stukket dig", Assert.Single(await story.Text(story.Bodil, "min søn har stukket sig på en af dem")), StringComparison.Ordinal);
        var report = Assert.Single(await story.Cases());
        Assert.StartsWith($"HASTER {report.Number}", Assert.Single(story.News(story.Maja)), StringComparison.Ordinal);
        var other = story.NewPhone();
        Assert.StartsWith("Har du stukket dig", Assert.Single(await story.Text(other, "min datter har trådt på en nål")), StringComparison.Ordinal);
        Assert.All(await story.Cases(), one => Assert.Equal(one.Id == report.Id ? 1 : 0, one.TimesAsked));
    }

    [Theory, BothDatabases]
    public async Task Questions_count_against_the_senders_limit_and_so_do_additions(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        var asked = 0;
        for (var n = 1; n <= 5; n++) asked += Assert.Single(await story.Text(story.Bodil, $"nåle ørnevej {n}")).StartsWith(Received, StringComparison.Ordinal) ? 0 : 1;
        Assert.Equal(3, asked);
        for (var n = 0; n < 6; n++) Assert.StartsWith(Added, Assert.Single(await story.Text(story.Bodil, "og en bil")), StringComparison.Ordinal);
        Assert.StartsWith("Vi har fået mange beskeder", Assert.Single(await story.Text(story.Bodil, "og en bil")), StringComparison.Ordinal);
        Assert.Equal(5, (await story.Cases()).Count);
    }

    [Theory, BothDatabases]
    public async Task The_oddest_answer_stops_nothing(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        await story.Text(story.Bodil, "kanyler");
        foreach (var words in new[] { "\u200B", " ", "?", "\u202Eשלום\u2066x\u2069", "x\uFFFE", "halv \uD83D", "310290-0000" })
        {
            var taken = await story.Do((TakeText take) => take.Run(Api.Members.Actor.Program(story.ForumId), story.Bodil, words, $"SModd{words}"[..6] + words.GetHashCode(StringComparison.Ordinal), default));
            Assert.Contains(taken.Number, (await story.Cases()).Select(one => one.Number));
        }
    }

    [Theory, BothDatabases]
    public async Task One_text_that_is_worked_on_twice_is_added_once(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        await story.Text(story.Bodil, "kanyler");
        var first = await story.Do((TakeText take) => take.Run(Api.Members.Actor.Program(story.ForumId), story.Bodil, "ørnevej 6", "SMtwice", default));
        Assert.Equal(first, await story.Do((TakeText take) => take.Run(Api.Members.Actor.Program(story.ForumId), story.Bodil, "ørnevej 6", "SMtwice", default)));
        Assert.Equal((false, MissingPart.Ground), (first.IsNew, first.Asks));
        Assert.Equal(1, await story.Db(db => db.Notes.CountAsync(note => note.ReportId == db.Reports.Single(r => r.Number == first.Number && r.ForumId == story.ForumId).Id)));
    }

    [Theory, BothDatabases]
    public async Task A_question_of_staff_to_who_wrote_by_SMS_goes_out_in_its_words_and_the_answer_comes_back(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        await story.Text(story.Bodil, "3 nåle i gården ørnevej 6");
        var number = Assert.Single(await story.Cases()).Number;
        await story.Do((AskReporter ask) => ask.Run(story.Rune.Actor, number, new("Er porten låst?"), null, default));
        await story.Settle();
        Assert.Equal($"{number}: Er porten låst?", story.News(story.Bodil)[^1]);
        story.Read();
        story.Town.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal([$"Tak. Din besked er gemt uforandret på sag {number}, og en medarbejder læser den. Er nogen i fare, så ring 112."], await story.Text(story.Bodil, "ja, koden har viceværten"));
        Assert.Equal([$"{number}: Naboen har skrevet mere. Læs det på forummets side."], story.News(story.Rune));
        var report = Assert.Single(await story.Cases());
        Assert.Null(report.AskedAt);
        var note = await story.Db(db => db.Notes.SingleAsync(n => n.ReportId == report.Id && n.Kind == NoteKind.FromReporter));
        Assert.Equal("ja, koden har viceværten", story.Town.Services.GetService(typeof(FieldCipher)) is FieldCipher cipher ? cipher.Open(note.WordsSealed, Note.Purpose) : null);
    }

    [Theory, BothDatabases]
    public async Task Who_reported_on_the_page_is_told_neutrally_that_there_is_a_question_and_may_answer_by_SMS(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        var number = await story.Report();
        story.Read();
        await story.Do((AskReporter ask) => ask.Run(story.Rune.Actor, number, new("Er det bag Netto?"), null, default));
        await story.Settle();
        Assert.Equal([$"{number}: Der er et spørgsmål til dig. Se det, og svar på sagens side."], story.News(story.Bodil));
        Assert.StartsWith(Added, Assert.Single(await story.Text(story.Bodil, "ja lige bagved")), StringComparison.Ordinal);
        Assert.Single(await story.Cases());
        // Without a question a text of somebody who reported on the page is a case of its own, as ever.
        await story.Text(story.Bodil, "ja lige bagved");
        Assert.Equal(2, (await story.Cases()).Count);
    }

    [Theory, BothDatabases]
    public async Task A_question_that_was_answered_before_morning_is_not_sent(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        var number = await story.Report();
        story.Read();
        story.Town.Clock.Advance(TimeSpan.FromHours(13));
        await story.Do((AskReporter ask) => ask.Run(story.Rune.Actor, number, new("Er det bag Netto?"), null, default));
        await story.Settle();
        Assert.Empty(story.News(story.Bodil));
        var id = (await story.Case(number)).Id;
        await story.Do((AddToReport add) => add.Run(Api.Members.Actor.Holder(story.ForumId, id), "Ja.", null, default));
        await story.Later(TimeSpan.FromHours(12));
        Assert.DoesNotContain(story.News(story.Bodil), text => text.Contains("spørgsmål", StringComparison.Ordinal));
    }
}
