using System.Text;
using CsCheck;
using Tryghedsforum.Api.Privacy;
using Xunit;

namespace Tryghedsforum.Api.Tests.Privacy;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData(" \t\r\n ", null)]
    [InlineData("\u200B\uFEFF", null)]
    [InlineData("  bag cykelskuret \n", "bag cykelskuret")]
    [InlineData("a\r\nb\rc\u2028d", "a\nb\nc\nd")]
    [InlineData("naale ved oernevej 6 😱🩸", "naale ved oernevej 6 😱🩸")]
    [InlineData("👨‍👩‍👧 her", "👨‍👩‍👧 her")]
    [InlineData("توجد إبر مستعملة", "توجد إبر مستعملة")]
    [InlineData("ga\u030Ard", "gård")]
    [InlineData("a\u202Egpj.exe\u202C \u2066b\u2069", "agpj.exe b")]
    [InlineData("a\tb", "a\tb")]
    public void A_text_is_kept_as_it_can_be_read(string? text, string? kept)
    {
        Assert.Equal(kept, PlainText.Clean(text, 100, out var fault));
        Assert.Equal(TextFault.None, fault);
    }

    [Theory]
    [InlineData("a\0b")]
    [InlineData("\u0007")]
    [InlineData("a\u001B[31m")]
    [InlineData("a\u007F")]
    [InlineData("a\u0085b")]
    [InlineData("a\uFFFF")]
    public void Controls_and_half_characters_are_refused(string text)
    {
        Assert.Null(PlainText.Clean(text, 100, out var fault));
        Assert.Equal(TextFault.ForbiddenCharacters, fault);
    }

    [Fact]
    public void Half_an_emoji_is_refused()
    {
        // not in an attribute: its strings are UTF-8, which has no half characters
        foreach (var text in new[] { "a\uD83D", "\uDE31a", "\uDE31\uD83D" })
        {
            Assert.Null(PlainText.Clean(text, 100, out var fault));
            Assert.Equal(TextFault.ForbiddenCharacters, fault);
        }
    }

    [Fact]
    public void The_limit_counts_what_is_kept()
    {
        Assert.Equal("12345", PlainText.Clean("  12345\r\n", 5, out _));
        Assert.Equal("1\n345", PlainText.Clean("1\r\n345", 5, out _));
        Assert.Null(PlainText.Clean("123456", 5, out var fault));
        Assert.Equal(TextFault.TooLong, fault);
    }

    [Fact]
    public void Cleaning_never_throws_and_twice_is_as_once() =>
        Gen.String[Gen.Char, 0, 40].Sample(text =>
        {
            var once = PlainText.Clean(text, 1000, out var fault);
            return once is null || (fault == TextFault.None && once == PlainText.Clean(once, 1000, out _) && once.IsNormalized(NormalizationForm.FormC));
        }, iter: 20_000);
}
