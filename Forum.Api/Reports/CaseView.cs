using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Pickups;

namespace Tryghedsforum.Api.Reports;

/// <summary>One case as a reader may see it: fields that the reader may not see are null.</summary>
public sealed record CaseView
{
    /// <summary>The case's id, by which its messages are found; its outside name is the number.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public Guid Id { get; init; }

    /// <summary>Case number.</summary>
    public required string Number { get; init; }

    /// <summary>What it is about.</summary>
    public required CategoryCode Category { get; init; }

    /// <summary>Kind of ground.</summary>
    public required Ground Ground { get; init; }

    /// <summary>The street of the forum's table.</summary>
    public string? Street { get; init; }

    /// <summary>Street and number in one line; empty when nothing is known.</summary>
    public required string Place { get; init; }

    /// <summary>"Hvor præcist?"</summary>
    public string? Detail { get; init; }

    /// <summary>The point.</summary>
    public Places.GeoPoint? Point { get; init; }

    /// <summary>How exact the point is, metres.</summary>
    public double? Accuracy { get; init; }

    /// <summary>How many.</summary>
    public Amount Amount { get; init; }

    /// <summary>What lies there.</summary>
    public Find Find { get; init; }

    /// <summary>Near children.</summary>
    public bool NearChildren { get; init; }

    /// <summary>The listed place that it is near, by name.</summary>
    public string? NearPlace { get; init; }

    /// <summary>How far that is, metres.</summary>
    public int? NearMetres { get; init; }

    /// <summary>Where it stands.</summary>
    public ReportStatus Status { get; init; }

    /// <summary>How it was resolved.</summary>
    public Resolution? Resolution { get; init; }

    /// <summary>Why it was dismissed.</summary>
    public DismissReason? DismissReason { get; init; }

    /// <summary>Open again since it was resolved.</summary>
    public bool Reopened { get; init; }

    /// <summary>How it came in.</summary>
    public Channel Channel { get; init; }

    /// <summary>When it came in.</summary>
    public DateTimeOffset ReceivedAt { get; init; }

    /// <summary>First seen.</summary>
    public DateTimeOffset? AcknowledgedAt { get; init; }

    /// <summary>Team that saw it first.</summary>
    public string? AcknowledgedBy { get; init; }

    /// <summary>When it was resolved.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>The goal.</summary>
    public DateTimeOffset Target { get; init; }

    /// <summary>The team that receives it.</summary>
    public string? Receiver { get; init; }

    /// <summary>The pickup that serves it.</summary>
    public PickupView? Pickup { get; init; }

    /// <summary>The reporter's words.</summary>
    public string? Words { get; init; }

    /// <summary>What the words seem to say, while nobody has sorted the message; to partners only.</summary>
    public MessageReading? Reading { get; init; }

    /// <summary>Its words may be cut in two, each a case of its own; to those who may.</summary>
    public bool CanBeSplit { get; init; }

    /// <summary>Where its words might be cut, because they read as two reports; until a human has said that they are one.</summary>
    public SplitProposal? Split { get; init; }

    /// <summary>How to get in.</summary>
    public string? Access { get; init; }

    /// <summary>The reporter left a number or an address that this reader may open, for a reason.</summary>
    public bool HasContact { get; init; }

    /// <summary>The reporter's number, as people write it; to the reporter only.</summary>
    public string? Phone { get; init; }

    /// <summary>Keyed hash of the number, for finding what belongs to it; to the reporter only.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string? PhoneHash { get; init; }

    /// <summary>The reporter's e-mail address; to the reporter only.</summary>
    public string? Email { get; init; }

    /// <summary>What the words speak of.</summary>
    public Danger Danger { get; init; }

    /// <summary>The neighbour was asked something then, and has not answered.</summary>
    public DateTimeOffset? AskedAt { get; init; }

    /// <summary>How a question would reach the neighbour; to partners only.</summary>
    public QuestionWay? QuestionWay { get; init; }

    /// <summary>The neighbour waits for an answer.</summary>
    public bool AwaitsAnswer { get; init; }

    /// <summary>Ids of its pictures.</summary>
    public IReadOnlyList<Guid> Pictures { get; init; } = [];

    /// <summary>The case that it was merged into, by its number; to partners and the police.</summary>
    public string? MergedInto { get; init; }

    /// <summary>It is a part of another case, and shows that one's status; to the reporter.</summary>
    public bool IsPart { get; init; }

    /// <summary>What was merged into it, the oldest first.</summary>
    public IReadOnlyList<CasePart> Parts { get; init; } = [];

    /// <summary>What became a case of its own, with the reporter's link to it; to whoever holds the link that the reporter got first.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public IReadOnlyList<SplitOffCase> SplitOff { get; init; } = [];

    /// <summary>To whom it was sent on outside the forum; to partners.</summary>
    public HandOvers.HandOverView? HandedOver { get; init; }

    /// <summary>Open cases that may be the same; to those who may merge.</summary>
    public IReadOnlyList<SameCase> Same { get; init; } = [];

    /// <summary>What happened, newest first.</summary>
    public IReadOnlyList<TimelineEntry> Timeline { get; init; } = [];

    /// <summary>What the reporter was told about who gets it.</summary>
    public AudienceShown? Shown { get; init; }
}

/// <summary>A case that was split off from another.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Secret">The secret of its link <c>/s/{secret}</c>.</param>
public sealed record SplitOffCase(string Number, string Secret);

/// <summary>The pickup of a case.</summary>
/// <param name="Status">Where it stands.</param>
/// <param name="AskedTeam">Who is asked; null: the coordinator.</param>
/// <param name="TakenBy">Who has it.</param>
/// <param name="Before">Fetched before.</param>
/// <param name="AnswerBy">When it is asked on without an answer.</param>
/// <param name="AskedNext">Who is asked then; null: the coordinator.</param>
/// <param name="Count">Needles counted.</param>
/// <param name="IsMine">The reader's own team has it.</param>
/// <param name="IsAsked">The reader's own team is asked.</param>
public sealed record PickupView(PickupStatus Status, string? AskedTeam, string? TakenBy, DateTimeOffset Before, DateTimeOffset? AnswerBy, string? AskedNext, int? Count, bool IsMine, bool IsAsked);

/// <summary>One line of a case's timeline.</summary>
/// <param name="Id">The event's opaque id.</param>
/// <param name="Type">What happened.</param>
/// <param name="At">When.</param>
/// <param name="Team">The team that acted or receives, by name.</param>
/// <param name="Asked">The team that is asked, by name.</param>
/// <param name="Data">The facts.</param>
/// <param name="Words">Words that belong to it, when the reader may read them.</param>
public sealed record TimelineEntry(Guid Id, EventType Type, DateTimeOffset At, string? Team, string? Asked, EventData Data, string? Words)
{
    /// <summary>The number of the other case, when two were merged or taken apart, or of the part that it happened to; to partners.</summary>
    public string? Other { get; init; }

    /// <summary>Whoever did it has taken it back at once.</summary>
    public bool Undone { get; init; }

    /// <summary>It came about by another neighbour who had told of the same; to reporters.</summary>
    public bool ByAnother { get; init; }
}
