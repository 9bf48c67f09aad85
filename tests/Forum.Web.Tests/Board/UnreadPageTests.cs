using AngleSharp.Dom;
using Xunit;
using static Tryghedsforum.Web.Tests.Board.WorkHost;

namespace Tryghedsforum.Web.Tests.Board;

/// <summary>What is new on a page, without any script.</summary>
public sealed class UnreadPageTests(WorkHost work) : IClassFixture<WorkHost>
{
    private const string Staff = "Tove Brink", Crew = "Ida Falkentoft", Resident = "Asta Lindvig";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_case_is_marked_and_counted_until_it_is_opened_on_whichever_device()
    {
        var (tove, phone) = (await work.As(Staff), await work.As(Staff));
        var before = Count(await tove.Page($"/{Slug}/hentes"));
        var (number, _) = await work.Report();
        var list = await tove.Page($"/{Slug}/hentes");
        Assert.Equal(before + 1, Count(list));
        Assert.Equal("Nyt", Mark(list, number));
        Assert.Equal("Nyt", Mark(await phone.Page($"/{Slug}/overblik"), number));
        var opened = await phone.Page(Case(number));
        Assert.Equal(before, Count(opened));
        Assert.Null(Mark(opened, number));
        var after = await tove.Page($"/{Slug}/overblik");
        Assert.Equal(before, Count(after));
        Assert.Null(Mark(after, number));

        // One's own deed is no news; the crew's is, and is read on the pickup's page, too.
        await tove.Press(await tove.Page(Case(number)), "Markér som set");
        Assert.Null(Mark(await tove.Page($"/{Slug}/overblik"), number));
        var ida = await work.As(Crew);
        await ida.Press(await ida.Page(Case(number)), "Tag opgaven");
        Assert.Equal("Nyt", Mark(await tove.Page($"/{Slug}/overblik"), number));
        await tove.Page(Pickup(number));
        Assert.Null(Mark(await tove.Page($"/{Slug}/overblik"), number));
    }

    [Theory]
    [InlineData("X-Live", "hidden")]
    [InlineData("Sec-Purpose", "prefetch")]
    public async Task A_page_that_nobody_looks_at_reads_nothing(string header, string value)
    {
        var tove = await work.As(Staff);
        var (number, _) = await work.Report();
        using var request = new HttpRequestMessage(HttpMethod.Get, Case(number));
        request.Headers.Add(header, value);
        using var answer = await tove.Http.SendAsync(request, Cancel);
        Assert.Contains("Nyt", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal("Nyt", Mark(await tove.Page($"/{Slug}/overblik"), number));
    }

    [Fact]
    public async Task A_resident_sees_what_is_new_in_the_own_cases_until_the_link_is_opened()
    {
        var asta = await work.As(Resident);
        var (number, secret) = await work.Report();
        await asta.Press(await asta.Page($"/s/{secret}"), "Gem hos mig");
        await asta.Page($"/s/{secret}");
        Assert.Null(Mark(await asta.Page($"/{Slug}/mine"), number));
        var tove = await work.As(Staff);
        await tove.Press(await tove.Page(Case(number)), "Markér som set");
        var mine = await asta.Page($"/{Slug}/mine");
        Assert.Equal("Nyt", Mark(mine, number));
        Assert.Contains("Mine henvendelser, 1 ny", mine.Body!.TextContent, StringComparison.Ordinal);
        await asta.Page($"/s/{secret}");
        Assert.Null(Mark(await asta.Page($"/{Slug}/mine"), number));
    }

    private static int Count(IDocument page) => page.QuerySelector($".staffnav a[href='/{Slug}/overblik'] .newcount .sr-only")?.TextContent.Split(' ')[0] is { } count ? int.Parse(count, null) : 0;

    private static string? Mark(IDocument page, string number) => page.QuerySelector($"main [data-key='{number}'] .newmark")?.TextContent;
}
