using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Notifications.Delivery;

namespace Tryghedsforum.Notifications.Planning;

/// <summary>Who is meant by a rule.</summary>
internal enum Who
{
    /// <summary>The reporter, if a number was given.</summary>
    Reporter,

    /// <summary>The team that receives the case.</summary>
    ReceivingTeam,

    /// <summary>The team that is asked to fetch.</summary>
    AskedTeam,

    /// <summary>The one of the team that is asked to fetch who is called though off duty, or who has taken it.</summary>
    AskedPerson,

    /// <summary>The rest of the team that acted.</summary>
    Colleagues,

    /// <summary>The coordinators: the last who are asked.</summary>
    Coordinators,

    /// <summary>Those who watch over the forum.</summary>
    Overseers,

    /// <summary>The local committee, and the coordinators.</summary>
    Committee,

    /// <summary>The local police.</summary>
    Police,

    /// <summary>Residents who follow the street.</summary>
    Followers,

    /// <summary>Who signs in.</summary>
    Newcomer,

    /// <summary>The number that a member had before.</summary>
    OldNumber,

    /// <summary>The e-mail address that a member had before.</summary>
    OldEmail,

    /// <summary>Who is invited.</summary>
    Invited,

    /// <summary>Somebody outside the forum to whom a case was sent on.</summary>
    Outsider,

    /// <summary>Nobody but those whom the forum has named.</summary>
    Chosen,
}

/// <summary>Why a forum cannot change a rule.</summary>
internal enum Floor
{
    /// <summary>Somebody is asked to act, and must hear it and what becomes of it.</summary>
    Asked,

    /// <summary>Somebody may be in danger.</summary>
    Danger,

    /// <summary>Nobody comes after the coordinator.</summary>
    LastAsked,

    /// <summary>Whoever reports can trust in an answer.</summary>
    Answer,

    /// <summary>The police rule of the category decides it.</summary>
    PoliceRule,

    /// <summary>Those who follow a street have chosen it themselves.</summary>
    OwnChoice,

    /// <summary>Whoever watches over the coordinator is not at the coordinator's mercy.</summary>
    Oversight,

    /// <summary>Without it nobody could sign in, or notice a stranger.</summary>
    SignIn,
}

/// <summary>When this happens, these are told, in this kind of message.</summary>
/// <param name="On">The event.</param>
/// <param name="Who">Who is told.</param>
/// <param name="Kind">The kind of message; its timing and policy stand in <see cref="KindPolicy"/>.</param>
/// <param name="When">Only then; null: always.</param>
/// <param name="Only">The same in a word, for the table that people read.</param>
/// <param name="OncePerCase">Told once for each case, however often it happens.</param>
/// <param name="OncePerDay">Told once a day, however often it happens and by whichever rule of this kind.</param>
internal sealed record Rule(EventType On, Who Who, string Kind, Func<ForumEvent, EventData, bool>? When = null, string? Only = null, bool OncePerCase = false, bool OncePerDay = false)
{
    /// <summary>By which name a forum changes it; null: it cannot.</summary>
    public MessageRule? Free { get; init; }

    /// <summary>Why it cannot; null: it can.</summary>
    public Floor? Fixed { get; init; }
}

/// <summary>The table: when this happens, these are told. What a forum has changed in it stands in its settings.</summary>
internal static class Rules
{
    /// <summary>All rules. What is urgent stands before what may wait: whoever is told by two rules is told by the first.</summary>
    public static IReadOnlyList<Rule> All { get; } =
    [
        // A text is answered where it came in; everybody else gets the receipt.
        new(EventType.ReportReceived, Who.Reporter, MessageKind.ReporterReceipt, (_, data) => data.Channel != Api.Reports.Channel.Sms && data.Whole is null, "NotBySms") { Fixed = Floor.Answer },
        new(EventType.ReportReceived, Who.ReceivingTeam, MessageKind.TeamCase, (_, data) => data.Fetches is null, "NobodyAsked") { Fixed = Floor.Asked },
        new(EventType.ReportReceived, Who.ReceivingTeam, MessageKind.TeamCase, (_, data) => data.Fetches is { } asked && asked != data.Team, "OtherAsked") { Free = MessageRule.CaseWhileAsked },
        new(EventType.ReportReceived, Who.Chosen, MessageKind.TeamCase) { Free = MessageRule.CaseToOthers },
        new(EventType.ReportReceived, Who.Coordinators, MessageKind.Danger, IsDanger, "DangerWords") { Fixed = Floor.Danger },
        new(EventType.ReportReceived, Who.Police, MessageKind.Police, IsForPolice, "PoliceRule", OncePerCase: true) { Fixed = Floor.PoliceRule },
        new(EventType.AudienceChanged, Who.Police, MessageKind.Police, (_, data) => data.Audience is { } now && (now & Audience.Police) != 0, "PoliceRule", OncePerCase: true) { Fixed = Floor.PoliceRule },
        new(EventType.ReportAddedTo, Who.ReceivingTeam, MessageKind.TeamNote) { Free = MessageRule.NeighbourWrote },
        new(EventType.ReportAddedTo, Who.Coordinators, MessageKind.Danger, IsDanger, "DangerWords") { Fixed = Floor.Danger },
        new(EventType.ReportSentOn, Who.ReceivingTeam, MessageKind.TeamCase) { Fixed = Floor.Asked },
        new(EventType.ReportReopened, Who.ReceivingTeam, MessageKind.TeamReopened) { Fixed = Floor.Asked },
        new(EventType.ReportReopened, Who.Coordinators, MessageKind.Danger, IsDanger, "DangerWords") { Fixed = Floor.Danger },
        new(EventType.ReportAnswered, Who.Reporter, MessageKind.ReporterAnswer) { Fixed = Floor.Answer },
        // What the program itself asks for, it asks in its answer to the text.
        new(EventType.ReportAsked, Who.Reporter, MessageKind.ReporterQuestion, (_, data) => data.Asks is null, "AskedByStaff") { Fixed = Floor.Answer },
        new(EventType.ReportSplit, Who.Reporter, MessageKind.ReporterSplit, (_, data) => data.Joined is not null, "FirstOfTwo") { Fixed = Floor.Answer },
        new(EventType.ReportDismissed, Who.Reporter, MessageKind.ReporterAnswer) { Fixed = Floor.Answer },
        // From the first acknowledgement on, whoever made it and however, residents may see the case.
        new(EventType.AudienceChanged, Who.Followers, MessageKind.ResidentWarning, (_, data) => data.Audience is { } now && (now & Audience.Residents) != 0, "NearChildren", OncePerCase: true) { Fixed = Floor.OwnChoice },
        new(EventType.PickupRequested, Who.AskedTeam, MessageKind.CrewTask, IsLead, "OncePerPickup") { Fixed = Floor.Asked },
        new(EventType.PickupAskedOn, Who.AskedTeam, MessageKind.CrewAskedOn, (e, data) => IsLead(e, data) && data is { Fetches: not null, Member: null }, "TeamIsNext") { Fixed = Floor.Asked },
        new(EventType.PickupAskedOn, Who.AskedPerson, MessageKind.CrewAskedOn, (e, data) => IsLead(e, data) && data.Member is not null, "PersonIsNext") { Fixed = Floor.Asked },
        new(EventType.PickupAskedOn, Who.Coordinators, MessageKind.CoordinatorUnanswered, (e, data) => IsLead(e, data) && data.Fetches is null, "NobodyIsNext") { Fixed = Floor.LastAsked },
        new(EventType.PickupAccepted, Who.Reporter, MessageKind.ReporterTaken) { Free = MessageRule.TakenToReporter },
        new(EventType.PickupAccepted, Who.Colleagues, MessageKind.CrewChange, IsLead, "OncePerPickup") { Free = MessageRule.ColleagueTook },
        new(EventType.PickupPromised, Who.Reporter, MessageKind.ReporterTaken) { Free = MessageRule.TakenToReporter },
        new(EventType.PickupLate, Who.Reporter, MessageKind.ReporterLate) { Free = MessageRule.LateToReporter },
        new(EventType.PickupCollected, Who.Reporter, MessageKind.ReporterGone) { Fixed = Floor.Answer },
        new(EventType.PickupNothingFound, Who.Reporter, MessageKind.ReporterNothingFound) { Fixed = Floor.Answer },
        new(EventType.PickupCancelled, Who.AskedTeam, MessageKind.CrewCancelled) { Fixed = Floor.Asked },
        // Who took it may be off duty by now.
        new(EventType.PickupCancelled, Who.AskedPerson, MessageKind.CrewCancelled) { Fixed = Floor.Asked },
        new(EventType.CaseHandedOver, Who.Outsider, MessageKind.HandOver, (_, data) => data.ByEmail == true, "ByEmail") { Fixed = Floor.Asked },
        new(EventType.HandOverAnswered, Who.ReceivingTeam, MessageKind.TeamHandOver) { Fixed = Floor.Asked },
        new(EventType.HandOverOverdue, Who.ReceivingTeam, MessageKind.TeamHandOver) { Fixed = Floor.Asked },
        new(EventType.BarrierTold, Who.Coordinators, MessageKind.CoordinatorBarrier) { Free = MessageRule.Barrier },
        new(EventType.SummaryDrafted, Who.Coordinators, MessageKind.CoordinatorSummary, OncePerDay: true) { Fixed = Floor.LastAsked },
        new(EventType.SummaryReminded, Who.Coordinators, MessageKind.CoordinatorSummary, OncePerDay: true) { Fixed = Floor.LastAsked },
        new(EventType.SummaryPublished, Who.Committee, MessageKind.CommitteeSummary, OncePerDay: true) { Fixed = Floor.OwnChoice },
        new(EventType.BudgetNeared, Who.Coordinators, MessageKind.CoordinatorBudget, OncePerCase: true) { Free = MessageRule.Budget },
        new(EventType.IdentityOpened, Who.Overseers, MessageKind.OverseerLook, OncePerDay: true) { Fixed = Floor.Oversight },
        new(EventType.SettingsChanged, Who.Overseers, MessageKind.OverseerLook, IsOfWeight, "WeightySettings", OncePerDay: true) { Fixed = Floor.Oversight },
        new(EventType.MemberInvited, Who.Overseers, MessageKind.OverseerLook, IsGivenMore, "SeesMore", OncePerDay: true) { Fixed = Floor.Oversight },
        new(EventType.SignInCodeAsked, Who.Newcomer, MessageKind.SignInCode, (_, data) => data.ByEmail != true, "ByPhone") { Fixed = Floor.SignIn },
        new(EventType.SignInCodeAsked, Who.Newcomer, MessageKind.SignInMail, (_, data) => data.ByEmail == true, "ByEmail") { Fixed = Floor.SignIn },
        new(EventType.PhoneChanged, Who.OldNumber, MessageKind.PhoneChanged) { Fixed = Floor.SignIn },
        new(EventType.EmailChanged, Who.OldEmail, MessageKind.EmailChanged) { Fixed = Floor.SignIn },
        new(EventType.MemberInvited, Who.Invited, MessageKind.Invitation, (_, data) => data.ByEmail == true, "ByEmail") { Fixed = Floor.SignIn },
    ];

    /// <summary>The rules that an event sets off.</summary>
    public static IEnumerable<Rule> For(ForumEvent e)
    {
        var data = e.Data;
        return All.Where(rule => rule.On == e.Type && rule.When?.Invoke(e, data) != false);
    }

    private static bool IsDanger(ForumEvent e, EventData data) => data.Danger is not null;

    // What the overseer should know of: who sees cases, and who is told of them.
    private static bool IsOfWeight(ForumEvent e, EventData data) => data.Part is SettingsPart.Category or SettingsPart.GroundRule or SettingsPart.MessageRules;

    // The coordinator gives somebody a role in which more is seen than a resident sees.
    private static bool IsGivenMore(ForumEvent e, EventData data) => e.ActorId is not null && data.Role is not Role.Resident;

    private static bool IsForPolice(ForumEvent e, EventData data) => (e.Audience & Audience.Police) != 0;

    private static bool IsLead(ForumEvent e, EventData data) => data.Lead == true;
}
