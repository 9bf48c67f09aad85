using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Members;

namespace Tryghedsforum.Api.Forums;

/// <summary>The hours and limits that a forum is run by, see <see cref="Forum"/>. Hours are whole and local.</summary>
public sealed record TimeSettings : SettingsForm
{
    /// <summary>When the public list is remade: one to six hours, 0 to 23, ascending.</summary>
    public IReadOnlyList<int> PublicHours { get; init; } = [];

    /// <summary>Near children: within so many hours, 1 to 12 …</summary>
    public int ChildrenHours { get; init; }

    /// <summary>… counted from this hour of the day …</summary>
    public int ChildrenFrom { get; init; }

    /// <summary>… if they have passed by this hour …</summary>
    public int ChildrenUntil { get; init; }

    /// <summary>… otherwise the next time that it is this hour.</summary>
    public int ChildrenNextHour { get; init; }

    /// <summary>Everything else: by this hour of the next weekday.</summary>
    public int TargetHour { get; init; }

    /// <summary>So near a listed children's place counts as near children: 10 to 1,000 metres.</summary>
    public int ChildrenMetres { get; init; }

    /// <summary>A crew that has not answered for so long is asked on: 5 to 240 minutes.</summary>
    public int AnswerMinutes { get; init; }

    /// <summary>A resolved case closes itself after so many days, 1 to 60.</summary>
    public int CloseAfterDays { get; init; }

    internal static TimeSettings Of(Forum forum) => new TimeSettings
    {
        PublicHours = [.. forum.PublicHours.Split(',').Select(hour => int.Parse(hour, CultureInfo.InvariantCulture))],
        ChildrenHours = forum.ChildrenHours, ChildrenFrom = forum.ChildrenFrom, ChildrenUntil = forum.ChildrenUntil, ChildrenNextHour = forum.ChildrenNextHour,
        TargetHour = forum.TargetHour, ChildrenMetres = forum.ChildrenMetres, AnswerMinutes = forum.AnswerMinutes, CloseAfterDays = forum.CloseAfterDays,
    }.Stamped();

    internal void Check()
    {
        var fields = new SettingsFields();
        if (PublicHours is not { Count: >= 1 and <= 6 } || PublicHours.Any(hour => hour is < 0 or > 23) || !PublicHours.Order().Distinct().SequenceEqual(PublicHours)) fields.Fault("publicHours", "HoursInvalid", 0);
        fields.Whole(ChildrenFrom, 0, 22, "childrenFrom", "HourInvalid");
        fields.Whole(ChildrenUntil, 1, 23, "childrenUntil", "HourInvalid");
        fields.Whole(TargetHour, 0, 23, "targetHour", "HourInvalid");
        fields.Whole(ChildrenHours, 1, 12, "childrenHours", "FewHoursInvalid");
        // The hours fit in the day, and the hour of the next day leaves as much time as they do.
        fields.Whole(ChildrenUntil, ChildrenFrom + ChildrenHours, 23, "childrenUntil", "DayTooShort");
        fields.Whole(ChildrenNextHour, ChildrenFrom + ChildrenHours, ChildrenUntil, "childrenNextHour", "NextHourInvalid");
        fields.Whole(ChildrenMetres, 10, 1000, "childrenMetres", "MetresInvalid");
        fields.Whole(AnswerMinutes, 5, 240, "answerMinutes", "MinutesInvalid");
        fields.Whole(CloseAfterDays, 1, 60, "closeAfterDays", "DaysInvalid");
        fields.ThrowIfFaulty();
    }
}

/// <summary>The coordinator changes the forum's hours and limits. They hold for what is received, asked and closed from then on; the list's hours from its next remake.</summary>
public sealed class ChangeTimes(ForumDb db, EventLog log, ReadForum forums)
{
    /// <summary>Changes them.</summary>
    /// <returns>The part as it is now.</returns>
    /// <exception cref="Refused">Invalid, ChangedMeanwhile.</exception>
    public async Task<TimeSettings> Run(Actor actor, TimeSettings request, string? key, CancellationToken cancellation)
    {
        actor.Demand(Policies.ChangeSettings);
        request.Check();
        var saved = await log.Write(actor, key is null ? null : new(nameof(ChangeTimes), key, request), async entry =>
        {
            var forum = await db.Forums.SingleAsync(f => f.Id == entry.ForumId, cancellation);
            if (!request.Changes(TimeSettings.Of(forum))) return request;
            forum.Set(request);
            entry.Changed(SettingsPart.Times);
            return TimeSettings.Of(forum);
        }, cancellation);
        forums.Forget(actor.ForumId);
        return saved;
    }
}
