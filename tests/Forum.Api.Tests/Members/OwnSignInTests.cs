using OtpNet;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Api.Tests.Members;

/// <summary>What a member changes about the own way in: only newly proved, and with an end to every other session.</summary>
public sealed class OwnSignInTests
{
    private const string NewNumber = "95 20 00 66";
    private static readonly Actor Somebody = Actor.Anyone(0, "a source");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task Ten_minutes_after_signing_in_who_one_is_must_be_shown_again(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var tove = await here.SignedIn("Tove Brink");
        here.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.All(await Changes(here, tove), refused => Assert.NotEqual(RefusalCode.ProveAgain, refused));
        here.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.All(await Changes(here, tove), refused => Assert.Equal(RefusalCode.ProveAgain, refused));
        // Nor is it enough to act by something that is no session, or by one that is over.
        Assert.All(await Changes(here, here.As("Tove Brink")), refused => Assert.Equal(RefusalCode.ProveAgain, refused));
        tove = await here.SignedIn("Tove Brink");
        await here.Do((EndSession end) => end.Run(tove, tove.SessionId!, Cancel));
        Assert.All(await Changes(here, tove), refused => Assert.Equal(RefusalCode.ProveAgain, refused));
    }

    [Theory, BothDatabases]
    public async Task Own_sessions_are_listed_and_ended_one_by_one_and_nobody_else_s_are(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var phone = await here.SignedIn("Tove Brink", "Android");
        here.Clock.Advance(TimeSpan.FromDays(0.2));
        var (desk, other) = (await here.SignedIn("Tove Brink", "Windows"), await here.SignedIn("Rune Askholt", "Mac"));
        var seen = await here.Do((BrowseSessions browse) => browse.Run(desk, Cancel));
        Assert.Equal([("Windows", true), ("Android", false)], seen.Sessions.Select(s => (s.Device, s.IsThis)));
        Assert.False(await here.Do((EndSession end) => end.Run(desk, other.SessionId!, Cancel)));
        Assert.True(await here.Do((EndSession end) => end.Run(desk, phone.SessionId!, Cancel)));
        Assert.False(await here.Do((EndSession end) => end.Run(desk, phone.SessionId!, Cancel)));
        Assert.Equal([desk.SessionId], (await here.Do((BrowseSessions browse) => browse.Run(desk, Cancel))).Sessions.Select(s => s.Id));
        Assert.Single((await here.Do((BrowseSessions browse) => browse.Run(other, Cancel))).Sessions);
    }

    [Theory, BothDatabases]
    public async Task A_new_number_is_proved_by_its_code_the_old_one_is_told_and_other_sessions_end(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var (old, tove) = (await here.SignedIn("Tove Brink"), await here.SignedIn("Tove Brink"));
        var before = (await Reach(here, "Tove Brink")).Phone;
        Assert.Equal("phone:PhoneSame", await Refusals.Faults(here.Do((AskToChangePhone ask) => ask.Run(tove, before, Cancel))));
        Assert.Equal("phone:PhoneCountry", await Refusals.Faults(here.Do((AskToChangePhone ask) => ask.Run(tove, "+46 70 123 45 67", Cancel))));
        var browser = await here.Do((AskToChangePhone ask) => ask.Run(tove, NewNumber, Cancel));
        var sent = await Code(here);
        Assert.Equal("+4595200066", sent.Address);

        // Neither does that code sign anybody in, nor one to sign in change a number, nor another member's.
        Assert.Equal("code:CodeWrong", await Refusals.Faults(here.Do((EnterCode enter) => enter.Run(Somebody, browser, sent.Code, Cancel))));
        Assert.Null(await here.Do((ReadSignIn read) => read.Run(Somebody, browser, Cancel)));
        var signIn = await here.Do((AskForOwnCode ask) => ask.Run(tove, false, Cancel));
        Assert.Equal(before, (await Code(here)).Address);
        Assert.Equal("code:CodeWrong", await Refusals.Faults(Change(here, tove, signIn, (await Code(here)).Code)));
        Assert.Equal("code:CodeWrong", await Refusals.Faults(Change(here, await here.SignedIn("Rune Askholt"), browser, sent.Code)));
        Assert.Equal("code:CodeWrong", await Refusals.Faults(Change(here, tove, browser, "000000")));
        Assert.Equal(before, (await Reach(here, "Tove Brink")).Phone);

        Assert.True(await Change(here, tove, browser, sent.Code));
        Assert.Equal("+4595200066", (await Reach(here, "Tove Brink")).Phone);
        Assert.Equal("code:CodeWrong", await Refusals.Faults(Change(here, tove, browser, sent.Code)));
        Assert.Equal([tove.SessionId], (await here.Do((BrowseSessions browse) => browse.Run(tove, Cancel))).Sessions.Select(s => s.Id));
        Assert.NotNull(old.SessionId);
        var told = (await here.Events())[^1];
        Assert.Equal((EventType.PhoneChanged, tove.MemberId), (told.Type, told.ActorId));
        Assert.Equal(before, await here.Do((ReadOldPhone read) => read.Run(here.Program, told.SubjectId, Cancel)));
    }

    [Theory, BothDatabases]
    public async Task A_number_that_is_somebody_else_s_is_not_taken_and_wrong_codes_are_few(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var tove = await here.SignedIn("Tove Brink");
        var browser = await here.Do(async (AskToChangePhone ask) => await ask.Run(tove, (await Reach(here, "Rune Askholt")).Phone, Cancel));
        Assert.Equal("phone:PhoneTaken", await Refusals.Faults(Change(here, tove, browser, (await Code(here)).Code)));
        browser = await here.Do((AskToChangePhone ask) => ask.Run(tove, NewNumber, Cancel));
        var right = (await Code(here)).Code;
        for (var n = 0; n < 5; n++) Assert.Equal("code:CodeWrong", await Refusals.Faults(Change(here, tove, browser, right == "111111" ? "222222" : "111111")));
        Assert.Equal("code:CodeWrong", await Refusals.Faults(Change(here, tove, browser, right)));
    }

    [Theory, BothDatabases]
    public async Task An_app_is_set_up_by_its_first_code_and_replaced_and_an_offer_is_one_session_s(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var (old, lea) = (await here.SignedIn("Lea Stougard"), await here.SignedIn("Lea Stougard"));
        var offer = await here.Do((AskToSetUpApp ask) => ask.Run(lea, null, Cancel));
        Assert.Equal(offer.App, (await here.Do((AskToSetUpApp ask) => ask.Run(lea, offer.Sealed, Cancel))).App);
        Assert.NotEqual(offer.App, (await here.Do((AskToSetUpApp ask) => ask.Run(lea, "AAAA", Cancel))).App);
        Assert.Equal("code:CodeWrong", await Refusals.Faults(here.Do((SetUpApp set) => set.Run(old, offer.Sealed, Shown(here, offer), Cancel))));
        Assert.Equal("code:CodeWrong", await Refusals.Faults(here.Do((SetUpApp set) => set.Run(lea, offer.Sealed, "000000", Cancel))));
        Assert.True(await here.Do((SetUpApp set) => set.Run(lea, offer.Sealed, Shown(here, offer), Cancel)));
        var mine = await here.Do((BrowseSessions browse) => browse.Run(lea, Cancel));
        Assert.Equal((lea.SessionId, true), (Assert.Single(mine.Sessions).Id, mine.HasApp));

        // At the next sign-in the new one counts, and the code that set it up does not count twice.
        var another = await here.Do((AskToSetUpApp ask) => ask.Run(lea, null, Cancel));
        Assert.True(await here.Do((SetUpApp set) => set.Run(lea, another.Sealed, Shown(here, another), Cancel)));
        var browser = await here.Do((AskForOwnCode ask) => ask.Run(lea, false, Cancel));
        Assert.Equal(SignInStep.SecondFactor, (await here.Do(async (EnterCode enter) => await enter.Run(Somebody, browser, (await Code(here)).Code, Cancel))).Step);
        Assert.Equal("code:CodeWrong", await Refusals.Faults(here.Do((EnterSecondFactor enter) => enter.Run(Somebody, browser, Shown(here, another), Cancel))));
        here.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("code:CodeWrong", await Refusals.Faults(here.Do((EnterSecondFactor enter) => enter.Run(Somebody, browser, Shown(here, offer), Cancel))));
        Assert.Equal(SignInStep.Done, (await here.Do((EnterSecondFactor enter) => enter.Run(Somebody, browser, Shown(here, another), Cancel))).Step);
    }

    private static async Task<IReadOnlyList<RefusalCode?>> Changes(Neighbourhood here, Actor actor) =>
    [
        await Refusals.Code(here.Do((AskToAddPasskey ask) => ask.Run(actor, Cancel))),
        await Refusals.Code(here.Do((AddPasskey add) => add.Run(actor, new(null, "{}", "Min"), Cancel))),
        await Refusals.Code(here.Do((RemovePasskey remove) => remove.Run(actor, Guid.NewGuid(), null, Cancel))),
        await Refusals.Code(here.Do((AskToSetUpApp ask) => ask.Run(actor, null, Cancel))),
        await Refusals.Code(here.Do((SetUpApp set) => set.Run(actor, null, "1", Cancel))),
        await Refusals.Code(here.Do((AskToChangePhone ask) => ask.Run(actor, "x", Cancel))),
        await Refusals.Code(here.Do((ChangePhone change) => change.Run(actor, null, "1", Cancel))),
        await Refusals.Code(here.Do((AskToChangeEmail ask) => ask.Run(actor, "x", Cancel))),
        await Refusals.Code(here.Do((ChangeEmail change) => change.Run(actor, null, "1", Cancel))),
    ];

    private static Task<bool> Change(Neighbourhood here, Actor actor, string browser, string code) => here.Do((ChangePhone change) => change.Run(actor, browser, code, Cancel));

    private static async Task<SignInCode> Code(Neighbourhood here)
    {
        var asked = (await here.Events()).Last(e => e.Type == EventType.SignInCodeAsked);
        return (await here.Do((ReadSignInCode read) => read.Run(here.Program, asked.SubjectId, Cancel)))!;
    }

    private static string Shown(Neighbourhood here, AppOffer offer) => new Totp(Base32Encoding.ToBytes(offer.App.Key.Replace(" ", "", StringComparison.Ordinal))).ComputeTotp(here.Clock.GetUtcNow().UtcDateTime);

    private static async Task<Reachable> Reach(Neighbourhood here, string name) => (await here.Do((ReachMember reach) => reach.ById(here.Forum.Forum.Id, here.Member(name).Id, Cancel)))!;
}
