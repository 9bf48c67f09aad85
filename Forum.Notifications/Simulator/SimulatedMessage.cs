namespace Tryghedsforum.Notifications.Simulator;

/// <summary>One text as the simulated telephone company keeps it. Never changed, only replaced.</summary>
internal sealed record SimulatedMessage
{
    /// <summary>"SM" and 32 hexadecimal digits.</summary>
    public required string Sid { get; init; }

    /// <summary>The sender's number.</summary>
    public required string From { get; init; }

    /// <summary>The receiver's number.</summary>
    public required string To { get; init; }

    /// <summary>The words.</summary>
    public required string Body { get; init; }

    /// <summary>The messaging service, if one was named as the sender.</summary>
    public string? MessagingServiceSid { get; init; }

    /// <summary>From a phone to the program.</summary>
    public bool Inbound { get; init; }

    /// <summary>Where to call back; for an inbound text, where to post it.</summary>
    public string? Callback { get; init; }

    /// <summary>In an inbound text: it was a stop or start word.</summary>
    public string? OptOutType { get; init; }

    /// <summary>Twilio's status.</summary>
    public required string Status { get; init; }

    /// <summary>Why it failed.</summary>
    public int? ErrorCode { get; init; }

    /// <summary>When it was taken.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it was handed to the operator.</summary>
    public DateTimeOffset? Sent { get; init; }

    /// <summary>When its status changed last.</summary>
    public required DateTimeOffset Updated { get; init; }

    /// <summary>What is still to happen to it, in order.</summary>
    public IReadOnlyList<SimulatedStep> Steps { get; init; } = [];

    /// <summary>A fresh id.</summary>
    public static string NewSid() => $"SM{Guid.NewGuid():n}";
}

/// <summary>A status that a text is about to reach.</summary>
/// <param name="Status">Twilio's status.</param>
/// <param name="Call">Whether the program is told.</param>
/// <param name="ErrorCode">Why it failed.</param>
internal sealed record SimulatedStep(string Status, bool Call, int? ErrorCode = null);

/// <summary>How the telephone company answers when it is handed a text.</summary>
public enum AnswerFault
{
    /// <summary>As usual.</summary>
    None,

    /// <summary>Too many requests: 429 with error 20429 and Retry-After.</summary>
    TooMany,

    /// <summary>Down: 500 with a JSON error.</summary>
    Down,

    /// <summary>Down behind its proxy: 503 with an HTML page.</summary>
    Unavailable,

    /// <summary>The account is suspended: 401 with error 20003.</summary>
    Suspended,

    /// <summary>It takes the text, and never answers.</summary>
    TimeOut,

    /// <summary>It takes the text, and the connection breaks.</summary>
    Lost,
}

/// <summary>How the telephone company calls back.</summary>
public enum CallbackFault
{
    /// <summary>As usual: queued, sent, delivered.</summary>
    None,

    /// <summary>Everything twice.</summary>
    Duplicate,

    /// <summary>The last first.</summary>
    OutOfOrder,

    /// <summary>Not at all, though the text arrives.</summary>
    Silent,

    /// <summary>The phone cannot be reached: undelivered with error 30003.</summary>
    Undelivered,
}
