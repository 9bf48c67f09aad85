using CsCheck;
using Tryghedsforum.Notifications.Planning;
using Xunit;

namespace Tryghedsforum.Notifications.Tests.Planning;

public sealed class Gsm7Tests
{
    [Fact]
    public void Danish_letters_are_in_the_alphabet()
    {
        Assert.True(Gsm7.Fits("Sæt dig på bænken ved åen: ÆØÅ æøå ÄÖÜäöü éà §ß"));
        Assert.Equal(new byte[] { 0x1C, 0x0B, 0x0E, 0x1D, 0x0C, 0x0F, 0x00, 0x20, 0x41, 0x61 }, Gsm7.Encode("ÆØÅæøå@ Aa"));
    }

    [Theory]
    [InlineData("á")]
    [InlineData("–")]
    [InlineData("ş")]
    [InlineData("ł")]
    [InlineData("إ")]
    [InlineData("😱")]
    [InlineData("\u001B")]
    [InlineData("ç")]
    public void Other_letters_are_not(string text)
    {
        Assert.False(Gsm7.Fits(text));
        Assert.Throws<ArgumentException>(() => Gsm7.Encode(text));
    }

    [Fact]
    public void The_extension_table_costs_two()
    {
        Assert.Equal(new byte[] { 0x1B, 0x65, 0x1B, 0x3C, 0x1B, 0x3E, 0x1B, 0x28, 0x1B, 0x29, 0x1B, 0x14, 0x1B, 0x2F, 0x1B, 0x3D, 0x1B, 0x40 }, Gsm7.Encode("€[]{}^\\~|"));
        Assert.Equal(18, Gsm7.Length("€[]{}^\\~|"));
    }

    [Theory]
    [InlineData('a', 1, 0, 0)]
    [InlineData('a', 1, 1, 1)]
    [InlineData('a', 1, 160, 1)]
    [InlineData('a', 1, 161, 2)]
    [InlineData('ø', 1, 306, 2)]
    [InlineData('a', 1, 307, 3)]
    [InlineData('a', 1, 918, 6)]
    [InlineData('€', 2, 80, 1)]
    [InlineData('€', 2, 81, 2)]
    [InlineData('€', 2, 152, 2)] // 76 a segment: the 153rd septet cannot hold half of one
    [InlineData('€', 2, 153, 3)]
    [InlineData('ş', 1, 70, 1)]
    [InlineData('ş', 1, 71, 2)]
    [InlineData('ş', 1, 134, 2)]
    [InlineData('ş', 1, 135, 3)]
    public void Segments_are_160_then_153_or_70_then_67(char letter, int length, int times, int segments)
    {
        var text = new string(letter, times);
        Assert.Equal(segments, Gsm7.Segments(text));
        Assert.Equal(length * times, Gsm7.Length(text));
    }

    [Fact]
    public void An_emoji_is_not_cut_in_two()
    {
        Assert.Equal(1, Gsm7.Segments(string.Concat(Enumerable.Repeat("😱", 35))));
        Assert.Equal(2, Gsm7.Segments(string.Concat(Enumerable.Repeat("😱", 66))));
        Assert.Equal(3, Gsm7.Segments(string.Concat(Enumerable.Repeat("😱", 67))));
    }

    [Fact]
    public void Lookalikes_are_replaced_and_letters_stay()
    {
        Assert.Equal("9-15 'nu' \"her\" ... kl. 8 - det er é", Gsm7.WithoutLookalikes("9–15 ‘nu’ “her” … kl.\u00A08 — det er é"));
        Assert.Equal("Blåbærgrød på øen ÆØÅ", Gsm7.WithoutLookalikes("Blåbærgrød på øen ÆØÅ"));
        Assert.Equal("gård", Gsm7.WithoutLookalikes("ga\u030Ard"));
        Assert.Equal("şırınga 😱", Gsm7.WithoutLookalikes("şırınga 😱"));
    }

    [Fact]
    public void Any_text_can_be_measured() => Gen.String[Gen.Char, 0, 30].Sample(text => Gsm7.Segments(Gsm7.WithoutLookalikes(text)) >= 0, iter: 2_000);

    [Fact]
    public void What_is_encoded_has_the_length_that_was_told() =>
        Gen.Char["@£$¥èéùìòÇ\nØø\rÅåΔ_ΦÆæßÉ !#¤%&'()*+,-./09:;<=>?¡AZÄÖÑÜ§¿azäöñüà^{}\\[~]|€\f"].Array[0, 400].Select(letters => new string(letters))
            .Sample(text => Gsm7.Encode(text).Length == Gsm7.Length(text) && Gsm7.Encode(text).All(septet => septet < 128)
                && Gsm7.Segments(text) >= (Gsm7.Length(text) <= 160 ? Math.Min(1, text.Length) : (Gsm7.Length(text) + 152) / 153), iter: 2_000);

    [Theory]
    [InlineData(1, "Tak, vi har din besked. Sag NV-4827. Vi skriver, når der er nyt. Er nogen i fare, så ring 112. Svar STOP for ingen flere SMS.")]
    [InlineData(1, "Har du stukket dig: vask straks med vand og sæbe, klem ikke, og ring med det samme til lægen eller 1813. Ved livsfare 112. Vi har din besked.")]
    public void The_fixed_texts_fit_one_segment(int segments, string text) => Assert.Equal(segments, Gsm7.Segments(text));
}
