using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Rosters;
using Tryghedsforum.Testing;
using Xunit;
using static Tryghedsforum.Api.Tests.Rosters.Watches;

namespace Tryghedsforum.Api.Tests.Rosters;

public sealed class RosterRightsTests
{
    private static readonly DateOnly Today = new(2027, 1, 12);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task A_team_keeps_its_own_roster_the_coordinator_keeps_all_and_the_police_see_their_own(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        await here.Weekly(Ida, "08:00", "16:00", DayOfWeek.Monday);
        var shift = (await here.Roster()).Weekly.Single().Id;
        var day = await here.Change(Ida, DayChangeKind.Off, Today);
        foreach (var name in new[] { Rune, Lea })
        {
            Assert.Equal(RefusalCode.Forbidden, await Refusals.Code(here.Do((AddShifts add) => add.Run(here.As(name), new(here.Member(Ida).Id, [DayOfWeek.Monday], new(9, 0), new(10, 0)), null, Cancel))));
            Assert.Equal(RefusalCode.Forbidden, await Refusals.Code(here.Do((RemoveShift remove) => remove.Run(here.As(name), shift, null, Cancel))));
            Assert.Equal(RefusalCode.Forbidden, await Refusals.Code(here.Change(Ida, DayChangeKind.Off, Today, by: name)));
            Assert.Equal(RefusalCode.Forbidden, await Refusals.Code(here.Do((UndoDayChange undo) => undo.Run(here.As(name), day, null, Cancel))));
            Assert.Equal(RefusalCode.Forbidden, await Refusals.Code(here.Do((HoldOnHolidays hold) => hold.Run(here.As(name), here.Team(Health), false, null, Cancel))));
        }

        // In another forum it does not exist.
        var vibeke = here.Elsewhere("Vibeke Juul");
        Assert.Equal(RefusalCode.NotFound, await Refusals.Code(here.Do((RemoveShift remove) => remove.Run(vibeke, shift, null, Cancel))));
        Assert.Equal(RefusalCode.NotFound, await Refusals.Code(here.Do((UndoDayChange undo) => undo.Run(vibeke, day, null, Cancel))));
        Assert.Equal(RefusalCode.NotFound, await Refusals.Code(here.Do((HoldOnHolidays hold) => hold.Run(vibeke, here.Team(Health), false, null, Cancel))));
        Assert.Equal(RefusalCode.NotFound, await Refusals.Code(here.Do((AddShifts add) => add.Run(vibeke, new(here.Member(Ida).Id, [DayOfWeek.Monday], new(9, 0), new(10, 0)), null, Cancel))));
        Assert.Equal(["Nærpolitiet"], (await here.Do((ReadRoster read) => read.Run(here.As(Lea), null, Cancel))).Teams.Select(team => team.Name));
        Assert.Equal([("Herberget", true), ("Nærpolitiet", false), (Health, false)], (await here.Do((ReadRoster read) => read.Run(here.As(Rune), null, Cancel))).Teams.Select(team => (team.Name, team.MayChange)));
        Assert.All((await here.Do((ReadRoster read) => read.Run(here.As(Maja), null, Cancel))).Teams, team => Assert.True(team.MayChange));
        Assert.True(await here.Do((UndoDayChange undo) => undo.Run(here.As(Maja), day, null, Cancel)));
    }

    [Theory, BothDatabases]
    public async Task What_makes_no_sense_is_refused_in_words(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        Task<int> Shift(IReadOnlyList<DayOfWeek>? days, TimeOnly? from, TimeOnly? until) => here.Do((AddShifts add) => add.Run(here.As(Ida), new(here.Member(Ida).Id, days, from, until), null, Cancel));
        Assert.Equal("days:WeekdayMissing", await Refusals.Faults(Shift([], new(8, 0), new(16, 0))));
        Assert.Equal("days:WeekdayMissing", await Refusals.Faults(Shift([(DayOfWeek)9], new(8, 0), new(16, 0))));
        Assert.Equal("from:ClockMissing", await Refusals.Faults(Shift([DayOfWeek.Monday], null, new(16, 0))));
        Assert.Equal("until:ClockMissing", await Refusals.Faults(Shift([DayOfWeek.Monday], new(8, 0), null)));
        Assert.Equal((2, 0), (await Shift([DayOfWeek.Monday, DayOfWeek.Friday, DayOfWeek.Monday], new(8, 0), new(16, 0)), await Shift([DayOfWeek.Friday], new(8, 0), new(16, 0))));
        foreach (var (change, fault) in new (Task<Guid>, string)[]
        {
            (here.Change(Ida, DayChangeKind.Off, null), "day:DayMissing"), (here.Change(Ida, DayChangeKind.Off, Today.AddDays(-2)), "day:DayPast"), (here.Change(Ida, DayChangeKind.Off, DateOnly.MaxValue), "day:DayTooFar"),
            (here.Change(Ida, DayChangeKind.Off, Today, Today.AddDays(-1)), "lastDay:DayBefore"), (here.Change(Ida, DayChangeKind.Extra, Today, until: "09:00"), "from:ClockMissing"),
            (here.Change(Ida, DayChangeKind.HandedOver, Today.AddDays(3), to: Ida), "to:ColleagueMissing"), (here.Change(Ida, DayChangeKind.HandedOver, Today.AddDays(3), to: Rune), "to:ColleagueMissing"),
            (here.Change(Ida, DayChangeKind.HandedOver, Today, to: Jens), "day:NoShiftThatDay"), (here.Change(Ida, (DayChangeKind)7, Today), "kind:AnswerMissing"),
        })
            Assert.Equal(fault, await Refusals.Faults(change));
    }

    [Theory, BothDatabases]
    public async Task When_nobody_is_on_now_or_within_a_day_it_is_said(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        Assert.Null((await here.Roster()).Gap);
        foreach (var name in new[] { Ida, Jens }) await here.Switch(name, false);
        Assert.Equal(new DutyGap(Neighbourhood.Start, null), (await here.Roster()).Gap);
        foreach (var name in new[] { Ida, Jens }) await here.Switch(name, true);

        await here.Weekly(Ida, "09:00", "21:00", [.. Enum.GetValues<DayOfWeek>()]);
        // What was said by hand before there was a roster holds no more.
        Assert.Equal([true, false], (await here.Roster()).Members.Select(m => m.OnNow));
        await here.Switch(Jens, true);
        Assert.Null((await here.Roster()).Gap);
        await here.Switch(Jens, false);
        // Off and on again in one's own shift is on until it ends, and no longer.
        foreach (var on in new[] { false, true }) await here.Switch(Ida, on);
        Assert.Equal(new DutyGap(Local(2027, 1, 12, 21), Local(2027, 1, 13, 9)), (await here.Roster()).Gap);
        await here.Weekly(Jens, "20:00", "09:00", DayOfWeek.Tuesday, DayOfWeek.Thursday);
        Assert.Null((await here.Roster()).Gap);
        here.Clock.SetUtcNow(Local(2027, 1, 12, 21, 1));
        Assert.Equal(new DutyGap(Local(2027, 1, 13, 21), Local(2027, 1, 14, 9)), (await here.Roster()).Gap);
        await here.Switch(Jens, false);
        Assert.Equal(new DutyGap(Local(2027, 1, 12, 21, 1), Local(2027, 1, 13, 9)), (await here.Roster()).Gap);
        // The forum is as ready as before: the team has somebody who will be on.
        Assert.True((await here.Do((ReadReadiness read) => read.Run(here.As(Maja), Cancel))).Single(step => step.What == Preparation.Fetchers).Done);
    }

    [Theory, BothDatabases]
    public async Task A_calendar_opens_by_its_newest_link_and_names_others_by_first_names_only(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        await using var host = await here.Serve(clock: here.Clock);
        await here.Weekly(Ida, "22:00", "06:00", DayOfWeek.Saturday);
        await here.Weekly(Jens, "08:00", "16:00", DayOfWeek.Tuesday);
        var old = await here.Do((MakeFeed make) => make.Run(here.As(Ida), false, null, Cancel));
        var own = await here.Do((MakeFeed make) => make.Run(here.As(Ida), false, null, Cancel));
        var team = await here.Do((MakeFeed make) => make.Run(here.As(Ida), true, null, Cancel));
        var stranger = await here.Browser(host);
        async Task<(int Status, string Text)> Read(string secret, string slug = "nordvest")
        {
            using var answer = await stranger.Http.GetAsync(new Uri($"/api/v1/forums/{slug}/calendars/{secret}", UriKind.Relative), Cancel);
            return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancel));
        }

        foreach (var (secret, slug) in new[] { (old, "nordvest"), (new string('x', 27), "nordvest"), (own, "aeblehaven") }) Assert.Equal(404, (await Read(secret, slug)).Status);
        var mine = (await Read(own)).Text;
        // The night in which the clocks go forward has seven hours of it.
        Assert.Contains("DTSTART:20270327T210000Z", mine, StringComparison.Ordinal);
        Assert.Contains("DTEND:20270328T040000Z", mine, StringComparison.Ordinal);
        Assert.DoesNotContain("Jens", mine, StringComparison.Ordinal);
        var all = (await Read(team)).Text;
        Assert.Contains("SUMMARY:Vagt\\, Sundhedsteamet: Jens", all, StringComparison.Ordinal);
        foreach (var word in new[] { "Molbæk", "Falkentoft", "+45", "TEL", "ATTENDEE" }) Assert.DoesNotContain(word, all, StringComparison.OrdinalIgnoreCase);
        await here.Do((EndMembership end) => end.Run(here.As(Maja), here.Member(Ida).Id, null, Cancel));
        foreach (var secret in new[] { own, team }) Assert.Equal(404, (await Read(secret)).Status);
    }
}
