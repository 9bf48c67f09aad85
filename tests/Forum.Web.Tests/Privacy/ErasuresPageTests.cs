using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Tryghedsforum.Api.Pickups;
using Tryghedsforum.Api.Pictures;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Testing;
using Tryghedsforum.Web.Pages.Privacy;
using Tryghedsforum.Web.Tests.Reports;
using Xunit;
using static Tryghedsforum.Web.Tests.Board.WorkHost;

namespace Tryghedsforum.Web.Tests.Privacy;

/// <summary>The coordinator and the overseer see what the program has erased, with a browser without script.</summary>
public sealed class ErasuresPageTests
{
    private const string Address = "/nordvest/sletning", Limits = "/nordvest/indstillinger/sletning";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_erased_what_goes_next_and_a_run_that_is_missing_are_said_plainly()
    {
        await using var here = await Neighbourhood.Found(Api.Data.DatabaseKind.Sqlite);
        await using var host = await here.Serve(clock: here.Clock);
        var sent = await here.Report(Neighbourhood.Needles() with { Words = "bag skuret", Phone = "95 12 34 56" });
        await here.Do((ConfirmCollected confirm) => confirm.Run(here.As("Ida Falkentoft"), sent.Number, new(3), null, Cancel));
        here.Clock.Advance(TimeSpan.FromDays(8));
        await here.Do((CloseResolved close) => close.Run(Cancel));
        here.Clock.Advance(TimeSpan.FromDays(31));
        await here.Do((EraseExpired erase) => erase.Run(Cancel));
        await here.Do((RecordErasure record) => record.Run(here.Program, [new(new(2027, 2, 20), 4)], Cancel));

        var maja = await here.Browser(host, "Maja Ellekilde");
        var page = await maja.Page(Address);
        Assert.Contains("Sager og billeder: sidst set efter i dag kl. 10.00.", Words(page), StringComparison.Ordinal);
        Assert.Equal(["Numre og mailadresser 1", "SMS’er 4"], page.QuerySelectorAll("[data-key='2027-02'] tbody tr").Select(row => string.Join(' ', row.Children.Select(cell => cell.TextContent.Trim()))));
        Assert.Contains("20. februar: Numre og mailadresser 1, SMS’er 4", Words(page), StringComparison.Ordinal);
        Assert.Contains("Tekster og præcise steder 0 12. januar 2028", page.QuerySelectorAll("main tbody tr").Select(row => string.Join(' ', row.Children.Select(cell => cell.TextContent.Trim()))));
        Assert.Contains("30 dage efter, at sagen er lukket", Words(page), StringComparison.Ordinal);
        Assert.DoesNotContain("mere end 26 timer", Words(page), StringComparison.Ordinal);
        here.Clock.Advance(TimeSpan.FromHours(27));
        Assert.Contains("Der er ikke slettet noget i mere end 26 timer", Words(await (await here.Browser(host, "Maja Ellekilde")).Page(Address)), StringComparison.Ordinal);

        var grethe = await (await here.Browser(host, "Grethe Solvang")).Page(Address);
        Assert.Equal(HttpStatusCode.OK, grethe.StatusCode);
        Assert.Null(grethe.QuerySelector($"main a[href='{Limits}']"));
        Assert.NotNull(grethe.QuerySelector($"footer a[href='{Address}']"));
    }

    [Fact]
    public async Task The_coordinator_sets_how_long_things_are_kept_and_everybody_reads_it()
    {
        await using var here = await Neighbourhood.Found(Api.Data.DatabaseKind.Sqlite);
        await using var host = await here.Serve(clock: here.Clock);
        var maja = await here.Browser(host, "Maja Ellekilde");
        var form = await maja.Page(Limits);
        var wrong = await maja.Press(form, "Gem", ("contactDays", "6"));
        Assert.Equal((HttpStatusCode.BadRequest, "6"), (wrong.StatusCode, wrong.QuerySelector("#contactDays")!.GetAttribute("value")));
        Assert.Contains("Skriv et helt antal dage fra 7 til 90.", Words(wrong), StringComparison.Ordinal);
        Assert.Contains("Gemt.", Words(await maja.Press(wrong, "Gem", ("contactDays", "14"))), StringComparison.Ordinal);
        var told = await maja.Press(form, "Gem", ("contactDays", "60"));
        Assert.Equal(HttpStatusCode.Conflict, told.StatusCode);
        Assert.Contains("Der står nu: 14", Words(told), StringComparison.Ordinal);
        Assert.Contains("Slettes 14 dage efter, at sagen er lukket.", Words(await (await here.Browser(host)).Page("/nordvest/oplysninger")), StringComparison.Ordinal);
        Assert.Contains("Maja Ellekilde ændrede forummets indstillinger: hvor længe der gemmes", Words(await maja.Page("/nordvest/logbog")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_coordinator_takes_cases_out_for_the_archive_and_says_that_it_has_them()
    {
        await using var here = await Neighbourhood.Found(Api.Data.DatabaseKind.Sqlite);
        await using var host = await here.Serve(kestrel: true, clock: here.Clock);
        var maja = await here.Browser(host, "Maja Ellekilde");
        await maja.Press(await maja.Page(Limits), "Gem", ("archiveFirst", "1"));
        using var dot = new MemoryStream(ChosenFile.Dot);
        var picture = await here.Do((AddPicture add) => add.Run(here.Neighbour, dot, Cancel));
        var sent = await here.Report(Neighbourhood.Needles() with { Words = "bag <skuret> & hegnet", Phone = "95 12 34 56", Email = "markeret@asta.example", Pictures = [picture] });
        await here.Do((ConfirmCollected confirm) => confirm.Run(here.As("Ida Falkentoft"), sent.Number, new(3, "under bladene"), null, Cancel));
        here.Clock.Advance(TimeSpan.FromDays(8));
        await here.Do((CloseResolved close) => close.Run(Cancel));
        here.Clock.Advance(TimeSpan.FromDays(84));

        maja = await here.Browser(host, "Maja Ellekilde");
        var page = await maja.Page(Address);
        Assert.Contains("1 sag venter og er ikke slettet til tiden.", Words(page), StringComparison.Ordinal);
        Assert.Contains($"{sent.Number}, 2 dage over tiden", Words(page), StringComparison.Ordinal);
        Assert.DoesNotContain("Hent til arkivet", Words(await (await here.Browser(host, "Grethe Solvang")).Page(Address)), StringComparison.Ordinal);
        using var zip = await Download(maja, page);
        using var manifest = JsonDocument.Parse(Text(zip, "manifest.json"));
        var files = manifest.RootElement.GetProperty("files").EnumerateArray().ToDictionary(file => file.GetProperty("name").GetString()!, file => file.GetProperty("sha256").GetString()!);
        Assert.Equal(new[] { $"{sent.Number}/billede-1.jpg", $"{sent.Number}/sag.html", $"{sent.Number}/sag.json", "sager.csv" }, files.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(files.Keys.Append("manifest.json").Order(StringComparer.Ordinal), zip.Entries.Select(entry => entry.FullName).Order(StringComparer.Ordinal));
        foreach (var (name, sum) in files) Assert.Equal(sum, Convert.ToHexStringLower(SHA256.HashData(Bytes(zip, name))));
        Assert.Contains("bag &lt;skuret&gt; &amp; hegnet", Text(zip, $"{sent.Number}/sag.html"), StringComparison.Ordinal);
        Assert.Contains("under bladene", Text(zip, $"{sent.Number}/sag.json"), StringComparison.Ordinal);
        var whole = string.Concat(zip.Entries.Where(entry => !entry.Name.EndsWith(".jpg", StringComparison.Ordinal)).Select(entry => Text(zip, entry.FullName)));
        foreach (var contact in new[] { "95 12 34 56", "95123456", "markeret@asta" }) Assert.DoesNotContain(contact, whole, StringComparison.Ordinal);

        page = await maja.Page(Address);
        Assert.Contains("Maja Ellekilde hentede 1 sag.", Words(page), StringComparison.Ordinal);
        // An hour later somebody else may sit there.
        here.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Contains("Vis, at det er dig", Words(await maja.Press(page, "Arkivet har dem")), StringComparison.Ordinal);
        maja = await here.Browser(host, "Maja Ellekilde");
        var confirmed = await maja.Press(await maja.Page(Address), "Arkivet har dem");
        Assert.Contains("Ingen sager venter.", Words(confirmed), StringComparison.Ordinal);
        await here.Do((EraseExpired erase) => erase.Run(Cancel));
        Assert.Empty(Directory.GetFiles(here.DataFolder, "*.jpg", SearchOption.AllDirectories));
        Assert.Contains("Maja Ellekilde hentede sager til arkivet. Antal: 1.", Words(await maja.Page("/nordvest/logbog")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("=1+1", "\"'=1+1\"")]
    [InlineData("+4595", "\"'+4595\"")]
    [InlineData("-2", "\"'-2\"")]
    [InlineData("@SUM(A1)", "\"'@SUM(A1)\"")]
    [InlineData("\t=1", "\"'\t=1\"")]
    [InlineData("\r=1", "\"'\r=1\"")]
    [InlineData("Ørnevej 6; \"bagerst\"", "\"Ørnevej 6; \"\"bagerst\"\"\"")]
    public void A_cell_of_the_list_is_never_a_formula(string text, string cell) => Assert.Equal($"{cell};\"a\"\r\n", ArchiveZip.CsvLine([text, "a"]));

    private static async Task<ZipArchive> Download(Visitor visitor, IDocument page)
    {
        var form = page.QuerySelector<IHtmlFormElement>($"form[action='{Address}/arkiv']")!;
        using var content = new FormUrlEncodedContent(form.QuerySelectorAll<IHtmlInputElement>("input").Select(input => KeyValuePair.Create(input.Name!, input.Value)));
        using var answer = await visitor.Http.PostAsync(new Uri($"{Address}/arkiv", UriKind.Relative), content, Cancel);
        Assert.Equal((HttpStatusCode.OK, "application/zip"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        return new(new MemoryStream(await answer.Content.ReadAsByteArrayAsync(Cancel)));
    }

    private static byte[] Bytes(ZipArchive zip, string name)
    {
        using var content = new MemoryStream();
        using var entry = zip.GetEntry(name)!.Open();
        entry.CopyTo(content);
        return content.ToArray();
    }

    private static string Text(ZipArchive zip, string name) => Encoding.UTF8.GetString(Bytes(zip, name));
}
