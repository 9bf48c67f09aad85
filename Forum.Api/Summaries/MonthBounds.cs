using Tryghedsforum.Api.Forums;

namespace Tryghedsforum.Api.Summaries;

/// <summary>A local month as moments, seen from when it is counted.</summary>
/// <param name="Month">First day of the month.</param>
/// <param name="Zone">The forum's time zone.</param>
/// <param name="Now">When it is counted.</param>
internal sealed record MonthBounds(DateOnly Month, TimeZoneInfo Zone, DateTimeOffset Now)
{
    /// <summary>How many months are shown together.</summary>
    public const int Year = 12;

    /// <summary>Its first moment.</summary>
    public DateTimeOffset From => Begin(Month);

    /// <summary>The first moment after it.</summary>
    public DateTimeOffset To => Begin(Month.AddMonths(1));

    /// <summary>The first moment of the same month a year ago: nothing older is counted by month.</summary>
    public DateTimeOffset YearBefore => Begin(Month.AddMonths(-Year));

    /// <summary>Its end, or just after now in the running month: how things stood before it is what is said to be open.</summary>
    public DateTimeOffset Until => IsRunning ? Now.AddMicroseconds(1) : To;

    /// <summary>It is not over.</summary>
    public bool IsRunning => To > Now;

    /// <summary>How long a month lasts, with the hour that clocks skip or live twice.</summary>
    public TimeSpan Length(DateOnly month) => Begin(month.AddMonths(1)) - Begin(month);

    /// <summary>First day of the local month of a moment.</summary>
    public static DateOnly Of(DateTimeOffset at, TimeZoneInfo zone) => CountMonth.MonthOf(TimeZoneInfo.ConvertTime(at, zone));

    private DateTimeOffset Begin(DateOnly month) => LocalTime.Begin(month, Zone);
}
