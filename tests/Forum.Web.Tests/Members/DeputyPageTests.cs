using System.Globalization;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Tryghedsforum.Web.Tests.Board;
using Xunit;
using static Tryghedsforum.Web.Tests.Board.WorkHost;

namespace Tryghedsforum.Web.Tests.Members;

/// <summary>The coordinator goes on holiday, with a browser without script.</summary>
public sealed class DeputyPageTests(WorkHost work) : IClassFixture<WorkHost>
{
    [Fact]
    public async Task A_deputy_is_named_is_told_to_sign_in_by_two_steps_and_stands_on_the_board()
    {
        var (maja, rune) = (await work.As("Maja Ellekilde"), await work.As("Rune Askholt"));
        var before = Words(await rune.Page($"/{Slug}/overblik"));
        Assert.Contains("Koordinatoren: Maja E.", before, StringComparison.Ordinal);
        Assert.DoesNotContain("Koordinerer nu", before, StringComparison.Ordinal);
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(work.Host.Services.GetRequiredService<TimeProvider>().GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById("Europe/Copenhagen")).DateTime);
        string Day(int later) => today.AddDays(later).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

        var list = await maja.Page($"/{Slug}/folk");
        var page = await maja.Page(list.QuerySelectorAll("main a").Single(a => a.TextContent == "Ret rolle, hold eller navn: Rune Askholt").GetAttribute("href")!);
        var wrong = await maja.Press(page, "Gør til stedfortræder", ("from", Day(0)), ("until", Day(-1)));
        Assert.Equal((HttpStatusCode.BadRequest, Day(0)), (wrong.StatusCode, wrong.QuerySelector("#from")!.GetAttribute("value")));
        Assert.Contains("Den sidste dag er før den første.", Words(wrong), StringComparison.Ordinal);
        wrong = await maja.Press(wrong, "Gør til stedfortræder", ("until", "snart"));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        var named = await maja.Press(wrong, "Gør til stedfortræder", ("until", Day(13)));
        Assert.Contains("Stedfortræder nu, fra ", Words(named), StringComparison.Ordinal);
        Assert.Contains("Stedfortræder nu, fra ", Words(await maja.Page($"/{Slug}/folk")), StringComparison.Ordinal);
        Assert.Contains("Maja Ellekilde gjorde Rune Askholt til stedfortræder for koordinatoren fra ", Words(await maja.Page($"/{Slug}/logbog")), StringComparison.Ordinal);

        // A session of weeks carries none of it, and says so.
        var board = await rune.Page($"/{Slug}/overblik");
        Assert.Contains("Koordinerer nu: Maja E., Rune A. (stedfortræder)", Words(board), StringComparison.Ordinal);
        Assert.Contains("Det kræver, at du logger ind i to trin.", Words(board), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await rune.Page($"/{Slug}/folk")).StatusCode);
        rune = await work.As("Rune Askholt");
        Assert.DoesNotContain("Det kræver, at du logger ind i to trin.", Words(await rune.Page($"/{Slug}/overblik")), StringComparison.Ordinal);
        Assert.Contains("stedfortræder for koordinatoren", Words(await rune.Page($"/{Slug}/mig")), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await rune.Page($"/{Slug}/folk")).StatusCode);
        Assert.DoesNotContain("Gør til stedfortræder", Words(await rune.Page(new Uri(named.Url).AbsolutePath)), StringComparison.Ordinal);

        await maja.Press(await maja.Page(new Uri(named.Url).AbsolutePath), "Stop som stedfortræder");
        Assert.Equal(HttpStatusCode.Forbidden, (await rune.Page($"/{Slug}/folk")).StatusCode);
        Assert.DoesNotContain("stedfortræder", Words(await rune.Page($"/{Slug}/overblik")), StringComparison.Ordinal);
    }
}
