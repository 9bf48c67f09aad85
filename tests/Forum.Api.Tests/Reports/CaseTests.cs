using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Pickups;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Api.Tests.Pickups;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Api.Tests.Reports;

public sealed class CaseTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task The_first_sight_is_said_once_and_lets_residents_see(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var sent = await here.Report(Neighbourhood.Needles() with { Children = YesNo.Yes });
        Assert.True(await here.Acknowledge("Rune Askholt", sent.Number));
        Assert.False(await here.Acknowledge("Ida Falkentoft", sent.Number));
        var report = await here.Case(sent.Number);
        Assert.Equal((here.Team("Herberget"), ReportStatus.AwaitingPickup, Audience.Partners | Audience.Reporter | Audience.Residents), (report.AcknowledgedByTeamId!.Value, report.Status, report.Audience));
        var seen = Assert.Single(await here.Events(), e => e.Type == EventType.ReportAcknowledged);
        Assert.Equal((true, true, report.StreetId), (seen.Data.FirstSeen!.Value, seen.Data.Near!.Value, seen.Data.Street));
    }

    [Theory]
    [InlineData("accept")]
    [InlineData("nothing")]
    [InlineData("cancel")]
    [InlineData("answer")]
    [InlineData("send on")]
    [InlineData("correct")]
    public async Task Whatever_is_done_first_counts_as_seen_so_that_those_who_follow_the_street_are_warned(string act)
    {
        await using var here = await Neighbourhood.Found(DatabaseKind.Sqlite);
        var sent = await here.Report(Neighbourhood.Needles() with { Children = YesNo.Yes });
        await (act switch
        {
            "accept" => here.Accept("Tove Brink", sent.Number),
            "nothing" => here.Nothing("Tove Brink", sent.Number),
            "cancel" => Then(here.CancelPickup("Rune Askholt", sent.Number), () => here.Order("Rune Askholt", sent.Number)),
            "answer" => here.Answer("Rune Askholt", sent.Number),
            "send on" => here.Do((SendReportOn use) => use.Run(here.As("Rune Askholt"), sent.Number, here.Team("Sundhedsteamet"), null, Cancel)),
            _ => (Task)Correct(here, sent.Number, "Svanevej 2", near: true),
        });
        var data = Assert.Single(await here.Events(sent.Number), e => e.Type == EventType.ReportAcknowledged).Data;
        Assert.Equal((true, (await here.Case(sent.Number)).StreetId), (data.Near!.Value, data.Street));
        Assert.True((await here.Case(sent.Number)).Audience.HasFlag(Audience.Residents));
    }

    [Theory]
    [InlineData(DismissReason.BelongsElsewhere, null, "where:WhereMissing")]
    [InlineData(DismissReason.BelongsElsewhere, "Boligforeningen", null)]
    [InlineData(DismissReason.NotForUs, null, null)]
    [InlineData(DismissReason.Abuse, null, null)]
    [InlineData((DismissReason)9, null, "reason:ValueUnknown")]
    public async Task Dismissing_has_a_reason_and_calls_the_crew_off(DismissReason reason, string? where, string? faults)
    {
        await using var here = await Neighbourhood.Found(DatabaseKind.Sqlite);
        var sent = await here.Report();
        var work = here.Dismiss("Rune Askholt", sent.Number, reason, where);
        if (faults is not null)
        {
            Assert.Equal(faults, await Refusals.Faults(work));
            return;
        }

        await work;
        Assert.Equal((ReportStatus.Dismissed, reason), ((await here.Case(sent.Number)).Status, (await here.Case(sent.Number)).DismissReason!.Value));
        Assert.Equal([EventType.PickupCancelled, EventType.ReportDismissed], (await here.Types(sent.Number)).TakeLast(2));
        Assert.False((await here.Case(sent.Number)).Audience.HasFlag(Audience.Residents)); // nobody outside hears of a dismissed case
        var own = await here.Do((ReadCase read) => read.Own(here.Holder(sent).Result, Cancel));
        Assert.Equal(where, own.Timeline[0].Words);
    }

    [Theory, BothDatabases]
    public async Task A_text_that_is_put_right_is_routed_as_if_it_had_come_so(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var sent = await here.Do((SubmitText submit) => submit.Run(here.Program, "+4595000077", "nåle ved legepladsen", "SM1", Cancel));
        Assert.Equal(0, (await here.Case(sent.Number)).PickupId is null ? 0 : 1);
        await Correct(here, sent.Number, "Mejsevænget 11", near: false);
        var report = await here.Case(sent.Number);
        Assert.Equal((CategoryCode.NeedleWaste, Ground.Street, true, ReportStatus.AwaitingPickup), (report.Category, report.Ground, report.NearChildren, report.Status));
        Assert.Equal(Audience.Partners | Audience.Reporter | Audience.Residents | Audience.Police, report.Audience);
        Assert.Equal(here.Team("Herberget"), (await here.Pickup(sent.Number)).TeamId);
        Assert.Equal([EventType.ReportReceived, EventType.ReportCorrected, EventType.AudienceChanged, EventType.ReportAcknowledged, EventType.PickupRequested], await here.Types());
        // Corrected to another kind, it is taken from those who may not see it any more, and they are told to look again.
        await here.Do((CorrectReport use) => use.Run(here.As("Rune Askholt"), sent.Number, new() { Category = CategoryCode.Concern, Ground = Ground.Indoors, Place = new() { Written = "Svanevej 2" } }, null, Cancel));
        Assert.Equal(Audience.Partners | Audience.Reporter, (await here.Case(sent.Number)).Audience);
        Assert.Equal(Audience.Partners | Audience.Residents | Audience.Police, (await here.Events())[^1].Audience);
        Assert.Equal("category:ValueUnknown", await Refusals.Faults(here.Do((CorrectReport use) => use.Run(here.As("Rune Askholt"), sent.Number, new() { Category = CategoryCode.Idea, Ground = Ground.Street, Place = new() { Written = "Svanevej" } }, null, Cancel))));
    }

    [Theory, BothDatabases]
    public async Task What_a_neighbour_adds_waits_for_an_answer_whatever_has_become_of_the_case(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var (open, closed) = (await here.Report(), await here.Report());
        await here.Collected("Tove Brink", closed.Number);
        here.Clock.Advance(TimeSpan.FromDays(8));
        Assert.Equal(1, await here.Close());
        Assert.Equal(Danger.Needlestick, await here.Add(open, "min datter har trådt på en nål"));
        await here.Add(closed);
        Assert.Equal("words:WordsMissing", await Refusals.Faults(here.Add(open, "  ")));
        var board = await here.Do((BrowseBoard browse) => browse.Run(here.As("Rune Askholt"), Cancel));
        Assert.Equal([closed.Number, open.Number], board.Where(row => row.AwaitsAnswer).Select(row => row.Number).OrderByDescending(number => number == closed.Number));
        Assert.Equal(BoardGroup.ToAnswer, board.Single(row => row.Number == closed.Number).Group);
        foreach (var sent in new[] { open, closed }) await here.Answer("Rune Askholt", sent.Number);
        Assert.DoesNotContain(await here.Do((BrowseBoard browse) => browse.Run(here.As("Rune Askholt"), Cancel)), row => row.AwaitsAnswer);
        Assert.Equal(RefusalCode.NotNow, await Refusals.Code(here.Answer("Rune Askholt", closed.Number)));
    }

    [Theory, BothDatabases]
    public async Task A_resolved_case_closes_after_seven_days_but_never_one_with_a_question(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var (quiet, asks, open) = (await here.Report(), await here.Report(), await here.Report());
        foreach (var sent in new[] { quiet, asks }) await here.Collected("Tove Brink", sent.Number);
        await here.Add(asks);
        here.Clock.Advance(TimeSpan.FromDays(7) - TimeSpan.FromSeconds(1));
        Assert.Equal(0, await here.Close());
        here.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, await here.Close());
        here.Clock.Advance(TimeSpan.FromDays(100));
        Assert.Equal(0, await here.Close());
        ReportStatus[] statuses = [(await here.Case(quiet.Number)).Status, (await here.Case(asks.Number)).Status, (await here.Case(open.Number)).Status];
        Assert.Equal([ReportStatus.Closed, ReportStatus.Resolved, ReportStatus.Received], statuses);
        await here.Answer("Rune Askholt", asks.Number);
        Assert.Equal(1, await here.Close());
        Assert.Equal(2, (await here.Types()).Count(type => type == EventType.ReportClosed));
    }

    [Theory, BothDatabases]
    public async Task Still_there_asks_those_who_know_the_place_at_once(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var sent = await here.Report();
        await here.Accept("Jens Molbæk", sent.Number);
        await here.Nothing("Jens Molbæk", sent.Number);
        here.Clock.Advance(TimeSpan.FromDays(1));
        await here.Reopen(sent);
        var report = await here.Case(sent.Number);
        Assert.Equal((ReportStatus.AwaitingPickup, here.Clock.GetUtcNow(), (Resolution?)null), (report.Status, report.ReopenedAt!.Value, report.Resolution));
        Assert.Equal((PickupStatus.Requested, here.Team("Sundhedsteamet")), ((await here.Pickup(sent.Number)).Status, (await here.Pickup(sent.Number)).TeamId!.Value));
        Assert.Equal([EventType.ReportReopened, EventType.PickupRequested], (await here.Types(sent.Number)).TakeLast(2));
        Assert.Equal(RefusalCode.NotNow, await Refusals.Code(here.Reopen(sent)));
    }

    [Theory, BothDatabases]
    public async Task A_number_finds_its_cases_of_the_last_fourteen_days(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        Task<IReadOnlyList<(Guid Id, string Number, Guid Whole)>> Find(string phone = "+4595000077") => here.Do((ReopenReport use) => use.ByPhone(here.Program, phone, Cancel));
        var with = Neighbourhood.Needles() with { Phone = "95 00 00 77" };
        var (first, second, _) = (await here.Report(with), await here.Report(with), await here.Report(with));
        Assert.Empty(await Find());
        await here.Collected("Tove Brink", first.Number);
        Assert.Equal([first.Number], (await Find()).Select(one => one.Number));
        Assert.Empty(await Find("+4595000078"));
        here.Clock.Advance(TimeSpan.FromDays(2));
        await here.Collected("Tove Brink", second.Number);
        Assert.Equal([second.Number, first.Number], (await Find()).Select(one => one.Number));
        here.Clock.Advance(TimeSpan.FromDays(12) - TimeSpan.FromSeconds(1));
        await here.Close();
        Assert.Equal(2, (await Find()).Count);
        here.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal([second.Number], (await Find()).Select(one => one.Number));
        Assert.Equal(RefusalCode.SignIn, await Refusals.Code(here.Do((ReopenReport use) => use.ByPhone(here.Neighbour, "+4595000077", Cancel))));
    }

    [Theory, BothDatabases]
    public async Task Erased_contact_is_gone_from_the_case_and_finds_nothing(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var sent = await here.Report(Neighbourhood.Needles() with { Phone = "95 00 00 77", Email = "asta@lindvig.example" });
        var holder = await here.Holder(sent);
        Assert.True(await here.Do((EraseContact erase) => erase.Run(holder, null, Cancel)));
        Assert.False(await here.Do((EraseContact erase) => erase.Run(holder, null, Cancel)));
        var report = await here.Case(sent.Number);
        Assert.Null(report.PhoneSealed ?? report.EmailSealed);
        Assert.Null(report.PhoneHash);
        Assert.Single(await here.Types(), EventType.ContactErased);
        Assert.Null((await here.Do((DescribeCase describe) => describe.Run(here.Program, report.Id, Cancel))).ReporterPhone);
    }

    [Theory, BothDatabases]
    public async Task A_new_link_opens_the_case_and_the_old_ones_do_not(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var (sent, other) = (await here.Report(), await here.Report());
        var secret = await here.Do((ShowNewLink show) => show.Run(here.As("Rune Askholt"), sent.Number, null, Cancel));
        Task<Actor?> Open(string with) => here.Do((FindCase find) => find.BySecret(with, "", Cancel));
        Assert.Equal((await here.Case(sent.Number)).Id, (await Open(secret))!.CaseId);
        foreach (var wrong in new[] { sent.Secret, "", "x", secret + "a", secret[..^1], "\0", new string('a', 100_000) }) Assert.Null(await Open(wrong));
        Assert.NotNull(await Open(other.Secret));
        Assert.Equal(27, secret.Length);
    }

    private static Task<bool> Correct(Neighbourhood here, string number, string written, bool near) => here.Do((CorrectReport use) => use.Run(here.As("Rune Askholt"), number,
        new() { Category = CategoryCode.NeedleWaste, Ground = Ground.Street, Place = new() { Written = written }, NearChildren = near }, null, Cancel));

    private static async Task Then(Task first, Func<Task> next)
    {
        await first;
        await next();
    }
}
