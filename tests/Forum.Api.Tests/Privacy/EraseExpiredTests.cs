using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Pickups;
using Tryghedsforum.Api.Pictures;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Api.Tests.Pictures;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Api.Tests.Privacy;

public sealed class EraseExpiredTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task The_number_goes_thirty_days_after_the_case_closed_and_the_words_after_a_year(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var sent = await here.Report(Neighbourhood.Needles() with { Words = "bag skuret", Phone = "95 12 34 56", Email = "asta@asta.example" });
        await here.Do((ConfirmCollected confirm) => confirm.Run(here.As("Ida Falkentoft"), sent.Number, new(3, "under bladene"), null, Cancel));
        here.Clock.Advance(TimeSpan.FromDays(8));
        await here.Do((CloseResolved close) => close.Run(Cancel));

        here.Clock.Advance(TimeSpan.FromDays(29));
        await Erase(here);
        Assert.True((await Read(here, sent)).HasContact);
        here.Clock.Advance(TimeSpan.FromDays(2));
        await Erase(here);
        var view = await Read(here, sent);
        Assert.Equal((false, "bag skuret"), (view.HasContact, view.Words));
        Assert.NotNull(await here.Holder(sent));

        here.Clock.Advance(TimeSpan.FromDays(365 - 39));
        await Erase(here);
        Assert.Equal("bag skuret", (await Read(here, sent)).Words);
        here.Clock.Advance(TimeSpan.FromDays(1));
        await Erase(here);
        view = await Read(here, sent);
        Assert.Null(view.Words);
        Assert.DoesNotContain("6", view.Place, StringComparison.Ordinal);
        Assert.DoesNotContain(view.Timeline, line => line.Words is not null);
        Assert.Equal(ReportStatus.Closed, view.Status);
        Assert.Null(await here.Do((FindCase find) => find.BySecret(sent.Secret, "", Cancel)));
        Assert.Equal(0, await Erase(here));
    }

    [Theory, BothDatabases]
    public async Task A_case_that_is_open_keeps_what_is_needed_to_end_it(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var sent = await here.Report(Neighbourhood.Needles() with { Words = "bag skuret", Phone = "95 12 34 56" });
        here.Clock.Advance(TimeSpan.FromDays(800));
        await Erase(here);
        var view = await Read(here, sent);
        Assert.Equal((true, "bag skuret"), (view.HasContact, view.Words));
    }

    [Theory, BothDatabases]
    public async Task Pictures_go_with_their_files_ninety_days_after_they_came_and_kept_answers_after_a_day(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        using var picture = new MemoryStream(TestPictures.Jpeg(), writable: false);
        var id = await here.Do((AddPicture add) => add.Run(here.Neighbour, picture, Cancel));
        await here.Report(Neighbourhood.Needles() with { Pictures = [id] }, key: "once");
        here.Clock.Advance(TimeSpan.FromDays(2));
        await Erase(here);
        Assert.Equal((1, 0), (await here.Do((ForumDb db) => db.Pictures.CountAsync(Cancel)), await here.Do((ForumDb db) => db.Commands.CountAsync(Cancel))));
        here.Clock.Advance(TimeSpan.FromDays(88.5));
        await Erase(here);
        Assert.Equal(0, await here.Do((ForumDb db) => db.Pictures.CountAsync(Cancel)));
        Assert.Empty(Directory.GetFiles(here.DataFolder, "*.jpg", SearchOption.AllDirectories));
    }

    private static Task<int> Erase(Neighbourhood here) => here.Do((EraseExpired erase) => erase.Run(Cancel));

    private static Task<CaseView> Read(Neighbourhood here, SubmitReportAnswer sent) => here.Do((ReadCase read) => read.Run(here.As("Rune Askholt"), sent.Number, Cancel));
}
