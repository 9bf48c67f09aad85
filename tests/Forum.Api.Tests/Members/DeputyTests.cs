using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Audit;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Api.Tests.Members;

public sealed class DeputyTests
{
    private const string Coordinator = "Maja Ellekilde", Stand = "Rune Askholt";
    private static readonly DateOnly Today = new(2027, 1, 12);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task A_deputy_is_the_coordinator_from_the_first_day_to_the_last_and_by_itself(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        await using var host = await here.Serve(clock: here.Clock);
        await Name(here, Stand, Today.AddDays(2), Today.AddDays(4));
        Assert.Equal(403, await Settings(here, host));
        Assert.Equal([Coordinator], await Alerted(here));

        // Local midnight is an hour before the universal one.
        here.Clock.SetUtcNow(new(2027, 1, 13, 22, 59, 0, TimeSpan.Zero));
        Assert.Equal(403, await Settings(here, host));
        here.Clock.SetUtcNow(new(2027, 1, 13, 23, 0, 0, TimeSpan.Zero));
        Assert.Equal(200, await Settings(here, host));
        Assert.Equal([Coordinator, Stand], await Alerted(here));
        Assert.True((await here.Do((ReachMember reach) => reach.ById(here.Forum.Forum.Id, here.Member(Stand).Id, Cancel)))!.Deputises);
        var phone = (await here.Do((ReachMember reach) => reach.ById(here.Forum.Forum.Id, here.Member(Stand).Id, Cancel)))!.Phone!;
        var texts = (await here.Do((ReachMember reach) => reach.ByPhone(here.Forum.Forum.Id, phone, Cancel)))!;
        Assert.Equal((Role.Coordinator, true, here.Team("Herberget")), (texts.Role!.Value, texts.IsDeputy, texts.TeamId!.Value));
        // Off duty, the coordinator is on holiday in earnest.
        await here.Do((SetDuty duty) => duty.Run(here.As(Coordinator), false, null, Cancel));
        Assert.Equal([Stand], await Alerted(here));

        here.Clock.SetUtcNow(new(2027, 1, 16, 23, 0, 0, TimeSpan.Zero));
        Assert.Equal(403, await Settings(here, host));
        Assert.Equal([Coordinator], await Alerted(here));
        var line = (await here.Do((BrowseAudit browse) => browse.Run(here.As(Coordinator), null, Cancel))).Lines.Single(line => line.Kind == AuditKind.DeputyNamed);
        Assert.Equal((Coordinator, Stand, Today.AddDays(2), Today.AddDays(4)), (line.Actor, line.Subject, line.Facts.From!.Value, line.Facts.Until!.Value));
    }

    [Theory, BothDatabases]
    public async Task A_session_of_one_step_deputises_for_nobody_and_the_next_one_takes_two(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        await using var host = await here.Serve(clock: here.Clock);
        var person = here.PersonOf(Stand);
        Assert.False(await here.Db(db => SecondSteps.AreNeeded(db, person, here.Clock.GetUtcNow(), Cancel)));
        var deputy = await Name(here, Stand, Today, null);
        Assert.Equal(403, await Settings(here, host, byBoth: false));
        Assert.Equal(200, await Settings(here, host));
        Assert.True(await here.Db(db => SecondSteps.AreNeeded(db, person, here.Clock.GetUtcNow(), Cancel)));
        // What the member is stays with the session of one step.
        var one = await here.Browser(host, Stand, byBoth: false);
        using (var board = await one.Http.GetAsync("/api/v1/forums/nordvest/reports", Cancel)) Assert.Equal(200, (int)board.StatusCode);

        await here.Do((EndDeputy end) => end.Run(here.As(Coordinator), deputy, null, Cancel));
        Assert.Equal(403, await Settings(here, host));
        Assert.False(await here.Db(db => SecondSteps.AreNeeded(db, person, here.Clock.GetUtcNow(), Cancel)));
        Assert.Equal(RefusalCode.NotFound, await Refusals.Code(here.Do((EndDeputy end) => end.Run(here.As(Coordinator), deputy, null, Cancel))));
    }

    [Theory, BothDatabases]
    public async Task A_deputy_gives_nobody_power_and_takes_it_from_nobody(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        await Name(here, Stand, Today, null);
        var rune = Actor.Of(here.Member(Stand), session: (await here.SignedIn(Stand)).SessionId, deputises: true);
        var members = (await here.Do((BrowseMembers browse) => browse.Run(rune, Cancel))).Members;
        MemberSettings Of(string name) => members.Where(member => member.Name == name).Select(member => new MemberSettings { Role = member.Role, Team = member.Team, Name = member.Name, Version = member.Version }).Single();
        foreach (var (name, wanted) in new[] { (Stand, Of(Stand) with { Role = Role.Coordinator }), ("Tove Brink", Of("Tove Brink") with { Role = Role.Overseer }), (Coordinator, Of(Coordinator) with { Role = Role.Partner }) })
            Assert.Equal(RefusalCode.Forbidden, await Refusals.Code(here.Do((ChangeMember change) => change.Run(rune, here.Member(name).Id, wanted, null, Cancel))));
        Assert.Equal(RefusalCode.Forbidden, await Refusals.Code(here.Do((InviteMember invite) => invite.Run(rune, new("Rune", Role.Coordinator, null, "95 20 00 77"), null, Cancel))));
        Assert.Equal(RefusalCode.Forbidden, await Refusals.Code(here.Do((EndMembership end) => end.Run(rune, here.Member("Grethe Solvang").Id, null, Cancel))));
        Assert.Equal(RefusalCode.Forbidden, await Refusals.Code(here.Do((NameDeputy name) => name.Run(rune, new(here.Member("Tove Brink").Id, Today), null, Cancel))));
        // Everything else goes on.
        await here.Do((ChangeMember change) => change.Run(rune, here.Member("Tove Brink").Id, Of("Tove Brink") with { Team = "Sundhedsteamet" }, null, Cancel));
        await here.Do((InviteMember invite) => invite.Run(rune, new("Eva Holm", Role.Crew, "Herberget", "95 20 00 78"), null, Cancel));
        // A deputy is no coordinator whom the forum is left with.
        Assert.Equal("member:LastCoordinator", await Refusals.Faults(here.Do((EndMembership end) => end.Run(here.As(Coordinator), here.Member(Coordinator).Id, null, Cancel))));
        Assert.Equal("member:LastCoordinator", await Refusals.Faults(here.Do(async (ErasePerson erase) => await erase.Run(await here.SignedIn(Coordinator), Cancel))));
    }

    [Theory, BothDatabases]
    public async Task Days_roles_and_proof_are_looked_at_and_whoever_leaves_deputises_no_more(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        foreach (var (from, until, fault) in new (DateOnly?, DateOnly?, string)[]
            { (null, null, "from:DayMissing"), (Today.AddDays(-1), null, "from:DayPast"), (Today, Today.AddDays(-1), "until:DayBefore"), (Today, DateOnly.MaxValue, "until:DayTooFar"), (DateOnly.MaxValue, null, "from:DayTooFar") })
            Assert.Equal(fault, await Refusals.Faults(Name(here, Stand, from, until)));
        foreach (var name in new[] { "Asta Lindvig", "Lea Stougard", "Samira Haddad", "Henning Krage", "Grethe Solvang", Coordinator })
            Assert.Equal("member:DeputyRole", await Refusals.Faults(Name(here, name, Today, null)));
        Assert.Equal(RefusalCode.ProveAgain, await Refusals.Code(here.Do((NameDeputy name) => name.Run(here.As(Coordinator), new(here.Member(Stand).Id, Today), null, Cancel))));
        await Name(here, Stand, Today.AddDays(10), Today.AddDays(12));
        await Name(here, Stand, Today, Today.AddDays(9));
        foreach (var (from, until) in new (DateOnly, DateOnly?)[] { (Today.AddDays(12), Today.AddDays(20)), (Today, null), (Today.AddDays(3), Today.AddDays(4)) })
            Assert.Equal("member:DeputyAlready", await Refusals.Faults(Name(here, Stand, from, until)));
        Assert.Equal(2, (await here.Do((BrowseMembers browse) => browse.Run(here.As(Coordinator), Cancel))).Deputies.Count);
        Assert.Equal(2, Assert.Single((await here.Do((Api.Privacy.ReadOwnData read) => read.Run(here.As(Stand), Cancel))).Places).Deputy.Count);

        await here.Do((EndMembership end) => end.Run(here.As(Coordinator), here.Member(Stand).Id, null, Cancel));
        Assert.Empty((await here.Do((BrowseMembers browse) => browse.Run(here.As(Coordinator), Cancel))).Deputies);
        Assert.Equal(0, await here.Db(db => db.Deputies.CountAsync(d => d.EndedAt == null, Cancel)));
    }

    [Theory, BothDatabases]
    public async Task The_boards_line_reads_who_works_or_coordinates_now_and_none_of_the_residents(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        await here.Do((SetDuty duty) => duty.Run(here.As("Tove Brink"), false, null, Cancel));
        var before = await OnDuty(here);
        Assert.Superset(new HashSet<string> { Stand, Coordinator, "Ida Falkentoft", "Jens Molbæk" }, before.Select(member => member.Name).ToHashSet());
        Assert.DoesNotContain("Tove Brink", before.Select(member => member.Name));
        Assert.DoesNotContain(before, member => member.Role is Role.Resident or Role.NeighbourRep);

        await Name(here, "Bodil Frost", Today, Today);
        Assert.True(Assert.Single(await OnDuty(here), member => member.Name == "Bodil Frost").Deputises);
        Assert.Equal(before.Count + 1, (await OnDuty(here)).Count);
    }

    [Fact]
    public async Task Open_connections_follow_the_beginning_and_the_end()
    {
        await using var here = await Neighbourhood.Found(DatabaseKind.Sqlite);
        await using var host = await here.Serve(clock: here.Clock);
        await Name(here, Stand, Today.AddDays(1), Today.AddDays(1));
        foreach (var moment in new DateTimeOffset[] { new(2027, 1, 12, 22, 59, 57, TimeSpan.Zero), new(2027, 1, 13, 22, 59, 57, TimeSpan.Zero) })
        {
            here.Clock.SetUtcNow(moment);
            await using var rune = await here.Live(host, Stand);
            await using var one = await here.Live(host, Stand, byBoth: false);
            await using var tove = await here.Live(host, "Tove Brink");
            foreach (var hub in new[] { rune, one, tove }) await hub.InvokeAsync<JoinAnswer>("WatchForum", "nordvest", null, Cancel);
            here.Clock.Advance(TimeSpan.FromSeconds(9));
            await Eventually.True(() => rune.State == HubConnectionState.Disconnected);
            Assert.Equal((HubConnectionState.Connected, HubConnectionState.Connected), (one.State, tove.State));
        }
    }

    private static Task<Guid> Name(Neighbourhood here, string name, DateOnly? from, DateOnly? until) =>
        here.Do(async (NameDeputy use) => await use.Run(await here.SignedIn(Coordinator), new(here.Member(name).Id, from, until), null, Cancel));

    private static Task<IReadOnlyList<Reachable>> OnDuty(Neighbourhood here) => here.Do((ReachMember reach) => reach.OnDuty(here.Forum.Forum.Id, Cancel));

    private static async Task<int> Settings(Neighbourhood here, ForumHost host, bool byBoth = true)
    {
        var browser = await here.Browser(host, Stand, byBoth);
        using var answer = await browser.Http.GetAsync("/api/v1/forums/nordvest/settings/", Cancel);
        return (int)answer.StatusCode;
    }

    private static async Task<IEnumerable<string>> Alerted(Neighbourhood here)
    {
        var ids = await here.Do((WhoIsOn on) => on.Coordinators(here.Forum.Forum.Id, Cancel));
        return (await here.Do((ReachMember reach) => reach.ByIds(here.Forum.Forum.Id, ids, Cancel))).Select(member => member.Name).Order(StringComparer.Ordinal);
    }
}
