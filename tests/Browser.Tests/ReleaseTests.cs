using System.Net.Http.Json;
using System.Text.Json;
using SkiaSharp;
using Xunit;

namespace Tryghedsforum.Browser.Tests;

/// <summary>Words and a picture on their way from a neighbour to the quarter, on a desk and on a phone, with script and without.</summary>
public sealed class ReleaseTests(Chromium chromium, DemoTown town) : IClassFixture<DemoTown>
{
    private const string Home = DemoTown.Home, Words = "Der ligger kanyler ved nr. 12, 3. tv. Han holder i AB 12 345. Ring 95 12 34 56 eller skriv til asta@lindvig.example.";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task From_the_original_to_what_the_quarter_reads()
    {
        var number = await Seen();
        await using var staff = await chromium.Desktop(town.Host);
        await staff.SignIn("Tove Brink");
        await staff.Page.GotoAsync($"{Home}/overblik/{number}/frigiv");
        await staff.Page.GetByLabel("Vis billedet for andre").CheckAsync();
        await staff.Page.ClickAsync("summary:has-text('Slør noget på billedet')");
        // Dragged over three fields; one more by keyboard.
        var (first, third) = ((await Field(staff, 14)).X, (await Field(staff, 16)).X);
        var y = (await Field(staff, 14)).Y;
        await staff.Page.Mouse.MoveAsync(first, y);
        await staff.Page.Mouse.DownAsync();
        await staff.Page.Mouse.MoveAsync(third, y, new() { Steps = 12 });
        await staff.Page.Mouse.UpAsync();
        await staff.Page.FocusAsync("[data-blur] input[value='16']");
        await staff.Page.Keyboard.PressAsync("ArrowDown");
        await staff.Page.Keyboard.PressAsync("Space");
        Assert.Equal("14,15,16,28", await staff.Page.EvaluateAsync<string>("[...document.querySelectorAll('[data-blur] input:checked')].map(box => box.value).join()"));
        await Check(staff, "frigiv");
        await staff.Press("Foreslå til koordinatoren");
        await staff.Reads(".happened", "Forslaget venter nu");

        await using var phone = await chromium.Phone(town.Host);
        await phone.SignIn("Maja Ellekilde");
        await phone.Page.GotoAsync($"{Home}/frigivet");
        await Check(phone, "frigivet-venter");
        await phone.Page.ClickAsync($"[data-key='{number}'] a");
        await Check(phone, "frigiv-koordinator");
        await phone.Page.Locator("#ord").FillAsync("Der ligger kanyler. Ring 95 12 34 56.");
        await phone.Press("Frigiv");
        await phone.Reads(".errbox", "Læs hele teksten");
        await Check(phone, "frigiv-fejl");
        await phone.Page.Locator("#ord").FillAsync("Der ligger kanyler ved skuret.");
        await phone.Page.GetByLabel("Jeg har læst hvert ord").CheckAsync();
        await phone.Press("Frigiv");
        await phone.Reads(".happened", "Teksten er frigivet.");
        await Check(phone, "frigiv-frigivet");

        await using var neighbour = await chromium.Phone(town.Host);
        await neighbour.SignIn("Asta Lindvig");
        await neighbour.Page.GotoAsync($"{Home}/frigivet");
        // Other releases of the town may be there, too.
        const string Told = "#released article:has-text('Der ligger kanyler ved skuret.')";
        await neighbour.Shows(Told);
        await neighbour.Shows($"{Told} img");
        await Check(neighbour, "frigivet");
        // Taken back, it is gone from the open page, too.
        await staff.Page.GotoAsync($"{Home}/overblik/{number}/frigiv");
        await staff.Press("Træk tilbage");
        await neighbour.Shows(Told, 0);
        // The refused press was answered 400, which the browser writes down.
        Assert.DoesNotContain(staff.Problems.Concat(phone.Problems).Concat(neighbour.Problems), problem => !problem.Contains("status of 400", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_script_it_is_proposed_field_by_field_and_released()
    {
        var number = await Seen();
        await using var maja = await chromium.Phone(town.Host, script: false);
        await maja.SignIn("Maja Ellekilde");
        await maja.Page.GotoAsync($"{Home}/overblik/{number}/frigiv");
        await maja.Page.GetByLabel("Vis billedet for andre").CheckAsync();
        await maja.Page.ClickAsync("summary:has-text('Slør noget på billedet')");
        await maja.Page.GetByLabel("Række 2, felt 3").CheckAsync();
        await maja.Press("Foreslå til koordinatoren");
        await maja.Reads(".happened", "Forslaget venter nu");
        await maja.Page.GetByLabel("Jeg har læst hvert ord").CheckAsync();
        await maja.Press("Frigiv");
        await maja.Reads(".happened", "Teksten er frigivet.");
        Assert.Empty(maja.Problems);
    }

    private static async Task Check(Window window, string name)
    {
        await PageChecks.WordsApart(window.Page);
        await PageChecks.All(window, name);
    }

    private static async Task<(float X, float Y)> Field(Window window, int field)
    {
        // A mouse outside the window touches nothing.
        var place = window.Page.Locator($"[data-blur] input[value='{field}']");
        await place.ScrollIntoViewIfNeededAsync();
        var box = await place.BoundingBoxAsync();
        return (box!.X + (box.Width / 2), box.Y + (box.Height / 2));
    }

    private async Task<string> Seen()
    {
        using var http = town.Host.CreateDefaultClient(town.Host.Address);
        using var picture = new ByteArrayContent(Picture()) { Headers = { ContentType = new("image/jpeg") } };
        using var added = await http.PostAsync($"/api/v1/forums/{DemoTown.Slug}/pictures", picture, Cancel);
        var id = (await added.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("id").GetGuid();
        using var answer = await http.PostAsJsonAsync($"/api/v1/forums/{DemoTown.Slug}/reports", new
        {
            category = "NeedleWaste", ground = "Street", amount = "TwoToFive", find = "Needles", place = new { written = "Ørnevej 6" }, words = Words, pictures = new[] { id },
        }, Cancel);
        var number = (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("number").GetString()!;
        var tove = await town.Host.ClientAsync("Tove Brink");
        await tove.Press(await tove.Page($"{Home}/overblik/{number}"), "Markér som set");
        return number;
    }

    // A wall, a door with a number, and a bench.
    private static byte[] Picture()
    {
        using var bitmap = new SKBitmap(800, 600);
        using var canvas = new SKCanvas(bitmap);
        canvas.Clear(new(200, 190, 175));
        using var door = new SKPaint { Color = new(120, 60, 40) };
        using var ground = new SKPaint { Color = new(120, 130, 120) };
        using var plate = new SKPaint { Color = SKColors.White };
        canvas.DrawRect(0, 450, 800, 150, ground);
        canvas.DrawRect(100, 150, 180, 300, door);
        canvas.DrawRect(150, 80, 80, 50, plate);
        using var bench = new SKPaint { Color = new(60, 90, 60) };
        canvas.DrawRect(420, 400, 300, 40, bench);
        using var data = bitmap.Encode(SKEncodedImageFormat.Jpeg, 90);
        return data.ToArray();
    }
}
