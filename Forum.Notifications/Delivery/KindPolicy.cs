using System.Collections.Frozen;

namespace Tryghedsforum.Notifications.Delivery;

/// <summary>The kinds of message.</summary>
internal static class MessageKind
{
    /// <summary>To the crew that is asked to fetch.</summary>
    public const string CrewTask = "crew.task";

    /// <summary>To the next team, because nobody answered or somebody could not.</summary>
    public const string CrewAskedOn = "crew.asked-on";

    /// <summary>To the team that receives the case.</summary>
    public const string TeamCase = "team.case";

    /// <summary>To the coordinator: nobody has answered.</summary>
    public const string CoordinatorUnanswered = "coordinator.unanswered";

    /// <summary>To the coordinator: something does not work, and somebody may not have been told.</summary>
    public const string CoordinatorAlarm = "coordinator.alarm";

    /// <summary>To the coordinator: somebody on duty has said STOP.</summary>
    public const string CoordinatorStopped = "coordinator.stopped";

    /// <summary>To the coordinator: somebody told of a barrier on the pages.</summary>
    public const string CoordinatorBarrier = "coordinator.barrier";

    /// <summary>To the coordinator: the draft of a month's summary waits.</summary>
    public const string CoordinatorSummary = "coordinator.summary";

    /// <summary>To the committee: a month's summary was published.</summary>
    public const string CommitteeSummary = "committee.summary";

    /// <summary>To the coordinator: the SMS of this month near what they may cost.</summary>
    public const string CoordinatorBudget = "coordinator.budget";

    /// <summary>To the overseer: there is something of the coordinator's to look at.</summary>
    public const string OverseerLook = "overseer.look";

    /// <summary>To whoever is on: words in a report speak of danger.</summary>
    public const string Danger = "danger";

    /// <summary>To the police of the forum, by the police rule.</summary>
    public const string Police = "police";

    /// <summary>To the rest of a team: a colleague has taken it.</summary>
    public const string CrewChange = "crew.change";

    /// <summary>To the team that was asked: it is called off.</summary>
    public const string CrewCancelled = "crew.cancelled";

    /// <summary>To the team that receives the case: the neighbour has written.</summary>
    public const string TeamNote = "team.note";

    /// <summary>To the team that receives the case: somebody outside has answered, or has not in time.</summary>
    public const string TeamHandOver = "team.hand-over";

    /// <summary>To somebody outside to whom a case was sent on, by e-mail.</summary>
    public const string HandOver = "hand-over.mail";

    /// <summary>To the team that receives the case: the neighbour says that it is still there.</summary>
    public const string TeamReopened = "team.reopened";

    /// <summary>Any other inbound text got this answer.</summary>
    public const string InboundReply = "inbound.reply";

    /// <summary>To the reporter: we have it.</summary>
    public const string ReporterReceipt = "reporter.receipt";

    /// <summary>To the reporter: somebody has taken it.</summary>
    public const string ReporterTaken = "reporter.taken";

    /// <summary>To the reporter: gone.</summary>
    public const string ReporterGone = "reporter.gone";

    /// <summary>To the reporter: nothing found.</summary>
    public const string ReporterNothingFound = "reporter.nothing-found";

    /// <summary>To the reporter: later than promised.</summary>
    public const string ReporterLate = "reporter.late";

    /// <summary>To the reporter: an answer waits.</summary>
    public const string ReporterAnswer = "reporter.answer";

    /// <summary>To the reporter: somebody asks something.</summary>
    public const string ReporterQuestion = "reporter.question";

    /// <summary>To a member: what the last message said was taken back.</summary>
    public const string Undone = "undone";

    /// <summary>To the reporter: what the last message said was taken back.</summary>
    public const string ReporterUndone = "reporter.undone";

    /// <summary>To the reporter: what was told are two cases, and this is the other's number.</summary>
    public const string ReporterSplit = "reporter.split";

    /// <summary>To residents who follow the street: something lies near children.</summary>
    public const string ResidentWarning = "resident.warning";

    /// <summary>To somebody who signs in.</summary>
    public const string SignInCode = "sign-in.code";

    /// <summary>To the number that a member had before: it was changed.</summary>
    public const string PhoneChanged = "phone.changed";

    /// <summary>To somebody who signs in, by e-mail.</summary>
    public const string SignInMail = "sign-in.mail";

    /// <summary>To the e-mail address that a member had before: it was changed.</summary>
    public const string EmailChanged = "email.changed";

    /// <summary>To somebody who is invited, by e-mail.</summary>
    public const string Invitation = "invitation.mail";

    /// <summary>To residents who want to hear of their streets every so often.</summary>
    public const string ResidentDigest = "resident.digest";

    /// <summary>Carries several messages that are not urgent to one person.</summary>
    public const string Bundle = "bundle";

    /// <summary>To the installation's own number, and home again; see <see cref="Operation.SendRoundTrips"/>.</summary>
    public const string RoundTrip = "round-trip";

    /// <summary>Whether it is answered by a digit, and so by SMS only.</summary>
    public static bool AsksForDigit(string kind) => kind is CrewTask or CrewAskedOn or CoordinatorUnanswered or TeamCase or Police;

    /// <summary>Whether somebody waits for an answer to it: it stands alone, so that it is plain what was answered.</summary>
    public static bool AsksForAnswer(string kind) => AsksForDigit(kind) || kind is ReporterQuestion;
}

/// <summary>What follows from a message's kind.</summary>
/// <param name="Lane">Its queue.</param>
/// <param name="Validity">How long after its time it still helps.</param>
/// <param name="AtLeastOnce">Nobody can tell whether it left: true sends it again (twice told is better than not told), false leaves it.</param>
/// <param name="MayBeHeld">It may wait for the morning.</param>
internal sealed record KindPolicy(Lane Lane, TimeSpan Validity, bool AtLeastOnce, bool MayBeHeld)
{
    private static readonly KindPolicy Urgent = new(Lane.Alert, TimeSpan.FromHours(4), AtLeastOnce: true, MayBeHeld: false);
    private static readonly KindPolicy Answer = new(Lane.Notice, TimeSpan.FromHours(1), AtLeastOnce: false, MayBeHeld: false);
    private static readonly KindPolicy News = new(Lane.Notice, TimeSpan.FromHours(36), AtLeastOnce: false, MayBeHeld: true);

    private static readonly FrozenDictionary<string, KindPolicy> Table = new Dictionary<string, KindPolicy>
    {
        [MessageKind.CrewTask] = Urgent,
        [MessageKind.CrewAskedOn] = Urgent,
        [MessageKind.TeamCase] = Urgent,
        [MessageKind.CoordinatorUnanswered] = Urgent,
        [MessageKind.CoordinatorAlarm] = Urgent,
        [MessageKind.CoordinatorStopped] = Urgent,
        [MessageKind.Danger] = Urgent,
        [MessageKind.Police] = Urgent,
        [MessageKind.CrewChange] = Urgent,
        [MessageKind.CrewCancelled] = Urgent,
        [MessageKind.TeamNote] = Urgent,
        [MessageKind.TeamReopened] = Urgent,
        [MessageKind.Undone] = Urgent,
        [MessageKind.ReporterUndone] = Answer,
        [MessageKind.TeamHandOver] = News,
        [MessageKind.InboundReply] = Answer,
        [MessageKind.ReporterReceipt] = Answer,
        [MessageKind.ReporterTaken] = News,
        [MessageKind.ReporterGone] = News,
        [MessageKind.ReporterNothingFound] = News,
        [MessageKind.ReporterLate] = News,
        [MessageKind.ReporterAnswer] = News,
        [MessageKind.ReporterQuestion] = News,
        [MessageKind.ReporterSplit] = News,
        [MessageKind.CoordinatorBarrier] = News,
        [MessageKind.CoordinatorBudget] = News,
        [MessageKind.OverseerLook] = News,
        [MessageKind.CoordinatorSummary] = News,
        [MessageKind.CommitteeSummary] = News,
        [MessageKind.RoundTrip] = Answer,
        [MessageKind.ResidentDigest] = News,
        [MessageKind.Bundle] = News,
        // Somebody waits before a page; a second one does no harm. Not in the crews' lane: asking for codes must never hold an alert up.
        [MessageKind.SignInCode] = new(Lane.Notice, TimeSpan.FromMinutes(10), AtLeastOnce: true, MayBeHeld: false),
        // Whoever's number was changed by a stranger must hear it.
        [MessageKind.PhoneChanged] = new(Lane.Notice, TimeSpan.FromHours(36), AtLeastOnce: true, MayBeHeld: false),
        [MessageKind.SignInMail] = new(Lane.Mail, TimeSpan.FromMinutes(10), AtLeastOnce: true, MayBeHeld: false),
        [MessageKind.EmailChanged] = new(Lane.Mail, TimeSpan.FromHours(36), AtLeastOnce: true, MayBeHeld: false),
        [MessageKind.HandOver] = new(Lane.Mail, TimeSpan.FromHours(24), AtLeastOnce: true, MayBeHeld: false),
        // As long as the invitation itself holds.
        [MessageKind.Invitation] = new(Lane.Mail, TimeSpan.FromHours(72), AtLeastOnce: true, MayBeHeld: false),
        [MessageKind.ResidentWarning] = new(Lane.Notice, TimeSpan.FromHours(4), AtLeastOnce: false, MayBeHeld: false),
    }.ToFrozenDictionary();

    /// <summary>The same for a forum that lets it wait for the morning: it is not urgent, and still helps then.</summary>
    public KindPolicy Held => MayBeHeld ? this : this with { Lane = Lane.Notice, Validity = News.Validity, MayBeHeld = true };

    /// <summary>All kinds.</summary>
    public static IEnumerable<string> Kinds => Table.Keys;

    /// <summary>The policy of a kind.</summary>
    public static KindPolicy Of(string kind) => Table[kind];
}
