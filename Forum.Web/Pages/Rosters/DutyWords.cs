using System.Globalization;
using Microsoft.Extensions.Localization;
using Tryghedsforum.Api.Rosters;
using Tryghedsforum.Web.Parts;
using Tryghedsforum.Web.Text;

namespace Tryghedsforum.Web.Pages.Rosters;

/// <summary>Says who is on duty when, and when nobody is.</summary>
internal sealed class DutyWords(IStringLocalizer<DutyText> words, ForumClock clock)
{
    /// <summary>"Ingen i Sundhedsteamet er på vagt i morgen fra kl. 21.00 til kl. 08.00."</summary>
    public string Gap(string team, DutyGap gap, TimeZoneInfo zone)
    {
        var now = gap.From <= clock.Now;
        return gap.Until is { } until
            ? now ? words["GapNowUntil", team, clock.DayAndTime(until, zone)] : words["GapFromUntil", team, clock.DayAndTime(gap.From, zone), clock.DayAndTime(until, zone)]
            : now ? words["GapNow", team] : words["GapFrom", team, clock.DayAndTime(gap.From, zone)];
    }

    /// <summary>"22.00–06.00", and that it is on the day after.</summary>
    public string Times(TimeOnly from, TimeOnly until) => $"{Time(from)}–{Time(until)}";

    /// <summary>A shift that comes every week: "fredag 22.00–06.00 (til lørdag)".</summary>
    public string Weekly(WeeklyShift shift) =>
        $"{Weekday(shift.Day)} {Times(shift.From, shift.Until)}{(shift.Until <= shift.From && shift.Until != TimeOnly.MinValue ? " " + words["IntoNextDay", Weekday((DayOfWeek)(((int)shift.Day + 1) % 7))] : "")}";

    /// <summary>A day that differs, in words.</summary>
    public string Changed(ChangedDay change, Func<Guid, string> name) => change.Kind switch
    {
        DayChangeKind.Off when change.LastDay > change.Day => words["IsOffDays", name(change.Member), Day(change.Day), Day(change.LastDay)],
        DayChangeKind.Off => words["IsOff", name(change.Member), Day(change.Day)],
        DayChangeKind.Extra => words["IsExtra", name(change.Member), Day(change.Day), Times(change.From ?? default, change.Until ?? default)],
        _ => words["IsHandedOver", name(change.Member), Day(change.Day), change.To is { } to ? name(to) : words["Nobody"].Value],
    };

    /// <summary>"mandag 5. april".</summary>
    public string Day(DateOnly day) => day.ToString(words["DayFormat"], CultureInfo.CurrentCulture);

    /// <summary>"mandag".</summary>
    public static string Weekday(DayOfWeek day) => CultureInfo.CurrentCulture.DateTimeFormat.GetDayName(day);

    /// <summary>"Uge 13: 29. marts – 4. april 2027".</summary>
    public string Week(DateOnly monday) => words["WeekOf", ISOWeek.GetWeekOfYear(monday.ToDateTime(TimeOnly.MinValue)),
        monday.ToString(words["DateFormat"], CultureInfo.CurrentCulture), monday.AddDays(6).ToString(words["DateYearFormat"], CultureInfo.CurrentCulture)];

    private string Time(TimeOnly time) => time.ToString(words["TimeFormat"], CultureInfo.InvariantCulture);
}
