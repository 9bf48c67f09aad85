using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Api.Summaries;
using Tryghedsforum.Api.Tests.Pickups;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Api.Tests.Reports;

/// <summary>What was just done to a case is taken back as if it had never been, and the log says that it was.</summary>
public sealed class UndoTests
{
    private const string Rune = "Rune Askholt", Jens = "Jens Molbæk";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [BothDatabases("seen")]
    [BothDatabases("answered")]
    [BothDatabases("solved")]
    [BothDatabases("asked")]
    [BothDatabases("dismissed")]
    [BothDatabases("sent-on")]
    [BothDatabases("ordered")]
    [BothDatabases("cancelled")]
    [BothDatabases("collected")]
    [BothDatabases("nothing")]
    public async Task Everything_is_as_it_was_before(DatabaseKind kind, string what)
    {
        await using var here = await Neighbourhood.Found(kind);
        var sent = await here.Report(Neighbourhood.Needles() with { Phone = "95 00 00 77", Access = "Koden er 1234" });
        if (what is "solved" or "ordered") await here.CancelPickup(Rune, sent.Number);
        here.Clock.Advance(TimeSpan.FromMinutes(1));
        var before = await Rows(here, sent.Number);
        await Do(here, what, sent.Number);
        Assert.NotEqual(before, await Rows(here, sent.Number));
        var by = here.As(what is "collected" or "nothing" ? Jens : Rune);
        var offer = await here.Do((ReadUndo use) => use.Run(by, Cancel));
        here.Clock.Advance(TimeSpan.FromSeconds(19));
        Assert.Equal(offer!.Type, await here.Do((UndoDeed use) => use.Run(by, sent.Number, null, Cancel)));
        Assert.Equal(before, await Rows(here, sent.Number));
        Assert.Equal(offer.Type, (await here.Events(sent.Number)).Last(e => e.Type is EventType.DeedUndone).Data.Undoes);
        Assert.Null(await here.Do((ReadUndo use) => use.Run(by, Cancel)));
        Assert.Equal(RefusalCode.TooLate, await Refusals.Code(here.Do((UndoDeed use) => use.Run(by, sent.Number, null, Cancel))));
    }

    [Theory, BothDatabases]
    public async Task After_twenty_seconds_it_is_too_late_and_nothing_is_changed(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var sent = await here.Report();
        await here.Dismiss(Rune, sent.Number);
        here.Clock.Advance(TimeSpan.FromSeconds(20));
        var (rows, events) = (await Rows(here, sent.Number), await here.Types());
        Assert.Null(await here.Do((ReadUndo use) => use.Run(here.As(Rune), Cancel)));
        Assert.Equal(RefusalCode.TooLate, await Refusals.Code(here.Do((UndoDeed use) => use.Run(here.As(Rune), sent.Number, null, Cancel))));
        Assert.Equal(rows, await Rows(here, sent.Number));
        Assert.Equal(events, await here.Types());
        // Nothing of what there was before is left behind.
        Assert.Equal(1, await here.Do((ForgetDeeds use) => use.Run(Cancel)));
        Assert.Equal(0, await here.Db(db => db.Deeds.CountAsync(Cancel)));
    }

    [Theory, BothDatabases]
    public async Task Nobody_undoes_what_another_did_or_what_something_else_has_followed(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var sent = await here.Report();
        await here.Answer(Rune, sent.Number);
        Assert.Equal(RefusalCode.TooLate, await Refusals.Code(here.Do((UndoDeed use) => use.Run(here.As("Maja Ellekilde"), sent.Number, null, Cancel))));
        await here.Add(sent);
        Assert.Null(await here.Do((ReadUndo use) => use.Run(here.As(Rune), Cancel)));
        Assert.Equal(RefusalCode.NotNow, await Refusals.Code(here.Do((UndoDeed use) => use.Run(here.As(Rune), sent.Number, null, Cancel))));
    }

    [Theory, BothDatabases]
    public async Task The_neighbour_does_not_read_what_was_taken_back_colleagues_see_that_it_was_and_the_figures_leave_it_out(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var sent = await here.Report();
        await here.Collected(Jens, sent.Number, 7, "Alt er væk");
        await here.Do((UndoDeed use) => use.Run(here.As(Jens), sent.Number, null, Cancel));
        var own = await here.Do(async (ReadCase use) => await use.Own(await here.Holder(sent), Cancel));
        Assert.Equal((ReportStatus.Received, null), (own.Status, own.Pickup!.TakenBy));
        Assert.DoesNotContain(own.Timeline, line => line.Type is EventType.PickupCollected or EventType.PickupAccepted or EventType.DeedUndone || line.Words == "Alt er væk");
        var seen = await here.Do((ReadCase use) => use.Run(here.As(Rune), sent.Number, Cancel));
        Assert.True(seen.Timeline.Single(line => line.Type is EventType.PickupCollected).Undone);
        Assert.Equal(EventType.PickupCollected, seen.Timeline[0].Data.Undoes);
        var month = await here.Db(db => MonthLedger.Read(db, here.Forum.Forum.Id, null, new(new(2027, 1, 1), here.Forum.Forum.Zone, here.Clock.GetUtcNow()), Cancel));
        Assert.Empty(month.FirstFetched);
        Assert.Single(month.Open);
        Assert.DoesNotContain(month.Steps, step => step.Type is EventType.PickupCollected);
    }

    private static Task<bool> Do(Neighbourhood here, string what, string number) => what switch
    {
        "seen" => here.Acknowledge(Rune, number),
        "answered" => here.Answer(Rune, number),
        "solved" => here.Answer(Rune, number, resolves: true),
        "asked" => here.Ask(Rune, number),
        "dismissed" => here.Dismiss(Rune, number),
        "sent-on" => here.Do((SendReportOn use) => use.Run(here.As(Rune), number, here.Forum.Teams.First(team => team.Receives && team.Id != here.Case(number).Result.ReceivingTeamId).Id, null, Cancel)),
        "ordered" => here.Order(Rune, number, here.Team("Sundhedsteamet")),
        "cancelled" => here.CancelPickup(Rune, number),
        "collected" => here.Collected(Jens, number, 7),
        _ => here.Nothing(Jens, number),
    };

    // Every column of the case, of its pickups and of their chains.
    private static async Task<string> Rows(Neighbourhood here, string number)
    {
        var report = await here.Case(number);
        return await here.Db(async db =>
        {
            List<object> rows = [await db.Reports.SingleAsync(r => r.Id == report.Id, Cancel), .. await db.Pickups.OrderBy(p => p.RequestedAt).ToListAsync(Cancel), .. await db.ChainSteps.OrderBy(s => s.PickupId).ThenBy(s => s.Place).ToListAsync(Cancel)];
            return string.Join('\n', rows.Select(row => string.Join(", ", db.Entry(row).Properties.Select(one => one.CurrentValue is byte[] bytes ? Convert.ToHexString(bytes) : $"{one.Metadata.Name}={(one.CurrentValue is DateTimeOffset at ? at.ToString("O") : one.CurrentValue)}"))));
        });
    }
}
