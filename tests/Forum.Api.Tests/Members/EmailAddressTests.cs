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

    [Theory]
    [InlineData("Asta@Nabo.EXAMPLE", "asta@nabo.example")]
    [InlineData("mi\u212Ae@nabo.example", "mi\u212Ae@nabo.example")]
    [InlineData("BJ\u00D8RN@nabo.example", "bj\u00D8rn@nabo.example")]
    [InlineData("\u0130da@nabo.example", "\u0130da@nabo.example")]
    public void Only_plain_letters_are_made_small_for_others_may_be_another_s_mailbox(string text, string key)
    {
        Assert.True(EmailAddress.TryParse(text, out var address));
        Assert.Equal(key, address.Key);
    }

    [Fact]
    public void The_length_ends_at_254()
    {
        Assert.True(EmailAddress.TryParse($"a@{new string('b', 244)}.example", out _));
        Assert.False(EmailAddress.TryParse($"a@{new string('b', 245)}.example", out _));
        Assert.False(EmailAddress.TryParse($"{new string('a', 65)}@nabo.example", out _));
    }
}
