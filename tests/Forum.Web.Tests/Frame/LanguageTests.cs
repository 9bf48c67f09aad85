using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Web.Tests.Frame;

public sealed class LanguageTests(SharedForumHost shared) : IClassFixture<SharedForumHost>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("da", "da")]
    [InlineData("da, en;q=0.8", "da")]
    [InlineData("da-DK,da;q=0.9,en-US;q=0.8", "da")]
    [InlineData("en-US,en;q=0.9", "en")]
    [InlineData("pl", "da")]
    public async Task The_browsers_language_decides_and_Danish_is_the_rest(string accepted, string language)
    {
        using var client = shared.Host.CreateDefaultClient(shared.Host.Address);
        client.DefaultRequestHeaders.Add("Accept-Language", accepted);
        Assert.Contains($"<html lang=\"{language}\"", await client.GetStringAsync("/nordvest", Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reader_chooses_English_at_the_foot_comes_back_to_the_same_page_and_can_choose_Danish_again()
    {
        var visitor = await shared.Host.ClientAsync();
        var english = await visitor.Press(await visitor.Page("/nordvest?side=2"), "English");
        Assert.EndsWith("/nordvest?side=2", english.Url, StringComparison.Ordinal);
        Assert.Equal("en", english.DocumentElement.GetAttribute("lang"));
        Assert.Equal("Skip to the content", english.QuerySelector(".skipnav")!.TextContent);
        var danish = await visitor.Press(english, "Dansk");
        Assert.Equal("da", danish.DocumentElement.GetAttribute("lang"));
    }

    [Theory]
    [InlineData("//evil.example/")]
    [InlineData("https://evil.example/")]
    [InlineData("/\\evil.example")]
    [InlineData("")]
    public async Task The_way_back_never_leads_elsewhere(string address)
    {
        using var client = shared.Host.CreateDefaultClient(shared.Host.Address);
        using var answer = await client.PostAsync("/sprog", new FormUrlEncodedContent([new("sprog", "en"), new("tilbage", address)]), Cancel);
        Assert.Equal("/", answer.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Another_site_cannot_choose_for_the_reader()
    {
        using var client = shared.Host.CreateDefaultClient(shared.Host.Address);
        client.DefaultRequestHeaders.Add("Sec-Fetch-Site", "cross-site");
        using var answer = await client.PostAsync("/sprog", new FormUrlEncodedContent([new("sprog", "en")]), Cancel);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }
}
