using Tryghedsforum.Api.Forums;

namespace Tryghedsforum.Notifications.Planning;

/// <summary>The hours in which nobody is written to about what can wait: from nine in the evening until eight in the morning by the forum's clock, unless somebody has chosen others.</summary>
internal static class QuietHours
{
    private const int MorningHour = 8, EveningHour = 21;

    /// <summary>The end of the quiet hours; null: it is day.</summary>
    public static DateTimeOffset? Morning(DateTimeOffset now, TimeZoneInfo zone) => End(now, zone, EveningHour, MorningHour);

    /// <summary>The end of quiet hours that somebody has chosen; null: it is none of them.</summary>
    /// <param name="now">The time.</param>
    /// <param name="zone">Whose clock.</param>
    /// <param name="from">Their first hour.</param>
    /// <param name="until">The first hour after them; the same as the first: there are none.</param>
    public static DateTimeOffset? End(DateTimeOffset now, TimeZoneInfo zone, int from, int until)
    {
        var local = TimeZoneInfo.ConvertTime(now, zone);
        var isQuiet = from <= until ? local.Hour >= from && local.Hour < until : local.Hour >= from || local.Hour < until;
        if (!isQuiet) return null;
        var day = DateOnly.FromDateTime(local.Hour < until ? local.Date : local.Date.AddDays(1));
        // An hour that the clock leaves out in spring ends at the one after it; one that comes twice in autumn ends the second time.
        return LocalTime.At(day, new(until, 0), zone);
    }

    /// <summary>The day on which news of then is sent: that of the evening's is the next one.</summary>
    public static DateOnly DayOf(DateTimeOffset at, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(at, zone);
        return DateOnly.FromDateTime(local.Hour < EveningHour ? local.Date : local.Date.AddDays(1));
    }
}
