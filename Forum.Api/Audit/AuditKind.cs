namespace Tryghedsforum.Api.Audit;

/// <summary>What is audited. The names are part of the chain: one that was ever used is never renamed.</summary>
public enum AuditKind
{
    /// <summary>Somebody was invited.</summary>
    MemberInvited,

    /// <summary>An invitation was called off.</summary>
    InvitationCalledOff,

    /// <summary>An invitation was accepted by somebody who was no member.</summary>
    MemberJoined,

    /// <summary>An invitation was accepted by somebody who was a member already: another role, or a new second step.</summary>
    RoleChanged,

    /// <summary>A membership was ended.</summary>
    MemberEnded,

    /// <summary>Somebody's sessions were ended by another.</summary>
    SessionsEnded,

    /// <summary>A new link to a case was shown; the old one stopped working.</summary>
    LinkRenewed,

    /// <summary>A reporter's number and address were erased at the reporter's wish.</summary>
    ContactErased,

    /// <summary>Somebody opened a reporter's number or address; with the reason.</summary>
    ContactViewed,

    /// <summary>An overseer has seen the coordinator's looks at reporters.</summary>
    LooksSeen,

    /// <summary>A part of the forum's settings was changed.</summary>
    SettingsChanged,

    /// <summary>Words or pictures of a case were proposed for release.</summary>
    ReleaseProposed,

    /// <summary>Words or pictures of a case were released.</summary>
    CaseReleased,

    /// <summary>What was proposed or released was taken back.</summary>
    ReleaseWithdrawn,

    /// <summary>A coordinator opened the number behind a text that the program has given up; with the reason.</summary>
    SenderViewed,

    /// <summary>A resident joined without having been invited.</summary>
    ResidentJoined,

    /// <summary>A member left.</summary>
    MemberLeft,

    /// <summary>Cases were taken out for the archive.</summary>
    ExportedForArchive,

    /// <summary>Somebody said that the archive has cases that were taken out.</summary>
    ExportConfirmed,

    /// <summary>A coordinator has changed somebody's role, team or name.</summary>
    MemberChanged,

    /// <summary>Somebody was named deputy of the coordinator.</summary>
    DeputyNamed,

    /// <summary>A deputy was ended before the time.</summary>
    DeputyEnded,

    /// <summary>A month's summary was published, or a correction of it.</summary>
    SummaryPublished,
}
