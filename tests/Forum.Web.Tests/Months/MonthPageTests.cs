using System.Globalization;
using AngleSharp.Dom;
using Microsoft.Extensions.DependencyInjection;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Api.Summaries;
using Tryghedsforum.Web.Pages.Months;
using Tryghedsforum.Web.Tests.Board;
using Xunit;
using static Tryghedsforum.Web.Tests.Board.WorkHost;

namespace Tryghedsforum.Web.Tests.Months;

public sealed class MonthPageTests(WorkHost work) : IClassFixture<WorkHost>
{
    private static readonly MonthFigures October = new()
    {
        Month = new(2026, 10, 1), Reports = 3, Reported = [new(CategoryCode.NeedleWaste, 2), new(CategoryCode.BinFull, 1)], Solved = 3, Collected = 2, NeedlesCollected = 7, NothingFound = 1,
        DropOffs = 4, NeedlesHandedIn = 31, Open = 0, ToSeen = new(TimeSpan.FromMinutes(8), TimeSpan.FromMinutes(21), 3), ToTaken = new(TimeSpan.FromMinutes(125), TimeSpan.FromHours(5), 3),
        ToFetched = new(TimeSpan.FromHours(5), TimeSpan.FromHours(50), 3),
    };

    [Fact]
    public async Task The_table_says_what_happened_and_adds_nothing_up()
    {
        var (ida, tove) = (await work.As("Ida Falkentoft"), await work.As("Tove Brink"));
        var (first, _) = await work.Report();
        await work.Report(category: "Idea");
        await ida.Press(await ida.Press(await ida.Page(Pickup(first)), "[value=tag]"), "[value=hentet]", ("antal", "6"));
        await tove.Press(await tove.Page($"/{Slug}/skriv-ind"), "Skriv afleveringen ind", ("antal", "11"));
        var page = await tove.Page($"/{Slug}/maaned");
        var rows = Rows(page);
        Assert.Equal("2", rows["Henvendelser"]);
        Assert.Equal("1", rows["– heraf: Kanyler"]);
        Assert.Equal("1", rows["Afhentninger, hvor noget blev hentet"]);
        Assert.Equal("6", rows["Kanyler hentet (talt)"]);
        Assert.Equal("11", rows["Kanyler afleveret (talt)"]);
        Assert.Equal("0", rows["Afhentninger, hvor intet blev fundet"]);
        Assert.DoesNotContain("17", rows.Values);
        Assert.Contains("Der er kommet 2 henvendelser", Words(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Months_that_have_not_been_are_unknown_pages()
    {
        var tove = await work.As("Tove Brink");
        foreach (var month in new[] { "2999-01", "1990-01", "2026-13", "nu" })
            Assert.Equal(404, (int)(await tove.Page($"/{Slug}/maaned/{month}")).StatusCode);
    }

    [Fact]
    public void Small_numbers_are_spoken_of_as_small_numbers() => InDanish(words =>
    {
        Assert.Equal("Der kom 3 henvendelser i oktober. Alle 3 er løst. Det er for få til at sige, om det går op eller ned.", words.Sentences(October, running: false));
        Assert.Equal("Der kom ingen henvendelser i oktober.", words.Sentences(October with { Reports = 0, Solved = 0 }, running: false));
        Assert.Equal("Der kom 2 henvendelser i oktober. Begge er løst. Det er for få til at sige, om det går op eller ned.", words.Sentences(October with { Reports = 2, Solved = 2 }, running: false));
        Assert.Equal("Der kom 40 henvendelser i oktober. 38 af de 40 er løst.", words.Sentences(October with { Reports = 40, Solved = 38 }, running: false));
    });

    [Fact]
    public void Times_are_said_in_hours_and_minutes() => InDanish(words =>
    {
        Assert.Equal(["8 min", "21 min", "3"], words.Times(October)[0].Figures.Select(Plain));
        Assert.Equal(["2 t 5 min", "5 t", "3"], words.Times(October)[1].Figures.Select(Plain));
        Assert.Equal(["5 t", "2 døgn 2 t", "3"], words.Times(October)[2].Figures.Select(Plain));
        Assert.Equal("–", words.Span(null));
    });

    private static string Plain(string text) => text.Replace('\u00a0', ' ');

    private static Dictionary<string, string> Rows(IDocument page) => page.QuerySelector("section table")!.QuerySelectorAll("tbody tr")
        .ToDictionary(row => row.QuerySelector("th")!.TextContent.Trim(), row => row.QuerySelector("td")!.TextContent.Trim());

    private void InDanish(Action<MonthWords> check)
    {
        using var scope = work.Host.Services.CreateScope();
        var before = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = new("da-DK");
            check(scope.ServiceProvider.GetRequiredService<MonthWords>());
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = before;
        }
    }
}
