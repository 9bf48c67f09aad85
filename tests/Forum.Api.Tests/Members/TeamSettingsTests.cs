using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Pickups;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Api.Tests.Members;

public sealed class TeamSettingsTests
{
    private const string Coordinator = "Maja Ellekilde";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task A_team_is_added_changed_and_taken_out_of_use_and_its_name_stays_in_what_it_did(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var added = await Save(here, new() { Name = "Natholdet", Fetches = true, Telephone = " " });
        Assert.Null(added.Telephone);
        var changed = await Save(here, added with { Hours = "kl. 22–06", TakesDropOffs = true });
        Assert.Equal(changed, (await Teams(here)).Single(team => team.Name == "Natholdet"));
        Assert.Equal(RefusalCode.ChangedMeanwhile, await Refusals.Code(End(here, added)));
        await End(here, changed);
        Assert.DoesNotContain(await Teams(here), team => team.Name == "Natholdet");
        var settings = await here.Do((ReadForum read) => read.ById(here.Forum.Forum.Id, Cancel));
        Assert.DoesNotContain(settings.Teams, team => team.Name == "Natholdet");
        Assert.Equal(("Natholdet", false, false), (settings.Team(added.Id)!.Name, settings.Team(added.Id)!.Fetches, settings.Team(added.Id)!.TakesDropOffs));
        Assert.Equal("team:TeamUnknown", await Refusals.Faults(here.Do((InviteMember invite) => invite.Run(here.As(Coordinator), new("Bo Krag", Role.Crew, "Natholdet", "95 20 00 66"), null, Cancel))));
        Assert.Equal(RefusalCode.NotFound, await Refusals.Code(Save(here, changed)));
        // Of the same name is the same team.
        Assert.Equal(added.Id, (await Save(here, new() { Name = "Natholdet", Receives = true })).Id);
        Assert.All(await here.Events(), told => Assert.Equal((EventType.SettingsChanged, SettingsPart.Team, added.Id), (told.Type, told.Data.Part!.Value, told.Data.Team)));
        Assert.Equal(4, (await here.Events()).Count);
    }

    [Fact]
    public async Task A_team_that_a_rule_names_keeps_its_tasks_and_stays()
    {
        await using var here = await Neighbourhood.Found(DatabaseKind.Sqlite);
        var teams = await Teams(here);
        var health = teams.Single(team => team.Name == "Sundhedsteamet");
        Assert.Equal("team:TeamInUse", await Refusals.Faults(End(here, health)));
        Assert.Equal("fetches:TeamInUse", await Refusals.Faults(Save(here, health with { Fetches = false })));
        Assert.Equal("receives:TeamInUse", await Refusals.Faults(Save(here, health with { Receives = false })));
        Assert.Equal("name:TeamNameTaken", await Refusals.Faults(Save(here, health with { Name = "Herberget" })));
        Assert.Equal("name:TeamNameTaken", await Refusals.Faults(Save(here, new() { Name = "Herberget" })));
        Assert.Equal("base:LineTooLong name:NameMissing telephone:NumberInvalid", await Refusals.Faults(Save(here, new() { Base = new string('x', 201), Telephone = "12" })));
        Assert.Equal(RefusalCode.NotFound, await Refusals.Code(Save(here, health with { Id = here.Other.Teams[0].Id })));
        Assert.Equal(teams, await Teams(here));
    }

    [Theory, BothDatabases]
    public async Task A_team_with_people_or_work_stays_until_both_are_gone(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var team = await Save(here, new() { Name = "Natholdet", Receives = true, Fetches = true });
        var member = await here.Do((AddMember add) => add.Run(here.Program, new("Bo Krag", Role.Crew, "Natholdet", "95 20 00 66", IsDemo: true), Cancel));
        Assert.Equal("team:TeamHasMembers", await Refusals.Faults(End(here, team)));
        await here.Do((EndMembership end) => end.Run(here.As(Coordinator), member.Id, null, Cancel));
        here.Forget();
        await here.Do((InviteMember invite) => invite.Run(here.As(Coordinator), new("Mie Holm", Role.Crew, "Natholdet", "95 20 00 67"), null, Cancel));
        Assert.Equal("team:TeamHasMembers", await Refusals.Faults(End(here, team)));
        var offer = (await here.Do((BrowseMembers browse) => browse.Run(here.As(Coordinator), Cancel))).Invitations.Single();
        await here.Do((CallOffInvitation call) => call.Run(here.As(Coordinator), offer.Id, null, Cancel));

        var sent = await here.Report();
        await here.Do((CancelPickup cancel) => cancel.Run(here.As("Rune Askholt"), sent.Number, null, Cancel));
        await here.Do((RequestPickup request) => request.Run(here.As("Rune Askholt"), sent.Number, team.Id, null, Cancel));
        Assert.Equal("team:TeamHasWork", await Refusals.Faults(End(here, team)));
        await here.Do((CancelPickup cancel) => cancel.Run(here.As("Rune Askholt"), sent.Number, null, Cancel));
        await here.Do((SendReportOn send) => send.Run(here.As("Rune Askholt"), sent.Number, team.Id!.Value, null, Cancel));
        Assert.Equal("team:TeamHasWork", await Refusals.Faults(End(here, team)));
        await here.Do((SendReportOn send) => send.Run(here.As(Coordinator), sent.Number, here.Team("Herberget"), null, Cancel));
        await End(here, team);
        Assert.DoesNotContain(await Teams(here), one => one.Name == "Natholdet");
    }

    private static async Task<IReadOnlyList<TeamSettings>> Teams(Neighbourhood here) => (await here.Do((ReadSettings read) => read.Run(here.As(Coordinator), Cancel))).Teams;

    private static Task<TeamSettings> Save(Neighbourhood here, TeamSettings wanted) => here.Do((ChangeTeam change) => change.Run(here.As(Coordinator), wanted, null, Cancel));

    private static Task<bool> End(Neighbourhood here, TeamSettings team) => here.Do((EndTeam end) => end.Run(here.As(Coordinator), team.Id!.Value, team.Version, null, Cancel));
}
