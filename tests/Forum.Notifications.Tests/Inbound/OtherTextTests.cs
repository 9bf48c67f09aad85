using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Notifications.Delivery;
using Tryghedsforum.Notifications.Inbound;
using Tryghedsforum.Notifications.Simulator;
using Tryghedsforum.Notifications.Tests.Planning;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Notifications.Tests.Inbound;

/// <summary>Whatever else somebody writes.</summary>
[Collection(nameof(Town))]
public sealed class OtherTextTests(Towns towns)
{
    private const string Received = "Tak. Din besked er gemt uforandret, og en medarbejder læser den på næste hverdag. Er nogen i fare, så ring 112.";

    [Theory]
    [BothDatabases(1)]
    [BothDatabases(11)]
    [BothDatabases(36)]
    public async Task It_becomes_an_unread_case_with_its_words_unharmed(DatabaseKind kind, int message)
    {
        var story = await towns.Begin(kind);
        var words = NeighbourMessages.All[message];
        Assert.Equal([Received], await story.Text(story.Bodil, words));
        var report = Assert.Single(await story.Cases());
        Assert.Equal((CategoryCode.Unsorted, Channel.Sms, ReportStatus.Received), (report.Category, report.Channel, report.Status));
        Assert.Equal(words, Words(story, report));
        Assert.Equal($"A: Ny sag {report.Number}. Ulæst besked, Sted ikke oplyst. Svar 1=set", Assert.Single(story.News(story.Rune)));
        Assert.Empty(story.News(story.Ida));
    }

    [Theory]
    [BothDatabases(14, "ring 112 NU")]
    [BothDatabases(15, "vask straks")]
    [BothDatabases(16, "ring 112 NU")]
    public async Task Danger_in_it_is_answered_at_once_and_the_coordinators_are_alerted(DatabaseKind kind, int message, string answer)
    {
        var story = await towns.Begin(kind);
        Assert.Contains(answer, Assert.Single(await story.Text(story.Bodil, NeighbourMessages.All[message])), StringComparison.Ordinal);
        Assert.StartsWith("HASTER", Assert.Single(story.News(story.Maja)), StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task Danger_in_a_crews_own_text_is_a_case_too(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        await story.Report();
        Assert.StartsWith("Har du stukket dig", await story.Answer(story.Ida, "jeg har stukket mig på en af dem"), StringComparison.Ordinal);
        Assert.Equal(2, (await story.Cases()).Count);
    }

    [Theory]
    [BothDatabases("HJÆLP", "Skriv, hvad du har fundet, og hvor")]
    [BothDatabases("help", "Skriv, hvad du har fundet, og hvor")]
    public async Task Help_is_help_as_the_whole_message_only(DatabaseKind kind, string text, string answer)
    {
        var story = await towns.Begin(kind);
        Assert.StartsWith(answer, Assert.Single(await story.Text(story.Bodil, text)), StringComparison.Ordinal);
        Assert.Equal(1, Notifications.Planning.Gsm7.Segments(Assert.Single(await story.Text(story.Bodil, text))));
        Assert.Empty(await story.Cases());
    }

    [Theory, BothDatabases]
    public async Task A_CPR_number_is_nowhere_in_the_database(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        await story.Text(story.Bodil, NeighbourMessages.All[29]);
        await story.Text(story.Bodil, "igen igen 310290 0000");
        Assert.All(await story.Cases(), report => Assert.DoesNotContain("310290", Words(story, report), StringComparison.Ordinal));
        var cipher = story.Town.Services.GetRequiredService<FieldCipher>();
        var texts = await story.Told(db => db.InboundTexts.AsNoTracking().Where(t => t.ForumId == story.ForumId).ToListAsync());
        Assert.Equal(2, texts.Count);
        Assert.All(texts, text => Assert.DoesNotContain("310290", cipher.Open(text.BodySealed, ReceiveSms.BodyPurpose), StringComparison.Ordinal));
        if (kind == DatabaseKind.Sqlite) Assert.DoesNotContain("310290", FileBytes(story), StringComparison.Ordinal);
        // The search itself finds what is there in plain.
        if (kind == DatabaseKind.Sqlite) Assert.Contains("reply.received", FileBytes(story), StringComparison.Ordinal);
        Assert.DoesNotContain(story.Town.Host.Log.All, line => line.Contains("310290", StringComparison.Ordinal) || line.Contains(story.Bodil, StringComparison.Ordinal));
    }

    [Theory, BothDatabases]
    public async Task It_goes_to_the_forum_whose_number_it_was_sent_to(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        var other = await story.Town.Begin();
        await story.Text(story.Bodil, "1 nål", other.Number);
        Assert.Empty(await story.Cases());
        Assert.Single(await other.Cases());
        await story.Text(story.Bodil, "1 nål", "+4595999999");
        Assert.Empty(await story.Cases());
        Assert.Equal(["no-forum"], await story.Told(db => db.InboundTexts.Where(t => t.ForumId == null).OrderByDescending(t => t.ReceivedAt).Take(1).Select(t => t.Outcome).ToListAsync()));
    }

    [Theory, BothDatabases]
    public async Task Twenty_deliveries_of_one_text_at_once_are_one_case_and_one_answer(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        var statuses = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Post(story, Fields(story, $"SM{story.ForumId}-20", "nåle ørnevej"))));
        Assert.All(statuses, status => Assert.Equal(HttpStatusCode.OK, status));
        await story.Settle();
        Assert.Single(await story.Cases());
        Assert.StartsWith("Tak. Hvor præcist er det?", Assert.Single(story.News(story.Bodil)), StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task What_is_not_signed_or_cannot_be_kept_is_refused(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        var fields = Fields(story, $"SM{story.ForumId}-x", "nåle");
        Assert.Equal(HttpStatusCode.Forbidden, await Post(story, fields, ""));
        Assert.Equal(HttpStatusCode.Forbidden, await Post(story, fields, SimulatedCallbacks.Sign("guessed", Address(story), fields)));
        Assert.Equal(HttpStatusCode.BadRequest, await Post(story, Fields(story, $"SM{story.ForumId}-x", "nåle\0")));
        Assert.Equal(HttpStatusCode.BadRequest, await Post(story, Fields(story, "", "nåle")));
        Assert.Empty(await story.Told(db => db.InboundTexts.Where(t => t.ForumId == story.ForumId).ToListAsync()));
    }

    [Theory]
    [BothDatabases("")]
    [BothDatabases("\u202Eשלום\u2066x\u2069")]
    [BothDatabases("\u0007\u001B[31m")]
    [BothDatabases("x\uFFFE")]
    public async Task The_oddest_text_is_a_case_and_not_an_error(DatabaseKind kind, string words)
    {
        var story = await towns.Begin(kind);
        Assert.Equal(HttpStatusCode.OK, await Post(story, Fields(story, $"SM{story.ForumId}-odd", words)));
        await story.Settle();
        Assert.Single(await story.Cases());
    }

    [Theory]
    [BothDatabases("STOP", "START")]
    [BothDatabases("STOPALL", "unstop")]
    [BothDatabases("AFMELD", "TILMELD")]
    [BothDatabases("stop sms", "start")]
    public async Task Whoever_writes_no_more_gets_no_more_hears_so_once_and_can_come_back(DatabaseKind kind, string stop, string start)
    {
        var story = await towns.Begin(kind);
        var answers = await story.Text(story.Bodil, stop);
        // The telephone company answers the words that it obeys itself.
        string[] ours = stop is "AFMELD" or "stop sms" ? ["Du får ikke flere SMS fra Tryghedsforum Nordvest. Svar START, hvis du fortryder."] : [];
        Assert.Equal(ours, answers);
        await story.Report();
        Assert.Empty(story.News(story.Bodil));
        Assert.Equal(MessageReason.OptedOut, Assert.Single(await story.Messages(), message => message.Kind == MessageKind.ReporterReceipt).Reason);
        Assert.Empty(await story.Text(story.Bodil, "HJÆLP"));
        // What the telephone company itself has stopped is not lifted by a word that it does not know.
        if (ours.Length == 0) Assert.Empty(await story.Text(story.Bodil, "TILMELD"));
        if (ours.Length == 0) Assert.Single(await story.Told(db => db.OptOuts.Where(o => o.ForumId == story.ForumId).ToListAsync()));
        await story.Text(story.Bodil, start);
        Assert.StartsWith("Skriv, hvad du har fundet", Assert.Single(await story.Text(story.Bodil, "HJÆLP")), StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task A_long_text_is_cut_between_two_characters(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        Assert.Equal(HttpStatusCode.OK, await Post(story, Fields(story, $"SM{story.ForumId}-long", "x" + string.Concat(Enumerable.Repeat("😱", 1500)))));
        await story.Settle();
        Assert.Equal(1999, Words(story, Assert.Single(await story.Cases())).Length);
    }

    [Theory, BothDatabases]
    public async Task A_phone_that_writes_too_much_is_asked_to_call(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        for (var n = 1; n <= 6; n++) await story.Text(story.Bodil, $"nåle ørnevej {n}");
        Assert.StartsWith("Vi har fået mange beskeder fra dit nummer. Haster det, så ring 95 10 00 01.", Assert.Single(await story.Text(story.Bodil, "nåle ørnevej 9")), StringComparison.Ordinal);
        Assert.StartsWith("Er nogen i livsfare", Assert.Single(await story.Text(story.Bodil, "han er bevidstløs")), StringComparison.Ordinal);
        Assert.Equal(6, (await story.Cases()).Count);
        // Nothing is made of it, but it is not lost; what speaks of danger stands on a case.
        Assert.Equal(["nåle ørnevej 9"], (await story.Do((GivenUpTexts texts) => texts.List(story.Maja.Actor, default))).Select(text => text.Body));
    }

    private static string Words(Story story, Report report) => story.Town.Services.GetRequiredService<FieldCipher>().Open(report.WordsSealed, SubmitReport.WordsPurpose)!;

    private static string FileBytes(Story story)
    {
        var file = new Microsoft.Data.Sqlite.SqliteConnectionStringBuilder(story.Town.Host.Database.Connection).DataSource;
        return string.Concat(new[] { file, file + "-wal" }.Where(File.Exists).Select(path =>
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            return reader.ReadToEnd();
        }));
    }

    private static string Address(Story story) => new Uri(story.Town.Host.Address, "/sms/inbound").AbsoluteUri;

    private static Dictionary<string, string> Fields(Story story, string sid, string body) => new() { ["MessageSid"] = sid, ["From"] = story.Bodil, ["To"] = story.Number, ["Body"] = body };

    private static async Task<HttpStatusCode> Post(Story story, Dictionary<string, string> fields, string? signature = null)
    {
        using var client = story.Town.Host.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sms/inbound") { Content = new FormUrlEncodedContent(fields) };
        request.Headers.TryAddWithoutValidation("X-Twilio-Signature", signature ?? SimulatedCallbacks.Sign("simulator", Address(story), fields));
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }
}
