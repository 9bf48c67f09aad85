namespace Tryghedsforum.Notifications.Delivery;

/// <summary>Wakes delivery: new messages are committed.</summary>
internal sealed class MessageSignal
{
    private readonly Bell alerts = new(), notices = new(), mails = new();

    /// <summary>The bell of those who push: whenever something was planned, for it goes beside messages.</summary>
    internal Bell Pushes { get; } = new();

    /// <summary>There is something to send.</summary>
    public void Raise() => Raise(Enum.GetValues<Lane>());

    /// <summary>There is something to send in these queues.</summary>
    public void Raise(IEnumerable<Lane> lanes)
    {
        foreach (var lane in lanes) Of(lane).Ring();
        Pushes.Ring();
    }

    /// <summary>The bell of a lane.</summary>
    internal Bell Of(Lane lane) => lane switch
    {
        Lane.Alert => alerts,
        Lane.Notice => notices,
        _ => mails,
    };
}
