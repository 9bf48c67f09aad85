using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Api.Releases;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Api.Tests.Pickups;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Api.Tests.Releases;

public sealed class ReleaseTests
{
    private const string Staff = "Rune Askholt", Coordinator = "Maja Ellekilde", Resident = "Asta Lindvig";
    private static readonly string[] Readers = [Resident, "Yusuf Karaman", "Bodil Frost", "Henning Krage", "Samira Haddad", Staff, "Tove Brink", Coordinator];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task What_staff_propose_is_read_by_others_once_the_coordinator_has_released_it(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var sent = await Seen(here, "Kanyler ved nr. 12, 3. tv. Ring 22 10 12 34.");
        var sides = await here.Sides(sent.Number);
        Assert.Equal(("Kanyler ved nr. 12, 3. tv. Ring 22 10 12 34.", "Kanyler ved nr. […] Ring […].", true), (sides.Original.Text, sides.Draft.Text, sides.CanBeReleased));
        Assert.Equal([FoundKind.HouseNumber, FoundKind.Phone], sides.Original.Finds.Select(find => find.Kind));

        await here.Propose(sent.Number, "Der ligger kanyler.");
        foreach (var name in Readers) Assert.Empty(await here.ReadReleased(name));
        var waiting = Assert.Single(await here.Do((ReadRelease read) => read.Waiting(here.As(Coordinator), Cancel)));
        Assert.Equal((sent.Number, "Herberget"), (waiting.Number, waiting.Team));

        await here.Release(sent.Number, (await here.Sides(sent.Number)).Proposal!.Id, "Der ligger kanyler ved skuret.");
        foreach (var name in Readers)
        {
            var read = Assert.Single(await here.ReadReleased(name));
            Assert.Equal(("Der ligger kanyler ved skuret.", "Ørnevej", here.As(name).Role is Role.Staff or Role.Crew or Role.Coordinator ? sent.Number : null), (read.Words, read.Case.Street, read.Number));
        }

        Assert.Empty(await here.Do((ReadRelease read) => read.Waiting(here.As(Coordinator), Cancel)));
        Assert.Equal([EventType.ReleaseProposed, EventType.CaseReleased], (await here.Events(sent.Number)).Select(e => e.Type).TakeLast(2));
        var own = await here.Do((ReadCase read) => read.Own(here.Holder(sent).Result, Cancel));
        Assert.Contains(own.Timeline, line => line.Type == EventType.CaseReleased);
        Assert.DoesNotContain(own.Timeline, line => line.Type == EventType.ReleaseProposed);
    }

    [Theory, BothDatabases]
    public async Task Nobody_else_proposes_releases_or_reads_and_nothing_crosses_forums(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var sent = await Seen(here, "Der lå noget.");
        await here.Propose(sent.Number, "Der lå noget.");
        var proposal = (await here.Sides(sent.Number)).Proposal!.Id;
        foreach (var name in new[] { Resident, "Tove Brink", "Lea Stougard", "Henning Krage", "Samira Haddad", "Bodil Frost", "Yusuf Karaman" })
        {
            Assert.Equal(RefusalCode.Forbidden, await Refusals.Code(here.Propose(sent.Number, "x", name)));
            Assert.Equal(RefusalCode.Forbidden, await Refusals.Code(here.Sides(sent.Number, name)));
            Assert.Equal(RefusalCode.Forbidden, await Refusals.Code(here.Release(sent.Number, proposal, "x", who: name)));
        }

        Assert.Equal(RefusalCode.Forbidden, await Refusals.Code(here.Release(sent.Number, proposal, "x", who: Staff)));
        Assert.Equal(RefusalCode.Forbidden, await Refusals.Code(here.ReadReleased("Lea Stougard")));
        Assert.Equal(RefusalCode.NotFound, await Refusals.Code(here.Do((ReleaseCase use) => use.Run(here.Elsewhere("Vibeke Juul"), sent.Number, new(proposal, "x", true), null, Cancel))));
        Assert.Equal(RefusalCode.NotFound, await Refusals.Code(here.Do((ReadRelease use) => use.Run(here.Elsewhere("Vibeke Juul"), sent.Number, null, Cancel))));
        await here.Release(sent.Number, proposal, "Der lå noget.");
        Assert.Empty(await here.Do((ReadReleased use) => use.Run(here.Elsewhere("Vibeke Juul"), Cancel)));
    }

    [Theory, BothDatabases]
    public async Task A_human_must_have_looked_and_what_is_still_found_must_be_said_yes_to(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var sent = await Seen(here, "Ring 22 10 12 34");
        await here.Propose(sent.Number, "Ring 22 10 12 34");
        var proposal = (await here.Sides(sent.Number)).Proposal!.Id;
        Assert.Equal(["ReadMissing"], await Faults(here.Release(sent.Number, proposal, "Ring.", read: false)));
        Assert.Equal(["FoundLeft"], await Faults(here.Release(sent.Number, proposal, "Ring 22 10 12 34")));
        Assert.Equal(["WordsMissing"], await Faults(here.Release(sent.Number, proposal, " ")));
        Assert.Equal(["TooLong"], await Faults(here.Release(sent.Number, proposal, new string('x', 2001))));
        Assert.Empty(await here.ReadReleased(Resident));

        // The forum's own number may stand there; the link to a case and a civil registration number may not, whoever says yes.
        await here.Release(sent.Number, proposal, $"Ring 95 10 00 01, 310290-0000, https://forum.example/s/{sent.Secret}", keep: true);
        Assert.Equal("Ring 95 10 00 01, xxxxxx-xxxx, […]", (await here.ReadReleased(Resident)).Single().Words);
    }

    [Theory, BothDatabases]
    public async Task Only_what_was_looked_at_is_released_and_only_when_the_case_is_ready(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var fresh = await here.Report(Neighbourhood.Needles() with { Words = "Der lå noget." });
        Assert.False((await here.Sides(fresh.Number)).CanBeReleased);
        Assert.Equal(RefusalCode.NotNow, await Refusals.Code(here.Propose(fresh.Number, "x")));
        Assert.Equal(RefusalCode.NotNow, await Refusals.Code(here.Release(fresh.Number, Guid.NewGuid(), "x")));
        Assert.Equal(RefusalCode.NotNow, await Refusals.Code(here.Withdraw(fresh.Number)));

        await here.Acknowledge(Staff, fresh.Number);
        Assert.Equal(RefusalCode.NotNow, await Refusals.Code(here.Release(fresh.Number, Guid.NewGuid(), "x")));
        await here.Propose(fresh.Number, "første");
        var first = (await here.Sides(fresh.Number)).Proposal!.Id;
        await here.Propose(fresh.Number, "anden");
        Assert.Equal(RefusalCode.NotNow, await Refusals.Code(here.Release(fresh.Number, first, "første")));
        Assert.Equal("anden", (await here.Sides(fresh.Number)).Draft.Text);
        await here.Release(fresh.Number, (await here.Sides(fresh.Number)).Proposal!.Id, "anden");

        // A new proposal leaves what was released where it is, until it takes its place.
        await here.Propose(fresh.Number, "tredje");
        Assert.Equal("anden", (await here.ReadReleased(Resident)).Single().Words);
        await here.Release(fresh.Number, (await here.Sides(fresh.Number)).Proposal!.Id, "tredje");
        Assert.Equal("tredje", (await here.ReadReleased(Resident)).Single().Words);
    }

    [Theory, BothDatabases]
    public async Task What_is_taken_back_is_gone_at_once_and_its_words_with_it(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var sent = await Seen(here, "Der lå noget.");
        await here.Released(sent.Number, "Der lå noget.");
        await here.Propose(sent.Number, "Der lå mere.");
        await here.Withdraw(sent.Number);
        foreach (var name in Readers) Assert.Empty(await here.ReadReleased(name));
        Assert.Equal(0, await here.Db(db => db.Releases.CountAsync(release => release.WordsSealed != null, Cancel)));
        var withdrawn = (await here.Events(sent.Number))[^1];
        Assert.Equal((EventType.ReleaseWithdrawn, Audience.Residents), (withdrawn.Type, withdrawn.Audience & Audience.Residents));
        Assert.Equal(RefusalCode.NotNow, await Refusals.Code(here.Withdraw(sent.Number)));
    }

    [Theory]
    [InlineData("indoors")]
    [InlineData("dismissed")]
    [InlineData("unsorted")]
    public async Task What_the_case_is_no_longer_is_no_longer_released(string change)
    {
        await using var here = await Neighbourhood.Found(DatabaseKind.Sqlite);
        var sent = await Seen(here, "På Ørnevej lå noget.");
        await here.Released(sent.Number, "På Ørnevej lå noget.");
        if (change == "dismissed") await here.Dismiss(Staff, sent.Number);
        if (change == "indoors") await Correct(here, sent.Number, Ground.Indoors);
        // As if it had been hidden in some other way: the filter asks the case itself.
        if (change == "unsorted") await here.Db(db => db.Reports.ExecuteUpdateAsync(set => set.SetProperty(r => r.Audience, Audience.Partners), Cancel));
        foreach (var name in Readers) Assert.Empty(await here.ReadReleased(name));
        if (change == "indoors") Assert.Equal("På […] lå noget.", (await here.Sides(sent.Number)).Draft.Text);
    }

    [Fact]
    public async Task What_only_partners_see_is_never_released_and_of_what_is_indoors_no_street()
    {
        await using var here = await Neighbourhood.Found(DatabaseKind.Sqlite);
        var hidden = await here.Report(new() { Category = CategoryCode.Threat, Ground = Ground.Street, Place = new() { Written = "Ørnevej 6" }, Words = "Der er uro." });
        await here.Acknowledge(Staff, hidden.Number);
        Assert.Equal((false, true), ((await here.Sides(hidden.Number)).CanBeReleased, (await here.Sides(hidden.Number)).ForPartnersOnly));
        Assert.Equal(RefusalCode.NotNow, await Refusals.Code(here.Propose(hidden.Number, "x")));

        var inside = await here.Report(Neighbourhood.Needles(ground: Ground.Indoors) with { Words = "I opgangen Ørnevej 6." });
        await here.Acknowledge(Staff, inside.Number);
        await here.Released(inside.Number, (await here.Sides(inside.Number)).Draft.Text);
        var read = (await here.ReadReleased(Resident)).Single();
        Assert.Equal(("I opgangen […].", null, true), (read.Words, read.Case.Street, read.Case.Indoors));
    }

    [Theory, BothDatabases]
    public async Task Released_words_go_when_the_case_s_words_go(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var sent = await Seen(here, "Der lå noget.");
        await here.Released(sent.Number, "Der lå noget.");
        await here.Collected("Tove Brink", sent.Number, 2);
        here.Clock.Advance(TimeSpan.FromDays(8));
        await here.Close();
        here.Clock.Advance(TimeSpan.FromDays(350));
        await here.Do((EraseExpired erase) => erase.Run(Cancel));
        Assert.Single(await here.ReadReleased(Resident));
        here.Clock.Advance(TimeSpan.FromDays(10));
        await here.Do((EraseExpired erase) => erase.Run(Cancel));
        Assert.Empty(await here.ReadReleased(Resident));
    }

    private static async Task<SubmitReportAnswer> Seen(Neighbourhood here, string words)
    {
        var sent = await here.Report(Neighbourhood.Needles() with { Words = words });
        await here.Acknowledge(Staff, sent.Number);
        return sent;
    }

    private static Task<bool> Correct(Neighbourhood here, string number, Ground ground) => here.Do((CorrectReport use) =>
        use.Run(here.As(Staff), number, new() { Category = CategoryCode.NeedleWaste, Ground = ground, Place = new() { Written = "Ørnevej 6" } }, null, Cancel));

    private static async Task<IEnumerable<string>> Faults(Task work) => (await Refusals.Of(work)).Faults.Select(fault => fault.Code);
}
