using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.Time.Testing;
using Tryghedsforum.Testing;
using Xunit;
using static Tryghedsforum.Web.Tests.Board.WorkHost;

namespace Tryghedsforum.Web.Tests.Board;

/// <summary>The button "Fortryd", with no script at all.</summary>
public sealed class UndoPageTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_press_in_time_takes_it_back_and_one_that_comes_too_late_is_refused_in_words()
    {
        var clock = new FakeTimeProvider(new(2027, 1, 12, 9, 0, 0, TimeSpan.Zero));
        await using var host = await ForumHost.StartAsync(new() { Clock = clock, Settings = new Dictionary<string, string?> { ["Messages:ReporterWait"] = "00:00:20" } });
        var number = await Report(host);
        var tove = await host.ClientAsync("Tove Brink");
        Assert.DoesNotContain("Fortryd", Words(await tove.Page(Case(number))), StringComparison.Ordinal);
        var seen = await tove.Press(await tove.Page(Case(number)), "Markér som set");
        Assert.Contains("Du kan fortryde indtil kl. 10.00.20.", Words(seen), StringComparison.Ordinal);
        // A colleague has nothing to take back.
        Assert.DoesNotContain("Du kan fortryde", Words(await (await host.ClientAsync("Rune Askholt")).Page(Case(number))), StringComparison.Ordinal);
        clock.Advance(TimeSpan.FromSeconds(10));
        var undone = await tove.Press(seen, "Fortryd");
        Assert.Contains("Fortrudt. Sagen er, som den var før.", Words(undone), StringComparison.Ordinal);
        Assert.Equal("g-ToSee", GroupOf(await tove.Page($"/{Slug}/overblik"), number));

        var again = await tove.Press(undone, "Markér som set");
        clock.Advance(TimeSpan.FromSeconds(20));
        var late = await tove.Press(again, "Fortryd");
        Assert.Contains("Det er for sent at fortryde. Intet er ændret.", Words(late), StringComparison.Ordinal);
        Assert.Equal("g-ToTake", GroupOf(await tove.Page($"/{Slug}/overblik"), number));
        using var answer = await tove.Http.PostAsJsonAsync($"/api/v1/forums/{Slug}/reports/{number}/undo", new { }, Cancel);
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains("TooLate", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    private static async Task<string> Report(ForumHost host)
    {
        var visitor = await host.ClientAsync();
        using var answer = await visitor.Http.PostAsJsonAsync($"/api/v1/forums/{Slug}/reports", new { category = "NeedleWaste", ground = "Street", amount = "One", find = "Needles", place = new { written = "Ørnevej 6" } }, Cancel);
        using var sent = System.Text.Json.JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel));
        return sent.RootElement.GetProperty("number").GetString()!;
    }
}
