using System.Globalization;
using AngleSharp.Dom;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Api.Summaries;
using Tryghedsforum.Web.Pages.Months;
using Tryghedsforum.Web.Tests.Board;
using Tryghedsforum.Web.Text;
using Xunit;
using static Tryghedsforum.Web.Tests.Board.WorkHost;

namespace Tryghedsforum.Web.Tests.Months;

public sealed class MonthPageTests(WorkHost work) : IClassFixture<WorkHost>
{
    private static readonly MonthFigures October = new()
    {
        Month = new(2026, 10, 1), CountedAt = new(2026, 11, 1, 6, 0, 0, TimeSpan.Zero), IsFirst = false, Reports = 3, Reported = [new(CategoryCode.NeedleWaste, 2), new(CategoryCode.BinFull, 1)], Solved = 3,
        Streets = [new("Ørnevej", false, 1, 4), new(null, true, 2, 3)], Channels = [new(Channel.Web, 3)], Guessed = new(2, 7, 25, 0), Collected = 2, NeedlesCollected = 7, CollectedUncounted = 0, NothingFound = 1,
        DropOffs = 4, NeedlesHandedIn = 31, DropOffsUncounted = 1, Open = 1, OpenCases = [new("NV-1000", CategoryCode.BinFull, 3)], PromisesKept = 2, PromisesMissed = 1, Messages = new(12, 0),
        ToSeen = new(TimeSpan.FromMinutes(8), TimeSpan.FromMinutes(21), 3, "NV-1000"), ToTaken = new(TimeSpan.FromMinutes(125), TimeSpan.FromHours(5), 3, "NV-1000"),
        ToFetched = new(TimeSpan.FromHours(5), TimeSpan.FromHours(50), 3, "NV-1000"),
        Trend = [.. Enumerable.Range(-11, 12).Select(back => new MonthCount(new DateOnly(2026, 10, 1).AddMonths(back), back < -9 ? null : back == 0 ? 3 : 2))],
        Before = new(new(2026, 9, 1), 2, 0.1, 20, Verdict.Uncertain, null), LastYear = null,
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
        Assert.Equal("2–5", rows["Kanyler meldt (skøn)"]);
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
        Assert.Equal("Der kom 1 henvendelse i oktober. Den er ikke løst. Det var forummets første måned, og den er måske ikke hel. Det er for få til at sige, om det går op eller ned.", words.Sentences(October with { Reports = 1, Solved = 0, IsFirst = true, Before = null }, running: false));
        Assert.Equal("Der er kommet 3 henvendelser i oktober indtil nu. Alle 3 er løst.", words.Sentences(October, running: true));
    });

    [Fact]
    public void More_and_fewer_are_said_only_of_what_is_no_chance() => InDanish(words =>
    {
        var many = October with { Reports = 40, Solved = 38 };
        Assert.Equal("Der kom 40 henvendelser i oktober. 38 af de 40 er løst. Forskellen til september 2026 (31) kan være tilfældig.", words.Sentences(many with { Before = many.Before! with { Count = 31 } }, running: false));
        Assert.Equal("Der kom 40 henvendelser i oktober. 38 af de 40 er løst. Det er flere end i september 2026 (10). Flere henvendelser er ikke altid flere kanyler.", words.Sentences(many with { Before = many.Before! with { Count = 10, Verdict = Verdict.More } }, running: false));
        Assert.Equal("Der kom 40 henvendelser i oktober. 38 af de 40 er løst. Det er 50 % færre end i oktober 2025 (80).", words.Sentences(many with { LastYear = new(new(2025, 10, 1), 80, 0.3, 0.8, Verdict.Fewer, -50) }, running: false));
        Assert.Equal("Der kom 3 henvendelser i oktober. Alle 3 er løst. Det er færre end i september 2026 (30).", words.Sentences(October with { Before = October.Before! with { Count = 30, Verdict = Verdict.Fewer } }, running: false));
    });

    [Fact]
    public void Times_are_said_in_hours_and_minutes() => InDanish((words, tables) =>
    {
        Assert.Equal(["8 min", "21 min", "NV-1000", "3"], tables.Times(October).Rows[0].Figures.Select(Plain));
        Assert.Equal(["2 t 5 min", "5 t", "NV-1000", "3"], tables.Times(October).Rows[1].Figures.Select(Plain));
        Assert.Equal(["5 t", "2 døgn 2 t", "NV-1000", "3"], tables.Times(October).Rows[2].Figures.Select(Plain));
        Assert.Equal("–", words.Span(null));
    });

    [Fact]
    public void Every_rule_of_counting_is_told_in_words_and_every_channel_has_a_name() => InDanish((_, _, texts) =>
    {
        Assert.All(Enum.GetValues<Definition>(), rule => Assert.False(texts[$"How_{rule}"].ResourceNotFound));
        Assert.All(Enum.GetValues<Channel>(), channel => Assert.False(texts[$"Channel_{channel}"].ResourceNotFound));
    });

    private static string Plain(string text) => text.Replace('\u00a0', ' ');

    private static Dictionary<string, string> Rows(IDocument page) => page.QuerySelectorAll("table").Single(table => table.QuerySelector("caption")!.TextContent.StartsWith("Tal for", StringComparison.Ordinal)).QuerySelectorAll("tbody tr")
        .ToDictionary(row => row.QuerySelector("th")!.TextContent.Trim(), row => row.QuerySelector("td")!.TextContent.Trim());

    private void InDanish(Action<MonthWords> check) => InDanish((words, _, _) => check(words));

    private void InDanish(Action<MonthWords, MonthTables> check) => InDanish((words, tables, _) => check(words, tables));

    private void InDanish(Action<MonthWords, MonthTables, IStringLocalizer<MonthText>> check)
    {
        using var scope = work.Host.Services.CreateScope();
        var before = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = new("da-DK");
            check(scope.ServiceProvider.GetRequiredService<MonthWords>(), scope.ServiceProvider.GetRequiredService<MonthTables>(), scope.ServiceProvider.GetRequiredService<IStringLocalizer<MonthText>>());
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = before;
        }
    }
}
