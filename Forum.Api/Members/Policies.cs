namespace Tryghedsforum.Api.Members;

/// <summary>Who may use a use case.</summary>
/// <param name="Name">What it lets one do, as a verb.</param>
/// <param name="Anyone">Somebody unknown may.</param>
/// <param name="Holder">The holder of the case's link may, for that case.</param>
/// <param name="Program">Sweeps and inbound messages may.</param>
/// <param name="Roles">Members with one of these roles may.</param>
public sealed record Policy(string Name, bool Anyone, bool Holder, bool Program, params Role[] Roles)
{
    /// <summary>Whoever deputises for a coordinator may, too.</summary>
    public bool Deputies { get; init; } = true;

    /// <summary>Whoever runs the installation may.</summary>
    public bool Operators { get; init; }

    /// <summary>Whoever reads the figures of some forum may, for those forums.</summary>
    public bool FigureReaders { get; init; }

    /// <summary>Whether this actor may.</summary>
    public bool Admits(Actor actor) =>
        Anyone
        || (Holder && actor.CaseId is not null)
        || (Program && actor.IsProgram)
        || (Operators && actor.IsOperator)
        || (FigureReaders && actor.FiguresOf.Count > 0)
        || (actor.Role is { } role && Roles.Contains(role) && (Deputies || !actor.IsDeputy));
}

/// <summary>Every policy of the program, as one table. A use case names one of these in its first line.</summary>
public static class Policies
{
    /// <summary>Tell the forum something.</summary>
    public static readonly Policy Report = new("Report", Anyone: true, Holder: true, Program: true);

    /// <summary>See what everybody may see.</summary>
    public static readonly Policy SeePublic = new("SeePublic", Anyone: true, Holder: true, Program: true);

    /// <summary>Follow one's own case, and have one's details erased.</summary>
    public static readonly Policy FollowCase = new("FollowCase", false, Holder: true, Program: true);

    /// <summary>See the coarse, acknowledged cases of the quarter in real time, and follow streets.</summary>
    public static readonly Policy SeeQuarter = new("SeeQuarter", false, false, false, Role.Resident, Role.NeighbourRep, Role.Partner, Role.Committee, Role.Staff, Role.Crew, Role.Coordinator);

    /// <summary>See the board: partners all of it, police their part.</summary>
    public static readonly Policy SeeBoard = new("SeeBoard", false, false, false, Role.Staff, Role.Crew, Role.Coordinator, Role.Police);

    /// <summary>Mark a case as seen.</summary>
    public static readonly Policy Acknowledge = new("Acknowledge", false, false, false, Role.Staff, Role.Crew, Role.Coordinator, Role.Police);

    /// <summary>Answer, correct, dismiss, send on, order pickups; write down reports and drop-offs for others.</summary>
    public static readonly Policy Handle = new("Handle", false, false, false, Role.Staff, Role.Coordinator);

    /// <summary>Propose what of a case's words others may read, and take it back.</summary>
    public static readonly Policy ProposeRelease = new("ProposeRelease", false, false, false, Role.Staff, Role.Coordinator);

    /// <summary>Release what was proposed.</summary>
    public static readonly Policy Release = new("Release", false, false, false, Role.Coordinator);

    /// <summary>Read what was released.</summary>
    public static readonly Policy ReadReleased = new("ReadReleased", false, false, false, Role.Resident, Role.NeighbourRep, Role.Partner, Role.Committee, Role.Municipality, Role.Staff, Role.Crew, Role.Coordinator);

    /// <summary>Open a reporter's number or address, for a reason that is audited; the police the number only, if the reporter said yes.</summary>
    public static readonly Policy SeeContact = new("SeeContact", false, false, false, Role.Staff, Role.Crew, Role.Coordinator, Role.Police);

    /// <summary>Take, fetch, hand back; write down drop-offs.</summary>
    public static readonly Policy Fetch = new("Fetch", false, false, false, Role.Crew, Role.Staff, Role.Coordinator);

    /// <summary>Read the month's figures.</summary>
    public static readonly Policy SeeFigures = new("SeeFigures", false, false, false, Role.Committee, Role.Municipality, Role.Coordinator, Role.Staff, Role.Crew, Role.Police, Role.NeighbourRep, Role.Partner, Role.Overseer);

    /// <summary>See the published months of several forums side by side: each reader those whose figures the reader has, whoever runs the installation all.</summary>
    public static readonly Policy CompareForums = new("CompareForums", false, false, false, SeeFigures.Roles) { Operators = true, FigureReaders = true };

    /// <summary>Put words to a month's figures, and publish them.</summary>
    public static readonly Policy Summarize = new("Summarize", false, false, false, Role.Coordinator);

    /// <summary>Become a member and sign in.</summary>
    public static readonly Policy Join = new("Join", Anyone: true, Holder: true, Program: true);

    /// <summary>Invite members, and end memberships.</summary>
    public static readonly Policy ManageMembers = new("ManageMembers", false, false, Program: true, Role.Coordinator);

    /// <summary>Make and unmake coordinators, overseers and deputies.</summary>
    public static readonly Policy GivePower = new("GivePower", false, false, Program: true, Role.Coordinator) { Deputies = false };

    /// <summary>Change how the forum is run: numbers, hours, teams, places, categories, rules.</summary>
    public static readonly Policy ChangeSettings = new("ChangeSettings", false, false, false, Role.Coordinator);

    /// <summary>End one's own sessions.</summary>
    public static readonly Policy OwnSessions = new("OwnSessions", false, false, false, Enum.GetValues<Role>());

    /// <summary>Choose how one signs in oneself.</summary>
    public static readonly Policy OwnSignIn = new("OwnSignIn", false, false, false, Enum.GetValues<Role>());

    /// <summary>Read all that is held about oneself, leave, and be forgotten.</summary>
    public static readonly Policy OwnData = new("OwnData", false, false, false, Enum.GetValues<Role>());

    /// <summary>Keep one's own cases, and open them.</summary>
    public static readonly Policy OwnCases = new("OwnCases", false, false, false, Enum.GetValues<Role>());

    /// <summary>Choose how one is told of what is not urgent.</summary>
    public static readonly Policy OwnMessages = new("OwnMessages", false, false, false, Enum.GetValues<Role>());

    /// <summary>Stop a forum's mails by the secret in one of them.</summary>
    public static readonly Policy StopMails = new("StopMails", Anyone: true, Holder: true, Program: true);

    /// <summary>Read and answer what was sent on to one, by its link.</summary>
    public static readonly Policy AnswerHandOver = new("AnswerHandOver", Anyone: true, Holder: true, Program: true);

    /// <summary>Leave the forum by oneself.</summary>
    public static readonly Policy Leave = new("Leave", false, false, false, Role.Resident);

    /// <summary>See and handle what did not arrive.</summary>
    public static readonly Policy Coordinate = new("Coordinate", false, false, false, Role.Coordinator);

    /// <summary>Take out cases for the archive before they are erased, and say that the archive has them.</summary>
    public static readonly Policy Archive = new("Archive", false, false, false, Role.Coordinator);

    /// <summary>Read who was given or lost access, and what was done with people's details.</summary>
    public static readonly Policy SeeAudit = new("SeeAudit", false, false, false, Role.Coordinator, Role.Overseer);

    /// <summary>See which reporters the coordinator has looked up, and say so.</summary>
    public static readonly Policy Oversee = new("Oversee", false, false, false, Role.Overseer);

    /// <summary>One's own duty.</summary>
    public static readonly Policy OwnDuty = new("OwnDuty", false, false, false, Role.Staff, Role.Crew, Role.Police, Role.Coordinator);

    /// <summary>See whether the installation works.</summary>
    public static readonly Policy Operate = new("Operate", false, false, false) { Operators = true };

    /// <summary>See the duty roster, and keep one's own team's.</summary>
    public static readonly Policy KeepRoster = new("KeepRoster", false, false, false, Role.Staff, Role.Crew, Role.Police, Role.Coordinator);

    /// <summary>Sweeps and planning: nobody but the program.</summary>
    public static readonly Policy Sweep = new("Sweep", false, false, Program: true);

    /// <summary>All of them, in the order of this table.</summary>
    public static IReadOnlyList<Policy> All { get; } =
    [
        Report,
        SeePublic,
        FollowCase,
        SeeQuarter,
        SeeBoard,
        Acknowledge,
        Handle,
        ProposeRelease,
        Release,
        ReadReleased,
        SeeContact,
        Fetch,
        SeeFigures,
        CompareForums,
        Summarize,
        Join,
        ManageMembers,
        GivePower,
        ChangeSettings,
        OwnSessions,
        OwnSignIn,
        OwnData,
        OwnCases,
        OwnMessages,
        StopMails,
        AnswerHandOver,
        Leave,
        Coordinate,
        Archive,
        SeeAudit,
        Oversee,
        OwnDuty,
        Operate,
        KeepRoster,
        Sweep,
    ];
}
