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

    /// <summary>The rest of the team that acted.</summary>
    Colleagues,

    /// <summary>The coordinators: the last who are asked.</summary>
    Coordinators,

    /// <summary>Those who watch over the forum.</summary>
    Overseers,

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
}

/// <summary>When this happens, these are told, in this kind of message.</summary>
/// <param name="On">The event.</param>
/// <param name="Who">Who is told.</param>
/// <param name="Kind">The kind of message; its timing and policy stand in <see cref="KindPolicy"/>.</param>
/// <param name="When">Only then; null: always.</param>
/// <param name="OncePerCase">Told once for each case, however often it happens.</param>
/// <param name="OncePerDay">Told once a day, however often it happens and by whichever rule of this kind.</param>
internal sealed record Rule(EventType On, Who Who, string Kind, Func<ForumEvent, EventData, bool>? When = null, bool OncePerCase = false, bool OncePerDay = false);

/// <summary>The table: when this happens, these are told.</summary>
internal static class Rules
{
    /// <summary>All rules.</summary>
    public static IReadOnlyList<Rule> All { get; } =
    [
        // A text is answered where it came in; everybody else gets the receipt.
        new(EventType.ReportReceived, Who.Reporter, MessageKind.ReporterReceipt, (_, data) => data.Channel != Api.Reports.Channel.Sms),
        new(EventType.ReportReceived, Who.ReceivingTeam, MessageKind.TeamCase, (_, data) => data.Fetches != data.Team),
        new(EventType.ReportReceived, Who.Coordinators, MessageKind.Danger, (_, data) => data.Danger is not null),
        new(EventType.ReportReceived, Who.Police, MessageKind.Police, IsForPolice, OncePerCase: true),
        new(EventType.AudienceChanged, Who.Police, MessageKind.Police, (_, data) => data.Audience is { } now && (now & Audience.Police) != 0, OncePerCase: true),
        new(EventType.ReportAddedTo, Who.ReceivingTeam, MessageKind.TeamNote),
        new(EventType.ReportAddedTo, Who.Coordinators, MessageKind.Danger, (_, data) => data.Danger is not null),
        new(EventType.ReportSentOn, Who.ReceivingTeam, MessageKind.TeamCase),
        new(EventType.ReportReopened, Who.ReceivingTeam, MessageKind.TeamReopened),
        new(EventType.ReportReopened, Who.Coordinators, MessageKind.Danger, (_, data) => data.Danger is not null),
        new(EventType.ReportAnswered, Who.Reporter, MessageKind.ReporterAnswer),
        new(EventType.ReportDismissed, Who.Reporter, MessageKind.ReporterAnswer),
        // From the first acknowledgement on, whoever made it and however, residents may see the case.
        new(EventType.AudienceChanged, Who.Followers, MessageKind.ResidentWarning, (_, data) => data.Audience is { } now && (now & Audience.Residents) != 0, OncePerCase: true),
        new(EventType.PickupRequested, Who.AskedTeam, MessageKind.CrewTask, IsLead),
        new(EventType.PickupAskedOn, Who.AskedTeam, MessageKind.CrewAskedOn, (e, data) => IsLead(e, data) && data.Fetches is not null),
        new(EventType.PickupAskedOn, Who.Coordinators, MessageKind.CoordinatorUnanswered, (e, data) => IsLead(e, data) && data.Fetches is null),
        new(EventType.PickupAccepted, Who.Reporter, MessageKind.ReporterTaken),
        new(EventType.PickupAccepted, Who.Colleagues, MessageKind.CrewChange, IsLead),
        new(EventType.PickupPromised, Who.Reporter, MessageKind.ReporterTaken),
        new(EventType.PickupLate, Who.Reporter, MessageKind.ReporterLate),
        new(EventType.PickupCollected, Who.Reporter, MessageKind.ReporterGone),
        new(EventType.PickupNothingFound, Who.Reporter, MessageKind.ReporterNothingFound),
        new(EventType.PickupCancelled, Who.AskedTeam, MessageKind.CrewCancelled),
        new(EventType.BarrierTold, Who.Coordinators, MessageKind.CoordinatorBarrier),
        new(EventType.IdentityOpened, Who.Overseers, MessageKind.OverseerLook, OncePerDay: true),
        new(EventType.SettingsChanged, Who.Overseers, MessageKind.OverseerLook, (_, data) => data.Part is SettingsPart.Category or SettingsPart.GroundRule, OncePerDay: true),
        new(EventType.MemberInvited, Who.Overseers, MessageKind.OverseerLook, IsGivenMore, OncePerDay: true),
        new(EventType.SignInCodeAsked, Who.Newcomer, MessageKind.SignInCode, (_, data) => data.ByEmail != true),
        new(EventType.SignInCodeAsked, Who.Newcomer, MessageKind.SignInMail, (_, data) => data.ByEmail == true),
        new(EventType.PhoneChanged, Who.OldNumber, MessageKind.PhoneChanged),
        new(EventType.EmailChanged, Who.OldEmail, MessageKind.EmailChanged),
        new(EventType.MemberInvited, Who.Invited, MessageKind.Invitation, (_, data) => data.ByEmail == true),
    ];

    /// <summary>The rules that an event sets off.</summary>
    public static IEnumerable<Rule> For(ForumEvent e)
    {
        var data = e.Data;
        return All.Where(rule => rule.On == e.Type && rule.When?.Invoke(e, data) != false);
    }

    // The coordinator gives somebody a role in which more is seen than a resident sees.
    private static bool IsGivenMore(ForumEvent e, EventData data) => e.ActorId is not null && data.Role is not Role.Resident;

    private static bool IsForPolice(ForumEvent e, EventData data) => (e.Audience & Audience.Police) != 0;

    private static bool IsLead(ForumEvent e, EventData data) => data.Lead == true;
}

/// <summary>Finds the people behind a rule.</summary>
internal sealed class Recipients(WhoIsOn on)
{
    /// <summary>The recipients' ids, as messages name them.</summary>
    public async Task<IReadOnlyList<string>> Of(Who who, ForumEvent e, CancellationToken cancellation)
    {
        var data = e.Data;
        return who switch
        {
            Who.Reporter => [$"reporter:{e.SubjectId}"],
            Who.Newcomer => [$"sign-in:{e.SubjectId}"],
            Who.OldNumber => [$"old-number:{e.SubjectId}"],
            Who.OldEmail => [$"old-email:{e.SubjectId}"],
            Who.Invited => [$"invitation:{e.SubjectId}"],
            Who.ReceivingTeam => Members(data.Team is { } team ? await on.InTeam(e.ForumId, team, cancellation) : []),
            Who.AskedTeam => Members(data.Fetches is { } asked ? await on.InTeam(e.ForumId, asked, cancellation) : []),
            Who.Colleagues => Members(data.Team is { } own ? (await on.InTeam(e.ForumId, own, cancellation)).Where(id => id != e.ActorId) : []),
            Who.Coordinators => Members(await on.Coordinators(e.ForumId, cancellation)),
            Who.Overseers => Members(await on.Overseers(e.ForumId, cancellation)),
            Who.Police => Members(await on.InRole(e.ForumId, Role.Police, cancellation)),
            Who.Followers => Members(data is { Near: true, Street: { } street } ? await on.Following(e.ForumId, street, null, cancellation) : []),
            _ => throw new ArgumentOutOfRangeException(nameof(who)),
        };
    }

    private static IReadOnlyList<string> Members(IEnumerable<Guid> ids) => [.. ids.Select(id => $"member:{id}")];
}
