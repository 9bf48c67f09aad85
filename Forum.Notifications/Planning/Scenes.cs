using System.Text.Json;
using System.Text.Json.Serialization;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Notifications.Planning;

/// <summary>Makes the events of a case that there is not, as its use cases would append them: for trying the rules out.</summary>
internal static class Scenes
{
    /// <summary>What can be tried: the events of a case by which somebody is told.</summary>
    public static IReadOnlyList<EventType> Events { get; } =
        [.. Rules.All.Select(rule => rule.On).Distinct().Where(type => $"{type}".StartsWith("Report", StringComparison.Ordinal) || $"{type}".StartsWith("Pickup", StringComparison.Ordinal) || type == EventType.AudienceChanged)];

    /// <summary>The event, and those that come with it in the same breath.</summary>
    public static IReadOnlyList<ForumEvent> Of(ForumSettings settings, TryRulesRequest request, DateTimeOffset now)
    {
        if (!Events.Contains(request.Event)) throw new Refused(RefusalCode.Invalid, new FieldFault("event", "AnswerMissing"));
        if (settings.Categories.All(category => category.Code != request.Category)) throw new Refused(RefusalCode.Invalid, new FieldFault("category", "AnswerMissing"));
        if (!Enum.IsDefined(request.Ground)) throw new Refused(RefusalCode.Invalid, new FieldFault("ground", "AnswerMissing"));
        var street = settings.StreetNames.FirstOrDefault(one => one.Name == request.Street)?.Id;
        if (street is null && !string.IsNullOrEmpty(request.Street)) throw new Refused(RefusalCode.Invalid, new FieldFault("street", "StreetUnknown"));
        var route = Routing.For(settings, request.Category, request.Ground, new ExactPlace(null, null, null), request.NearChildren ? YesNo.Yes : YesNo.No);
        var subject = Guid.NewGuid();
        ForumEvent Make(EventType type, EventData data) => new()
        {
            ForumId = settings.Forum.Id, Id = Guid.NewGuid(), Type = type, OccurredAt = now, SubjectKind = SubjectKind.Report, SubjectId = subject, Audience = route.Audience(acknowledged: type != EventType.ReportReceived),
            Text = JsonSerializer.Serialize(data, Plain),
        };
        var asked = Make(EventType.PickupRequested, new() { Fetches = route.FetchingTeamId, Lead = true, Near = route.NearChildren });
        // Indoors, and where the ground is not known, an event names no street.
        var data = Data(request, route, route.Outsiders == PublicLevel.Street ? street : null);
        return request.Event switch
        {
            EventType.PickupRequested => route.FetchingTeamId is null ? [] : [asked],
            EventType.ReportReceived or EventType.ReportReopened when route.FetchingTeamId is not null => [Make(request.Event, data), asked],
            EventType.AudienceChanged when (route.Audience(acknowledged: true) & Audience.Residents) == 0 => [],
            _ => [Make(request.Event, data)],
        };
    }

    private static EventData Data(TryRulesRequest request, Routing route, int? street) => request.Event switch
    {
        EventType.ReportReceived => new()
        {
            Category = request.Category, Ground = request.Ground, Street = street, Near = route.NearChildren, Channel = Channel.Web, Team = route.ReceivingTeamId, Fetches = route.FetchingTeamId,
            Danger = request.Category == CategoryCode.Threat ? Danger.Life : null,
        },
        EventType.AudienceChanged => new() { Audience = route.Audience(acknowledged: true), Near = route.NearChildren, Street = street },
        EventType.ReportSplit => new() { Team = route.ReceivingTeamId, Joined = Guid.NewGuid() },
        EventType.PickupAskedOn => new() { Fetches = route.NextTeamId, Lead = true },
        EventType.PickupAccepted or EventType.PickupPromised or EventType.PickupLate or EventType.PickupCollected or EventType.PickupNothingFound => new() { Team = route.FetchingTeamId, Lead = true },
        EventType.PickupCancelled => new() { Fetches = route.FetchingTeamId, Lead = true },
        _ => new() { Team = route.ReceivingTeamId },
    };

    private static readonly JsonSerializerOptions Plain = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Converters = { new JsonStringEnumConverter() } };
}
