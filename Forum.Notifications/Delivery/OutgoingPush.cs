namespace Tryghedsforum.Notifications.Delivery;

/// <summary>Asked right before a push would be sent, outside any transaction: is it still wanted, where, in which words? It must be safe to ask twice.</summary>
internal delegate ValueTask<OutgoingPush> PreparePush(Push push, CancellationToken cancellation);

/// <summary>A device takes no more: whoever keeps it should forget it.</summary>
internal delegate Task ForgetDevice(Push push, CancellationToken cancellation);

/// <summary>The answer to <see cref="PreparePush"/>.</summary>
internal abstract record OutgoingPush
{
    private OutgoingPush()
    {
    }

    /// <summary>Send it.</summary>
    /// <param name="Endpoint">Where the browser's maker takes it.</param>
    /// <param name="P256dh">The browser's public key.</param>
    /// <param name="Auth">The browser's secret.</param>
    /// <param name="Payload">What is sealed for the browser, as JSON.</param>
    public sealed record Send(string Endpoint, string P256dh, string Auth, string Payload) : OutgoingPush
    {
        /// <summary>Of what waits for a device under one topic only the newest is kept; at most 32 letters that tell nothing.</summary>
        public string? Topic { get; init; }

        /// <summary>A phone that saves its battery is woken for it.</summary>
        public bool IsUrgent { get; init; }
    }

    /// <summary>Ask again then.</summary>
    /// <param name="Until">The time.</param>
    public sealed record HoldUntil(DateTimeOffset Until) : OutgoingPush;

    /// <summary>Do not send it.</summary>
    /// <param name="Reason">Why; one of <see cref="MessageReason"/>.</param>
    public sealed record Drop(string Reason) : OutgoingPush;
}
