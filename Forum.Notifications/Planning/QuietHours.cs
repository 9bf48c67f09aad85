namespace Tryghedsforum.Notifications.Planning;

/// <summary>The hours in which nobody is written to about what can wait: from nine in the evening until eight in the morning, by the forum's clock.</summary>
internal static class QuietHours
{
    private const int MorningHour = 8, EveningHour = 21;

    /// <summary>The end of the quiet hours; null: it is day.</summary>
    public static DateTimeOffset? Morning(DateTimeOffset now, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(now, zone);
        if (local.Hour is >= MorningHour and < EveningHour) return null;
        var morning = DayOf(now, zone).ToDateTime(new(MorningHour, 0));
        return new DateTimeOffset(morning, zone.GetUtcOffset(morning)).ToUniversalTime();
    }

    /// <summary>The day on which news of then is sent: that of the evening's is the next one.</summary>
    public static DateOnly DayOf(DateTimeOffset at, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(at, zone);
        return DateOnly.FromDateTime(local.Hour < EveningHour ? local.Date : local.Date.AddDays(1));
    }
}
