using CsCheck;
using Tryghedsforum.Notifications.Inbound;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Notifications.Tests.Inbound;

public sealed class SmsCommandTests
{
    [Theory]
    [InlineData("STOP")]
    [InlineData("Stop")]
    [InlineData(" stop! ")]
    [InlineData("\"STOP\".")]
    [InlineData("ＳＴＯＰ")]
    [InlineData("STOPALL")]
    [InlineData("stop  sms")]
    [InlineData("STOP\nSMS")]
    [InlineData("Afmeld")]
    [InlineData("stop🙏")]
    public void Stop_is_heard_as_a_whole_message(string body) => Assert.IsType<SmsCommand.Stop>(SmsCommand.Read(body));

    [Theory]
    [InlineData("START")]
    [InlineData("tilmeld.")]
    public void Start_is_heard_as_a_whole_message(string body) => Assert.IsType<SmsCommand.Start>(SmsCommand.Read(body));

    [Theory]
    [InlineData("HJÆLP")]
    [InlineData("hjælp?")]
    [InlineData("Hjaelp")]
    [InlineData("HELP!")]
    public void Help_is_heard_as_a_whole_message(string body) => Assert.IsType<SmsCommand.Help>(SmsCommand.Read(body));

    [Theory]
    [InlineData("IGEN", "")]
    [InlineData("igen!", "")]
    [InlineData(" Igen. ", "")]
    [InlineData("Igen NV-4827", "NV-4827")]
    [InlineData("IGEN: bag Cykelskuret, ved porten ", "bag Cykelskuret, ved porten")]
    [InlineData("igen\nØrnevej 6 😱", "Ørnevej 6 😱")]
    public void Again_keeps_what_is_written_behind_it(string body, string rest) => Assert.Equal(new SmsCommand.Again(rest), SmsCommand.Read(body));

    [Theory]
    [InlineData("1", null, 1, null)]
    [InlineData("1.", null, 1, null)]
    [InlineData(" 4 ", null, 4, null)]
    [InlineData("(3)", null, 3, null)]
    [InlineData("1️⃣", null, 1, null)]
    [InlineData("1 👍", null, 1, null)]
    [InlineData("١", null, 1, null)]           // Arabic-Indic
    [InlineData("２　７", null, 2, 7)]           // full-width
    [InlineData("٢ ٧", null, 2, 7)]
    [InlineData("2", null, 2, null)]
    [InlineData("2 7", null, 2, 7)]
    [InlineData("2  7", null, 2, 7)]
    [InlineData("2\n7", null, 2, 7)]
    [InlineData("2\u00A07", null, 2, 7)]
    [InlineData("2, 7", null, 2, 7)]
    [InlineData("2. 7", null, 2, 7)]
    [InlineData("2: 7", null, 2, 7)]
    [InlineData("2=7", null, 2, 7)]
    [InlineData("2+7", null, 2, 7)]
    [InlineData("2 7 stk", null, 2, 7)]
    [InlineData("2 7 stk.", null, 2, 7)]
    [InlineData("2 7stk", null, 2, 7)]
    [InlineData("2 7 kanyler", null, 2, 7)]
    [InlineData("2 0", null, 2, 0)]
    [InlineData("2 999", null, 2, 999)]
    [InlineData("a1", 'A', 1, null)]
    [InlineData("A 1", 'A', 1, null)]
    [InlineData("1a", 'A', 1, null)]
    [InlineData("A: 1", 'A', 1, null)]
    [InlineData("A2 7", 'A', 2, 7)]
    [InlineData("2A 7", 'A', 2, 7)]
    [InlineData("2 A 7", 'A', 2, 7)]
    [InlineData("A 2 7", 'A', 2, 7)]
    [InlineData("b2, 12 stk", 'B', 2, 12)]
    [InlineData("B4", 'B', 4, null)]
    public void A_crew_answers_with_a_digit(string body, char? letter, int digit, int? count) =>
        Assert.Equal(new SmsCommand.CrewReply(letter, digit, count), SmsCommand.Read(body));

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("?")]
    [InlineData("A")]
    [InlineData("0")]
    [InlineData("5")]
    [InlineData("7")]
    [InlineData("45")]
    [InlineData("27")]
    [InlineData("A27")]
    [InlineData("A 27")]
    [InlineData("2A7")]
    [InlineData("11")]
    [InlineData("1 7")]
    [InlineData("3 0")]
    [InlineData("2 1000")]
    [InlineData("2 -7")]
    [InlineData("2-7")]
    [InlineData("4-5")]
    [InlineData("2,5")]
    [InlineData("2.7")]
    [InlineData("2/7")]
    [InlineData("2 7 8")]
    [InlineData("AB 2")]
    [InlineData("<3")]
    [InlineData(":3")]
    [InlineData("2?")]
    [InlineData("+1")]
    [InlineData("-1")]
    [InlineData("#2")]
    [InlineData("2 nåle ved ørnevej 1")]
    [InlineData("1 kanyle ved porten")]
    [InlineData("1 kanyle")]
    [InlineData("3 nåle")]
    [InlineData("2 7 nåle ved ørnevej")]
    [InlineData("4 sprøjter")]
    [InlineData("hentet")]
    [InlineData("1 og 2")]
    [InlineData("ca 2")]
    [InlineData("½")]
    [InlineData("²")]
    [InlineData("Ⅱ")]
    [InlineData("Stop nu med at ringe")]
    [InlineData("de stopper ikke")]
    [InlineData("ikke stop")]
    [InlineData("start på ørnevej")]
    [InlineData("hjælp der ligger nåle")]
    [InlineData("help me")]
    [InlineData("igennem porten ligger nåle")]
    [InlineData("igen2")]
    [InlineData("nu ligger der nåle igen")]
    public void Whatever_else_is_written_is_no_command(string body) => Assert.Equal(new SmsCommand.Other(body), SmsCommand.Read(body));

    [Fact]
    public void No_body_is_an_empty_text() => Assert.Equal(new SmsCommand.Other(""), SmsCommand.Read(null));

    [Fact]
    public void Of_the_forty_messages_three_are_commands()
    {
        foreach (var (number, text) in NeighbourMessages.All)
        {
            SmsCommand expected = number switch
            {
                9 => new SmsCommand.Again(""),
                10 => new SmsCommand.Stop(),
                27 => new SmsCommand.Help(),
                _ => new SmsCommand.Other(text),
            };
            Assert.Equal(expected, SmsCommand.Read(text));
        }
    }

    [Fact]
    public void Reading_never_throws_and_keeps_other_text_unharmed()
    {
        var likely = Gen.Char["12347AaB .,:=+-stkSTOPigenIGEN\n\u00A0２٢²\uD83D\u200D"].Array[0, 12].Select(letters => new string(letters));
        Gen.OneOf<string>(likely, Gen.String[Gen.Char, 0, 40]).Sample(body => SmsCommand.Read(body) switch
        {
            SmsCommand.Other other => other.Text == body,
            SmsCommand.CrewReply reply => reply.Digit is >= 1 and <= 4 && reply.Count is null or (>= 0 and <= 999) && reply.Letter is null or (>= 'A' and <= 'Z') && (reply.Count is null || reply.Digit == 2),
            SmsCommand.Again again => body.Contains(again.Rest, StringComparison.Ordinal),
            _ => true,
        }, iter: 100_000);
    }

    [Fact]
    public void A_digit_followed_by_a_needle_and_a_street_is_never_a_command() =>
        Gen.Select(Gen.Int[0, 30], Gen.OneOf("nåle", "kanyler", "sprøjter", "needles", "kanyle"), Gen.OneOf("ørnevej 1", "ved ørnevej 2 7", "Ørnevej", "på 2")).Sample((count, what, where) =>
            SmsCommand.Read($"{count} {what} {where}") is SmsCommand.Other, iter: 2_000);
}
