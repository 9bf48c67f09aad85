using Microsoft.Extensions.Localization;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.HandOvers;
using Tryghedsforum.Api.Pickups;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Web.Parts;
using Tryghedsforum.Web.Text;

namespace Tryghedsforum.Web.Pages.Reports;

/// <summary>Tells a reporter how it goes, in words that need no explanation: where the case stands, and what has happened.</summary>
internal sealed class FollowStory(IStringLocalizer<FollowText> words, KindWords kinds, IStringLocalizer<KindText> kindWords, ForumClock clock)
{
    /// <summary>The chip of the case.</summary>
    public static (ChipStatus Status, string? Team, DateTimeOffset? At) Chip(CaseView view) => view switch
    {
        { Status: ReportStatus.Dismissed, DismissReason: DismissReason.BelongsElsewhere } => (ChipStatus.BelongsElsewhere, null, null),
        { Status: ReportStatus.Dismissed } => (ChipStatus.Dismissed, null, null),
        { Status: ReportStatus.Merged } => (ChipStatus.Merged, null, null),
        { Status: ReportStatus.Closed } => (ChipStatus.Closed, null, null),
        { Status: ReportStatus.Resolved, Resolution: Resolution.Collected } => (ChipStatus.Collected, null, null),
        { Status: ReportStatus.Resolved, Resolution: Resolution.NothingFound } => (ChipStatus.NothingFound, null, null),
        { Status: ReportStatus.Resolved } => (ChipStatus.Answered, null, null),
        { Pickup: { Status: PickupStatus.Accepted, TakenBy: { } team } } => (ChipStatus.Taken, team, null),
        { Reopened: true } => (ChipStatus.Reopened, null, null),
        { Status: ReportStatus.AwaitingPickup } => (ChipStatus.AwaitingPickup, null, null),
        { AcknowledgedBy: { } team, AcknowledgedAt: { } at } => (ChipStatus.Acknowledged, team, at),
        _ => (ChipStatus.Received, null, null),
    };

    /// <summary>One or two sentences with time and team; the first is the one that counts.</summary>
    public (string First, string More) State(CaseView view, TimeZoneInfo zone)
    {
        var receiver = view.Receiver ?? words["SomeTeamFirst"];
        string At() => clock.DayAndTime(view.ResolvedAt ?? view.ReceivedAt, zone);
        var closed = view.Status == ReportStatus.Closed ? " " + words["Closed"] : "";
        return view switch
        {
            { Status: ReportStatus.Resolved or ReportStatus.Closed, Resolution: Resolution.Collected } => (words["State_Collected", At()], Collected(view.Pickup) + closed),
            { Status: ReportStatus.Resolved or ReportStatus.Closed, Resolution: Resolution.NothingFound } =>
                (words["State_NothingFound", At()], words["State_NothingFoundBy", view.Pickup?.TakenBy ?? words["SomeTeamFirst"].Value] + closed),
            { Status: ReportStatus.Resolved or ReportStatus.Closed } => (words["State_Answered", At()], words["State_AnsweredMore"] + closed),
            { Status: ReportStatus.Dismissed, DismissReason: DismissReason.BelongsElsewhere } => (words["State_Elsewhere"], ""),
            { Status: ReportStatus.Dismissed, DismissReason: DismissReason.NotForUs } => (words["State_NotForUs"], ""),
            { Status: ReportStatus.Dismissed } => (words["State_Dismissed"], ""),
            { Status: ReportStatus.Merged } => (words["State_Merged"], ""),
            { Pickup: { Status: PickupStatus.Accepted, TakenBy: { } team } pickup } =>
                (words[pickup.Before < clock.Now ? "State_TakenLate" : "State_Taken", team, clock.Before(pickup.Before, zone)], ""),
            { Pickup: { Status: PickupStatus.Requested } pickup } => (words["State_Requested", pickup.AskedTeam ?? kindWords["CoordinatorFirst"].Value], Goal(view, zone)),
            { Status: ReportStatus.Received } => (words["State_Received", receiver], Goal(view, zone)),
            _ => (words["State_Acknowledged", view.AcknowledgedBy ?? receiver], Goal(view, zone)),
        };
    }

    /// <summary>What has happened, newest first; what is only between colleagues is left out.</summary>
    public IReadOnlyList<TimelineItem> Items(CaseView view, TimeZoneInfo zone) =>
        [.. view.Timeline.Select(entry => Item(view, entry, zone)).OfType<TimelineItem>().Select((item, index) => index == 0 ? item with { Fresh = view.Timeline.Count > 1 } : item)];

    /// <summary>What the reporter told, in one line.</summary>
    public string Told(CaseView view)
    {
        var what = kinds.What(view.Category, view.Find, view.Amount, near: false);
        return string.Join(". ", new[] { string.Join(", ", new[] { view.Place, view.Detail }.Where(part => !string.IsNullOrEmpty(part))), what, view.Words }.Where(part => !string.IsNullOrEmpty(part)));
    }

    private string Goal(CaseView view, TimeZoneInfo zone) =>
        words[view.Target < clock.Now ? "GoalPassed" : view.NearChildren ? "GoalChildren" : "Goal", clock.Before(view.Target, zone)];

    private string Collected(PickupView? pickup) => (pickup?.TakenBy ?? words["SomeTeamFirst"].Value, pickup?.Count) switch
    {
        (var team, 1) => words["State_CollectedOne", team],
        (var team, > 1 and { } count) => words["State_CollectedCount", team, count],
        (var team, _) => words["State_CollectedBy", team],
    };

    private TimelineItem? Item(CaseView view, TimelineEntry entry, TimeZoneInfo zone)
    {
        var (team, asked) = (entry.Team ?? words["SomeTeam"].Value, entry.Asked ?? kindWords["Coordinator"].Value);
        string? Before(string key) => entry.Data.Before is { } before ? words[key, clock.Before(before, zone)].Value : null;
        TimelineItem Step(string icon, string heading, string? note = null) => new()
        {
            Key = entry.Id.ToString("n"), Icon = icon, Heading = Capital(heading), At = entry.At, Note = note,
            Quote = entry.Words, QuoteFrom = entry.Words is null || FromReporter(entry.Type) ? null : Capital(team),
        };
        return entry.Type switch
        {
            EventType.ReportReceived => Step(IconNames.Done, words["Ev_ReportReceived"]) with { Text = words["YouWrote", Told(view)] },
            EventType.ReportAcknowledged => Step(IconNames.Seen, words["Ev_ReportAcknowledged", team]),
            EventType.ReportAnswered => Step(IconNames.Reply, words["Ev_ReportAnswered", team]),
            EventType.ReportAddedTo => Step(IconNames.Chat, words[entry.Data.Answers == true ? "Ev_Answered" : "Ev_ReportAddedTo"]),
            EventType.ReportAsked => Step(IconNames.Chat, entry.Data.Asks is { } part ? words["Ev_ProgramAsked", words[$"Asks_{part}"]] : words["Ev_ReportAsked", team]),
            EventType.ReportDismissed => Step(IconNames.SentOn, words[$"Ev_ReportDismissed_{entry.Data.Reason ?? DismissReason.NotForUs}"]),
            EventType.ReportSentOn => Step(IconNames.SentOn, words["Ev_ReportSentOn", team]),
            EventType.ReportCorrected => Step(IconNames.Edit, words["Ev_ReportCorrected", team]),
            EventType.ReportSplit => Step(IconNames.Merged, words["Ev_ReportSplit"], view.SplitOff.Count == 0 ? words["SplitNote", team].Value : null),
            EventType.ReportMerged => Step(IconNames.Merged, words["Ev_ReportMerged"], words["MergedNote"]),
            EventType.ReportUnmerged => Step(IconNames.Merged, words["Ev_ReportUnmerged"], words["UnmergedNote", Before("NewGoal") ?? ""].Value.Trim()),
            EventType.ReportReopened => Step(IconNames.Reopened, words[entry.ByAnother ? "Ev_ReopenedByAnother" : "Ev_ReportReopened"], Before("NewGoal")),
            EventType.ReportClosed => Step(IconNames.Locked, words["Ev_ReportClosed"], words["ClosedNote"]),
            EventType.PickupRequested => Step(IconNames.Waiting, words["Ev_PickupRequested", asked]),
            EventType.PickupAccepted => Step(IconNames.Taken, words["Ev_PickupAccepted", team], Before("ExpectBefore")),
            EventType.PickupHandedBack => Step(IconNames.Reply, words["Ev_PickupHandedBack", team], words["HandedBackNote"]),
            EventType.PickupAskedOn => Step(IconNames.Waiting, words["Ev_PickupAskedOn", asked]),
            EventType.PickupPromised => Step(IconNames.Time, Before("Ev_PickupPromised") ?? words["Ev_PickupAccepted", team]),
            EventType.PickupLate => Step(IconNames.Time, words["Ev_PickupLate", clock.Before(entry.Data.Missed ?? entry.At, zone)]) with { Text = Before("Ev_PickupLateNew") ?? words["Ev_PickupLateSorry"] },
            EventType.PickupCollected => Step(IconNames.Success, Fetched(entry.Data.Count)),
            EventType.PickupNothingFound => Step(IconNames.Search, words["Ev_PickupNothingFound"]),
            EventType.PickupCancelled => Step(IconNames.No, words["Ev_PickupCancelled"]),
            EventType.ContactErased => Step(IconNames.Done, words["Ev_ContactErased"]),
            EventType.CaseReleased => Step(IconNames.Chat, words["Ev_CaseReleased"], words["ReleasedNote"]),
            EventType.ReleaseWithdrawn => Step(IconNames.Locked, words["Ev_ReleaseWithdrawn"]),
            _ => Outside(entry, team, (icon, heading, note) => Step(icon, heading, note)),
        };
    }

    private TimelineItem? Outside(TimelineEntry entry, string team, Func<string, string, string?, TimelineItem> step) => entry.Type switch
    {
        EventType.CaseHandedOver => step(IconNames.SentOn, words["Ev_CaseHandedOver", entry.Words ?? words["SomebodyOutside"].Value], words["HandedOverNote"]) with { Quote = null, QuoteFrom = null },
        EventType.HandOverAnswered => step(IconNames.Reply, words[$"Ev_HandOverAnswered_{entry.Data.Outside ?? OutsideAnswer.Taken}"], null),
        EventType.HandOverRevoked => step(IconNames.No, words["Ev_HandOverRevoked", team], null),
        // Of the forum as a whole, or between colleagues.
        _ => null,
    };

    private string Fetched(int? needles) => needles switch
    {
        1 => words["Ev_PickupCollected_One"],
        > 1 and { } count => words["Ev_PickupCollected_Count", count],
        _ => words["Ev_PickupCollected"],
    };

    private static bool FromReporter(EventType type) => type is EventType.ReportAddedTo or EventType.ReportReopened or EventType.ReportReceived or EventType.ReportSplit;

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpper(text[0], System.Globalization.CultureInfo.CurrentCulture) + text[1..];
}
