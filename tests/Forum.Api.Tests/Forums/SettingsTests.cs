using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.PublicLists;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Api.Tests.Forums;

public sealed class SettingsTests
{
    private const string Coordinator = "Maja Ellekilde";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task What_is_saved_holds_at_once_is_one_event_and_another_forum_keeps_its_own(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var before = (await Read(here)).Contact;
        var saved = await Save(here, before with { Telephone = " 95 10 00 09 ", Controller = "Fuglekvarterets Beboerforening", ControllerContact = "data@fuglekvarteret.example" });
        Assert.Equal(("95 10 00 09", "Fuglekvarterets Beboerforening"), (saved.Telephone, saved.Controller));
        Assert.Equal(saved, (await Read(here)).Contact);
        Assert.Equal("95 10 00 09", (await here.Do((ReadForum read) => read.ById(here.Forum.Forum.Id, Cancel))).Forum.Telephone);
        Assert.Equal("95 10 00 02", (await here.Do((ReadForum read) => read.ById(here.Other.Forum.Id, Cancel))).Forum.Telephone);
        var told = Assert.Single(await here.Events());
        Assert.Equal((EventType.SettingsChanged, Audience.None, here.Member(Coordinator).Id, """{"Part":"Contact"}"""), (told.Type, told.Audience, told.ActorId!.Value, told.Text));

        await Save(here, saved);
        Assert.Single(await here.Events());
    }

    [Theory, BothDatabases]
    public async Task The_second_of_two_who_change_the_same_part_is_told_and_nothing_is_overwritten(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var seen = await Read(here);
        await Save(here, seen.Contact with { Name = "Nordvest ny" });
        Assert.Equal(RefusalCode.ChangedMeanwhile, await Refusals.Code(Save(here, seen.Contact with { PoliceNumber = "112" })));
        Assert.Equal(RefusalCode.ChangedMeanwhile, await Refusals.Code(Save(here, seen.Contact with { Version = null })));
        // Another part is another matter.
        await here.Do((ChangeTimes change) => change.Run(here.As(Coordinator), seen.Times with { AnswerMinutes = 20 }, null, Cancel));
        var now = await Read(here);
        Assert.Equal(("Nordvest ny", "114", 20), (now.Contact.Name, now.Contact.PoliceNumber, now.Times.AnswerMinutes));
    }

    [Fact]
    public async Task Two_who_save_at_the_same_time_are_one_saved_and_one_told()
    {
        await using var here = await Neighbourhood.Found(DatabaseKind.Sqlite);
        var seen = (await Read(here)).Contact;
        var codes = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Refusals.Code(Save(here, seen with { Name = $"Nordvest {i}" }))));
        Assert.Single(codes, code => code is null);
        Assert.Equal(7, codes.Count(code => code == RefusalCode.ChangedMeanwhile));
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_said_at_once()
    {
        await using var here = await Neighbourhood.Found(DatabaseKind.Sqlite);
        var seen = await Read(here);
        Assert.Equal("controller:LineTooLong controllerContact:LineTooLong medicalNumber:NumberInvalid name:NameMissing policeNumber:NumberInvalid quarter:QuarterMissing telephone:NumberInvalid", await Refusals.Faults(Save(here, seen.Contact with
        {
            Name = " ", Quarter = new string('x', 81), Telephone = "ring til os", MedicalNumber = "18", PoliceNumber = "1+14", Controller = "a\nb", ControllerContact = new string('x', 201),
        })));
        Assert.Empty(await here.Events());
    }

    [Theory]
    [InlineData("8,12,16,20", true)]
    [InlineData("0", true)]
    [InlineData("0,1,2,3,4,23", true)]
    [InlineData("", false)]
    [InlineData("0,1,2,3,4,5,6", false)]
    [InlineData("12,8", false)]
    [InlineData("8,8", false)]
    [InlineData("8,24", false)]
    [InlineData("-1,8", false)]
    public async Task The_list_is_remade_at_one_to_six_ascending_hours(string hours, bool right) =>
        Assert.Equal(right ? "" : "publicHours:HoursInvalid", await Faults(times => times with { PublicHours = [.. hours.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)] }));

    [Theory]
    [InlineData(8, 18, 2, 10, "")]
    [InlineData(0, 23, 12, 12, "")]
    [InlineData(8, 10, 2, 10, "")]
    [InlineData(-1, 18, 2, 10, "childrenFrom:HourInvalid")]
    [InlineData(8, 24, 2, 10, "childrenUntil:HourInvalid")]
    [InlineData(8, 9, 2, 10, "childrenNextHour:NextHourInvalid childrenUntil:DayTooShort")]
    [InlineData(8, 18, 0, 10, "childrenHours:FewHoursInvalid")]
    [InlineData(0, 23, 13, 14, "childrenHours:FewHoursInvalid")]
    [InlineData(8, 18, 2, 9, "childrenNextHour:NextHourInvalid")]
    [InlineData(8, 18, 2, 19, "childrenNextHour:NextHourInvalid")]
    public async Task The_goal_near_children_can_always_be_kept(int from, int until, int hours, int next, string faults) =>
        Assert.Equal(faults, await Faults(times => times with { ChildrenFrom = from, ChildrenUntil = until, ChildrenHours = hours, ChildrenNextHour = next }));

    [Theory]
    [InlineData(9, 4, 0, 24, "answerMinutes:MinutesInvalid childrenMetres:MetresInvalid closeAfterDays:DaysInvalid targetHour:HourInvalid")]
    [InlineData(1001, 241, 61, -1, "answerMinutes:MinutesInvalid childrenMetres:MetresInvalid closeAfterDays:DaysInvalid targetHour:HourInvalid")]
    [InlineData(10, 5, 1, 0, "")]
    [InlineData(1000, 240, 60, 23, "")]
    public async Task Limits_have_limits(int metres, int minutes, int days, int target, string faults) =>
        Assert.Equal(faults, await Faults(times => times with { ChildrenMetres = metres, AnswerMinutes = minutes, CloseAfterDays = days, TargetHour = target }));

    [Theory, BothDatabases]
    public async Task New_hours_hold_for_the_next_report_and_the_next_remake(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var old = await here.Report(Neighbourhood.Needles("Svanevej"));
        var seen = (await Read(here)).Times;
        await here.Do((ChangeTimes change) => change.Run(here.As(Coordinator), seen with { PublicHours = [11, 13], TargetHour = 12, ChildrenHours = 4, ChildrenNextHour = 12 }, null, Cancel));
        Assert.Equal(Neighbourhood.Start.AddHours(26), (await here.Report(Neighbourhood.Needles("Svanevej"))).Target);
        Assert.Equal(Neighbourhood.Start.AddHours(4), (await here.Report(Neighbourhood.Needles("Mejsevænget 11"))).Target);
        Assert.Equal(Neighbourhood.Start.AddHours(30), (await here.Case(old.Number)).Target);
        await here.Do((RemakePublicList remake) => remake.Run(here.Program, Cancel));
        Assert.Equal(Neighbourhood.Start.AddHours(1), (await here.Do((ReadPublicList read) => read.Run(here.Neighbour, Cancel))).NextAt);
    }

    [Theory, BothDatabases]
    public async Task A_forum_of_before_gets_the_usual_hours(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var installation = new ServiceCollection().AddSingleton(database.Settings).AddForumContext<ForumDb, SqliteForumDb, PostgresForumDb>(ForumDb.HistoryTable).BuildServiceProvider();
        await using var scope = installation.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ForumDb>();
        await db.GetService<IMigrator>().MigrateAsync("Passkeys", Cancel);
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO "Forums" ("Slug", "Name", "Quarter", "CasePrefix", "TimeZone", "Telephone", "SmsNumber", "MedicalNumber", "PoliceNumber", "South", "West", "North", "East", "SketchMap", "ChildrenMetres", "AnswerMinutes", "CloseAfterDays", "PublicHours", "IsDemo", "LastSeq")
            VALUES ('fjordby', 'Fjordby', 'kvarteret', 'FJ', 'Europe/Copenhagen', '95 30 00 10', '+4595300000', '1813', '114', 55.1, 10.1, 55.2, 10.2, {false}, 100, 30, 7, '8,20', {true}, 0)
            """, Cancel);
        await db.Database.MigrateAsync(Cancel);
        var forum = await db.Forums.AsNoTracking().SingleAsync(Cancel);
        Assert.Equal((8, 18, 2, 10, 16, null, null), (forum.ChildrenFrom, forum.ChildrenUntil, forum.ChildrenHours, forum.ChildrenNextHour, forum.TargetHour, forum.Controller, forum.ControllerContact));
        TimeSettings.Of(forum).Check();
    }

    private static Task<SettingsView> Read(Neighbourhood here) => here.Do((ReadSettings read) => read.Run(here.As(Coordinator), Cancel));

    private static Task<ContactSettings> Save(Neighbourhood here, ContactSettings wanted) => here.Do((ChangeContact change) => change.Run(here.As(Coordinator), wanted, null, Cancel));

    private static async Task<string> Faults(Func<TimeSettings, TimeSettings> change)
    {
        var usual = new TimeSettings { PublicHours = [8], ChildrenFrom = 8, ChildrenUntil = 18, ChildrenHours = 2, ChildrenNextHour = 10, TargetHour = 16, ChildrenMetres = 100, AnswerMinutes = 30, CloseAfterDays = 7 };
        try
        {
            change(usual).Check();
            return "";
        }
        catch (Refused refused)
        {
            return await Refusals.Faults(Task.FromException(refused));
        }
    }
}
