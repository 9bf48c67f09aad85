using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Web.Tests.Reports;

/// <summary>Whoever told of two things in one breath finds both from the link that was given for them.</summary>
public sealed class SplitPageTests(SharedForumHost shared) : IClassFixture<SharedForumHost>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_page_of_the_first_case_leads_to_the_second_and_what_is_fetched_does_not_hold_its_key()
    {
        var visitor = await shared.Host.ClientAsync();
        var rune = await shared.Host.Who("Rune Askholt");
        var sent = await shared.Host.Do((SubmitReport submit) => submit.Run(Actor.Anyone(rune.ForumId, ""), Neighbourhood.Needles("Svanevej") with { Words = "Nåle på Svanevej. En sprøjte ved Ørnevej 6." }, null, Cancel));
        var own = $"/s/{sent.Secret}";
        Assert.Empty((await visitor.Page(own)).QuerySelectorAll("#state a"));
        var other = await shared.Host.Do((SplitReport split) => split.Run(rune, sent.Number, new("Nåle på Svanevej.", "En sprøjte ved Ørnevej 6."), null, Cancel));
        var page = await visitor.Page(own);
        Assert.Contains("Din henvendelse er blevet til to sager.", page.Words("#state"), StringComparison.Ordinal);
        Assert.DoesNotContain("Spørg", page.Words("#story"), StringComparison.Ordinal);
        // What is quoted there is what the neighbour wrote, and nobody else's.
        Assert.EndsWith("En sprøjte ved Ørnevej 6.”", page.Words("#story li"), StringComparison.Ordinal);
        var link = Assert.Single(page.QuerySelectorAll("#state a"));
        Assert.Equal($"Følg også {other.Number}", link.TextContent);
        Assert.Equal(other.Number, (await visitor.Page(link.GetAttribute("href")!)).Words("#state .num"));
        Assert.DoesNotContain(other.Secret, await visitor.Http.GetStringAsync(own + "/alt.json", Cancel), StringComparison.Ordinal);
        Assert.DoesNotContain(shared.Host.Log.All, line => line.Contains(other.Secret, StringComparison.Ordinal));
        visitor.Http.DefaultRequestHeaders.Remove("Accept-Language");
        visitor.Http.DefaultRequestHeaders.Add("Accept-Language", "en");
        Assert.Equal($"Follow {other.Number} too", Assert.Single((await visitor.Page(own)).QuerySelectorAll("#state a")).TextContent);
    }
}
