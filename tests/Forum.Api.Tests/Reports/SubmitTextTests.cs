using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Api.Tests.Reports;

public sealed class SubmitTextTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task Every_text_of_a_neighbour_becomes_an_unread_case_with_its_words_unharmed(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        foreach (var (number, words) in NeighbourMessages.All)
        {
            here.Clock.Advance(TimeSpan.FromMinutes(20));
            var sent = await here.Do((SubmitText submit) => submit.Run(here.Program, "+4595000077", words, $"SM{number}", Cancel));
            var view = await here.Do((ReadCase read) => read.Run(here.As("Rune Askholt"), sent.Number, Cancel));
            Assert.Equal(number == 29 ? words.Replace("310290-0000", "xxxxxx-xxxx", StringComparison.Ordinal).Length : words.Length, view.Words!.Length);
            Assert.Equal((CategoryCode.Unsorted, Channel.Sms, ReportStatus.Received), (view.Category, view.Channel, view.Status));
            Assert.Equal("95 00 00 77", (await here.Do((ViewContact open) => open.Run(here.As("Rune Askholt"), sent.Number, new(ContactReason.CallBack), null, Cancel))).Phone);
            Assert.Null(view.Pickup);
            Assert.Equal(Audience.Partners | Audience.Reporter, (await here.Case(sent.Number)).Audience);
            if (number != 29) Assert.Equal(words, view.Words);
            else Assert.DoesNotContain("310290", view.Words, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Nothing_that_a_telephone_can_send_is_refused()
    {
        await using var here = await Neighbourhood.Found(DatabaseKind.Sqlite);
        string[] texts = ["", "\0", "a\0b", new('x', 5000), new string('x', 1999) + "😱😱", "halv \uD83D", "\uFFFF\uFFFE", "\u202Eomvendt", " \u200B "];
        for (var i = 0; i < texts.Length; i++)
        {
            here.Clock.Advance(TimeSpan.FromMinutes(20));
            var sent = await here.Do((SubmitText submit) => submit.Run(here.Program, "+4595000077", texts[i], $"odd{i}", Cancel));
            var words = (await here.Do((ReadCase read) => read.Run(here.As("Rune Askholt"), sent.Number, Cancel))).Words;
            if (texts[i].Any(char.IsLetterOrDigit)) Assert.NotEmpty(words!);
        }
    }

    [Fact]
    public async Task A_sender_from_a_country_that_gets_no_texts_is_heard_all_the_same()
    {
        await using var here = await Neighbourhood.Found(DatabaseKind.Sqlite);
        var sent = await here.Do((SubmitText submit) => submit.Run(here.Program, "+48600000000", "Na klatce schodowej leżą igły", "pl", Cancel));
        Assert.Null((await here.Case(sent.Number)).PhoneHash);
    }
}
