using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.DropOffs;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.PublicLists;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Api.Summaries;
using Tryghedsforum.Api.Tests.Pickups;
using Tryghedsforum.Api.Tests.Releases;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Api.Tests.Events;

public sealed class ReadableTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // Which kinds of reader get an event of a case near a listed playground that has been seen: P partners, L police, R residents, H the holder, O everybody.
    private static readonly Dictionary<EventType, string> Table = new()
    {
        [EventType.ReportReceived] = "PLH", [EventType.ReportAcknowledged] = "PLRH", [EventType.ReportAnswered] = "PLRH", [EventType.ReportAddedTo] = "PH", [EventType.ReportDismissed] = "PLRH",
        [EventType.ReportSentOn] = "P", [EventType.ReportCorrected] = "P", [EventType.ReportReopened] = "PLRH", [EventType.ReportClosed] = "PLRH", [EventType.PickupRequested] = "PLH",
        [EventType.PickupAccepted] = "PLRH", [EventType.PickupHandedBack] = "PLH", [EventType.PickupAskedOn] = "PLH", [EventType.PickupPromised] = "PLH", [EventType.PickupLate] = "PLH",
        [EventType.PickupCollected] = "PLRH", [EventType.PickupNothingFound] = "PLRH", [EventType.PickupCancelled] = "PLH", [EventType.DropOffRecorded] = "P", [EventType.AudienceChanged] = "PLR",
        [EventType.PublicListRemade] = "PRO", [EventType.DutyChanged] = "P", [EventType.ContactErased] = "PH",
        [EventType.MemberInvited] = "",
        [EventType.MemberJoined] = "",
        [EventType.MemberEnded] = "",
        [EventType.SignInCodeAsked] = "",
        [EventType.PasskeyAdded] = "",
        [EventType.PasskeyRemoved] = "",
        [EventType.AppSetUp] = "",
        [EventType.PhoneChanged] = "",
        [EventType.EmailChanged] = "",
        [EventType.BarrierTold] = "",
        [EventType.EarlyWarningMade] = "",
        [EventType.EarlyWarningSettled] = "",
        [EventType.SettingsChanged] = "",
        [EventType.ReleaseProposed] = "P",
        [EventType.CaseReleased] = "PRH",
        [EventType.ReleaseWithdrawn] = "PRH",
        [EventType.ProviderAdded] = "",
        [EventType.ProviderRemoved] = "",
        [EventType.IdentityOpened] = "",
        [EventType.MemberChanged] = "",
        [EventType.DeputyNamed] = "P",
        [EventType.DeputyEnded] = "P",
        [EventType.RosterChanged] = "P",
        [EventType.ReportAsked] = "PH",
        [EventType.CaseHandedOver] = "PH",
        [EventType.HandOverAnswered] = "PH",
        [EventType.HandOverOverdue] = "P",
        [EventType.HandOverRevoked] = "PH",
        [EventType.ReportMerged] = "PLRH",
        [EventType.ReportUnmerged] = "PLRH",
        [EventType.SummaryDrafted] = "",
        [EventType.SummaryReminded] = "",
        [EventType.SummaryPublished] = "P",
        [EventType.BudgetNeared] = "",
        [EventType.DeedUndone] = "PLRH",
        [EventType.ReportSplit] = "PH",
    };

    [Fact]
    public void The_table_is_whole() => Assert.Equal(Enum.GetValues<EventType>(), Table.Keys.Order());

    [Theory, BothDatabases]
    public async Task Each_kind_of_reader_gets_exactly_its_types(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var sent = await EverythingHappens(here);
        var holder = await here.Holder(sent);
        var wrong = new List<string>();
        foreach (var (letter, bits, caseId) in new (char, Audience, Guid?)[]
            { ('P', Audience.Partners, null), ('L', Audience.Police, null), ('R', Audience.Residents, null), ('O', Audience.Public, null), ('H', Audience.Reporter, holder.CaseId) })
        {
            var got = (await here.Db(db => db.ReadableEvents(here.Forum.Forum.Id, bits, caseId).ToListAsync(Cancel))).Select(e => e.Type).ToHashSet();
            wrong.AddRange(Table.Where(row => row.Value.Contains(letter, StringComparison.Ordinal) != got.Contains(row.Key)).Select(row => $"{letter} {row.Key}"));
            Assert.Empty(await here.Db(db => db.ReadableEvents(here.Other.Forum.Id, bits, caseId).ToListAsync(Cancel)));
        }

        Assert.Empty(wrong);
    }

    [Theory, BothDatabases]
    public async Task A_number_of_another_forum_is_answered_exactly_as_an_unknown_one(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var sent = await here.Report();
        var (marek, bodil) = (here.Elsewhere("Marek Zielonka"), here.Elsewhere("Bodil Frost"));
        foreach (var number in new[] { sent.Number, "NV-0000", "", "\0", "nv-1'; --", new string('9', 5000) })
        {
            foreach (var work in new Func<Task>[]
            {
                () => here.Do((ReadCase use) => use.Run(marek, number, Cancel)),
                () => here.Do((AcknowledgeReport use) => use.Run(marek, number, null, Cancel)),
                () => here.Do((Api.Pickups.AcceptPickup use) => use.Run(marek, number, null, Cancel)),
                () => here.Do((DismissReport use) => use.Run(bodil, number, new(DismissReason.Abuse), null, Cancel)),
                () => here.Do((ShowNewLink use) => use.Run(bodil, number, null, Cancel)),
            })
            {
                var refused = await Refusals.Of(work());
                Assert.Equal((RefusalCode.NotFound, 0, null), (refused.Code, refused.Faults.Count, refused.Who));
            }
        }

        Assert.Empty(await here.Do((BrowseBoard use) => use.Run(marek, Cancel)));
        Assert.Single(await here.Do((BrowseBoard use) => use.Run(here.As("Rune Askholt"), Cancel)));
    }

    [Theory, BothDatabases]
    public async Task The_police_get_their_cases_only_and_no_reporter_and_no_free_text(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var lea = here.As("Lea Stougard");
        var ordinary = await here.Report(Neighbourhood.Needles("Svanevej 2"));
        var told = Neighbourhood.Needles("Mejsevænget 11") with { Words = "manden blev truet med kniv", Access = "kode", Phone = "95 00 00 77", Email = "asta@lindvig.example", Place = new() { Written = "Mejsevænget 11", Detail = "hos naboen" } };
        var (theirs, withYes) = (await here.Report(told), await here.Report(told with { PoliceMayHaveNumber = true }));
        await here.Add(theirs, "mere");
        await here.Collected("Tove Brink", theirs.Number, 2, "ord fra holdet");
        Assert.Equal(RefusalCode.NotFound, await Refusals.Code(here.Do((ReadCase read) => read.Run(lea, ordinary.Number, Cancel))));
        var view = await here.Do((ReadCase read) => read.Run(lea, theirs.Number, Cancel));
        Assert.Equal(("Mejsevænget 11", Amount.TwoToFive), (view.Place, view.Amount));
        Assert.All(new object?[] { view.Words, view.Access, view.Detail, view.Phone, view.Email, view.Shown }, Assert.Null);
        Assert.Equal((Danger.None, false, false), (view.Danger, view.AwaitsAnswer, view.HasContact));
        Assert.All(view.Timeline, line => Assert.Equal((null, null, null), (line.Words, line.Data.Danger, line.Data.Street)));
        Assert.DoesNotContain(view.Timeline, line => line.Type == EventType.ReportAddedTo);
        Assert.True((await here.Do((ReadCase read) => read.Run(lea, withYes.Number, Cancel))).HasContact);
        var board = await here.Do((BrowseBoard browse) => browse.Run(lea, Cancel));
        Assert.Equal(new[] { theirs.Number, withYes.Number }.Order(), board.Select(row => row.Number).Order());
        Assert.All(board, row => Assert.Equal((null, Danger.None, false), (row.Detail, row.Danger, row.AwaitsAnswer)));
        foreach (var number in new[] { ordinary.Number, theirs.Number })
            Assert.Equal(RefusalCode.Forbidden, await Refusals.Code(here.Answer("Lea Stougard", number)));
    }

    [Fact]
    public async Task Residents_committee_and_municipality_have_no_board()
    {
        await using var here = await Neighbourhood.Found(DatabaseKind.Sqlite);
        foreach (var name in new[] { "Asta Lindvig", "Yusuf Karaman", "Henning Krage", "Samira Haddad", "Bodil Frost" })
            Assert.Equal(RefusalCode.Forbidden, await Refusals.Code(here.Do((BrowseBoard use) => use.Run(here.As(name), Cancel))));
        Assert.Equal(RefusalCode.SignIn, await Refusals.Code(here.Do((BrowseBoard use) => use.Run(here.Neighbour, Cancel))));
    }

    private static async Task<SubmitReportAnswer> EverythingHappens(Neighbourhood here)
    {
        var sent = await here.Report(Neighbourhood.Needles("Mejsevænget 11") with { Phone = "95 00 00 77", Words = "to ting" });
        var rune = here.As("Rune Askholt");
        await here.Do((SplitReport use) => use.Run(rune, sent.Number, new("den ene", "den anden"), null, Cancel));
        await here.HandBack("Tove Brink", sent.Number);
        await here.Promise("Jens Molbæk", sent.Number, here.Clock.GetUtcNow().AddHours(1));
        await here.Do((SendReportOn use) => use.Run(rune, sent.Number, here.Team("Sundhedsteamet"), null, Cancel));
        await here.Do((CorrectReport use) => use.Run(rune, sent.Number, new() { Category = CategoryCode.NeedleWaste, Ground = Ground.Street, Place = new() { Written = "Mejsevænget 11" } }, null, Cancel));
        here.Clock.Advance(TimeSpan.FromHours(2));
        await here.Late();
        await here.Answer("Rune Askholt", sent.Number);
        await here.Ask("Rune Askholt", sent.Number);
        await here.Add(sent);
        await here.Answer("Rune Askholt", sent.Number);
        await here.HandOver(sent.Number);
        here.Clock.Advance(TimeSpan.FromDays(3.1));
        await here.Do((Api.HandOvers.TellOverdue use) => use.Run(Cancel));
        await here.Do((Api.HandOvers.RevokeHandOver use) => use.Run(rune, sent.Number, null, Cancel));
        var link = await here.HandOver(sent.Number);
        await here.Do((Api.HandOvers.AnswerHandOver use) => use.Run(here.Neighbour, link, new(Api.HandOvers.OutsideAnswer.Done), null, Cancel));
        await here.Merge(sent.Number, (await here.Report(Neighbourhood.Needles("Mejsevænget 13"))).Number);
        await here.Unmerge(sent.Number);
        await here.Nothing("Jens Molbæk", sent.Number);
        await here.Reopen(sent);
        await here.Collected("Jens Molbæk", sent.Number);
        here.Clock.Advance(TimeSpan.FromDays(8));
        await here.Close();
        await here.Reopen(sent);
        await here.Do((EraseContact use) => use.Run(here.Holder(sent).Result, null, Cancel));
        await here.Released(sent.Number, "der lå noget");
        await here.Dismiss("Rune Askholt", sent.Number);
        await here.Do((UndoDeed use) => use.Run(rune, sent.Number, null, Cancel));
        await here.Do((RecordDropOff use) => use.Run(rune, 3, null, Cancel));
        await here.Do((SetDuty use) => use.Run(rune, false, null, Cancel));
        var deputy = await here.Do(async (NameDeputy use) => await use.Run(await here.SignedIn("Maja Ellekilde"), new(here.Member("Rune Askholt").Id, new(2027, 7, 1), new(2027, 7, 14)), null, Cancel));
        await here.Do((EndDeputy use) => use.Run(here.As("Maja Ellekilde"), deputy, null, Cancel));
        await here.Do((Api.Rosters.AddShifts use) => use.Run(rune, new(here.Member("Rune Askholt").Id, [DayOfWeek.Monday], new(8, 0), new(16, 0)), null, Cancel));
        await here.Do((RemakePublicList use) => use.Run(here.Program, Cancel));
        await here.Do((MakeSummaries use) => use.Run(here.Program, new DateOnly(2026, 12, 1), Cancel));
        await here.Do((PublishSummary use) => use.Run(here.As("Maja Ellekilde"), new(2026, 12, 1), new(1), null, Cancel));
        return sent;
    }
}
