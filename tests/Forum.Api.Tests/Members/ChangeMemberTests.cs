using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Audit;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Api.Tests.Members;

public sealed class ChangeMemberTests
{
    private const string Coordinator = "Maja Ellekilde";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task Role_team_and_name_change_without_an_invitation_and_are_written_down(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var tove = here.Member("Tove Brink");
        var before = await Line(here, tove.Id);
        var saved = await Change(here, tove.Id, Settings(before) with { Role = Role.Staff, Team = "Sundhedsteamet", Name = " Tove fra teamet " });

        var after = await Line(here, tove.Id);
        Assert.Equal(("Tove fra teamet", Role.Staff, "Sundhedsteamet", after.Version), (after.Name, after.Role, after.Team, saved.Version));
        var said = Assert.Single(await here.Events());
        Assert.Equal((EventType.MemberChanged, Audience.None, Role.Staff, here.Team("Sundhedsteamet")), (said.Type, said.Audience, said.Data.Role!.Value, said.Data.Team!.Value));
        var line = Assert.Single((await here.Do((BrowseAudit browse) => browse.Run(here.As(Coordinator), null, Cancel))).Lines);
        Assert.Equal((AuditKind.MemberChanged, Coordinator, "Tove fra teamet", Role.Crew, Role.Staff, "Herberget", "Sundhedsteamet", true),
            (line.Kind, line.Actor, line.Subject, line.Facts.Before!.Value, line.Facts.Role!.Value, line.TeamBefore, line.Team, line.Facts.Renamed!.Value));
        Assert.Equal(AuditFault.None, (await here.Do((VerifyAudit verify) => verify.Run(here.Program, null, Cancel))).Fault);
        // The person's own name is as it was, and goes back to it.
        Assert.Equal("Tove Brink", await here.Db(db => db.Users.Where(p => p.Id == tove.PersonId).Select(p => p.Name).SingleAsync(Cancel)));
        await Change(here, tove.Id, Settings(after) with { Name = "Tove Brink" });
        Assert.Null(await here.Db(db => db.Members.Where(m => m.Id == tove.Id).Select(m => m.CalledAs).SingleAsync(Cancel)));
        // What changes nothing is no event.
        await Change(here, tove.Id, Settings(await Line(here, tove.Id)));
        Assert.Equal(2, (await here.Events()).Count);
    }

    [Theory, BothDatabases]
    public async Task The_second_of_two_coordinators_is_told_and_the_same_press_twice_is_one(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var before = await Line(here, here.Member("Tove Brink").Id);
        var crew = Settings(before) with { Team = "Sundhedsteamet" };
        Assert.Equal(await Change(here, before.Id, crew, key: "k"), await Change(here, before.Id, crew, key: "k"));
        Assert.Equal(RefusalCode.ChangedMeanwhile, await Refusals.Code(Change(here, before.Id, Settings(before) with { Role = Role.Staff })));
        var now = Settings(await Line(here, before.Id));
        var answers = await Task.WhenAll(new[] { Role.Staff, Role.Partner, Role.Resident }.Select(role => Refusals.Code(Change(here, before.Id, now with { Role = role }))));
        Assert.Equal([null, RefusalCode.ChangedMeanwhile, RefusalCode.ChangedMeanwhile], answers.Order());
    }

    [Theory, BothDatabases]
    public async Task A_forum_keeps_a_coordinator_and_an_overseer(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var (maja, grethe) = (here.Member(Coordinator).Id, here.Member("Grethe Solvang").Id);
        Assert.Equal("member:LastCoordinator", await Refusals.Faults(Change(here, maja, Settings(await Line(here, maja)) with { Role = Role.Staff, Team = "Herberget" })));
        Assert.Equal("member:LastOverseer", await Refusals.Faults(Change(here, grethe, Settings(await Line(here, grethe)) with { Role = Role.Committee })));
        // Another one first, and the same goes.
        var signedIn = await here.SignedIn(Coordinator);
        var rune = here.Member("Rune Askholt").Id;
        await Change(here, rune, Settings(await Line(here, rune)) with { Role = Role.Coordinator }, signedIn);
        await Change(here, maja, Settings(await Line(here, maja)) with { Role = Role.Staff, Team = "Herberget" });
        Assert.Equal(Role.Staff, await here.Db(db => db.Members.Where(m => m.Id == maja).Select(m => m.Role).SingleAsync(Cancel)));
    }

    [Theory, BothDatabases]
    public async Task Whoever_makes_a_coordinator_or_an_overseer_has_just_signed_in(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var rune = here.Member("Rune Askholt").Id;
        var signedIn = await here.SignedIn(Coordinator);
        here.Clock.Advance(TimeSpan.FromMinutes(10.5));
        foreach (var role in new[] { Role.Coordinator, Role.Overseer })
            Assert.Equal(RefusalCode.ProveAgain, await Refusals.Code(Change(here, rune, Settings(await Line(here, rune)) with { Role = role }, signedIn)));
        await Change(here, rune, Settings(await Line(here, rune)) with { Role = Role.Police, Team = "Nærpolitiet" }, signedIn);
        await Change(here, rune, Settings(await Line(here, rune)) with { Role = Role.Coordinator }, await here.SignedIn(Coordinator));
        Assert.Equal(Role.Coordinator, (await Line(here, rune)).Role);
    }

    [Theory, BothDatabases]
    public async Task What_is_wrong_is_named_and_nobody_else_may(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var tove = await Line(here, here.Member("Tove Brink").Id);
        Assert.Equal("name:NameMissing role:ValueUnknown", await Refusals.Faults(Change(here, tove.Id, Settings(tove) with { Name = "Ond\0e", Role = (Role)99 })));
        Assert.Equal("role:ValueUnknown", await Refusals.Faults(Change(here, tove.Id, Settings(tove) with { Role = null })));
        Assert.Equal("team:TeamMissing", await Refusals.Faults(Change(here, tove.Id, Settings(tove) with { Team = " " })));
        Assert.Equal("team:TeamUnknown", await Refusals.Faults(Change(here, tove.Id, Settings(tove) with { Team = "Viceværterne" })));
        Assert.Equal(RefusalCode.NotFound, await Refusals.Code(Change(here, here.Elsewhere("Marek Zielonka").MemberId!.Value, Settings(tove))));
        await here.Do((EndMembership end) => end.Run(here.As(Coordinator), tove.Id, null, Cancel));
        Assert.Equal(RefusalCode.NotFound, await Refusals.Code(Change(here, tove.Id, Settings(tove))));
        foreach (var name in new[] { "Rune Askholt", "Lea Stougard", "Grethe Solvang", "Asta Lindvig" })
            Assert.Equal(RefusalCode.Forbidden, await Refusals.Code(Change(here, tove.Id, Settings(tove), here.As(name))));
    }

    [Theory, BothDatabases]
    public async Task A_name_that_the_forum_gave_is_shown_to_its_person_and_goes_with_the_person(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var asta = await Line(here, here.Member("Asta Lindvig").Id);
        await Change(here, asta.Id, Settings(asta) with { Name = "Asta på hjørnet" });
        var own = await here.Do((Api.Privacy.ReadOwnData read) => read.Run(here.As("Asta Lindvig"), Cancel));
        Assert.Equal("Asta på hjørnet", Assert.Single(own.Places).CalledAs);
        await here.Do(async (ErasePerson erase) => await erase.Run(await here.SignedIn("Asta Lindvig"), Cancel));
        Assert.Null(await here.Db(db => db.Members.Where(m => m.Id == asta.Id).Select(m => m.CalledAs).SingleAsync(Cancel)));
    }

    private static MemberSettings Settings(MemberLine member) => new() { Role = member.Role, Team = member.Team, Name = member.Name, Version = member.Version };

    private static async Task<MemberLine> Line(Neighbourhood here, Guid id) =>
        (await here.Do((BrowseMembers browse) => browse.Run(here.As("Maja Ellekilde"), Cancel))).Members.Single(member => member.Id == id);

    private static Task<MemberSettings> Change(Neighbourhood here, Guid id, MemberSettings request, Actor? by = null, string? key = null) =>
        here.Do((ChangeMember change) => change.Run(by ?? here.As(Coordinator), id, request, key, Cancel));
}
