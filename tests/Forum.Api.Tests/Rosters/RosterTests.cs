using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Api.Rosters;
using Tryghedsforum.Testing;
using Xunit;
using static Tryghedsforum.Api.Tests.Rosters.Watches;

namespace Tryghedsforum.Api.Tests.Rosters;

public sealed class RosterTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task A_weekly_shift_may_pass_midnight_the_New_Year_and_both_changes_of_the_clock(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        Assert.Equal("Ida Jens", await here.On("2027-01-12T09:00"));
        await here.Weekly(Ida, "22:00", "02:30", DayOfWeek.Friday, DayOfWeek.Saturday);
        await here.Weekly(Jens, "02:30", "08:00", DayOfWeek.Saturday, DayOfWeek.Sunday);
        (string Utc, string On)[] expected =
        [
            // New Year's Eve 2027 is a Friday.
            ("2027-12-31T20:59:59", ""), ("2027-12-31T21:00", "Ida"), ("2027-12-31T23:00", "Ida"), ("2028-01-01T01:29:59", "Ida"), ("2028-01-01T01:30", "Jens"), ("2028-01-01T06:59:59", "Jens"), ("2028-01-01T07:00", ""),
            // In the night to Easter Sunday two o'clock is three: 02:30 never comes, and the shift after it begins at three.
            ("2027-03-27T21:00", "Ida"), ("2027-03-28T00:59:59", "Ida"), ("2027-03-28T01:00", "Jens"), ("2027-03-28T05:59:59", "Jens"), ("2027-03-28T06:00", ""),
            // At the end of October it comes twice: the hour that is lived twice is the first shift's.
            ("2027-10-30T19:59:59", ""), ("2027-10-30T20:00", "Ida"), ("2027-10-31T00:30", "Ida"), ("2027-10-31T01:29:59", "Ida"), ("2027-10-31T01:30", "Jens"), ("2027-10-31T06:59:59", "Jens"), ("2027-10-31T07:00", ""),
        ];
        foreach (var (utc, on) in expected) Assert.Equal((utc, on), (utc, await here.On(utc)));
        await here.Do((RemoveShift remove) => RemoveAll(here, remove));
        Assert.Equal("Ida Jens", await here.On("2028-01-01T07:00"));
    }

    [Theory, BothDatabases]
    public async Task A_shift_of_a_whole_day_has_no_hole_at_midnight_and_its_day_may_have_23_or_25_hours(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        await here.Weekly(Jens, "00:00", "00:00", DayOfWeek.Sunday);
        foreach (var (utc, on) in new[] { ("2027-03-27T22:59:59", ""), ("2027-03-27T23:00", "Jens"), ("2027-03-28T21:59:59", "Jens"), ("2027-03-28T22:00", ""), ("2027-10-30T21:59:59", ""), ("2027-10-30T22:00", "Jens"), ("2027-10-31T22:59:59", "Jens"), ("2027-10-31T23:00", "") })
            Assert.Equal((utc, on), (utc, await here.On(utc)));
    }

    [Theory, BothDatabases]
    public async Task A_team_chooses_whether_the_weekly_pattern_holds_on_holidays_and_an_extra_shift_always_does(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        await here.Weekly(Ida, "08:00", "16:00", DayOfWeek.Sunday, DayOfWeek.Monday, DayOfWeek.Friday, DayOfWeek.Thursday);
        Assert.Equal("Ida", await here.On("2027-03-28T10:00"));
        await here.Do((HoldOnHolidays hold) => hold.Run(here.As(Jens), here.Team(Health), false, null, Cancel));
        await here.Change(Jens, DayChangeKind.Extra, new(2027, 3, 29), from: "10:00", until: "14:00");
        foreach (var (utc, on) in new[]
            { ("2027-03-25T10:00", ""), ("2027-03-26T10:00", ""), ("2027-03-28T10:00", ""), ("2027-03-29T09:00", "Jens"), ("2027-04-05T10:00", "Ida"), ("2027-12-24T10:00", ""), ("2027-12-31T10:00", ""), ("2027-05-06T10:00", "") })
            Assert.Equal((utc, on), (utc, await here.On(utc)));
        // The fourth Friday after Easter was a holiday until 2023.
        Assert.Equal("Ida", await here.On("2027-04-23T10:00"));
        Assert.NotNull(LocalTime.Holiday(new(2023, 5, 5)));
        var week = await here.Do((ReadRoster read) => read.Run(here.As(Ida), new DateOnly(2027, 3, 28), Cancel));
        Assert.Equal((new DateOnly(2027, 3, 22), "2027-03-25 2027-03-26 2027-03-28"), (week.Monday, string.Join(' ', week.Holidays.Select(day => day.Day.ToString("O", System.Globalization.CultureInfo.InvariantCulture)))));
        Assert.DoesNotContain(week.Teams.Single(team => team.Name == Health).Week, watch => watch.Day >= new DateOnly(2027, 3, 25));
        await here.Do((HoldOnHolidays hold) => hold.Run(here.As(Maja), here.Team(Health), true, null, Cancel));
        Assert.Equal("Ida", await here.On("2027-03-28T10:00"));
    }

    [Theory, BothDatabases]
    public async Task Somebody_is_off_comes_besides_or_hands_the_day_over_and_it_can_be_undone(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var (thursday, friday) = (new DateOnly(2027, 1, 14), new DateOnly(2027, 1, 15));
        Assert.Equal("day:NoWeeklyYet", await Refusals.Faults(here.Change(Ida, DayChangeKind.Extra, thursday, from: "08:00", until: "12:00")));
        await here.Weekly(Ida, "20:00", "06:00", DayOfWeek.Thursday, DayOfWeek.Friday);
        var handed = await here.Change(Ida, DayChangeKind.HandedOver, thursday, to: Jens);
        var off = await here.Change(Ida, DayChangeKind.Off, friday, friday.AddDays(20), by: Jens);
        await here.Change(Jens, DayChangeKind.Extra, friday, from: "09:00", until: "10:00", by: Maja);
        foreach (var (utc, on) in new[] { ("2027-01-14T19:00", "Jens"), ("2027-01-15T04:59", "Jens"), ("2027-01-15T08:30", "Jens"), ("2027-01-15T20:00", ""), ("2027-01-29T20:00", ""), ("2027-02-05T20:00", "Ida") })
            Assert.Equal((utc, on), (utc, await here.On(utc)));
        var week = (await here.Roster()).Week;
        Assert.Equal([(thursday, here.Member(Jens).Id, here.Member(Ida).Id, false), (friday, here.Member(Jens).Id, null, true)], week.Select(w => (w.Day, w.Member, w.HandedBy, w.Extra)));

        foreach (var id in new[] { handed, off }) await here.Do((UndoDayChange undo) => undo.Run(here.As(Jens), id, null, Cancel));
        foreach (var utc in new[] { "2027-01-14T19:00", "2027-01-15T20:00" }) Assert.Equal("Ida", await here.On(utc));
        Assert.Equal(RefusalCode.NotFound, await Refusals.Code(here.Do((UndoDayChange undo) => undo.Run(here.As(Jens), off, null, Cancel))));
        // Who takes a day over and leaves the forum leaves a gap: the one who had it counts on being away.
        await here.Change(Ida, DayChangeKind.HandedOver, thursday, to: Jens);
        await here.Do((EndMembership end) => end.Run(here.As(Maja), here.Member(Jens).Id, null, Cancel));
        Assert.Equal("", await here.On("2027-01-14T19:00"));
    }

    [Theory, BothDatabases]
    public async Task The_switch_holds_until_the_members_next_shift_begins(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        await here.Weekly(Ida, "09:00", "15:00", DayOfWeek.Tuesday, DayOfWeek.Wednesday);
        async Task Expect(string on, string local)
        {
            here.Clock.SetUtcNow(DateTimeOffset.Parse(local + "+01:00", null));
            Assert.Equal((local, on), (local, await here.On(here.Clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss", null))));
        }

        await Expect("Ida", "2027-01-12T10:00");
        await here.Switch(Ida, false);
        await Expect("", "2027-01-12T10:01");
        // Jens has no shift: what he says by hand holds until he says otherwise.
        await here.Switch(Jens, true);
        await Expect("Jens", "2027-01-13T08:59");
        await Expect("Ida Jens", "2027-01-13T09:00");
        await here.Switch(Jens, false);
        await Expect("", "2027-01-13T15:00");
        await here.Switch(Ida, true);
        Assert.True((await here.Do((ReachMember reach) => reach.ById(here.Forum.Forum.Id, here.Member(Ida).Id, Cancel)))!.OnDuty);
        await Expect("Ida", "2027-01-18T23:59");
        await Expect("Ida", "2027-01-19T14:59");
        await Expect("", "2027-01-19T15:00");
        Assert.Equal([false, false], (await here.Roster()).Members.Select(m => m.OnNow));
    }

    [Theory, BothDatabases]
    public async Task Whoever_leaves_the_team_or_the_forum_has_no_shift_there_and_old_days_are_forgotten(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        await here.Weekly(Ida, "08:00", "16:00", DayOfWeek.Monday);
        await here.Weekly(Jens, "08:00", "16:00", DayOfWeek.Monday);
        await here.Change(Jens, DayChangeKind.Off, new(2027, 1, 18));
        await here.Change(Ida, DayChangeKind.HandedOver, new(2027, 1, 25), to: Jens);
        Assert.Equal(3, Assert.Single((await here.Do((ReadOwnData read) => read.Run(here.As(Jens), Cancel))).Places).Shifts.Count);
        here.Clock.SetUtcNow(Local(2027, 4, 19, 12));
        await here.Do((EraseExpired erase) => erase.Run(Cancel));
        Assert.Equal([DayChangeKind.HandedOver], await here.Db(db => db.DayChanges.Select(c => c.Kind).ToListAsync(Cancel)));
        var members = (await here.Do((BrowseMembers browse) => browse.Run(here.As(Maja), Cancel))).Members.Single(member => member.Name == Jens);
        await here.Do((ChangeMember change) => change.Run(here.As(Maja), here.Member(Jens).Id, new() { Role = Role.Crew, Team = "Herberget", Name = Jens, Version = members.Version }, null, Cancel));
        Assert.Equal("Ida", await here.On("2027-04-19T08:00"));
        // Of the new team he is by the switch, as that team has no roster.
        Assert.Contains(here.Member(Jens).Id, await here.Do((WhoIsOn on) => on.InTeam(here.Forum.Forum.Id, here.Team("Herberget"), Cancel)));
        await here.Do((EndMembership end) => end.Run(here.As(Maja), here.Member(Jens).Id, null, Cancel));
        Assert.Equal(1, await here.Db(db => db.Shifts.CountAsync(Cancel)));
        Assert.False(await here.Db(db => db.DayChanges.AnyAsync(c => c.MemberId == here.Member(Jens).Id || c.ToMemberId == here.Member(Jens).Id, Cancel)));
    }

    [Theory, BothDatabases]
    public async Task A_day_that_was_handed_over_does_not_come_back_when_the_colleague_leaves(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        await here.Weekly(Ida, "08:00", "16:00", DayOfWeek.Monday, DayOfWeek.Tuesday);
        await here.Change(Ida, DayChangeKind.HandedOver, new(2027, 1, 18), to: Jens);
        Assert.Equal("Jens", await here.On("2027-01-18T08:00"));
        await here.Do((EndMembership end) => end.Run(here.As(Maja), here.Member(Jens).Id, null, Cancel));
        Assert.Equal("", await here.On("2027-01-18T08:00"));
        Assert.Equal("Ida", await here.On("2027-01-19T08:00"));
        here.Clock.SetUtcNow(Local(2027, 1, 18, 7));
        var roster = await here.Roster();
        Assert.Equal(Local(2027, 1, 19, 8), roster.Gap!.Until);
        Assert.Null(Assert.Single(roster.Changes).To);
    }

    private static async Task<bool> RemoveAll(Neighbourhood here, RemoveShift remove)
    {
        foreach (var shift in (await here.Roster()).Weekly) await remove.Run(here.As(Jens), shift.Id, null, Cancel);
        return true;
    }
}
