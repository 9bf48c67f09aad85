using PublicHoliday;

namespace Tryghedsforum.Api.Forums;

/// <summary>From the clock on the wall to a moment, and the days on which offices are closed.</summary>
public static class LocalTime
{
    private static readonly DenmarkPublicHoliday Holidays = new(includeConstitutionDay: true, includeLabourDay: false,
        includeDayAfterAscension: false, includeChristmasEve: true, includeNewYearsEve: true);

    /// <summary>
    /// The moment of a local time. A time that the clock jumps over is the moment of the jump; one that comes twice is its second coming, so the hour that is
    /// lived twice belongs to the shift that was on: what ends and what begins at the same local time always meet.
    /// </summary>
    public static DateTimeOffset At(DateOnly day, TimeOnly clock, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(clock);
        while (zone.IsInvalidTime(local)) local = local.AddMinutes(1);
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }

    /// <summary>The moment at which a local day begins.</summary>
    public static DateTimeOffset Begin(DateOnly day, TimeZoneInfo zone) => At(day, TimeOnly.MinValue, zone);

    /// <summary>The local day of a moment.</summary>
    public static DateOnly Day(DateTimeOffset at, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);

    /// <summary>The name of a Danish holiday, or of 5 June, 24 and 31 December; null on other days. Weekends are no holidays.</summary>
    public static string? Holiday(DateOnly day) => Holidays.PublicHolidayNames(day.Year).TryGetValue(day.ToDateTime(TimeOnly.MinValue), out var name) ? name : null;
}
