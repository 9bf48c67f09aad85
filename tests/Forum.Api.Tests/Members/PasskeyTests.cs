using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Api.Tests.Members;

public sealed class PasskeyTests
{
    private const string Wrong = "passkey:PasskeyWrong", NotMade = "passkey:PasskeyNotMade";
    private static readonly Actor Somebody = Actor.Anyone(0, "a source");
    private static readonly Dictionary<string, string?> Address = new() { ["PublicUrl"] = "https://tryg.example" };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task A_passkey_signs_in_alone_also_where_two_steps_are_needed_and_its_day_of_use_is_kept(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind, Address);
        foreach (var name in new[] { "Tove Brink", "Lea Stougard", "Samira Haddad", "Maja Ellekilde" })
        {
            var phone = await Add(here, name);
            here.Clock.Advance(TimeSpan.FromDays(1));
            Assert.Equal(new SignInProgress(SignInStep.Done, here.Member(name).PersonId, ByBoth: true), await SignIn(here, phone));
            var kept = Assert.Single(await Mine(here, name));
            Assert.Equal(("Min telefon", here.Clock.GetUtcNow()), (kept.Name, kept.LastUsedAt));
            Assert.Equal(TimeSpan.FromDays(1), kept.LastUsedAt - kept.AddedAt);
        }

        var added = (await here.Events()).Where(e => e.Type == EventType.PasskeyAdded).ToList();
        Assert.Equal(here.Member("Lea Stougard").Id, added[1].ActorId);
        Assert.All(added, e => Assert.DoesNotContain("telefon", e.Text, StringComparison.Ordinal));
    }

    [Theory, BothDatabases]
    public async Task An_answer_counts_once_soon_and_only_in_the_browser_that_asked(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind, Address);
        var phone = await Add(here, "Tove Brink");
        var (mine, others) = (await Ask(here), await Ask(here));
        var answer = phone.Use(mine.Options);
        Assert.Equal(Wrong, await Refusals.Faults(Enter(here, others.Secret, answer)));
        Assert.Equal(Wrong, await Refusals.Faults(Enter(here, null, answer)));
        Assert.Equal(SignInStep.Done, (await Enter(here, mine.Secret, answer)).Step);
        Assert.Equal(Wrong, await Refusals.Faults(Enter(here, mine.Secret, answer)));

        // A question is spent by a wrong answer, too, and by many at once only one is looked at.
        var spent = await Ask(here);
        Assert.Equal(Wrong, await Refusals.Faults(Enter(here, spent.Secret, "{}")));
        Assert.Equal(Wrong, await Refusals.Faults(Enter(here, spent.Secret, phone.Use(spent.Options))));
        var many = await Ask(here);
        answer = phone.Use(many.Options);
        Assert.Single(await Task.WhenAll(Enumerable.Range(0, 10).Select(async _ => await Refusals.Code(Enter(here, many.Secret, answer)))), code => code is null);

        var late = await Ask(here);
        here.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(Wrong, await Refusals.Faults(Enter(here, late.Secret, phone.Use(late.Options))));
    }

    [Theory, BothDatabases]
    public async Task Another_address_another_domain_an_owner_who_was_not_asked_and_a_copy_are_refused(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind, Address);
        var phone = await Add(here, "Tove Brink");
        Assert.Contains("\"rpId\":\"tryg.example\"", (await Ask(here)).Options, StringComparison.Ordinal);
        Assert.Contains("\"userVerification\":\"required\"", (await Ask(here)).Options, StringComparison.Ordinal);
        foreach (var origin in new[] { "https://tryg.example.evil", "http://tryg.example", "https://tryg.example:8443", "https://localhost", "null" })
        {
            phone.Origin = origin;
            Assert.Equal(Wrong, await Refusals.Faults(SignIn(here, phone)));
        }

        phone.Origin = "https://tryg.example";
        phone.Domain = "evil.example";
        Assert.Equal(Wrong, await Refusals.Faults(SignIn(here, phone)));
        phone.Domain = null;
        phone.Verifies = false;
        Assert.Equal(Wrong, await Refusals.Faults(SignIn(here, phone)));
        phone.Verifies = true;
        Assert.Equal(SignInStep.Done, (await SignIn(here, phone)).Step);
        phone.Count = 2;
        Assert.Equal(Wrong, await Refusals.Faults(SignIn(here, phone)));
    }

    [Theory, BothDatabases]
    public async Task A_strange_passkey_a_removed_one_and_that_of_somebody_who_is_no_member_any_more_open_nothing(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind, Address);
        var (phone, strange) = (await Add(here, "Tove Brink"), Device());
        strange.Make((await AskToAdd(here, "Tove Brink")).Options);
        Assert.Equal(Wrong, await Refusals.Faults(SignIn(here, strange)));

        var id = (await Mine(here, "Tove Brink"))[0].Id;
        Assert.Equal(RefusalCode.NotFound, await Refusals.Code(Remove(here, "Rune Askholt", id)));
        await Remove(here, "Tove Brink", id);
        Assert.Equal(Wrong, await Refusals.Faults(SignIn(here, phone)));
        Assert.Equal([EventType.PasskeyAdded, EventType.PasskeyRemoved], (await here.Events()).Select(e => e.Type));

        phone = await Add(here, "Rune Askholt");
        await here.Do((EndMembership end) => end.Run(here.As("Maja Ellekilde"), here.Member("Rune Askholt").Id, null, Cancel));
        Assert.Equal(Wrong, await Refusals.Faults(SignIn(here, phone)));
    }

    [Theory, BothDatabases]
    public async Task Only_who_was_asked_adds_and_no_passkey_twice_and_no_more_than_ten(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind, Address);
        var device = Device();
        var question = await AskToAdd(here, "Tove Brink");
        Assert.Equal(NotMade, await Refusals.Faults(Added(here, "Rune Askholt", question, device.Make(question.Options))));
        Assert.Equal(NotMade, await Refusals.Faults(Added(here, "Tove Brink", question, device.Make(question.Options))));
        question = await AskToAdd(here, "Tove Brink");
        Assert.Equal("name:PasskeyNameMissing", await Refusals.Faults(Added(here, "Tove Brink", question, device.Make(question.Options), " ")));
        device.Verifies = false;
        Assert.Equal(NotMade, await Refusals.Faults(Added(here, "Tove Brink", question, device.Make(question.Options))));
        device.Verifies = true;
        // A question to sign in does not make one, and one to make one does not sign in.
        question = await Ask(here);
        Assert.Equal(NotMade, await Refusals.Faults(Added(here, "Tove Brink", question, "{}")));

        for (var n = 0; n < 10; n++) device = await Add(here, "Tove Brink");
        question = await AskToAdd(here, "Rune Askholt");
        Assert.Equal(NotMade, await Refusals.Faults(Added(here, "Rune Askholt", question, device.Make(question.Options))));
        question = await AskToAdd(here, "Tove Brink");
        Assert.Equal("passkey:PasskeysTooMany", await Refusals.Faults(Added(here, "Tove Brink", question, Device().Make(question.Options))));
    }

    [Theory, BothDatabases]
    public async Task As_the_second_step_it_must_be_that_persons_and_a_code_alone_then_leads_to_no_new_app(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind, Address);
        var (leas, tovas) = (await Add(here, "Lea Stougard"), await Add(here, "Tove Brink"));
        var browser = await Passed(here, "Lea Stougard", SignInStep.SecondFactor);
        Assert.Equal(new SignInStand(true, null, HasApp: false, HasPasskey: true), await here.Do((ReadSignIn read) => read.Run(Somebody, browser, Cancel)));
        Assert.Equal("code:CodeWrong", await Refusals.Faults(here.Do((EnterSecondFactor enter) => enter.Run(Somebody, browser, "123456", Cancel))));

        var question = await Ask(here, browser);
        Assert.Equal(Wrong, await Refusals.Faults(Enter(here, question.Secret, tovas.Use(question.Options), browser)));
        // One question is not the other: neither may stand in for it.
        var alone = await Ask(here);
        Assert.Equal(Wrong, await Refusals.Faults(Enter(here, alone.Secret, leas.Use(alone.Options), browser)));
        question = await Ask(here, browser);
        Assert.Equal(Wrong, await Refusals.Faults(Enter(here, question.Secret, leas.Use(question.Options))));
        question = await Ask(here, browser);
        Assert.Equal(new SignInProgress(SignInStep.Done, here.Member("Lea Stougard").PersonId, ByBoth: true), await Enter(here, question.Secret, leas.Use(question.Options), browser));
        Assert.Equal(Wrong, await Refusals.Faults(Ask(here, browser)));
        Assert.Equal(Wrong, await Refusals.Faults(Ask(here, "")));
    }

    [Theory, BothDatabases]
    public async Task Who_needs_a_second_step_and_has_none_may_make_a_passkey_instead_of_an_app_and_keeps_one(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind, Address);
        var (first, second) = (await Passed(here, "Lea Stougard", SignInStep.NewSecondFactor), await Passed(here, "Lea Stougard", SignInStep.NewSecondFactor));
        var (device, question) = (Device(), await Ask(here, first));
        var late = await Ask(here, second);
        Assert.Equal(SignInStep.Done, (await Enter(here, question.Secret, device.Make(question.Options), first, "Min iPhone")).Step);
        Assert.Equal("Min iPhone", Assert.Single(await Mine(here, "Lea Stougard")).Name);
        // The other browser began when there was none; now there is one, and it counts.
        Assert.Equal(Wrong, await Refusals.Faults(Enter(here, late.Secret, Device().Make(late.Options), second, "Tyvens")));
        Assert.Null((await here.Do((ReadSignIn read) => read.Run(Somebody, second, Cancel)))!.Offer);
        Assert.Equal("passkey:LastSecondStep", await Refusals.Faults(Remove(here, "Lea Stougard", (await Mine(here, "Lea Stougard"))[0].Id)));
        await Add(here, "Lea Stougard");
        await Remove(here, "Lea Stougard", (await Mine(here, "Lea Stougard"))[0].Id);
        Assert.Single(await Mine(here, "Lea Stougard"));
    }

    [Theory, BothDatabases]
    public async Task A_new_invitation_takes_the_old_passkeys_away_and_the_second_step_is_set_up_anew(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind, Address);
        var lost = await Add(here, "Lea Stougard");
        var invited = await here.Do(async (InviteMember invite) => await invite.Run(here.As("Maja Ellekilde"), new("Lea Stougard", Role.Police, null, await Phone(here, "Lea Stougard")), null, Cancel));
        await here.Do((AcceptInvitation accept) => accept.Run(here.Neighbour, invited.Secret, Cancel));
        Assert.Equal(Wrong, await Refusals.Faults(SignIn(here, lost)));
        await Passed(here, "Lea Stougard", SignInStep.NewSecondFactor);
    }

    [Theory, BothDatabases]
    public async Task Questions_are_limited_by_source_and_go_after_a_week(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind, new Dictionary<string, string?>(Address) { ["Limits:PasskeysPerSourceAndTenMinutes"] = "3" });
        for (var n = 0; n < 3; n++) await Ask(here);
        Assert.Equal(RefusalCode.TooMany, await Refusals.Code(Ask(here)));
        here.Clock.Advance(TimeSpan.FromDays(8));
        await here.Do((EraseExpired erase) => erase.Run(Cancel));
        Assert.Equal(0, await here.Db(db => db.PasskeyChallenges.CountAsync(Cancel)));
    }

    private static Authenticator Device() => new() { Origin = "https://tryg.example" };

    private static async Task<Authenticator> Add(Neighbourhood here, string name)
    {
        var (device, question) = (Device(), await AskToAdd(here, name));
        await Added(here, name, question, device.Make(question.Options));
        return device;
    }

    private static async Task<PasskeyQuestion> AskToAdd(Neighbourhood here, string name)
    {
        var member = await here.SignedIn(name);
        return await here.Do((AskToAddPasskey ask) => ask.Run(member, Cancel));
    }

    private static async Task<bool> Added(Neighbourhood here, string name, PasskeyQuestion question, string answer, string called = "Min telefon")
    {
        var member = await here.SignedIn(name);
        return await here.Do((AddPasskey add) => add.Run(member, new(question.Secret, answer, called), Cancel));
    }

    private static async Task<bool> Remove(Neighbourhood here, string name, Guid id)
    {
        var member = await here.SignedIn(name);
        return await here.Do((RemovePasskey remove) => remove.Run(member, id, null, Cancel));
    }

    private static Task<IReadOnlyList<PasskeyView>> Mine(Neighbourhood here, string name) => here.Do((BrowsePasskeys browse) => browse.Run(here.As(name), Cancel));

    private static Task<PasskeyQuestion> Ask(Neighbourhood here, string? browser = null) => here.Do((AskForPasskey ask) => ask.Run(Somebody, browser, Cancel));

    private static Task<SignInProgress> Enter(Neighbourhood here, string? secret, string answer, string? browser = null, string? name = null) =>
        here.Do((EnterPasskey enter) => enter.Run(Somebody, new(secret, answer, name), browser, Cancel));

    private static async Task<SignInProgress> SignIn(Neighbourhood here, Authenticator device)
    {
        var question = await Ask(here);
        return await Enter(here, question.Secret, device.Use(question.Options));
    }

    private static async Task<string> Passed(Neighbourhood here, string name, SignInStep then)
    {
        var phone = await Phone(here, name);
        var browser = await here.Do((AskForCode ask) => ask.Run(Somebody, phone, Cancel));
        var asked = (await here.Events()).Last(e => e.Type == EventType.SignInCodeAsked);
        var code = (await here.Do((ReadSignInCode read) => read.Run(here.Program, asked.SubjectId, Cancel)))!.Code;
        Assert.Equal(then, (await here.Do((EnterCode enter) => enter.Run(Somebody, browser, code, Cancel))).Step);
        return browser;
    }

    private static async Task<string> Phone(Neighbourhood here, string name) => (await here.Do((ReachMember reach) => reach.ById(here.Forum.Forum.Id, here.Member(name).Id, Cancel)))!.Phone!;
}
