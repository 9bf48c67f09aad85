using Microsoft.Extensions.Localization;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.HandOvers;
using Tryghedsforum.Api.Pickups;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Web.Parts;
using Tryghedsforum.Web.Text;

namespace Tryghedsforum.Web.Pages.Board;

/// <summary>A case's story as partners read it: one sentence for everything that can happen to it.</summary>
internal sealed class CaseStory(IStringLocalizer<WorkText> words, ForumClock clock)
{
    /// <summary>The steps, newest first.</summary>
    public IReadOnlyList<TimelineItem> Of(CaseView view, TimeZoneInfo zone) => [.. view.Timeline.Select(entry => Step(entry, zone))];

    private TimelineItem Step(TimelineEntry entry, TimeZoneInfo zone)
    {
        var data = entry.Data;
        return new()
        {
            Key = entry.Id.ToString(), At = entry.At, Icon = IconOf(entry.Type), Heading = Heading(entry, data), Note = Joined(entry.Undone ? words["Undone"].Value : OfPart(entry), Note(entry.Type, data, zone)),
            Quote = entry.Type is EventType.CaseHandedOver ? null : entry.Words, QuoteFrom = entry.Words is null ? null : From(entry),
        };
    }

    private string Heading(TimelineEntry entry, EventData data) => entry.Type switch
    {
        EventType.ReportReceived => words["Ev_ReportReceived", words[$"Via_{data.Channel ?? Channel.Web}"]],
        EventType.PickupCollected when data.Count is { } count => words["Ev_PickupCollectedCount", Team(entry.Team), count],
        EventType.PickupAskedOn when data.Because is { } why && (data.Member is not null || why is not (ChainReason.Silent or ChainReason.CannotTake)) =>
            words[$"Ev_AskedOn_{why}", data.Member is not null ? words["NextInTeam", Team(entry.Asked)].Value : entry.Asked ?? words["TheCoordinatorFirst"].Value],
        EventType.PickupAskedOn when data.Fetches is null => words[data.HandedBack == true ? "Ev_AskedCoordinatorBack" : "Ev_AskedCoordinator"],
        EventType.PickupAskedOn => words[data.HandedBack == true ? "Ev_PickupAskedOnBack" : "Ev_PickupAskedOn", Team(entry.Asked)],
        EventType.PickupRequested => words["Ev_PickupRequested", Team(entry.Asked)],
        EventType.ReportAnswered when data.Resolves == true => words["Ev_ReportAnsweredSolved", Team(entry.Team)],
        EventType.DeedUndone => words["Ev_DeedUndone", Team(entry.Team), words[$"Undoes_{data.Undoes ?? EventType.ReportAcknowledged}"]],
        EventType.ReportDismissed => words[$"Ev_Dismissed_{data.Reason}", Team(entry.Team)],
        EventType.ReportAsked when data.Asks is { } part => words["Ev_ProgramAsked", words[$"Asks_{part}"]],
        EventType.ReportAddedTo when data.Answers == true => words["Ev_Answered"],
        EventType.CaseHandedOver => words["Ev_CaseHandedOver", Team(entry.Team), entry.Words ?? words["Somebody"].Value],
        EventType.HandOverAnswered => words[$"Ev_HandOverAnswered_{data.Outside ?? OutsideAnswer.Taken}"],
        EventType.ReportMerged or EventType.ReportUnmerged or EventType.ReportSplit => words[$"Ev_{entry.Type}", Team(entry.Team), entry.Other ?? ""],
        _ => words[$"Ev_{entry.Type}", Team(entry.Team)],
    };

    // What came before they were merged, and what one neighbour wrote since, belongs to one of the cases.
    private string? OfPart(TimelineEntry entry) => entry.Other is { } number && entry.Type is not (EventType.ReportMerged or EventType.ReportUnmerged or EventType.ReportSplit) ? words["OfCase", number].Value : null;

    private static string? Joined(string? one, string? other) => one is null ? other : other is null ? one : $"{one}, {other}";

    private string? Note(EventType type, EventData data, TimeZoneInfo zone) => type switch
    {
        EventType.PickupPromised or EventType.PickupAccepted or EventType.PickupRequested when data.Before is { } before => words["PromisedBefore", clock.Before(before, zone)].Value,
        EventType.CaseHandedOver when data.Before is { } before => words["AnswerBefore", clock.DayAndTime(before, zone)],
        EventType.PickupLate when data.Before is { } before => words["NewTime", clock.Before(before, zone)],
        EventType.PickupCollected when data.Count is null => words["NotCounted"],
        EventType.ReportAddedTo when data.Doubtful == true => words["Ev_Doubtful"],
        EventType.ReportCorrected when data.Category is { } category => words[$"Category_{category}"],
        _ => null,
    };

    private string From(TimelineEntry entry) => entry.Type is EventType.HandOverAnswered ? words["FromOutside"] : entry.Type is EventType.ReportAddedTo or EventType.ReportReopened or EventType.ReportSplit ? words["TheNeighbour"] : Team(entry.Team);

    private string Team(string? name) => name ?? words["Somebody"];

    private static string IconOf(EventType type) => type switch
    {
        EventType.ReportReceived => IconNames.Received,
        EventType.ReportAcknowledged => IconNames.Seen,
        EventType.ReportAnswered => IconNames.Reply,
        EventType.ReportAddedTo or EventType.ReportAsked => IconNames.Chat,
        EventType.ReportDismissed or EventType.ReportSentOn => IconNames.SentOn,
        EventType.ReportCorrected => IconNames.Edit,
        EventType.ReportReopened => IconNames.Reopened,
        EventType.ReportClosed or EventType.ContactErased or EventType.AudienceChanged => IconNames.Locked,
        EventType.PickupRequested => IconNames.Order,
        EventType.PickupAccepted => IconNames.Taken,
        EventType.PickupHandedBack => IconNames.Reply,
        EventType.PickupAskedOn => IconNames.Waiting,
        EventType.PickupPromised or EventType.PickupLate => IconNames.Time,
        EventType.PickupCollected => IconNames.Success,
        EventType.PickupNothingFound => IconNames.Search,
        EventType.PickupCancelled => IconNames.No,
        EventType.CaseHandedOver => IconNames.SentOn,
        EventType.HandOverAnswered => IconNames.Reply,
        EventType.HandOverOverdue => IconNames.Time,
        EventType.HandOverRevoked => IconNames.No,
        EventType.ReportMerged or EventType.ReportUnmerged or EventType.ReportSplit => IconNames.Merged,
        EventType.DeedUndone => IconNames.Reopened,
        EventType.ReleaseProposed => IconNames.Edit,
        EventType.CaseReleased => IconNames.Chat,
        EventType.ReleaseWithdrawn => IconNames.Locked,
        _ => IconNames.Info,
    };
}
