using System.Net;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Web.Tests.Frame;

public sealed class ErrorPageTests(SharedForumHost shared) : IClassFixture<SharedForumHost>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/findes-ikke/slet-ikke", 404, "Siden findes ikke")]
    [InlineData("/fejl/403", 403, "Den side er ikke for alle")]
    [InlineData("/fejl/429", 429, "Det gik lidt stærkt")]
    [InlineData("/fejl/500", 500, "Vi kunne ikke gøre det")]
    [InlineData("/fejl/503", 503, "Vi kunne ikke gøre det")]
    public async Task A_failure_is_a_page_with_words_a_way_on_and_112(string path, int status, string heading)
    {
        var page = await shared.Host.Page(path);
        Assert.Equal(status, (int)page.StatusCode);
        Assert.Equal(heading, page.QuerySelector("h1")!.TextContent);
        Assert.NotNull(page.QuerySelector("main a.button-primary[href]"));
        Assert.NotNull(page.QuerySelector("a[href='tel:112']"));
    }

    [Fact]
    public async Task An_error_page_needs_no_script_and_no_file_but_the_style_sheet()
    {
        var page = await shared.Host.Page("/fejl/500");
        Assert.Empty(page.QuerySelectorAll("script, img, use, iframe"));
        Assert.Single(page.QuerySelectorAll("link"));
    }

    [Fact]
    public async Task A_failed_form_gets_a_page_as_well()
    {
        var visitor = await shared.Host.ClientAsync();
        using var answer = await visitor.Http.PostAsync("/findes-ikke/slet-ikke", new FormUrlEncodedContent([]), Cancel);
        Assert.InRange((int)answer.StatusCode, 400, 499);
        Assert.Contains("<h1>", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Machines_get_no_page()
    {
        using var answer = await (await shared.Host.ClientAsync()).Http.GetAsync("/api/v1/findes-ikke", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.NotEqual("text/html", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Pages_for_development_exist_nowhere_else()
    {
        await using var production = await ForumHost.StartAsync(new() { Environment = "Production" });
        Assert.Equal(HttpStatusCode.NotFound, (await production.Page("/simulator")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await shared.Host.Page("/simulator")).StatusCode);
    }
}
