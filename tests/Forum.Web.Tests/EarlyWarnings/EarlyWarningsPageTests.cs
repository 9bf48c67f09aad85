using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.EarlyWarnings;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Web.Tests.Board;
using Xunit;
using static Tryghedsforum.Web.Tests.Board.WorkHost;

namespace Tryghedsforum.Web.Tests.EarlyWarnings;

public sealed class EarlyWarningsPageTests(WorkHost work) : IClassFixture<WorkHost>
{
    private const string Address = $"/{Slug}/varsler", Board = $"/{Slug}/overblik";

    [Fact]
    public async Task What_comes_more_often_than_usual_stands_on_the_coordinators_board_until_it_is_seen_to()
    {
        var maja = await work.As("Maja Ellekilde");
        Assert.Contains("Ikke flere end ellers", Words(await maja.Page(Address)), StringComparison.Ordinal);
        Assert.DoesNotContain("Flere end ellers", Words(await maja.Page(Board)), StringComparison.Ordinal);
        await Make();
        var board = await maja.Page(Board);
        Assert.Contains("Flere end ellers", Words(board), StringComparison.Ordinal);
        Assert.NotNull(board.QuerySelector($"a[href='{Address}']"));
        Assert.DoesNotContain("Flere end ellers", Words(await (await work.As("Rune Askholt")).Page(Board)), StringComparison.Ordinal);

        var page = await maja.Page(Address);
        Assert.Contains("4 gange på 2 uger til og med", Words(page), StringComparison.Ordinal);
        Assert.Contains("Ellers er det under én gang på 2 uger.", Words(page), StringComparison.Ordinal);
        Assert.Contains("11 gange på 8 uger til og med", Words(page), StringComparison.Ordinal);
        Assert.Contains("Ellers er det cirka 3 gange på 8 uger.", Words(page), StringComparison.Ordinal);
        var after = await maja.Press(page, "Jeg har set på det");
        Assert.Contains("Noteret.", Words(after), StringComparison.Ordinal);
        Assert.Single((await maja.Page(Address)).QuerySelectorAll("ul.round > li"));
    }

    private async Task Make()
    {
        await using var scope = work.Host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ForumDb>();
        var forum = await db.Forums.AsNoTracking().SingleAsync(one => one.Slug == Slug, TestContext.Current.CancellationToken);
        var monday = DateOnly.FromDateTime(scope.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime).AddDays(-3);
        db.EarlyWarnings.AddRange(
            new EarlyWarning { ForumId = forum.Id, Category = CategoryCode.NeedleWaste, Monday = monday, Days = 14, Count = 4, Usual = 0.4 },
            new EarlyWarning { ForumId = forum.Id, Category = CategoryCode.Unrest, Monday = monday, Days = 56, Count = 11, Usual = 2.7 });
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
    }
}
