using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Audit;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Pickups;
using Tryghedsforum.Api.Pictures;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Api.Tests.Pictures;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Api.Tests.Privacy;

/// <summary>Where the forum must hand its cases over, nothing but contact details goes before the archive has it.</summary>
public sealed class ArchiveTests
{
    private const string Coordinator = "Maja Ellekilde";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task What_is_due_waits_for_the_archive_and_a_reporters_number_does_not(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        await HandOver(here);
        var sent = await Closed(here);
        here.Clock.Advance(TimeSpan.FromDays(85));
        await Erase(here);
        Assert.Equal((1, true), await Left(here, sent));
        Assert.False((await Case(here, sent)).HasContact);
        var view = await Browse(here);
        Assert.Equal((1, new HeldCase(sent.Number, Neighbourhood.Start.AddDays(90))), (view.Waiting, view.Cases.Single()));

        // Taking it out alone lets nothing go: somebody says that the archive has it.
        var export = await Export(here);
        Assert.Equal([sent.Number], export.Numbers);
        await Erase(here);
        Assert.Equal((1, true), await Left(here, sent));
        Assert.Equal((export.Id, "Maja Ellekilde", 1), ((await Browse(here)).Exports.Single().Id, (await Browse(here)).Exports[0].By, (await Browse(here)).Exports[0].Cases));
        Assert.Equal(1, await Confirm(here, export.Id));
        Assert.Equal((0, 0), ((await Browse(here)).Waiting, (await Browse(here)).Exports.Count));
        await Erase(here);
        Assert.Equal((0, true), await Left(here, sent));

        // The words' time comes later, and the archive has them already.
        here.Clock.Advance(TimeSpan.FromDays(274));
        Assert.Equal(0, (await Browse(here)).Waiting);
        await Erase(here);
        Assert.Equal((0, false), await Left(here, sent));
        var audit = await here.Do((BrowseAudit browse) => browse.Run(here.As(Coordinator), null, Cancel));
        Assert.Equal(["ExportConfirmed 1", "ExportedForArchive 1"], audit.Lines.Take(2).Select(line => $"{line.Kind} {line.Facts.Count}"));
    }

    [Theory, BothDatabases]
    public async Task What_was_written_after_it_was_taken_out_is_taken_out_anew(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        await HandOver(here);
        var sent = await Closed(here);
        here.Clock.Advance(TimeSpan.FromDays(85));
        await Confirm(here, (await Export(here)).Id);
        await Erase(here);
        var holder = await here.Holder(sent);
        await here.Do((ReopenReport reopen) => reopen.Run(holder, "Der ligger stadig noget.", null, Cancel));
        await Fetch(here, sent);
        here.Clock.Advance(TimeSpan.FromDays(300));
        await Erase(here);
        Assert.Equal((0, true), await Left(here, sent));
        Assert.Equal(1, (await Browse(here)).Waiting);
        await Confirm(here, (await Export(here)).Id);
        await Erase(here);
        Assert.Equal((0, false), await Left(here, sent));
    }

    [Theory, BothDatabases]
    public async Task Only_the_newest_is_confirmed_once_in_its_own_forum_by_somebody_who_has_just_shown_who_it_is(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        await HandOver(here);
        await Closed(here);
        here.Clock.Advance(TimeSpan.FromDays(85));
        Assert.Equal(RefusalCode.ProveAgain, await Refusals.Code(here.Do((ExportDueCases export) => export.Run(here.As(Coordinator), Cancel))));
        var (broken, whole) = (await Export(here), await Export(here));
        Assert.Equal(RefusalCode.ProveAgain, await Refusals.Code(here.Do((ConfirmExport confirm) => confirm.Run(here.As(Coordinator), whole.Id, null, Cancel))));
        var old = await here.SignedIn(Coordinator);
        here.Clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal(RefusalCode.ProveAgain, await Refusals.Code(here.Do((ConfirmExport confirm) => confirm.Run(old, whole.Id, null, Cancel))));
        Assert.Equal(RefusalCode.NotFound, await Refusals.Code(Confirm(here, broken.Id)));
        var elsewhere = await here.SignedIn("Vibeke Juul", forum: here.Other.Forum.Id);
        Assert.Equal(RefusalCode.NotFound, await Refusals.Code(here.Do((ConfirmExport confirm) => confirm.Run(elsewhere, whole.Id, null, Cancel))));
        Assert.Equal(1, await Confirm(here, whole.Id));
        Assert.Equal(RefusalCode.NotFound, await Refusals.Code(Confirm(here, whole.Id)));
        Assert.Equal(RefusalCode.NotFound, await Refusals.Code(Export(here)));
    }

    [Fact]
    public async Task A_forum_without_the_duty_takes_nothing_out_and_waits_for_nobody()
    {
        await using var here = await Neighbourhood.Found(DatabaseKind.Sqlite);
        var sent = await Closed(here);
        here.Clock.Advance(TimeSpan.FromDays(85));
        Assert.Null((await here.Do((BrowseErasures browse) => browse.Run(here.As(Coordinator), Cancel))).Archive);
        Assert.Equal(RefusalCode.NotFound, await Refusals.Code(Export(here)));
        await Erase(here);
        Assert.Equal((0, true), await Left(here, sent));
    }

    private static async Task HandOver(Neighbourhood here)
    {
        var now = (await here.Do((ReadSettings read) => read.Run(here.As(Coordinator), Cancel))).Keeping;
        await here.Do((ChangeKeeping change) => change.Run(here.As(Coordinator), now with { ArchiveFirst = true }, null, Cancel));
    }

    private static async Task<SubmitReportAnswer> Closed(Neighbourhood here)
    {
        using var picture = new MemoryStream(TestPictures.Jpeg(), writable: false);
        var id = await here.Do((AddPicture add) => add.Run(here.Neighbour, picture, Cancel));
        var sent = await here.Report(Neighbourhood.Needles() with { Words = "bag skuret", Phone = "95 12 34 56", Pictures = [id] });
        await Fetch(here, sent);
        return sent;
    }

    private static async Task Fetch(Neighbourhood here, SubmitReportAnswer sent)
    {
        await here.Do((ConfirmCollected confirm) => confirm.Run(here.As("Ida Falkentoft"), sent.Number, new(3, "under bladene"), null, Cancel));
        here.Clock.Advance(TimeSpan.FromDays(8));
        await here.Do((CloseResolved close) => close.Run(Cancel));
    }

    private static Task<int> Erase(Neighbourhood here) => here.Do((EraseExpired erase) => erase.Run(Cancel));

    private static async Task<ExportedCases> Export(Neighbourhood here)
    {
        var maja = await here.SignedIn(Coordinator);
        return await here.Do((ExportDueCases export) => export.Run(maja, Cancel));
    }

    private static async Task<int> Confirm(Neighbourhood here, Guid export)
    {
        var maja = await here.SignedIn(Coordinator);
        return await here.Do((ConfirmExport confirm) => confirm.Run(maja, export, null, Cancel));
    }

    private static async Task<ArchiveView> Browse(Neighbourhood here) => (await here.Do((BrowseErasures browse) => browse.Run(here.As(Coordinator), Cancel))).Archive!;

    private static Task<CaseView> Case(Neighbourhood here, SubmitReportAnswer sent) => here.Do((ReadCase read) => read.Run(here.As(Coordinator), sent.Number, Cancel));

    private static async Task<(int Pictures, bool Words)> Left(Neighbourhood here, SubmitReportAnswer sent)
    {
        var pictures = await here.Db(db => db.Pictures.CountAsync(Cancel));
        Assert.Equal(pictures == 0, Directory.GetFiles(here.DataFolder, "*.jpg", SearchOption.AllDirectories).Length == 0);
        return (pictures, (await Case(here, sent)).Words is not null);
    }
}
