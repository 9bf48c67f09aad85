using Tryghedsforum.Api.Data;
using Xunit;

namespace Tryghedsforum.Api.Tests.Data;

public sealed class MicrosecondTimeTests
{
    [Fact]
    public void The_clock_tells_whole_microseconds_in_UTC()
    {
        var clock = new MicrosecondTime();
        // The system clock has ten ticks a microsecond: a thousand readings would hardly all end in 0 by luck.
        Assert.All(Enumerable.Range(0, 1_000).Select(_ => clock.GetUtcNow()), now =>
        {
            Assert.Equal(0, now.Ticks % TimeSpan.TicksPerMicrosecond);
            Assert.Equal(TimeSpan.Zero, now.Offset);
        });
    }

    [Fact]
    public void It_is_the_system_clock_rounded_down()
    {
        var before = DateTimeOffset.UtcNow;
        var told = new MicrosecondTime().GetUtcNow();
        var after = DateTimeOffset.UtcNow;
        Assert.InRange(told, before.AddMicroseconds(-1), after);
    }
}
