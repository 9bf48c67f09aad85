using PublicHoliday;
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
    private static readonly DenmarkPublicHoliday DaysOff = new(includeConstitutionDay: true, includeLabourDay: false,
        includeDayAfterAscension: false, includeChristmasEve: true, includeNewYearsEve: true);

    public static DateTimeOffset For(DateTimeOffset now, bool nearChildren, Forum forum) =>
        nearChildren ? NearChildren(now, forum) : NextWeekday(now, forum);

    private static DateTimeOffset NearChildren(DateTimeOffset now, Forum forum)
    {
        var zone = forum.Zone;
        var local = TimeZoneInfo.ConvertTime(now, zone);
        var due = TimeZoneInfo.ConvertTime(now.AddHours(forum.ChildrenHours), zone);
        if (local.Hour >= forum.ChildrenFrom && due.Date == local.Date && due.TimeOfDay <= TimeSpan.FromHours(forum.ChildrenUntil)) return due;

        return At(local.Hour < forum.ChildrenFrom ? local.Date : local.Date.AddDays(1), forum.ChildrenNextHour, zone);
    }

    private static DateTimeOffset NextWeekday(DateTimeOffset now, Forum forum)
    {
        var zone = forum.Zone;
        var day = TimeZoneInfo.ConvertTime(now, zone).Date;
        do day = day.AddDays(1);
        while (IsDayOff(DateOnly.FromDateTime(day)));
        return At(day, forum.TargetHour, zone);
    }

    /// <summary>Weekend, a Danish holiday, or 5 June, 24 and 31 December, when most offices are closed. 1 May counts as a working day.</summary>
    internal static bool IsDayOff(DateOnly day) =>
        day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || DaysOff.PublicHolidays(day.Year).Contains(day.ToDateTime(TimeOnly.MinValue));

    private static DateTimeOffset At(DateTime day, int hour, TimeZoneInfo zone)
    {
        var local = DateTime.SpecifyKind(day.AddHours(hour), DateTimeKind.Unspecified);
        return new(local, zone.GetUtcOffset(local));
    }
}
