using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Api.Tests.Members;

/// <summary>Invited, known and let in by an e-mail address, which is its owner's from the first code on that was entered.</summary>
public sealed class EmailSignInTests
{
    private const string Signe = "signe.ravn@post.example", Unknown = "ingen@post.example";
    private static readonly Actor Somebody = Actor.Anyone(0, "");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task Whoever_is_invited_by_e_mail_gets_the_link_there_accepts_and_is_known_by_the_code(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var offer = await Invite(here, Signe, Role.Staff, "Herberget");
        Assert.True(offer.ByEmail);
        var invited = (await here.Events())[^1];
        Assert.Equal((EventType.MemberInvited, true), (invited.Type, invited.Data.ByEmail));
        var mail = await Mail(here, invited.SubjectId);
        Assert.Equal(new InvitationMail(Signe, "Signe Ravn", "Maja Ellekilde", Role.Staff, "Herberget", offer.Secret, offer.ExpiresAt), mail);
        var view = await here.Do((ReadInvitation read) => read.Run(Somebody, offer.Secret, Cancel));
        Assert.Equal(("s...@post.example", true), (view!.SentTo, view.ByEmail));

        Assert.Equal(Signe, await Accept(here, offer));
        Assert.Null(await Mail(here, invited.SubjectId));
        var person = await Row(here);
        Assert.Equal((null, null), (person.PhoneHash, person.EmailProvedAt));

        var browser = await Ask(here, " SIGNE.Ravn@POST.example ");
        var sent = await Code(here);
        Assert.Equal(Signe, sent!.Address);
        Assert.Equal(true, (await here.Events())[^1].Data.ByEmail);
        Assert.Equal("code:CodeWrong", await Refusals.Faults(Enter(here, await Ask(here, Unknown), sent.Code)));
        Assert.Null((await Row(here)).EmailProvedAt);
        Assert.Equal(new SignInProgress(SignInStep.Done, person.Id), await Enter(here, browser, sent.Code));
        Assert.Equal(here.Clock.GetUtcNow(), (await Row(here)).EmailProvedAt);

        // A second invitation finds the same person.
        await Accept(here, await Invite(here, Signe.ToUpperInvariant(), Role.Partner, null));
        Assert.Equal(person.Id, (await Row(here)).Id);
    }

    [Theory, BothDatabases]
    public async Task Called_off_or_too_old_an_invitation_is_mailed_no_more(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        await Invite(here, Signe, Role.Partner, null);
        var first = (await here.Events())[^1].SubjectId;
        await here.Do((CallOffInvitation off) => off.Run(here.As("Maja Ellekilde"), first, null, Cancel));
        Assert.Null(await Mail(here, first));
        await here.Do((InviteMember invite) => invite.Run(here.Program, new("Signe Ravn", Role.Partner, null, Signe), null, Cancel));
        var second = (await here.Events())[^1].SubjectId;
        Assert.Null((await Mail(here, second))!.By);
        here.Clock.Advance(TimeSpan.FromHours(72));
        Assert.Null(await Mail(here, second));
        await Invite(here, "95 00 01 23", Role.Partner, null);
        Assert.Null(await Mail(here, (await here.Events())[^1].SubjectId));
    }

    [Theory, BothDatabases]
    public async Task Police_need_the_second_step_by_e_mail_too(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        await Accept(here, await Invite(here, Signe, Role.Police, null));
        var browser = await Ask(here, Signe);
        Assert.Equal(SignInStep.NewSecondFactor, (await Enter(here, browser, (await Code(here))!.Code)).Step);
        var offer = (await here.Do((ReadSignIn read) => read.Run(Somebody, browser, Cancel)))!.Offer!;
        Assert.Equal(SignInStep.Done, (await Second(here, browser, offer)).Step);

        here.Clock.Advance(TimeSpan.FromMinutes(1));
        browser = await Ask(here, Signe);
        Assert.Equal(SignInStep.SecondFactor, (await Enter(here, browser, (await Code(here))!.Code)).Step);
        Assert.Equal("code:CodeWrong", await Refusals.Faults(here.Do((EnterSecondFactor enter) => enter.Run(Somebody, browser, "000000", Cancel))));
        Assert.Equal(SignInStep.Done, (await Second(here, browser, offer)).Step);
    }

    [Theory, BothDatabases]
    public async Task An_unknown_address_leaves_the_same_rows_as_a_known_one_and_gets_nothing(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        await Accept(here, await Invite(here, Signe, Role.Staff, "Herberget"));
        var seen = new List<string>();
        foreach (var address in new[] { Signe, Unknown })
        {
            here.Clock.Advance(TimeSpan.FromSeconds(1));
            var browser = await Ask(here, address);
            var (asked, attempt) = ((await here.Events())[^1], await here.Db(db => db.SignInAttempts.AsNoTracking().OrderByDescending(a => a.At).FirstAsync(Cancel)));
            seen.Add($"{asked.Type} {asked.SubjectKind} {asked.Text} {attempt.Way} {attempt.PhoneHash.Length} {attempt.SeriesHash.Length} {browser.Length} {await here.Do((ReadSignIn read) => read.Run(Somebody, browser, Cancel))}");
            Assert.Equal(address == Signe, await Code(here) is not null);
            if (address == Unknown)
                Assert.Equal("code:CodeWrong", await Refusals.Faults(Enter(here, browser, await here.Do((FieldCipher cipher) => Task.FromResult(SignInAttempt.Code(cipher, attempt.Id))))));
        }

        Assert.Equal(seen[0], seen[1]);
    }

    [Theory, BothDatabases]
    public async Task Codes_are_counted_by_address_and_by_mailbox(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind, new Dictionary<string, string?> { ["Limits:CodesPerNumberAndHour"] = "3", ["Limits:CodesPerSeriesAndHour"] = "5", ["Limits:WrongCodesPerNumberAndHour"] = "2" });
        for (var n = 0; n < 3; n++) await Ask(here, n == 0 ? Unknown : Unknown.ToUpperInvariant());
        Assert.Equal(RefusalCode.TooMany, await Refusals.Code(Ask(here, Unknown)));
        for (var n = 0; n < 2; n++) await Ask(here, $"ingen+{n}@post.example");
        Assert.Equal(RefusalCode.TooMany, await Refusals.Code(Ask(here, "ingen+ny@post.example")));
        // Who shares the domain shares no limit.
        var browser = await Ask(here, "en.anden@post.example");
        for (var n = 0; n < 2; n++) Assert.Equal("code:CodeWrong", await Refusals.Faults(Enter(here, browser, "000000")));
        Assert.Equal(RefusalCode.TooMany, await Refusals.Code(Ask(here, "en.anden@post.example")));
    }

    [Theory, BothDatabases]
    public async Task A_new_address_is_proved_by_its_code_the_old_one_is_told_and_other_sessions_end(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var (_, tove) = (await here.SignedIn("Tove Brink"), await here.SignedIn("Tove Brink"));
        Assert.Equal("email:EmailInvalid", await Refusals.Faults(here.Do((AskToChangeEmail ask) => ask.Run(tove, "tove@post.example\r\nBcc: x@y.example", Cancel))));
        var browser = await here.Do((AskToChangeEmail ask) => ask.Run(tove, "tove@post.example", Cancel));
        var code = (await Code(here))!;
        Assert.Equal("tove@post.example", code.Address);

        // The code is good for this alone, and until then the address finds nobody.
        Assert.Equal("code:CodeWrong", await Refusals.Faults(Enter(here, browser, code.Code)));
        Assert.Equal("code:CodeWrong", await Refusals.Faults(here.Do((ChangePhone change) => change.Run(tove, browser, code.Code, Cancel))));
        Assert.Equal("email:EmailInvalid", await Refusals.Faults(here.Do((AskForOwnCode ask) => ask.Run(tove, true, Cancel))));
        Assert.Equal("code:CodeWrong", await Refusals.Faults(Change(here, await here.SignedIn("Rune Askholt"), browser, code.Code)));
        await Ask(here, "tove@post.example");
        Assert.Null(await Code(here));
        Assert.True(await Change(here, tove, browser, code.Code));
        Assert.Equal("code:CodeWrong", await Refusals.Faults(Change(here, tove, browser, code.Code)));
        var mine = await here.Do((BrowseSessions browse) => browse.Run(tove, Cancel));
        Assert.Equal(("t...@post.example", 1), (mine.Email, mine.Sessions.Count));
        Assert.Null(await here.Do(async (ReadOldEmail read) => await read.Run(here.Program, (await here.Events())[^1].SubjectId, Cancel)));

        var own = await here.Do((AskForOwnCode ask) => ask.Run(tove, true, Cancel));
        Assert.Equal(SignInStep.Done, (await Enter(here, own, (await Code(here))!.Code)).Step);
        Assert.Equal("email:EmailSame", await Refusals.Faults(here.Do((AskToChangeEmail ask) => ask.Run(tove, "Tove@post.example", Cancel))));
        browser = await here.Do((AskToChangeEmail ask) => ask.Run(tove, "ny@post.example", Cancel));
        await Change(here, tove, browser, (await Code(here))!.Code);
        var told = (await here.Events())[^1];
        Assert.Equal((EventType.EmailChanged, tove.MemberId), (told.Type, told.ActorId));
        Assert.Equal("tove@post.example", await here.Do((ReadOldEmail read) => read.Run(here.Program, told.SubjectId, Cancel)));
        await Ask(here, "tove@post.example");
        Assert.Null(await Code(here));
    }

    [Theory, BothDatabases]
    public async Task An_address_that_is_somebody_else_s_is_not_taken_and_one_that_looks_like_it_is_another(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        await Accept(here, await Invite(here, "mike@post.example", Role.Partner, null));
        var rune = await here.SignedIn("Rune Askholt");
        var browser = await here.Do((AskToChangeEmail ask) => ask.Run(rune, "mike@post.example", Cancel));
        Assert.Equal("email:EmailTaken", await Refusals.Faults(Change(here, rune, browser, (await Code(here))!.Code)));

        // The Kelvin sign becomes a plain k when it is made small: whoever owns that mailbox must not become the other one.
        browser = await here.Do((AskToChangeEmail ask) => ask.Run(rune, "mi\u212Ae@post.example", Cancel));
        Assert.True(await Change(here, rune, browser, (await Code(here))!.Code));
        await Ask(here, "mike@post.example");
        Assert.Equal("mike@post.example", (await Code(here))!.Address);
    }

    [Theory, BothDatabases]
    public async Task Where_no_e_mail_is_sent_an_address_is_answered_in_clear_words(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind, new Dictionary<string, string?> { ["Email:Provider"] = "None" });
        Assert.Equal("phone:EmailOff", await Refusals.Faults(Ask(here, Signe)));
        Assert.Equal("phone:EmailOff", await Refusals.Faults(Invite(here, Signe, Role.Partner, null)));
        var tove = await here.SignedIn("Tove Brink");
        Assert.Equal("email:EmailOff", await Refusals.Faults(here.Do((AskToChangeEmail ask) => ask.Run(tove, Signe, Cancel))));
        Assert.Equal("email:EmailOff", await Refusals.Faults(here.Do((AskForOwnCode ask) => ask.Run(tove, true, Cancel))));
        Assert.DoesNotContain(await here.Events(), e => e.Type == EventType.SignInCodeAsked);
    }

    private static Task<InviteMemberAnswer> Invite(Neighbourhood here, string address, Role role, string? team) =>
        here.Do((InviteMember invite) => invite.Run(here.As("Maja Ellekilde"), new("Signe Ravn", role, team, address), null, Cancel));

    private static Task<string> Accept(Neighbourhood here, InviteMemberAnswer offer) => here.Do((AcceptInvitation accept) => accept.Run(here.Neighbour, offer.Secret, Cancel));

    private static Task<InvitationMail?> Mail(Neighbourhood here, Guid invitation) => here.Do((ReadInvitationMail read) => read.Run(here.Program, invitation, Cancel));

    private static Task<string> Ask(Neighbourhood here, string address) => here.Do((AskForCode ask) => ask.Run(Somebody, address, Cancel));

    private static Task<SignInProgress> Enter(Neighbourhood here, string browser, string code) => here.Do((EnterCode enter) => enter.Run(Somebody, browser, code, Cancel));

    private static Task<SignInProgress> Second(Neighbourhood here, string browser, NewSecondFactor app) => here.Do((EnterSecondFactor enter) => enter.Run(
        Somebody, browser, new OtpNet.Totp(OtpNet.Base32Encoding.ToBytes(app.Key.Replace(" ", "", StringComparison.Ordinal))).ComputeTotp(here.Clock.GetUtcNow().UtcDateTime), Cancel));

    private static Task<bool> Change(Neighbourhood here, Actor actor, string browser, string code) => here.Do((ChangeEmail change) => change.Run(actor, browser, code, Cancel));

    private static Task<Person> Row(Neighbourhood here) => here.Db(db => db.Users.AsNoTracking().SingleAsync(p => p.EmailHash != null, Cancel));

    private static async Task<SignInCode?> Code(Neighbourhood here)
    {
        var asked = (await here.Events()).Last(e => e.Type == EventType.SignInCodeAsked);
        return await here.Do((ReadSignInCode read) => read.Run(here.Program, asked.SubjectId, Cancel));
    }
}
