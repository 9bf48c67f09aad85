using System.Globalization;
using CsCheck;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Reports;
using Xunit;

namespace Tryghedsforum.Api.Tests.Reports;

public sealed class TargetTimeTests
{
    private static readonly TimeZoneInfo Copenhagen = TimeZoneInfo.FindSystemTimeZoneById("Europe/Copenhagen");

    private static readonly Forum Usual = new() { Slug = "nordvest", CasePrefix = "NV", SmsNumber = "+4595100001" };

    [Theory]
    [InlineData("2026-11-24 08:00", "2026-11-24 10:00")]
    [InlineData("2026-11-24 12:34", "2026-11-24 14:34")]
    [InlineData("2026-11-24 16:00", "2026-11-24 18:00")]
    [InlineData("2026-11-24 16:01", "2026-11-25 10:00")]
    [InlineData("2026-11-24 23:30", "2026-11-25 10:00")]
    [InlineData("2026-11-25 00:30", "2026-11-25 10:00")]
    [InlineData("2026-11-24 05:00", "2026-11-24 10:00")]
    [InlineData("2026-11-24 07:59", "2026-11-24 10:00")]
    [InlineData("2026-11-28 12:00", "2026-11-28 14:00")] // Saturday: children play every day
    [InlineData("2026-12-24 19:00", "2026-12-25 10:00")]
    [InlineData("2027-03-27 22:00", "2027-03-28 10:00")] // night when clocks go forward
    [InlineData("2027-03-28 01:30", "2027-03-28 10:00")]
    [InlineData("2027-03-28 03:30", "2027-03-28 10:00")]
    [InlineData("2027-10-30 23:00", "2027-10-31 10:00")] // night when clocks go back
    public void Near_children_it_is_two_hours_by_day_and_the_next_ten_o_clock_otherwise(string now, string target) =>
        Assert.Equal(Local(target), TargetTime.For(Local(now), nearChildren: true, Usual));

    [Theory]
    [InlineData("2026-11-24 09:00", "2026-11-25 16:00")]
    [InlineData("2026-11-24 00:10", "2026-11-25 16:00")]
    [InlineData("2026-11-24 23:50", "2026-11-25 16:00")]
    [InlineData("2026-11-27 09:00", "2026-11-30 16:00")] // Friday → Monday
    [InlineData("2026-11-28 09:00", "2026-11-30 16:00")]
    [InlineData("2026-12-22 09:00", "2026-12-23 16:00")]
    [InlineData("2026-12-23 09:00", "2026-12-28 16:00")] // Christmas Eve, two holidays, weekend
    [InlineData("2026-12-30 09:00", "2027-01-04 16:00")] // New Year's Eve and Day, weekend
    [InlineData("2027-03-24 09:00", "2027-03-30 16:00")] // Maundy Thursday to Easter Monday
    [InlineData("2027-03-28 02:59", "2027-03-30 16:00")] // does not exist on the clock
    [InlineData("2027-04-22 09:00", "2027-04-23 16:00")] // store bededag is abolished
    [InlineData("2027-05-05 09:00", "2027-05-07 16:00")] // Ascension Day; the Friday after it counts
    [InlineData("2027-05-14 09:00", "2027-05-18 16:00")] // Whit Monday
    [InlineData("2026-06-04 09:00", "2026-06-08 16:00")] // Constitution Day
    [InlineData("2026-04-30 09:00", "2026-05-01 16:00")] // 1 May is a working day
    [InlineData("2008-04-30 09:00", "2008-05-02 16:00")] // unless Ascension Day falls on it
    public void Otherwise_it_is_four_o_clock_on_the_next_weekday(string now, string target) =>
        Assert.Equal(Local(target), TargetTime.For(Local(now), nearChildren: false, Usual));

    [Fact]
    public void The_hour_stays_when_the_clock_changes()
    {
        var winter = TargetTime.For(Local("2027-03-26 12:00"), nearChildren: false, Usual);
        Assert.Equal(new DateTimeOffset(2027, 3, 30, 16, 0, 0, TimeSpan.FromHours(2)), winter);
        Assert.Equal(TimeSpan.FromHours(2), winter.Offset);
        Assert.Equal(TimeSpan.FromHours(1), TargetTime.For(Local("2027-10-29 12:00"), nearChildren: false, Usual).Offset);
    }

    [Fact]
    public void The_offset_of_now_does_not_matter()
    {
        var now = Local("2026-11-24 12:00");
        Assert.Equal(TargetTime.For(now, true, Usual), TargetTime.For(now.ToOffset(TimeSpan.FromHours(-9)), true, Usual));
        Assert.Equal(TargetTime.For(now, false, Usual), TargetTime.For(now.ToUniversalTime(), false, Usual));
    }

    [Theory]
    [InlineData("2026-11-24 06:59", true, "2026-11-24 11:00")]
    [InlineData("2026-11-24 07:00", true, "2026-11-24 11:00")]
    [InlineData("2026-11-24 13:00", true, "2026-11-24 17:00")]
    [InlineData("2026-11-24 13:01", true, "2026-11-25 11:00")]
    [InlineData("2026-11-24 13:01", false, "2026-11-25 12:00")]
    public void A_forum_may_have_other_hours(string now, bool near, string target)
    {
        var early = new Forum { Slug = "nordvest", CasePrefix = "NV", SmsNumber = "+4595100001" };
        early.Set(new TimeSettings { ChildrenHours = 4, ChildrenFrom = 7, ChildrenUntil = 17, ChildrenNextHour = 11, TargetHour = 12 });
        Assert.Equal(Local(target), TargetTime.For(Local(now), near, early));
    }

    [Fact]
    public void Every_minute_of_three_years_has_a_target_that_can_be_kept() =>
        Gen.Int[0, 3 * 366 * 24 * 60].Sample(minute =>
        {
            var now = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(minute);
            var near = TimeZoneInfo.ConvertTime(TargetTime.For(now, true, Usual), Copenhagen);
            var other = TimeZoneInfo.ConvertTime(TargetTime.For(now, false, Usual), Copenhagen);
            return near - now >= TimeSpan.FromHours(2) && near - now <= TimeSpan.FromHours(19) && near.TimeOfDay >= TimeSpan.FromHours(10) && near.TimeOfDay <= TimeSpan.FromHours(18)
                && other > now && other.Date > TimeZoneInfo.ConvertTime(now, Copenhagen).Date && other.Hour == 16
                && other.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);
        }, iter: 20_000);

    private static DateTimeOffset Local(string text)
    {
        var clock = DateTime.ParseExact(text, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        return new(clock, Copenhagen.GetUtcOffset(clock));
    }
}
