using System.Collections.Concurrent;

namespace Tryghedsforum.Kill.Tests;

/// <summary>What a client knows of something that it asked for.</summary>
internal enum Certainty
{
    /// <summary>Answered with success at least once.</summary>
    Ok,

    /// <summary>Every attempt was refused before it was heard.</summary>
    Fail,

    /// <summary>The line was cut: it may have happened.</summary>
    Info,
}

/// <summary>Something that a client asks for, again and again under one key until it is answered.</summary>
/// <param name="Key">Idempotency-Key of a report, MessageSid of a text.</param>
/// <param name="Phone">The reporter's number, or the sender's.</param>
/// <param name="IsReport">A report; else a text.</param>
internal sealed record Operation(string Key, string Phone, bool IsReport)
{
    /// <summary>What came of each attempt.</summary>
    public ConcurrentQueue<Certainty> Attempts { get; } = new();

    /// <summary>The different answers that it got: one, if the key works.</summary>
    public ConcurrentDictionary<string, bool> Answers { get; } = new();

    /// <summary>What is known of it in the end.</summary>
    public Certainty Certainty => Attempts.Contains(Certainty.Ok) ? Certainty.Ok : Attempts.Contains(Certainty.Info) ? Certainty.Info : Certainty.Fail;
}

/// <summary>Everything that clients have asked for, and everything secret that must be found nowhere.</summary>
internal sealed class History
{
    /// <summary>Words that stand in every report; a name, as a person might write it.</summary>
    public const string Words = "Xerxes Quistgaard-Merkmal bor overfor";

    /// <summary>In the order they were begun.</summary>
    public ConcurrentQueue<Operation> Operations { get; } = new();

    /// <summary>The secrets of follow-up links.</summary>
    public ConcurrentQueue<string> Secrets { get; } = new();

    /// <summary>What no event, no argument of a message and no line of the log may hold.</summary>
    public IEnumerable<string> Marked => [.. Operations.Select(o => o.Phone[3..]).Distinct(), "Quistgaard", .. Secrets];
}
