namespace Tryghedsforum.Web.Demo;

/// <summary>A clock that stands where the demo's story is.</summary>
internal sealed class DemoClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}

/// <summary>What happens when: carried out in the order of time, with the clock set to it. What would lie after the end does not happen.</summary>
internal sealed class DemoTimeline(DemoClock clock, DateTimeOffset end)
{
    private readonly PriorityQueue<Func<Task>, (DateTimeOffset At, int Order)> steps = new();
    private int planned;

    public DateTimeOffset End => end;

    public DateTimeOffset Now => clock.Now;

    public void At(DateTimeOffset at, Func<Task> step)
    {
        if (at <= end) steps.Enqueue(step, (at, planned++));
    }

    public async Task RunUntil(DateTimeOffset until)
    {
        while (steps.TryPeek(out var step, out var when) && when.At <= until)
        {
            steps.Dequeue();
            clock.Now = when.At > clock.Now ? when.At : clock.Now;
            await step();
        }

        clock.Now = until;
    }
}
