using Tryghedsforum.Api.Forums;

namespace Tryghedsforum.Api.Reports;

/// <summary>
/// When a report should be dealt with, by the forum's own hours (see <see cref="Forums.TimeSettings"/>); told here with the usual ones.
/// Near children: two hours, if they end within 08–18 local time of the same day; otherwise at the next 10:00, on any day of the week
/// (a report at 05:00 is due at 10:00 the same morning, one at 16:01 at 10:00 the next). At exactly 08:00 and 16:00 the two hours fit.
/// Otherwise: 16:00 on the next weekday, never the same day; holidays and the days on which offices are closed are not weekdays.
/// </summary>
internal static class TargetTime
{
    public static DateTimeOffset For(DateTimeOffset now, bool nearChildren, Forum forum) =>
        nearChildren ? NearChildren(now, forum) : NextWeekday(now, forum);

    private static DateTimeOffset NearChildren(DateTimeOffset now, Forum forum)
    {
        var zone = forum.Zone;
        var local = TimeZoneInfo.ConvertTime(now, zone);
        var due = TimeZoneInfo.ConvertTime(now.AddHours(forum.ChildrenHours), zone);
        if (local.Hour >= forum.ChildrenFrom && due.Date == local.Date && due.TimeOfDay <= TimeSpan.FromHours(forum.ChildrenUntil)) return due;

        return At(LocalTime.Day(now, zone).AddDays(local.Hour < forum.ChildrenFrom ? 0 : 1), forum.ChildrenNextHour, zone);
    }

    private static DateTimeOffset NextWeekday(DateTimeOffset now, Forum forum)
    {
        var zone = forum.Zone;
        var day = LocalTime.Day(now, zone);
        do day = day.AddDays(1);
        while (IsDayOff(day));
        return At(day, forum.TargetHour, zone);
    }

    /// <summary>Weekend, a Danish holiday, or 5 June, 24 and 31 December, when most offices are closed. 1 May counts as a working day.</summary>
    internal static bool IsDayOff(DateOnly day) =>
        day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || LocalTime.Holiday(day) is not null;

    private static DateTimeOffset At(DateOnly day, int hour, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(LocalTime.At(day, new(hour, 0), zone), zone);
}
