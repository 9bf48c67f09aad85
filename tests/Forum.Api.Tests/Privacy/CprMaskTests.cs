using System.Globalization;
using System.Text.RegularExpressions;
using CsCheck;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Api.Tests.Privacy;

public sealed partial class CprMaskTests
{
    [Theory]
    [InlineData("310290-0000")]
    [InlineData("3102900000")]
    [InlineData("310290 0000")]
    [InlineData("310290.0000")]
    [InlineData("310290 - 0000")]
    [InlineData("310290\u00A00000")]          // no-break space
    [InlineData("310290–0000")]               // en dash
    [InlineData("310290\u20110000")]          // non-breaking hyphen
    [InlineData("310290−0000")]               // minus sign
    [InlineData("３１０２９０－００００")]       // full-width
    [InlineData("٣١٠٢٩٠-٠٠٠٠")]                // Arabic-Indic
    [InlineData("310\u200B290-0000")]         // zero-width space
    [InlineData("310290\u00AD-0000")]         // soft hyphen
    [InlineData("310290\n0000")]
    [InlineData("31 02 90 0000")]
    [InlineData("31.02.90-0000")]
    [InlineData("31/02/90-0000")]
    [InlineData("31-02-90-0000")]
    [InlineData("010100-0001")]
    [InlineData("311299-9999")]
    public void A_number_is_masked_however_it_is_written(string number)
    {
        foreach (var (before, after) in new[] { ("", ""), ("mit cpr er ", ", ring"), ("cpr:", "."), ("cpr", "tak"), ("(", ")"), ("nr. 4, ", "\n") })
        {
            Assert.Equal($"{before}xxxxxx-xxxx{after}", CprMask.Mask(before + number + after, out var found));
            Assert.True(found);
        }
    }

    [Theory]
    [InlineData("ring 22 10 12 34")]
    [InlineData("ring 22101234 om sag 4827")]
    [InlineData("+45 22 10 12 34")]
    [InlineData("+4522101234")]
    [InlineData("004522101234")]
    [InlineData("4522101234")]
    [InlineData("22 10 12 34 4827")]
    [InlineData("22.10.12.34. 4827 er sagen")]
    [InlineData("2210 1234, 2012 3456")]
    [InlineData("NV-4827")]
    [InlineData("sag NV-10127 og NV-4827")]
    [InlineData("Hillerødgade 45, 2. tv., 2400 København NV")]
    [InlineData("320190-0000")]               // no day 32
    [InlineData("000190-0000")]
    [InlineData("311390-0000")]               // no month 13
    [InlineData("310290-000")]
    [InlineData("310290-00001")]
    [InlineData("1310290-0000")]
    [InlineData("3 kanyler kl. 14.30 den 24.11.2026")]
    [InlineData("")]
    public void What_is_no_number_stays(string text)
    {
        Assert.Equal(text, CprMask.Mask(text, out var found));
        Assert.False(found);
    }

    [Fact]
    public void Several_are_masked_and_the_rest_is_untouched()
    {
        var text = CprMask.Mask("Å😱 310290-0000, 010190 1234 og 3112991234 ørnevej 6\u200D", out _);
        Assert.Equal("Å😱 xxxxxx-xxxx, xxxxxx-xxxx og xxxxxx-xxxx ørnevej 6\u200D", text);
    }

    [Fact]
    public void A_number_without_a_valid_check_digit_is_masked_too()
    {
        for (var serial = 0; serial <= 9999; serial += 37)
            Assert.Equal("xxxxxx-xxxx", CprMask.Mask($"070761-{serial:0000}", out _));
    }

    [Fact]
    public void Every_danish_phone_number_survives_in_every_grouping() =>
        Gen.Select(Gen.Int[20_000_000, 99_999_999], Gen.Int[0, 6], Gen.OneOf(" sag 4827", ".", " 2 7", "")).Sample((number, form, after) =>
        {
            var d = number.ToString(CultureInfo.InvariantCulture);
            var pairs = $"{d[..2]} {d[2..4]} {d[4..6]} {d[6..]}";
            string[] forms = [d, pairs, "+45" + d, "+45 " + pairs, "0045" + d, $"{d[..4]} {d[4..]}", pairs.Replace(' ', '.')];
            var text = "ring " + forms[form] + after;
            return CprMask.Mask(text, out _) == text;
        }, iter: 20_000);

    [Fact]
    public void No_masked_text_contains_a_number()
    {
        var number = Gen.Select(Gen.Int[1, 31], Gen.Int[1, 12], Gen.Int[0, 99], Gen.Int[0, 9999], Gen.OneOf("", "-", " ", ".", "–", "\u00A0", " - "),
            (day, month, year, serial, between) => $"{day:00}{month:00}{year:00}{between}{serial:0000}");
        var noise = Gen.Char["0123456789 -./x–１\u00A0\u200B"].Array[0, 14].Select(letters => new string(letters));
        var piece = Gen.OneOf<string>(number, noise, Gen.Const(" "), Gen.Const("ø"), Gen.Const("\uD83D"));
        piece.Array[0, 6].Sample(pieces =>
        {
            var masked = CprMask.Mask(string.Concat(pieces), out _);
            CprMask.Mask(masked, out var foundAgain);
            return !foundAgain && !Independent().IsMatch(masked.Replace("\u200B", "", StringComparison.Ordinal));
        }, iter: 50_000);
    }

    [Fact]
    public void Of_the_forty_messages_only_number_29_holds_one()
    {
        foreach (var (number, text) in NeighbourMessages.All)
        {
            var masked = CprMask.Mask(text, out var found);
            Assert.Equal(number == 29, found);
            Assert.Equal(number == 29 ? "Hej det er Asta, cpr xxxxxx-xxxx, ring til mig" : text, masked);
        }
    }

    // written apart from the product's own expression
    [GeneratedRegex(@"(?<!\d)(0[1-9]|[12][0-9]|3[01])(0[1-9]|1[012])[0-9]{2}[-. \u00A0–]?[0-9]{4}(?!\d)")]
    private static partial Regex Independent();
}
