namespace Tryghedsforum.Api.Data;

/// <summary>The system clock, rounded down to whole microseconds: what both databases keep, so that a time read back equals the time written.</summary>
internal sealed class MicrosecondTime : TimeProvider
{
    /// <summary>The time now, UTC, in whole microseconds.</summary>
    public override DateTimeOffset GetUtcNow()
    {
        var now = base.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }
}
