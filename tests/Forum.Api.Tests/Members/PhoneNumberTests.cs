using System.Globalization;
using CsCheck;
using Tryghedsforum.Api.Members;
using Xunit;

namespace Tryghedsforum.Api.Tests.Members;

public sealed class PhoneNumberTests
{
    [Theory]
    [InlineData("95000001")]
    [InlineData("95 00 00 01")]
    [InlineData(" 95.00.00.01 ")]
    [InlineData("9500-0001")]
    [InlineData("95\u00A000\u202F00\u00A001")]
    [InlineData("+4595000001")]
    [InlineData("+45 95 00 00 01")]
    [InlineData("(+45) 95 00 00 01")]
    [InlineData("0045 95000001")]
    [InlineData("00 45 95 00 00 01")]
    [InlineData("4595000001")]
    [InlineData("45 95 00 00 01")]
    [InlineData("\u202A+45 95 00 00 01\u202C")]
    [InlineData("９５０００００１")]
    public void A_danish_number_is_read_however_it_is_written(string text)
    {
        Assert.True(PhoneNumber.TryParse(text, out var number));
        Assert.Equal("+4595000001", number.E164);
        Assert.Equal("95 00 00 01", number.Display);
        Assert.True(number.IsIn(["+45"]));
    }

    [Fact]
    public void A_local_number_may_begin_with_45()
    {
        Assert.True(PhoneNumber.TryParse("45 95 00 01", out var number));
        Assert.Equal("+4545950001", number.E164);
    }

    [Theory]
    [InlineData("+46 70 000 00 00", "+46700000000")]
    [InlineData("0049 (30) 0000000", "+49300000000")]
    [InlineData("+299 000000", "+299000000")]
    public void A_foreign_number_is_kept(string text, string e164)
    {
        Assert.True(PhoneNumber.TryParse(text, out var number));
        Assert.Equal(e164, number.E164);
        Assert.Equal(e164, number.Display);
        Assert.False(number.IsIn(["+45"]));
        Assert.True(number.IsIn(["+45", e164[..3]]));
        Assert.False(number.IsIn([]));
        Assert.False(number.IsIn(["", "+"]));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("112")]
    [InlineData("9500000")]
    [InlineData("950000012")]
    [InlineData("05000001")]
    [InlineData("15000001")]
    [InlineData("+45 15 00 00 01")]
    [InlineData("+45 950 000 012")]
    [InlineData("+459500000")]
    [InlineData("+0 123 456 789")]
    [InlineData("+123456")]
    [InlineData("+1234567890123456")]
    [InlineData("95 00 00 01 lok. 4")]
    [InlineData("Herberget")]
    [InlineData("95+000001")]
    [InlineData("++4595000001")]
    [InlineData("95/00/00/01;ext=1")]
    public void What_is_no_number_is_refused(string? text) => Assert.False(PhoneNumber.TryParse(text, out _));

    [Theory]
    [InlineData("95 00 00 00", false)]
    [InlineData("95 00 00 01", true)]
    [InlineData("95 99 99 99", true)]
    [InlineData("94 99 99 99", false)]
    [InlineData("96 00 00 00", false)]
    [InlineData("+46 95 00 00 01", false)]
    public void Only_the_series_for_demo_is_demo(string text, bool demo)
    {
        Assert.True(PhoneNumber.TryParse(text, out var number));
        Assert.Equal(demo, number.IsDemo);
    }

    [Fact]
    public void What_is_shown_and_stored_reads_back() =>
        Gen.Int[20_000_000, 99_999_999].Sample(digits =>
            PhoneNumber.TryParse(digits.ToString(CultureInfo.InvariantCulture), out var number)
            && PhoneNumber.TryParse(number.Display, out var shown) && shown == number
            && PhoneNumber.TryParse(number.E164, out var stored) && stored == number, iter: 5_000);

    [Fact]
    public void Reading_never_throws() => Gen.String[Gen.Char, 0, 20].Sample(text => PhoneNumber.TryParse(text, out var number) == (number is not null), iter: 5_000);
}
