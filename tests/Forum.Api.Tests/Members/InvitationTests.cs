using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Api.Tests.Members;

public sealed class InvitationTests
{
    private const string Number = "+4595000123";
    private static readonly InviteMemberRequest Newcomer = new("Signe Ravn", Role.Staff, "Herberget", "95 00 01 23");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task The_link_makes_a_member_once_and_keeps_no_secret_name_or_number_in_the_clear(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var sent = await Invite(here, Newcomer);
        Assert.Equal(Neighbourhood.Start.AddHours(72), sent.ExpiresAt);

        var offered = await here.Do((ReadInvitation read) => read.Run(here.Neighbour, sent.Secret, Cancel));
        Assert.Equal(new InvitationView(here.Forum.Forum.Id, "Signe Ravn", Role.Staff, "Herberget", "23", NeedsTwo: false, sent.ExpiresAt), offered);
        Assert.Equal(Number, await Accept(here, sent.Secret));

        var (person, member) = await Joined(here);
        Assert.Equal(("Signe Ravn", Role.Staff, (Guid?)here.Team("Herberget"), true), (person.Name, member.Role, member.TeamId, member.EndedAt is null));
        Assert.Equal([EventType.MemberInvited, EventType.MemberJoined], (await here.Events()).Select(e => e.Type));
        Assert.All(await here.Events(), e => Assert.Equal(Audience.None, e.Audience));

        Assert.Null(await here.Do((ReadInvitation read) => read.Run(here.Neighbour, sent.Secret, Cancel)));
        Assert.Equal(RefusalCode.NotFound, await Refusals.Code(Accept(here, sent.Secret)));
        var row = await here.Db(db => db.Invitations.AsNoTracking().SingleAsync(Cancel));
        Assert.DoesNotContain(sent.Secret, row.Hash, StringComparison.Ordinal);
        Assert.DoesNotContain("Signe"u8.ToArray(), [.. row.NameSealed]);
    }

    [Theory, BothDatabases]
    public async Task Of_many_presses_at_once_one_makes_the_member(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var sent = await Invite(here, Newcomer);
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Refusals.Code(Accept(here, sent.Secret))));
        Assert.Equal(11, answers.Count(code => code == RefusalCode.NotFound));
        await Joined(here);
    }

    [Theory, BothDatabases]
    public async Task A_link_that_is_old_called_off_or_of_another_forum_opens_nothing(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var old = await Invite(here, Newcomer);
        Assert.Equal(RefusalCode.NotFound, await Refusals.Code(here.Do((AcceptInvitation accept) => accept.Run(Actor.Anyone(here.Other.Forum.Id, ""), old.Secret, Cancel))));
        here.Clock.Advance(TimeSpan.FromHours(72));
        Assert.Null(await here.Do((ReadInvitation read) => read.Run(here.Neighbour, old.Secret, Cancel)));

        var withdrawn = await Invite(here, Newcomer);
        var listed = Assert.Single((await here.Do((BrowseMembers browse) => browse.Run(here.As("Maja Ellekilde"), Cancel))).Invitations);
        Assert.Equal("Signe Ravn", listed.Name);
        Assert.Equal(RefusalCode.NotFound, await Refusals.Code(here.Do((CallOffInvitation off) => off.Run(here.Elsewhere("Bodil Frost"), listed.Id, null, Cancel))));
        await here.Do((CallOffInvitation off) => off.Run(here.As("Maja Ellekilde"), listed.Id, null, Cancel));
        foreach (var secret in new[] { withdrawn.Secret, "", "x", new string('a', 27) })
            Assert.Equal(RefusalCode.NotFound, await Refusals.Code(Accept(here, secret)));
    }

    [Theory, BothDatabases]
    public async Task Whoever_is_invited_again_with_the_same_number_stays_one_person_gets_the_new_role_and_loses_the_old_telephones_sessions(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        await Accept(here, (await Invite(here, Newcomer)).Secret);
        var (before, member) = await Joined(here);
        await here.Db(async db =>
        {
            (await db.Users.SingleAsync(p => p.Id == before.Id, Cancel)).UseSecondFactor([1], 7);
            var session = db.Sessions.Add(new() { Id = "session", PersonId = before.Id, StartedAt = Neighbourhood.Start }).Entity;
            session.Renew([1], Neighbourhood.Start.AddDays(1));
            return await db.SaveChangesAsync(Cancel);
        });
        await here.Do((EndMembership end) => end.Run(here.As("Maja Ellekilde"), member.Id, null, Cancel));
        await Accept(here, (await Invite(here, new("En anden stavemåde", Role.Coordinator, null, Number))).Secret);

        var (after, again) = await Joined(here);
        Assert.Equal((before.Id, "Signe Ravn", member.Id, Role.Coordinator, (Guid?)null), (after.Id, after.Name, again.Id, again.Role, again.TeamId));
        Assert.Equal((null, 0L), (after.SecondFactorSealed, after.SecondFactorStep));
        Assert.NotNull(await here.Db(db => db.Sessions.Where(s => s.Id == "session").Select(s => s.EndedAt).SingleAsync(Cancel)));
    }

    [Theory, BothDatabases]
    public async Task A_coordinator_takes_the_second_step_from_nobody_who_needs_it_elsewhere_and_the_operator_does(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        // Bodil Frost is a coordinator in the other forum.
        var bodil = here.Elsewhere("Bodil Frost").PersonId!.Value;
        var phone = (await here.Do((ReachMember reach) => reach.ById(here.Forum.Forum.Id, here.Member("Bodil Frost").Id, Cancel)))!.Phone;
        await here.Db(async db =>
        {
            (await db.Users.SingleAsync(p => p.Id == bodil, Cancel)).UseSecondFactor([1], 7);
            return await db.SaveChangesAsync(Cancel);
        });
        await Accept(here, (await Invite(here, new("Bodil", Role.Resident, null, phone))).Secret);
        Assert.NotNull((await here.Db(db => db.Users.AsNoTracking().SingleAsync(p => p.Id == bodil, Cancel))).SecondFactorSealed);

        var operators = await here.Do((InviteMember invite) => invite.Run(here.Program, new("Bodil", Role.Partner, null, phone), null, Cancel));
        await Accept(here, operators.Secret);
        Assert.Null((await here.Db(db => db.Users.AsNoTracking().SingleAsync(p => p.Id == bodil, Cancel))).SecondFactorSealed);
    }

    [Theory, BothDatabases]
    public async Task Only_the_coordinator_invites_and_what_is_wrong_is_named(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        foreach (var name in new[] { "Rune Askholt", "Tove Brink", "Lea Stougard", "Henning Krage", "Samira Haddad", "Bodil Frost", "Asta Lindvig" })
            Assert.Equal(RefusalCode.Forbidden, await Refusals.Code(here.Do((InviteMember invite) => invite.Run(here.As(name), Newcomer, null, Cancel))));
        Assert.Equal(RefusalCode.SignIn, await Refusals.Code(here.Do((InviteMember invite) => invite.Run(here.Neighbour, Newcomer, null, Cancel))));

        Assert.Equal("name:NameMissing phone:PhoneInvalid team:TeamMissing", await Refusals.Faults(Invite(here, new(" ", Role.Staff, null, "nej"))));
        Assert.Equal("name:NameMissing phone:PhoneCountry role:ValueUnknown team:TeamUnknown", await Refusals.Faults(Invite(here, new(new string('x', 81), (Role)99, "Viceværterne", "+46701234567"))));
        Assert.Equal("name:NameMissing", await Refusals.Faults(Invite(here, Newcomer with { Name = "Ond\0e" })));
        Assert.Empty(await here.Events());
    }

    [Theory, BothDatabases]
    public async Task The_same_key_gives_the_same_link(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var (first, second) = (await Invite(here, Newcomer, "k"), await Invite(here, Newcomer, "k"));
        Assert.Equal(first, second);
        Assert.Equal(RefusalCode.KeyReused, await Refusals.Code(Invite(here, Newcomer with { Name = "En anden" }, "k")));
    }

    [Theory, BothDatabases]
    public async Task A_forum_keeps_a_coordinator_and_whoever_is_out_may_nothing_more(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var maja = here.As("Maja Ellekilde");
        Assert.Equal("member:LastCoordinator", await Refusals.Faults(here.Do((EndMembership end) => end.Run(maja, maja.MemberId!.Value, null, Cancel))));
        Assert.Equal(RefusalCode.NotFound, await Refusals.Code(here.Do((EndMembership end) => end.Run(maja, here.Elsewhere("Marek Zielonka").MemberId!.Value, null, Cancel))));

        var phone = (await here.Do((ReachMember reach) => reach.ById(here.Forum.Forum.Id, maja.MemberId!.Value, Cancel)))!.Phone;
        var demoted = await Invite(here, new("Maja", Role.Resident, null, phone));
        Assert.Equal("member:LastCoordinator", await Refusals.Faults(Accept(here, demoted.Secret)));
        Assert.NotNull(await here.Do((ReadInvitation read) => read.Run(here.Neighbour, demoted.Secret, Cancel)));

        var overseer = here.Member("Grethe Solvang");
        Assert.Equal("member:LastOverseer", await Refusals.Faults(here.Do((EndMembership end) => end.Run(maja, overseer.Id, null, Cancel))));
        var other = await Invite(here, new("Karen Lind", Role.Overseer, null, "95 20 00 55"));
        await Accept(here, other.Secret);
        Assert.True(await here.Do((EndMembership end) => end.Run(maja, overseer.Id, null, Cancel)));

        var rune = here.Member("Rune Askholt");
        await here.Do((EndMembership end) => end.Run(maja, rune.Id, null, Cancel));
        Assert.DoesNotContain((await here.Do((BrowseMembers browse) => browse.Run(maja, Cancel))).Members, member => member.Id == rune.Id);
        Assert.Equal(RefusalCode.NotFound, await Refusals.Code(here.Do((EndMembership end) => end.Run(maja, rune.Id, null, Cancel))));
    }

    private static Task<InviteMemberAnswer> Invite(Neighbourhood here, InviteMemberRequest request, string? key = null) =>
        here.Do((InviteMember invite) => invite.Run(here.As("Maja Ellekilde"), request, key, Cancel));

    private static Task<string> Accept(Neighbourhood here, string secret) =>
        here.Do((AcceptInvitation accept) => accept.Run(here.Neighbour, secret, Cancel));

    private static Task<(Person Person, Member Member)> Joined(Neighbourhood here) => here.Db(async db =>
    {
        var hash = await here.Do((ReachMember reach) => Task.FromResult(reach.PhoneHash(Number)));
        var person = await db.Users.AsNoTracking().SingleAsync(p => p.PhoneHash == hash, Cancel);
        return (person, await db.Members.AsNoTracking().SingleAsync(m => m.PersonId == person.Id, Cancel));
    });
}
