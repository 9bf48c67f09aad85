using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Web.Tests.Reports;

public sealed class PictureFormTests(SharedForumHost shared) : IClassFixture<SharedForumHost>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private ForumHost Host => shared.Host;

    [Fact]
    public async Task Without_script_a_picture_travels_with_the_step_and_is_kept_and_can_be_taken_out()
    {
        var visitor = await Host.ClientAsync();
        var what = await visitor.Where("Svanevej 9");
        Visitor.Choose(what.QuerySelector<IHtmlFormElement>("#meld")!, "Files", new ChosenFile("a.png", ChosenFile.Dot));
        var check = await visitor.What(what);
        Assert.Contains("1 billede", check.Words(".answers"), StringComparison.Ordinal);
        var back = await visitor.Press(check, ".answers [value=What]");
        Assert.Equal("Hvad ser du?", back.Words("h1"));
        var small = back.QuerySelector(".thumbs img")!.GetAttribute("src")!;
        using (var answer = await visitor.Http.GetAsync(small, Cancel)) Assert.Equal("image/jpeg", answer.Content.Headers.ContentType?.MediaType);
        var without = await visitor.Press(back, "Fjern");
        Assert.Empty(without.QuerySelectorAll(".thumbs img"));
        Assert.Equal("TwoToFive", without.Value("Amount"));
    }

    [Fact]
    public async Task What_is_no_picture_is_said_at_the_field_and_the_answers_stay()
    {
        var visitor = await Host.ClientAsync();
        var what = await visitor.Where("Svanevej 9");
        Visitor.Choose(what.QuerySelector<IHtmlFormElement>("#meld")!, "Files", new ChosenFile("a.png", "intet billede"u8.ToArray()));
        var page = await visitor.What(what, ("Words", "Behold mig."));
        Assert.Equal("#pictures", page.QuerySelector(".errbox a")!.GetAttribute("href"));
        Assert.Equal(("TwoToFive", "Behold mig."), (page.Value("Amount"), page.Value("Words")));
    }

    [Fact]
    public async Task A_picture_that_came_before_is_the_reports_own_after_sending()
    {
        var visitor = await Host.ClientAsync();
        var what = await visitor.Where("Svanevej 9");
        var name = await Upload(visitor, what.QuerySelector<IHtmlInputElement>("#meld [name=__RequestVerificationToken]")!.Value);
        var form = what.QuerySelector<IHtmlFormElement>("#meld")!;
        var field = (IHtmlInputElement)what.CreateElement("input");
        (field.Type, field.Name, field.Value) = ("hidden", "Pictures", name);
        form.AppendChild(field);
        var number = (await visitor.Send(await visitor.What(what))).Words(".code");
        Assert.Equal(1, await Host.Rows(db => db.Pictures.CountAsync(picture => db.Reports.Any(report => report.Number == number && report.Id == picture.ReportId), Cancel)));
        using var gone = await visitor.Http.GetAsync($"/nordvest/meld/billede/{name}", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public async Task A_draft_is_shown_by_its_sealed_name_only()
    {
        var visitor = await Host.ClientAsync();
        var token = (await visitor.Page("/nordvest/meld")).QuerySelector<IHtmlInputElement>("#meld [name=__RequestVerificationToken]")!.Value;
        await Upload(visitor, token);
        var id = await Host.Rows(db => db.Pictures.OrderByDescending(picture => picture.At).Select(picture => picture.Id).FirstAsync(Cancel));
        using var answer = await visitor.Http.GetAsync($"/nordvest/meld/billede/{id}", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task A_picture_from_another_page_is_not_taken()
    {
        var visitor = await Host.ClientAsync();
        using var answer = await visitor.Http.PostAsync("/nordvest/meld/billede", Body("forkert"), Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    private static async Task<string> Upload(Visitor visitor, string token)
    {
        using var answer = await visitor.Http.PostAsync("/nordvest/meld/billede", Body(token), Cancel);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("id").GetString()!;
    }

    private static MultipartFormDataContent Body(string token) => new()
    {
        { new StringContent(token), "__RequestVerificationToken" },
        { new ByteArrayContent(ChosenFile.Dot) { Headers = { ContentType = new("image/png") } }, "picture", "billede.png" },
    };
}
