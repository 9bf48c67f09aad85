using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Notifications.Planning;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Notifications.Tests.Planning;

/// <summary>A forum's own words in SMS: what is sent is what was tried, what is fixed stays, and what was said before can be read.</summary>
[Collection(nameof(Town))]
public sealed class SmsTextTests(Towns towns)
{
    private const string Receipt = "reporter.receipt";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task Own_words_are_tried_sent_kept_as_versions_and_taken_back(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        // A dash and a curly quote only look like letters of telephones.
        const string typed = "Hej fra Nordvest – sagen er ’{sag}’.", sent = "Hej fra Nordvest - sagen er '{sag}'. Er nogen i fare, så ring 112. Svar STOP for ingen flere SMS.";
        var look = Assert.Single(await story.Do((ReadSmsTexts read) => read.Try(story.Maja.Actor, new(Receipt, typed, null, 0), Cancel)));
        Assert.Equal((true, 1, null), (look.IsGsm, look.Segments, look.Kroner));
        Assert.DoesNotContain(await Texts(story), text => text.IsOwn);
        Assert.Equal(1, (await Save(story, Receipt, typed)).Version);

        var tried = await story.Do((TryRules tries) => tries.Run(story.Maja.Actor, new(EventType.ReportReceived, CategoryCode.NeedleWaste, Ground.Street, false, null), Cancel));
        Assert.Equal(look.Words, Assert.Single(tried, line => line.Who == "Reporter").Words);
        var number = await story.Report();
        Assert.Equal(sent.Replace("{sag}", number, StringComparison.Ordinal), Assert.Single(story.News(story.Bodil)));
        Assert.Equal(look.Words.Length, sent.Replace("{sag}", number, StringComparison.Ordinal).Length);

        await Save(story, Receipt, "Sag {sag} er modtaget.", version: 1);
        Assert.Equal(RefusalCode.ChangedMeanwhile, await Refusals.Code(Save(story, Receipt, "Sag {sag} er her.", version: 1)));
        Assert.Equal(3, (await Save(story, Receipt, null, version: 2)).Version);
        Assert.False((await Texts(story)).Single(text => text.Key == Receipt).IsOwn);
        var versions = await story.Do((ReadSmsWords read) => read.Run(story.Maja.Actor, Receipt, Cancel));
        Assert.Equal([(3, null), (2, "Sag {sag} er modtaget."), (1, "Hej fra Nordvest - sagen er '{sag}'.")], versions.Select(version => (version.Version, version.Danish)));
        Assert.All(versions, version => Assert.Equal("Maja Ellekilde", version.By));
    }

    [Theory]
    [BothDatabases("reporter.receipt", "Tak for din besked.", "SmsNeedsCase")]
    [BothDatabases("reporter.receipt", "Sag {sag}, {navn}.", "SmsPlaceUnknown")]
    [BothDatabases("reporter.receipt", "Sag {sag} {tid}.", "SmsPlaceUnknown")]
    [BothDatabases("reporter.receipt", "Sag {sag} }.", "SmsPlaceUnknown")]
    [BothDatabases("reporter.answer", "{sag}: se nordvest.dk", "SmsHasAddress")]
    [BothDatabases("reporter.answer", "{sag}: se https://nordvest", "SmsHasAddress")]
    [BothDatabases("reporter.answer", "{sag}: se www.nordvest", "SmsHasAddress")]
    [BothDatabases("reporter.answer", "{sag}: se kort.example/svar", "SmsHasAddress")]
    [BothDatabases("reporter.gone", "{sag}: Det er løst.", "SmsNeedsAgain")]
    [BothDatabases("digest", "Der er nyt i {forum}.", "SmsNeedsNews")]
    public async Task What_cannot_be_said_so_is_refused_when_it_is_tried_and_when_it_is_saved(DatabaseKind kind, string key, string words, string fault)
    {
        var story = await towns.Begin(kind);
        Assert.Equal($"danish:{fault}", await Refusals.Faults(story.Do((ReadSmsTexts read) => read.Try(story.Maja.Actor, new(key, words, null, 0), Cancel))));
        Assert.Equal($"danish:{fault}", await Refusals.Faults(Save(story, key, words)));
    }

    [Theory, BothDatabases]
    public async Task What_is_fixed_has_no_words_of_the_forum_s_and_too_long_is_refused(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        foreach (var key in new[] { "crew.task", "reply.danger", "reply.needlestick", "sign-in.code", "resident.warning", "overseer.look", "police" })
            Assert.Equal(RefusalCode.NotFound, await Refusals.Code(Save(story, key, "{sag}")));
        Assert.DoesNotContain(await Texts(story), text => text.Danish.Contains("112", StringComparison.Ordinal) || text.Danish.Contains("1813", StringComparison.Ordinal));
        Assert.Equal("danish:SmsTooLong", await Refusals.Faults(Save(story, "reporter.answer", "{sag}: " + new string('a', 460))));
        // One letter outside the alphabet halves the room.
        Assert.Equal("danish:SmsTooLong", await Refusals.Faults(Save(story, "reporter.answer", "{sag}: 😱" + new string('a', 200))));
        Assert.Equal("😱", Assert.Single(await story.Do((ReadSmsTexts read) => read.Try(story.Maja.Actor, new("reporter.answer", "{sag}: 😱", null, 0), Cancel))).Odd);
        await Save(story, "reporter.answer", "{sag}: f.eks. kl. 10.30, bl.a. hos os.");
        Assert.Equal(RefusalCode.Forbidden, await Refusals.Code(story.Do((ChangeSmsText change) => change.Run(story.Rune.Actor, new(Receipt, "{sag}", null, 0), null, Cancel))));
    }

    [Theory, BothDatabases]
    public async Task Members_get_their_own_language_and_the_program_s_words_where_the_forum_has_none(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        await story.Do((ChangeSmsText change) => change.Run(story.Maja.Actor, new("crew.cancelled", "Glem {sag}.", "Forget {sag}.", 0), null, Cancel));
        var settings = await story.Do((ReadForum read) => read.ById(story.ForumId, Cancel));
        var words = (await story.Do((SmsWords words) => Task.FromResult(words))).For(settings.SmsWords);
        Assert.Equal(("Glem AB-1.", "Forget AB-1."), (words.Say("crew.cancelled", "AB-1"), words.In(true).Say("crew.cancelled", "AB-1")));
        Assert.Equal("AB-1: Naboen har skrevet mere. Læs det på forummets side.", words.Say("team.note", "AB-1"));
        // Saved as the program has it, it follows the program.
        var program = (await Texts(story)).Single(text => text.Key == "team.note");
        await story.Do((ChangeSmsText change) => change.Run(story.Maja.Actor, new("team.note", program.Danish, program.English, 0), null, Cancel));
        Assert.False((await Texts(story)).Single(text => text.Key == "team.note").IsOwn);
    }

    private static Task<IReadOnlyList<OwnSmsText>> Texts(Story story) => story.Do((ReadSmsTexts read) => read.Run(story.Maja.Actor, Cancel));

    private static Task<OwnSmsWords> Save(Story story, string key, string? words, int version = 0) => story.Do((ChangeSmsText change) => change.Run(story.Maja.Actor, new(key, words, null, version), null, Cancel));
}
