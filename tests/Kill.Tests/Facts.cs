using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Pickups;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Notifications.Delivery;

namespace Tryghedsforum.Kill.Tests;

/// <summary>A report or a text as its sender knows it, and how often the database knows it.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Certainty">What the sender knows.</param>
/// <param name="Answers">How many different answers it got.</param>
/// <param name="Found">How many events (reports) or rows (texts) there are of it.</param>
/// <param name="IsDone">Worked on to the end.</param>
/// <param name="Replies">Messages that answer it.</param>
internal sealed record Asked(string Key, Certainty Certainty, int Answers, int Found, bool IsDone = true, int Replies = 0);

/// <summary>A line of the log.</summary>
internal sealed record Happened(int Forum, long Seq, Guid Id, EventType Type, Guid Subject, Guid? Pickup, string Text);

/// <summary>A case's row, and that of its pickup.</summary>
internal sealed record CaseRow(Guid Id, ReportStatus Status, PickupStatus? Pickup);

/// <summary>A message's row, how often the telephone company has taken it or what carries it, and whether its outcome was once unknown.</summary>
internal sealed record Told(Guid Id, string PlanKey, string Kind, MessageState State, string? Reason, string Arguments, int Taken, bool WasUnknown, Guid? CarriedBy = null);

/// <summary>Everything that the checker looks at, read when all is quiet.</summary>
internal sealed record Facts
{
    /// <summary>Reports by the interface.</summary>
    public IReadOnlyList<Asked> Reports { get; init; } = [];

    /// <summary>Texts from phones.</summary>
    public IReadOnlyList<Asked> Texts { get; init; } = [];

    /// <summary>The log.</summary>
    public IReadOnlyList<Happened> Events { get; init; } = [];

    /// <summary>The log as it was read before.</summary>
    public IReadOnlyList<Happened> EventsBefore { get; init; } = [];

    /// <summary>The cases.</summary>
    public IReadOnlyList<CaseRow> Cases { get; init; } = [];

    /// <summary>Per forum: number of the last event that is planned.</summary>
    public IReadOnlyDictionary<int, long> Cursors { get; init; } = new Dictionary<int, long>();

    /// <summary>Per forum: number of the last event that its row speaks of.</summary>
    public IReadOnlyDictionary<int, long> Heads { get; init; } = new Dictionary<int, long>();

    /// <summary>The keys of all messages that follow from the events up to the cursors.</summary>
    public IReadOnlyList<string> Due { get; init; } = [];

    /// <summary>The messages.</summary>
    public IReadOnlyList<Told> Messages { get; init; } = [];

    /// <summary>What the program has written on its console.</summary>
    public IReadOnlyList<string> Lines { get; init; } = [];

    /// <summary>What must be found nowhere.</summary>
    public IReadOnlyList<string> Marked { get; init; } = [];
}
