using PublicHoliday;

namespace Tryghedsforum.Api.Reports;

/// <summary>
/// When a report should be dealt with.
/// Near children: two hours, if they end within 08–18 local time of the same day; otherwise at the next 10:00, on any day of the week
/// (a report at 05:00 is due at 10:00 the same morning, one at 16:01 at 10:00 the next). At exactly 08:00 and 16:00 the two hours fit.
/// Otherwise: 16:00 on the next weekday, never the same day; holidays and the days on which offices are closed are not weekdays.
/// </summary>
internal static class TargetTime
{
    private static readonly DenmarkPublicHoliday DaysOff = new(includeConstitutionDay: true, includeLabourDay: false,
        includeDayAfterAscension: false, includeChristmasEve: true, includeNewYearsEve: true);
    private static readonly TimeSpan Opens = TimeSpan.FromHours(8);
    private static readonly TimeSpan Closes = TimeSpan.FromHours(18);

    public static DateTimeOffset For(DateTimeOffset now, bool nearChildren, TimeZoneInfo zone) =>
        nearChildren ? NearChildren(now, zone) : NextWeekday(now, zone);

    private static DateTimeOffset NearChildren(DateTimeOffset now, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(now, zone);
        var due = TimeZoneInfo.ConvertTime(now.AddHours(2), zone);
        if (local.TimeOfDay >= Opens && due.Date == local.Date && due.TimeOfDay <= Closes) return due;

        return At(local.TimeOfDay < Opens ? local.Date : local.Date.AddDays(1), 10, zone);
    }

    private static DateTimeOffset NextWeekday(DateTimeOffset now, TimeZoneInfo zone)
    {
        var day = TimeZoneInfo.ConvertTime(now, zone).Date;
        do day = day.AddDays(1);
        while (IsDayOff(DateOnly.FromDateTime(day)));
        return At(day, 16, zone);
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
