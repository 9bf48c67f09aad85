using System.Globalization;
using Microsoft.Extensions.Localization;
using Tryghedsforum.Web.Text;

namespace Tryghedsforum.Web.Parts;

/// <summary>Times in words, as people here say them: "i dag kl. 13.06", "i går", "for 2 min siden", "40 min over tid".</summary>
public sealed class ForumClock
{
    private readonly TimeProvider _time;
    private readonly IStringLocalizer<PartText> _texts;

    internal ForumClock(TimeProvider time, IStringLocalizer<PartText> texts) => (_time, _texts) = (time, texts);

    /// <summary>The time now, UTC.</summary>
    public DateTimeOffset Now => _time.GetUtcNow();

    /// <summary>"i dag kl. 13.06", "21. november kl. 19.12"; with the year when it is another one.</summary>
    public string DayAndTime(DateTimeOffset at, TimeZoneInfo zone) => _texts["DayAt", Day(at, zone), Figures(at, zone)];

    /// <summary>"i dag", "i går", "i morgen", else the date.</summary>
    public string Day(DateTimeOffset at, TimeZoneInfo zone)
    {
        var (day, today) = (DateIn(at, zone), DateIn(Now, zone));
        return (day.DayNumber - today.DayNumber) switch
        {
            0 => _texts["Today"],
            -1 => _texts["Yesterday"],
            1 => _texts["Tomorrow"],
            _ => day.ToString(_texts[day.Year == today.Year ? "DateFormat" : "DateYearFormat"], CultureInfo.CurrentCulture),
        };
    }

    /// <summary>"24. november 2026": for what is read later, on paper.</summary>
    public string Date(DateTimeOffset at, TimeZoneInfo zone) => DateIn(at, zone).ToString(_texts["DateYearFormat"], CultureInfo.CurrentCulture);

    /// <summary>"kl. 13.06".</summary>
    public string Time(DateTimeOffset at, TimeZoneInfo zone) => _texts["AtTime", Figures(at, zone)];

    /// <summary>"9.06.20": for what is over in seconds.</summary>
    public static string Seconds(DateTimeOffset at, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(at, zone).ToString("H.mm.ss", CultureInfo.InvariantCulture);

    /// <summary>A promise: "før kl. 15", "i morgen før kl. 10", "21. november før kl. 16".</summary>
    public string Before(DateTimeOffset at, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(at, zone);
        var figures = local.Minute == 0 ? local.Hour.ToString(CultureInfo.InvariantCulture) + _texts["FullHour"] : Figures(at, zone);
        return DateIn(at, zone) == DateIn(Now, zone) ? _texts["BeforeTime", figures] : _texts["DayBeforeTime", Day(at, zone), figures];
    }

    /// <summary>"lige nu", "for 2 min siden", "for 3 t siden", "for 2 dage siden".</summary>
    public string Ago(DateTimeOffset at)
    {
        var gone = Now - at;
        return gone < TimeSpan.FromMinutes(1) ? _texts["JustNow"] : _texts["Ago", Span(gone, coarse: true)];
    }

    /// <summary>"1 t 54 min" while there is time, "40 min over tid" after.</summary>
    public string Left(DateTimeOffset due) => due >= Now ? _texts["Left", Span(due - Now + AlmostAMinute)] : _texts["Over", Span(Now - due)];

    // A minute that has begun still counts as left.
    private static readonly TimeSpan AlmostAMinute = TimeSpan.FromMinutes(1) - TimeSpan.FromTicks(1);

    private string Span(TimeSpan span, bool coarse = false)
    {
        var (days, hours, minutes) = ((int)span.TotalDays, (int)span.TotalHours, (int)span.TotalMinutes);
        return minutes < 60 ? _texts["Minutes", Math.Max(minutes, 1)]
            : hours < 24 && (coarse || minutes % 60 == 0) ? _texts["Hours", hours]
            : hours < 24 ? _texts["HoursMinutes", hours, minutes % 60]
            : days == 1 ? _texts["OneDay"] : _texts["Days", days];
    }

    private string Figures(DateTimeOffset at, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(at, zone).ToString(_texts["TimeFormat"], CultureInfo.InvariantCulture);

    private static DateOnly DateIn(DateTimeOffset at, TimeZoneInfo zone) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);
}
