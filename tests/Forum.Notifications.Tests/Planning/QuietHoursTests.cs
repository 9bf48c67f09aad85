using CsCheck;
using Tryghedsforum.Notifications.Planning;
using Xunit;

namespace Tryghedsforum.Notifications.Tests.Planning;

/// <summary>The hours in which nobody is written to, by the forum's clock, on the days that it is changed too.</summary>
public sealed class QuietHoursTests
{
    private static readonly TimeZoneInfo Copenhagen = TimeZoneInfo.FindSystemTimeZoneById("Europe/Copenhagen");

    [Theory]
    // Easter Sunday 2027: at two it is three.
    [InlineData("2027-03-27T20:59+01:00", null)]
    [InlineData("2027-03-27T21:00+01:00", "2027-03-28T08:00+02:00")]
    [InlineData("2027-03-28T01:59+01:00", "2027-03-28T08:00+02:00")]
    [InlineData("2027-03-28T03:00+02:00", "2027-03-28T08:00+02:00")]
    [InlineData("2027-03-28T07:59+02:00", "2027-03-28T08:00+02:00")]
    [InlineData("2027-03-28T08:00+02:00", null)]
    // The last Sunday of October 2027: at three it is two again.
    [InlineData("2027-10-30T21:00+02:00", "2027-10-31T08:00+01:00")]
    [InlineData("2027-10-31T02:30+02:00", "2027-10-31T08:00+01:00")]
    [InlineData("2027-10-31T02:30+01:00", "2027-10-31T08:00+01:00")]
    [InlineData("2027-10-31T08:00+01:00", null)]
    [InlineData("2027-10-31T21:00+01:00", "2027-11-01T08:00+01:00")]
    public void The_usual_ones_end_at_eight_by_the_clock_on_the_wall(string now, string? end) =>
        Assert.Equal(end is null ? null : DateTimeOffset.Parse(end, System.Globalization.CultureInfo.InvariantCulture), QuietHours.Morning(DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture), Copenhagen));

    [Fact]
    public void Whatever_hours_somebody_chooses_what_waits_is_sent_within_a_day_and_outside_them() =>
        Gen.Select(Gen.OneOf(new DateTimeOffset(2027, 3, 27, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2027, 10, 30, 0, 0, 0, TimeSpan.Zero)), Gen.Int[0, 3 * 24 * 60], Gen.Int[0, 23], Gen.Int[0, 23]).Sample(
            (day, minute, from, until) =>
            {
                var now = day.AddMinutes(minute);
                if (QuietHours.End(now, Copenhagen, from, until) is not { } end)
                {
                    Assert.False(IsQuiet(now, from, until));
                    return;
                }

                Assert.True(IsQuiet(now, from, until));
                Assert.True(end > now && end - now <= TimeSpan.FromHours(24));
                // On the day that leaves out the only hour outside them there is none.
                if ((from, until) != (3, 2)) Assert.Null(QuietHours.End(end, Copenhagen, from, until));
            },
            iter: 20_000);

    [Fact]
    public void The_same_hour_twice_means_none() => Assert.All(Enumerable.Range(0, 24), hour => Assert.Null(QuietHours.End(new(2027, 1, 12, hour, 30, 0, TimeSpan.Zero), Copenhagen, 8, 8)));

    private static bool IsQuiet(DateTimeOffset time, int from, int until)
    {
        for (var (hour, local) = (from, TimeZoneInfo.ConvertTime(time, Copenhagen).Hour); hour != until; hour = (hour + 1) % 24)
            if (hour == local) return true;
        return false;
    }
}
