using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Pickups;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Api.Summaries;
using Tryghedsforum.Testing;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Tokens;
using Xunit;

namespace Tryghedsforum.Web.Tests.Months;

public sealed class MonthPaperTests
{
    private static readonly string[] Needed = ["H2", "P", "L", "LI", "LBody", "Table", "TR", "TH", "TD", "Figure"];
    private static readonly string[] Scopes = ["Column", "Row"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task The_paper_says_what_the_page_says_and_can_be_read_aloud(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var sent = await here.Report();
        await here.Do((ConfirmCollected use) => use.Run(here.As("Tove Brink"), sent.Number, new(7), null, Cancel));
        await here.Report(Neighbourhood.Needles("Hillerødgade 45", Ground.Indoors));
        here.Clock.SetUtcNow(new(2027, 2, 2, 9, 0, 0, TimeSpan.Zero));
        await here.Do((MakeSummaries make) => make.Run(Cancel));
        await using var host = await here.Serve(clock: here.Clock, settings: new Dictionary<string, string?> { ["Schedule:On"] = "false" });
        var (maja, henning) = (await here.Browser(host, "Maja Ellekilde"), await here.Browser(host, "Henning Krage"));
        var address = $"/{here.Forum.Forum.Slug}/maaned/2027-01";

        // A draft is for whoever publishes it.
        Assert.Equal(404, (int)(await henning.Http.GetAsync(address + "/v1/oversigt.pdf", Cancel)).StatusCode);
        using (var draft = PdfDocument.Open(await maja.Http.GetByteArrayAsync(address + "/v1/oversigt.pdf", Cancel))) Assert.Contains("Kladde, kun koordinatoren ser den", Read(draft), StringComparison.Ordinal);
        await maja.Press(await maja.Page(address), "[value=udgiv]", ("ord", "Tak for i år."), ("gjort", string.Join('\n', Enumerable.Repeat("Spanden er flyttet til hjørnet, og der er sat lys op ved porten, så man kan se, hvad der ligger der.", 12))), ("mangler", "Lås på porten"));

        using var paper = PdfDocument.Open(await henning.Http.GetByteArrayAsync(address + "/v1/oversigt.pdf", Cancel));
        var (read, page) = (Read(paper), await henning.Page(address));
        Assert.All(page.QuerySelectorAll(".month table tbody tr"), row => Assert.Contains(Plain(string.Join(' ', row.QuerySelectorAll("th, td").Select(cell => cell.TextContent.Trim()))), read, StringComparison.Ordinal));
        Assert.All(page.QuerySelectorAll(".lead, #saadan ~ ul li, [aria-labelledby=mangler-h] li"), words => Assert.Contains(Plain(words.TextContent), read, StringComparison.Ordinal));
        Assert.Contains("Talt 2. februar 2027 kl. 10.00", read, StringComparison.Ordinal);
        Assert.DoesNotContain("i dag", read, StringComparison.Ordinal);
        Tagged(paper);
        Assert.All(paper.GetPages(), sheet => Assert.Equal((595, 842), ((int)Math.Round(sheet.Width), (int)Math.Round(sheet.Height))));
        Assert.True(paper.NumberOfPages > 1);
    }

    private static void Tagged(PdfDocument paper)
    {
        var catalog = paper.Structure.Catalog.CatalogDictionary;
        Assert.StartsWith("Månedsoversigt, januar 2027", paper.Information.Title, StringComparison.Ordinal);
        Assert.Equal("da", ((StringToken)catalog.Data["Lang"]).Data);
        Assert.True(((BooleanToken)Of<DictionaryToken>(paper, catalog.Data["MarkInfo"]).Data["Marked"]).Data);
        var tags = new List<DictionaryToken>();
        Walk(paper, Of<DictionaryToken>(paper, catalog.Data["StructTreeRoot"]), tags);
        var names = tags.Select(tag => ((NameToken)tag.Data["S"]).Data).ToList();
        Assert.Single(names, "H1");
        // No heading stands before the title, and none is missing between two levels.
        Assert.Equal("H1", names.First(name => name is ['H', >= '1' and <= '6']));
        Assert.All(names.Where(name => name is ['H', >= '1' and <= '6']), name => Assert.True(name is "H1" or "H2"));
        Assert.All(paper.GetPages(), page => Assert.Equal("S", ((NameToken)page.Dictionary.Data["Tabs"]).Data));
        Assert.All(Needed, name => Assert.Contains(name, names));
        // A heading says what it is the heading of, and a drawing says in words what it shows.
        Assert.All(tags.Where(tag => ((NameToken)tag.Data["S"]).Data == "TH"), tag => Assert.Contains(((NameToken)Attributes(paper, tag).Data["Scope"]).Data, Scopes));
        Assert.All(tags.Where(tag => ((NameToken)tag.Data["S"]).Data == "Figure"), tag => Assert.NotEmpty(tag.Data["Alt"] is HexToken hex ? hex.Data : ((StringToken)tag.Data["Alt"]).Data));
        // Whatever stands on a page is either read aloud or an ornament.
        Assert.All(paper.GetPages(), page => Assert.All(page.Letters.Where(letter => !string.IsNullOrWhiteSpace(letter.Value)), letter => Assert.True(letter.FontName!.Contains("IBMPlexSans", StringComparison.Ordinal) || letter.FontName.Contains('+'))));
        Assert.All(paper.GetPages(), page => Assert.Equal(page.Letters.Count, page.GetMarkedContents().SelectMany(Inside).Sum(content => content.Letters.Count)));
    }

    private static IEnumerable<MarkedContentElement> Inside(MarkedContentElement content) => [content, .. content.Children.SelectMany(Inside)];

    private static DictionaryToken Attributes(PdfDocument paper, DictionaryToken tag) => Of<DictionaryToken>(paper, tag.Data["A"]);

    private static T Of<T>(PdfDocument paper, IToken token)
        where T : class, IToken =>
        token as T ?? (token is IndirectReferenceToken reference ? Of<T>(paper, paper.Structure.GetObject(reference.Data).Data) : throw new InvalidOperationException($"{token} is no {typeof(T).Name}."));

    private static void Walk(PdfDocument paper, DictionaryToken node, List<DictionaryToken> tags)
    {
        if (node.Data.ContainsKey("S")) tags.Add(node);
        if (!node.Data.TryGetValue("K", out var kids)) return;
        var inside = kids is IndirectReferenceToken reference ? paper.Structure.GetObject(reference.Data).Data : kids;
        foreach (var kid in inside is ArrayToken many ? many.Data : [inside])
            if ((kid is IndirectReferenceToken child ? paper.Structure.GetObject(child.Data).Data : kid) is DictionaryToken element) Walk(paper, element, tags);
    }

    private static string Read(PdfDocument paper) => Plain(string.Join(' ', paper.GetPages().SelectMany(page => page.GetWords()).Select(word => word.Text)));

    private static string Plain(string text) => string.Join(' ', text.Replace('\u00a0', ' ').Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
