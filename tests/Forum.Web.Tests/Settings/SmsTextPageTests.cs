using System.Net;
using Tryghedsforum.Web.Tests.Board;
using Xunit;
using static Tryghedsforum.Web.Tests.Board.WorkHost;

namespace Tryghedsforum.Web.Tests.Settings;

/// <summary>The coordinator words an SMS, sees how it looks without any script, and goes back to the program's words in one press.</summary>
public sealed class SmsTextPageTests(WorkHost work) : IClassFixture<WorkHost>
{
    private const string Texts = $"/{Slug}/indstillinger/sms-tekster", Answer = $"{Texts}/reporter.answer";

    [Fact]
    public async Task Words_are_looked_at_saved_listed_and_taken_back()
    {
        var maja = await work.As("Maja Ellekilde");
        Assert.Contains("Til naboen: kvittering", Words(await maja.Page(Texts)), StringComparison.Ordinal);
        var look = await maja.Press(await maja.Page(Answer), "Se hvordan", ("danish", "{sag}: Læs svaret 😱"));
        Assert.Contains("Læs svaret 😱", look.QuerySelector("[data-key=look]")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("tegn, der ikke er almindelige i en SMS (😱)", Words(look), StringComparison.Ordinal);
        Assert.DoesNotContain("Forummets egne ord.", Words(await maja.Page(Texts)), StringComparison.Ordinal);

        var refused = await maja.Press(look, "Gem", ("danish", "Se svaret på nordvest.dk, {sag}"));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("Skriv ingen netadresser", Words(refused), StringComparison.Ordinal);
        var saved = await maja.Press(refused, "Gem", ("danish", "{sag}: Vi har svaret dig."));
        Assert.Equal("Gemt.", saved.QuerySelector(".happened")!.TextContent.Trim());
        Assert.Contains("Maja Ellekilde", saved.QuerySelector("[data-key=versions]")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Maja Ellekilde ændrede forummets indstillinger: ordene i en SMS", Words(await maja.Page($"/{Slug}/logbog")), StringComparison.Ordinal);
        Assert.Contains("Forummets egne ord.", Words(await maja.Page(Texts)), StringComparison.Ordinal);

        var back = await maja.Press(saved, "Tilbage til programmets tekst");
        Assert.Contains("Der er svar til dig", back.QuerySelector("[data-key=look]")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Vi har svaret dig", back.QuerySelector("[data-key=versions]")!.TextContent, StringComparison.Ordinal);
    }
}
