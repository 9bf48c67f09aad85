using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Web.Tests.Hosting;

public sealed class EventuallyTests
{
    [Fact]
    public async Task It_returns_when_the_condition_has_come_true()
    {
        var asked = 0;
        await Eventually.True(() => ++asked == 3);
        Assert.Equal(3, asked);
    }

    [Fact]
    public async Task It_fails_with_the_conditions_own_words()
    {
        var pigs = 0;
        var error = await Assert.ThrowsAsync<TimeoutException>(() => Eventually.True(() => pigs > 0, TimeSpan.FromMilliseconds(50)));
        Assert.EndsWith("() => pigs > 0", error.Message, StringComparison.Ordinal);
    }
}
