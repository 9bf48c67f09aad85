namespace Tryghedsforum.Notifications.Simulator;

/// <summary>How the simulated telephone company behaves just now.</summary>
internal sealed class SimulatorFaults
{
    /// <summary>The number that stands for a messaging service.</summary>
    public const string ServiceNumber = "+4595990000";

    private const int Unreachable = 30003;

    /// <summary>Its answers.</summary>
    public AnswerFault Answer { get; set; }

    /// <summary>Its callbacks.</summary>
    public CallbackFault Callback { get; set; }

    /// <summary>What will happen to a text that is taken now.</summary>
    public IReadOnlyList<SimulatedStep> Steps()
    {
        SimulatedStep[] usual = [new("queued", true), new("sent", true), new("delivered", true)];
        return Callback switch
        {
            CallbackFault.Duplicate => [.. usual.SelectMany(step => new[] { step, step })],
            CallbackFault.OutOfOrder => [.. usual.Reverse()],
            CallbackFault.Silent => [.. usual.Select(step => step with { Call = false })],
            CallbackFault.Undelivered => [usual[0], usual[1], new("undelivered", true, Unreachable)],
            _ => usual,
        };
    }
}
