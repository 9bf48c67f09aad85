using Microsoft.EntityFrameworkCore;
using OtpNet;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Api.Tests.Members;

public sealed class SignInTests
{
    private const string Unknown = "95 77 66 55";
    private static readonly Actor Somebody = Actor.Anyone(0, "a source");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task The_code_signs_in_the_browser_that_asked_once_and_within_ten_minutes(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var phone = await Phone(here, "Rune Askholt");
        var other = await Ask(here, Unknown);
        var browser = await Ask(here, phone);
        var sent = (await Code(here))!;
        Assert.Equal(phone, sent.Address);
        Assert.Matches("^[0-9]{6}$", sent.Code);

        Assert.Equal("code:CodeWrong", await Refusals.Faults(First(here, other, sent.Code)));
        Assert.Equal("code:CodeWrong", await Refusals.Faults(First(here, null, sent.Code)));
        Assert.Equal(new SignInProgress(SignInStep.Done, here.Member("Rune Askholt").PersonId), await First(here, browser, $" {sent.Code[..3]} {sent.Code[3..]} "));
        Assert.Equal("code:CodeWrong", await Refusals.Faults(First(here, browser, sent.Code)));
        Assert.Null(await Code(here));

        var late = await Ask(here, phone);
        sent = (await Code(here))!;
        here.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal("code:CodeWrong", await Refusals.Faults(First(here, late, sent.Code)));
        Assert.Null(await Code(here));
    }

    [Theory, BothDatabases]
    public async Task An_unknown_number_and_one_whose_membership_has_ended_look_like_any_other_and_get_nothing(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var phone = await Phone(here, "Rune Askholt");
        await here.Do((EndMembership end) => end.Run(here.As("Maja Ellekilde"), here.Member("Rune Askholt").Id, null, Cancel));
        foreach (var number in new[] { phone, Unknown })
        {
            var browser = await Ask(here, number);
            var attempt = await Newest(here);
            Assert.Null(attempt.PersonId);
            Assert.Null(await Code(here));
            Assert.Equal(new SignInStand(false), await Stand(here, browser));
            Assert.Equal("code:CodeWrong", await Refusals.Faults(First(here, browser, await here.Do((FieldCipher cipher) => Task.FromResult(SignInAttempt.Code(cipher, attempt.Id))))));
        }

        Assert.Equal(2, (await here.Events()).Count(e => e.Type == EventType.SignInCodeAsked));
    }

    [Theory, BothDatabases]
    public async Task Five_wrong_codes_end_an_attempt_also_when_they_come_at_once(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var browser = await Ask(here, await Phone(here, "Rune Askholt"));
        var right = (await Code(here))!.Code;
        var wrong = right == "000000" ? "000001" : "000000";
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Refusals.Code(First(here, browser, wrong))));
        Assert.Equal(5, (await Newest(here)).Tries);
        Assert.Equal("code:CodeWrong", await Refusals.Faults(First(here, browser, right)));
    }

    [Theory, BothDatabases]
    public async Task Codes_are_counted_by_number_by_series_and_by_source(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind, new Dictionary<string, string?> { ["Limits:CodesPerNumberAndHour"] = "4", ["Limits:CodesPerSeriesAndHour"] = "7", ["Limits:CodesPerSourceAndTenMinutes"] = "9" });
        foreach (var number in new[] { Unknown, await Phone(here, "Rune Askholt") })
        {
            for (var n = 0; n < 4; n++) await Ask(here, number, Actor.Anyone(0, $"{number} {n}"));
            Assert.Equal(RefusalCode.TooMany, await Refusals.Code(Ask(here, number, Actor.Anyone(0, "elsewhere"))));
        }

        // The rest of the unknown number's series: three more, whoever asks.
        for (var n = 0; n < 3; n++) await Ask(here, $"95 77 00 0{n}", Actor.Anyone(0, $"series {n}"));
        Assert.Equal(RefusalCode.TooMany, await Refusals.Code(Ask(here, "95 77 00 09", Actor.Anyone(0, "series"))));

        for (var n = 0; n < 9; n++) await Ask(here, $"95 6{n} 00 00", Actor.Anyone(0, "one source"));
        var refused = await Refusals.Of(Ask(here, "95 55 00 00", Actor.Anyone(0, "one source")));
        Assert.Equal((RefusalCode.TooMany, TimeSpan.FromMinutes(10)), (refused.Code, refused.RetryAfter));

        here.Clock.Advance(TimeSpan.FromMinutes(61));
        await Ask(here, Unknown, Actor.Anyone(0, "an hour later"));
    }

    [Theory, BothDatabases]
    public async Task Fifteen_tries_over_all_codes_of_a_number_and_it_gets_no_more_for_an_hour(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        for (var n = 0; n < 3; n++)
        {
            var browser = await Ask(here, Unknown, Actor.Anyone(0, $"{n}"));
            for (var wrong = 0; wrong < 5; wrong++) await Refusals.Code(First(here, browser, "1"));
        }

        Assert.Equal(RefusalCode.TooMany, await Refusals.Code(Ask(here, Unknown, Actor.Anyone(0, "more"))));
    }

    [Theory, BothDatabases]
    public async Task The_installation_stops_at_its_cap_and_says_so_to_the_operator(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind, new Dictionary<string, string?> { ["Limits:CodesPerHour"] = "2" });
        for (var n = 0; n < 2; n++) await Ask(here, $"95 4{n} 00 00");
        Assert.Equal(RefusalCode.TooMany, await Refusals.Code(Ask(here, "95 49 00 00")));
        Assert.Contains(here.Log.All, line => line.Contains("sends no more", StringComparison.Ordinal));
    }

    [Theory, BothDatabases]
    public async Task What_is_not_a_number_or_not_of_an_allowed_country_gets_no_code(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        Assert.Equal("phone:PhoneInvalid", await Refusals.Faults(Ask(here, "hej")));
        Assert.Equal("phone:PhoneInvalid", await Refusals.Faults(Ask(here, null)));
        Assert.Equal("phone:PhoneCountry", await Refusals.Faults(Ask(here, "+46 70 123 45 67")));
        Assert.Equal(0, await here.Db(db => db.SignInAttempts.CountAsync(Cancel)));
    }

    [Theory, BothDatabases]
    public async Task Police_municipality_and_coordinator_set_up_an_app_the_first_time_and_need_it_every_time(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        foreach (var name in new[] { "Lea Stougard", "Samira Haddad", "Maja Ellekilde" })
        {
            var (phone, person) = (await Phone(here, name), here.Member(name).PersonId);
            var browser = await Ask(here, phone);
            Assert.Equal("code:CodeWrong", await Refusals.Faults(Second(here, browser, "123456")));
            Assert.Equal(new SignInStand(false), await Stand(here, browser));
            Assert.Equal(new SignInProgress(SignInStep.NewSecondFactor, person), await First(here, browser, (await Code(here))!.Code));

            var offer = (await Stand(here, browser))!.Offer!;
            Assert.StartsWith("otpauth://totp/", offer.Address, StringComparison.Ordinal);
            var app = new Totp(Base32Encoding.ToBytes(offer.Key.Replace(" ", "", StringComparison.Ordinal)));
            Assert.Null((await Row(here, person)).SecondFactorSealed);
            Assert.Equal("code:CodeWrong", await Refusals.Faults(Second(here, browser, Other(Now(app)))));
            var used = Now(app);
            Assert.Equal(new SignInProgress(SignInStep.Done, person, ByBoth: true), await Second(here, browser, used));

            browser = await Ask(here, phone);
            Assert.Equal(SignInStep.SecondFactor, (await First(here, browser, (await Code(here))!.Code)).Step);
            Assert.Equal(new SignInStand(true, null, HasApp: true), await Stand(here, browser));
            // A code that somebody looked at over the shoulder counts no second time.
            Assert.Equal("code:CodeWrong", await Refusals.Faults(Second(here, browser, used)));
            here.Clock.Advance(TimeSpan.FromSeconds(30));
            Assert.Equal(SignInStep.Done, (await Second(here, browser, Now(app))).Step);
        }

        string Now(Totp app) => app.ComputeTotp(here.Clock.GetUtcNow().UtcDateTime);
    }

    [Theory, BothDatabases]
    public async Task The_second_step_must_follow_within_ten_minutes(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var browser = await Ask(here, await Phone(here, "Lea Stougard"));
        await First(here, browser, (await Code(here))!.Code);
        var key = (await Stand(here, browser))!.Offer!.Key;
        here.Clock.Advance(TimeSpan.FromMinutes(10));
        var app = new Totp(Base32Encoding.ToBytes(key.Replace(" ", "", StringComparison.Ordinal)));
        Assert.Equal("code:CodeWrong", await Refusals.Faults(Second(here, browser, app.ComputeTotp(here.Clock.GetUtcNow().UtcDateTime))));
        Assert.Null(await Stand(here, browser));
    }

    [Theory, BothDatabases]
    public async Task Old_attempts_and_invitations_are_erased(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        await Ask(here, Unknown);
        await here.Do((InviteMember invite) => invite.Run(here.As("Maja Ellekilde"), new("Signe Ravn", Role.Partner, null, "95 00 01 23"), null, Cancel));
        here.Clock.Advance(TimeSpan.FromDays(6));
        await here.Do((EraseExpired erase) => erase.Run(Cancel));
        Assert.Equal((1, 1), (await here.Db(db => db.SignInAttempts.CountAsync(Cancel)), await here.Db(db => db.Invitations.CountAsync(Cancel))));
        here.Clock.Advance(TimeSpan.FromDays(2));
        await here.Do((EraseExpired erase) => erase.Run(Cancel));
        Assert.Equal((0, 0), (await here.Db(db => db.SignInAttempts.CountAsync(Cancel)), await here.Db(db => db.Invitations.CountAsync(Cancel))));
    }

    private static Task<string> Ask(Neighbourhood here, string? phone, Actor? by = null) => here.Do((AskForCode ask) => ask.Run(by ?? Somebody, phone, Cancel));

    private static Task<SignInProgress> First(Neighbourhood here, string? browser, string code) => here.Do((EnterCode enter) => enter.Run(Somebody, browser, code, Cancel));

    private static Task<SignInProgress> Second(Neighbourhood here, string? browser, string code) => here.Do((EnterSecondFactor enter) => enter.Run(Somebody, browser, code, Cancel));

    private static Task<SignInStand?> Stand(Neighbourhood here, string? browser) => here.Do((ReadSignIn read) => read.Run(Somebody, browser, Cancel));

    /// <summary>What the newest event that asks for a code would send.</summary>
    private static async Task<SignInCode?> Code(Neighbourhood here)
    {
        var asked = (await here.Events()).Last(e => e.Type == EventType.SignInCodeAsked);
        return await here.Do((ReadSignInCode read) => read.Run(here.Program, asked.SubjectId, Cancel));
    }

    private static async Task<string> Phone(Neighbourhood here, string name) => (await here.Do((ReachMember reach) => reach.ById(here.Forum.Forum.Id, here.Member(name).Id, Cancel)))!.Phone!;

    private static Task<Person> Row(Neighbourhood here, Guid person) => here.Db(db => db.Users.AsNoTracking().SingleAsync(p => p.Id == person, Cancel));

    private static Task<SignInAttempt> Newest(Neighbourhood here) => here.Db(db => db.SignInAttempts.AsNoTracking().OrderByDescending(a => a.At).FirstAsync(Cancel));

    private static string Other(string code) => (code[0] == '9' ? '0' : (char)(code[0] + 1)) + code[1..];
}
