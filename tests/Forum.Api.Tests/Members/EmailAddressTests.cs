using Tryghedsforum.Api.Members;
using Xunit;

namespace Tryghedsforum.Api.Tests.Members;

public sealed class EmailAddressTests
{
    [Theory]
    [InlineData("asta@nabo.example", "asta@nabo.example")]
    [InlineData("  asta.lindvig+forum@post.nabo.example ", "asta.lindvig+forum@post.nabo.example")]
    [InlineData("bjørn@blåbær.example", "bjørn@blåbær.example")]
    public void An_address_is_kept_as_written(string text, string value)
    {
        Assert.True(EmailAddress.TryParse(text, out var address));
        Assert.Equal(value, address.Value);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("asta")]
    [InlineData("@nabo.example")]
    [InlineData("asta@")]
    [InlineData("asta@nabo")]
    [InlineData("asta@@nabo.example")]
    [InlineData("asta@nabo.example@andet.example")]
    [InlineData("asta@nabo..example")]
    [InlineData(".asta@nabo.example")]
    [InlineData("asta@nabo.example.")]
    [InlineData("asta lindvig@nabo.example")]
    [InlineData("asta@nabo.example\r\nBcc: alle@nabo.example")]
    [InlineData("asta@nabo.example\n")]
    [InlineData("asta@nabo.example\0")]
    [InlineData("Asta <asta@nabo.example>")]
    [InlineData("asta@nabo.example,yusuf@nabo.example")]
    [InlineData("asta@nabo.example;")]
    [InlineData("\u202Easta@nabo.example")]
    public void What_could_harm_a_message_is_refused(string? text) => Assert.False(EmailAddress.TryParse(text, out _));

    [Fact]
    public void The_length_ends_at_254()
    {
        Assert.True(EmailAddress.TryParse($"a@{new string('b', 244)}.example", out _));
        Assert.False(EmailAddress.TryParse($"a@{new string('b', 245)}.example", out _));
        Assert.False(EmailAddress.TryParse($"{new string('a', 65)}@nabo.example", out _));
    }
}
