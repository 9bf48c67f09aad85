using Microsoft.EntityFrameworkCore;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Api.Events;

/// <summary>What happened. Pickup events are appended once for each case that the pickup serves, so that every case's timeline is whole by itself.</summary>
public enum EventType
{
    /// <summary>A report came in.</summary>
    ReportReceived,

    /// <summary>Somebody responsible has seen it.</summary>
    ReportAcknowledged,

    /// <summary>The neighbour got an answer; with <see cref="EventData.Resolves"/> it also resolved the case.</summary>
    ReportAnswered,

    /// <summary>The neighbour added something.</summary>
    ReportAddedTo,

    /// <summary>Dismissed, with a reason.</summary>
    ReportDismissed,

    /// <summary>Another team of the forum receives it now.</summary>
    ReportSentOn,

    /// <summary>Staff corrected category, place or ground.</summary>
    ReportCorrected,

    /// <summary>"Det ligger der stadig".</summary>
    ReportReopened,

    /// <summary>Closed by itself.</summary>
    ReportClosed,

    /// <summary>A team is asked to fetch.</summary>
    PickupRequested,

    /// <summary>A crew has taken it.</summary>
    PickupAccepted,

    /// <summary>The crew gave it back ("kan ikke").</summary>
    PickupHandedBack,

    /// <summary>Nobody answered: the next team, or the coordinator, is asked.</summary>
    PickupAskedOn,

    /// <summary>The crew named a time.</summary>
    PickupPromised,

    /// <summary>A promised time passed; a new one is set.</summary>
    PickupLate,

    /// <summary>Fetched.</summary>
    PickupCollected,

    /// <summary>Looked, and found nothing.</summary>
    PickupNothingFound,

    /// <summary>Called off.</summary>
    PickupCancelled,

    /// <summary>Needle waste was handed in.</summary>
    DropOffRecorded,

    /// <summary>Who may see a case has changed; open pages reload it.</summary>
    AudienceChanged,

    /// <summary>The public list was remade.</summary>
    PublicListRemade,

    /// <summary>A team's duty changed.</summary>
    DutyChanged,

    /// <summary>The reporter's contact was erased.</summary>
    ContactErased,

    /// <summary>Somebody was invited.</summary>
    MemberInvited,

    /// <summary>An invitation was accepted.</summary>
    MemberJoined,

    /// <summary>A membership was ended.</summary>
    MemberEnded,

    /// <summary>A member wants to sign in, and is sent a code.</summary>
    SignInCodeAsked,

    /// <summary>A member can sign in with one more passkey.</summary>
    PasskeyAdded,

    /// <summary>A member has removed a passkey.</summary>
    PasskeyRemoved,

    /// <summary>Somebody told of a barrier on these pages.</summary>
    BarrierTold,

    /// <summary>A member has set up an authenticator app.</summary>
    AppSetUp,

    /// <summary>A member has a new number; the old one is told.</summary>
    PhoneChanged,

    /// <summary>A part of the forum's settings was changed.</summary>
    SettingsChanged,

    /// <summary>Staff propose what of a case others may read.</summary>
    ReleaseProposed,

    /// <summary>Words of a case were released to residents and others.</summary>
    CaseReleased,

    /// <summary>What was proposed or released was taken back.</summary>
    ReleaseWithdrawn,

    /// <summary>A member can sign in by a login at a provider.</summary>
    ProviderAdded,

    /// <summary>A member has disconnected a login at a provider.</summary>
    ProviderRemoved,

    /// <summary>A coordinator has opened somebody's number or address; whose stands in the audit log.</summary>
    IdentityOpened,

    /// <summary>A member has a new e-mail address; the old one is told.</summary>
    EmailChanged,

    /// <summary>A coordinator has changed what somebody is in the forum, or is called.</summary>
    MemberChanged,

    /// <summary>Somebody deputises for the coordinator, now or later.</summary>
    DeputyNamed,

    /// <summary>Somebody was to deputise no longer.</summary>
    DeputyEnded,

    /// <summary>A team's duty roster was changed.</summary>
    RosterChanged,

    /// <summary>The neighbour was asked something: by staff, or, with <see cref="EventData.Asks"/>, by the program.</summary>
    ReportAsked,

    /// <summary>More came than chance explains, and the coordinator is told so.</summary>
    EarlyWarningMade,

    /// <summary>The coordinator has seen to it.</summary>
    EarlyWarningSettled,

    /// <summary>Merged with another case about the same: said of the part with <see cref="EventData.Whole"/>, of the whole with <see cref="EventData.Joined"/>.</summary>
    ReportMerged,

    /// <summary>Taken apart again; said of both.</summary>
    ReportUnmerged,

    /// <summary>The draft of a month's summary was made.</summary>
    SummaryDrafted,

    /// <summary>The coordinator is reminded of a draft that nobody has published.</summary>
    SummaryReminded,

    /// <summary>A month's summary was published, or a correction of it.</summary>
    SummaryPublished,

    /// <summary>Sent on to somebody outside the forum, who answers by a link.</summary>
    CaseHandedOver,

    /// <summary>The one outside has answered.</summary>
    HandOverAnswered,

    /// <summary>The one outside has not answered in time.</summary>
    HandOverOverdue,

    /// <summary>Staff took back what they sent on.</summary>
    HandOverRevoked,

    /// <summary>The SMS of a month near what they may cost, or have reached it: <see cref="EventData.Count"/> is the percentage.</summary>
    BudgetNeared,

    /// <summary>Whoever did it has undone <see cref="EventData.Undoes"/> at once: the case is as it was before.</summary>
    DeedUndone,

    /// <summary>What was told in one breath are two cases from now on: said of the first with <see cref="EventData.Joined"/>, of the other with <see cref="EventData.Whole"/>.</summary>
    ReportSplit,
}

/// <summary>What the subject of an event is.</summary>
public enum SubjectKind
{
    /// <summary>The forum as a whole.</summary>
    Forum,

    /// <summary>A report.</summary>
    Report,

    /// <summary>A drop-off.</summary>
    DropOff,

    /// <summary>An attempt to sign in.</summary>
    SignIn,

    /// <summary>A barrier on these pages.</summary>
    Barrier,

    /// <summary>A suggestion to the coordinator.</summary>
    EarlyWarning,
}

/// <summary>
/// The facts of an event: ids, enums, counts, times. Never a name, number, address or text: those are rows that it points to,
/// so that erasing a person never touches the log.
/// </summary>
public sealed record EventData
{
    /// <summary>The category, when it was set.</summary>
    public CategoryCode? Category { get; init; }

    /// <summary>The ground, when it was set.</summary>
    public Ground? Ground { get; init; }

    /// <summary>The street, outdoors only.</summary>
    public int? Street { get; init; }

    /// <summary>Near children.</summary>
    public bool? Near { get; init; }

    /// <summary>How it came in.</summary>
    public Channel? Channel { get; init; }

    /// <summary>The team that acted or receives.</summary>
    public Guid? Team { get; init; }

    /// <summary>The team that is asked to fetch, or is asked next; null in <see cref="EventType.PickupAskedOn"/>: the coordinator.</summary>
    public Guid? Fetches { get; init; }

    /// <summary>The pickup.</summary>
    public Guid? Pickup { get; init; }

    /// <summary>The first case of a pickup: crew messages are planned from its event only.</summary>
    public bool? Lead { get; init; }

    /// <summary>Needles counted or handed in.</summary>
    public int? Count { get; init; }

    /// <summary>A promised or target time.</summary>
    public DateTimeOffset? Before { get; init; }

    /// <summary>The promise that was missed.</summary>
    public DateTimeOffset? Missed { get; init; }

    /// <summary>A note (words) that belongs to it.</summary>
    public Guid? Note { get; init; }

    /// <summary>Why it was dismissed.</summary>
    public DismissReason? Reason { get; init; }

    /// <summary>What the program asks for; null: staff ask, in words of their own.</summary>
    public MissingPart? Asks { get; init; }

    /// <summary>What the neighbour wrote answers a question.</summary>
    public bool? Answers { get; init; }

    /// <summary>Whether a text belongs to this case is not certain: a human looks.</summary>
    public bool? Doubtful { get; init; }

    /// <summary>The answer resolved the case.</summary>
    public bool? Resolves { get; init; }

    /// <summary>Words in the report speak of danger to life or a needlestick: a human is told at once.</summary>
    public Danger? Danger { get; init; }

    /// <summary>It was the first sight of the case by a human.</summary>
    public bool? FirstSeen { get; init; }

    /// <summary>The audience from now on.</summary>
    public Audience? Audience { get; init; }

    /// <summary>Asked because of a "kan ikke", not of silence.</summary>
    public bool? HandedBack { get; init; }

    /// <summary>Why those who were asked before are not waited for any longer.</summary>
    public Pickups.ChainReason? Because { get; init; }

    /// <summary>Which step of the chain it is.</summary>
    public int? Step { get; init; }

    /// <summary>The month of a summary, by its first day.</summary>
    public DateOnly? Month { get; init; }

    /// <summary>The version of a summary.</summary>
    public int? Version { get; init; }

    /// <summary>On duty or not.</summary>
    public bool? OnDuty { get; init; }

    /// <summary>Which member it concerns.</summary>
    public Guid? Member { get; init; }

    /// <summary>What the member is, or is to be.</summary>
    public Members.Role? Role { get; init; }

    /// <summary>It is told by e-mail.</summary>
    public bool? ByEmail { get; init; }

    /// <summary>Which part of the settings it concerns.</summary>
    public Forums.SettingsPart? Part { get; init; }

    /// <summary>The case that this one is a part of.</summary>
    public Guid? Whole { get; init; }

    /// <summary>The case that has become a part of this one, or by whose reporter or pickup this came about.</summary>
    public Guid? Joined { get; init; }

    /// <summary>What was sent on to somebody outside.</summary>
    public Guid? HandOver { get; init; }

    /// <summary>What the one outside answers.</summary>
    public HandOvers.OutsideAnswer? Outside { get; init; }

    /// <summary>What SMS are paid from.</summary>
    public Forums.SmsPurse? Purse { get; init; }

    /// <summary>What was undone, by the event that had said it.</summary>
    public EventType? Undoes { get; init; }

    internal string ToText() => JsonSerializer.Serialize(this, EventJson.Default.EventData);

    internal static EventData FromText(string text) => JsonSerializer.Deserialize(text, EventJson.Default.EventData)!;
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(EventData))]
internal sealed partial class EventJson : JsonSerializerContext;

/// <summary>One line of the append-only log. Never edited, never deleted.</summary>
public sealed class ForumEvent
{
    /// <summary>The forum.</summary>
    public int ForumId { get; init; }

    /// <summary>1, 2, 3 … within the forum, gapless, in commit order. Never leaves the server.</summary>
    public long Seq { get; init; }

    /// <summary>Random; what outsiders know it by.</summary>
    public Guid Id { get; init; }

    /// <summary>What happened.</summary>
    public EventType Type { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset OccurredAt { get; init; }

    /// <summary>The member who did it; null: a reporter, or the program itself.</summary>
    public Guid? ActorId { get; init; }

    /// <summary>What it is about.</summary>
    public SubjectKind SubjectKind { get; init; }

    /// <summary>The id of what it is about; empty for the forum itself.</summary>
    public Guid SubjectId { get; init; }

    /// <summary>Fixed when appended.</summary>
    public Audience Audience { get; init; }

    /// <summary>The facts, as JSON text.</summary>
    public required string Text { get; init; }

    /// <summary>The facts.</summary>
    public EventData Data => EventData.FromText(Text);

    internal static void Map(EntityTypeBuilder<ForumEvent> entry)
    {
        entry.ToTable("Events").HasKey(e => new { e.ForumId, e.Seq });
        entry.HasIndex(e => e.Id).IsUnique();
        entry.HasIndex(e => new { e.SubjectId, e.Seq });
        entry.Ignore(e => e.Data);
        entry.Property(e => e.Type).HasConversion<string>().HasMaxLength(30);
        entry.Property(e => e.SubjectKind).HasConversion<string>().HasMaxLength(20);
        entry.Property(e => e.Text).HasColumnName("Data");
        entry.HasOne<Forums.Forum>().WithMany().HasForeignKey(e => e.ForumId);
    }
}
