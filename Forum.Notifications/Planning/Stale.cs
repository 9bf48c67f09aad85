using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Pickups;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Notifications.Delivery;

namespace Tryghedsforum.Notifications.Planning;

/// <summary>Whether what a message says is no longer so. Asked right before it is sent: it may have waited for the morning, or for the provider.</summary>
internal static class Stale
{
    /// <summary>True: it would mislead, and is dropped.</summary>
    public static bool Is(Message message, MessageArguments said, CaseFacts now, DateTimeOffset time) => message.Kind switch
    {
        // Of a pickup that was given up when two cases were merged, the other's message speaks.
        MessageKind.CrewTask or MessageKind.CrewAskedOn or MessageKind.CoordinatorUnanswered or MessageKind.CrewChange when now.Whole is not null && said.Pickup is { } pickup && now.PickupId != pickup => true,
        MessageKind.TeamCase or MessageKind.TeamReopened or MessageKind.Police or MessageKind.ResidentWarning when now.Whole is not null => true,
        MessageKind.CrewTask or MessageKind.CrewAskedOn => now.Pickup != PickupStatus.Requested || now.AskedTeamId != said.Asked,
        MessageKind.CoordinatorUnanswered => now.Pickup != PickupStatus.Requested || now.AskedTeamId is not null,
        MessageKind.CrewChange => now.Pickup is null or PickupStatus.Requested or PickupStatus.Cancelled,
        MessageKind.CrewCancelled => now.Pickup is PickupStatus.Requested or PickupStatus.Accepted && now.AskedTeamId == said.Asked,
        MessageKind.TeamCase => !IsOpen(now) || (now.Status != ReportStatus.Received && said.Event == EventType.ReportReceived),
        MessageKind.TeamReopened => !IsOpen(now),
        MessageKind.Police => (now.Audience & Audience.Police) == 0 || now.Status is ReportStatus.Dismissed or ReportStatus.Merged,
        MessageKind.ResidentWarning => !IsOpen(now) || !now.NearChildren || now.Street is null || (now.Audience & Audience.Residents) == 0,
        // A newer promise has a message of its own; one that has passed is the late message's matter.
        MessageKind.ReporterTaken => now.Pickup != PickupStatus.Accepted || !Same(said.Before, now.Before) || now.Before <= time,
        MessageKind.ReporterLate => now.Pickup is not (PickupStatus.Accepted or PickupStatus.Requested) || !Same(said.Before, now.Before),
        // Reopened and resolved again: that other time has its own message, too.
        MessageKind.ReporterGone or MessageKind.ReporterNothingFound => now.Status is not (ReportStatus.Resolved or ReportStatus.Closed) || !Same(message.DueAt, now.ResolvedAt),
        // Answered, or asked anew: that question has a message of its own.
        MessageKind.ReporterQuestion => !Same(message.DueAt, now.AskedAt),
        _ => false,
    };

    private static bool IsOpen(CaseFacts now) => now.Status is ReportStatus.Received or ReportStatus.Acknowledged or ReportStatus.AwaitingPickup;

    // Databases keep microseconds, events more.
    private static bool Same(DateTimeOffset? one, DateTimeOffset? other) => one is { } a && other is { } b && (a - b).Duration() < TimeSpan.FromSeconds(1);
}
