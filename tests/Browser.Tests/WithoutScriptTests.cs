using Xunit;

namespace Tryghedsforum.Browser.Tests;

/// <summary>Where script is off or broken everything that is needed works, by forms and by loading the page anew.</summary>
public sealed class WithoutScriptTests(Chromium chromium, DemoTown town) : IClassFixture<DemoTown>
{
    [Fact]
    public async Task Without_script_it_can_be_reported_seen_taken_fetched_followed_and_reopened()
    {
        await using var neighbour = await chromium.Phone(town.Host, script: false);
        await neighbour.SayWhere("Ørnevej 6");
        await neighbour.SayWhat("Under bænken.");
        var number = await neighbour.Send("95 00 77 02");
        await neighbour.Follow("Se sagen nu");
        await neighbour.Reads(".state", "Modtaget");

        await using var staff = await chromium.Desktop(town.Host, script: false);
        await staff.SignIn("Tove Brink");
        await staff.Page.GotoAsync($"{DemoTown.Home}/overblik");
        await staff.Page.ClickAsync($"[data-key='{number}'] a");
        await staff.Reads(".said", "Under bænken.");
        await staff.Press("Markér som set");
        await staff.Reads(".happened", "Sagen er set.");

        await using var crew = await chromium.Phone(town.Host, script: false);
        await crew.SignIn("Ida Falkentoft");
        await crew.Page.GotoAsync($"{DemoTown.Home}/hentes");
        await crew.Page.ClickAsync($"[data-key='{number}'] a");
        await crew.Press("Tag opgaven");
        await crew.Reads(".happened", "Opgaven er jeres.");
        await crew.Press("Hentet");
        await crew.Reads("main", "Skriv antal, eller tryk ”Ved ikke”.");
        await crew.Page.GetByLabel("Hvor mange kanyler?").FillAsync("4");
        await crew.Press("Hentet");
        await crew.Reads("main", "Noteret: hentet. Tak.");

        await neighbour.Page.ReloadAsync();
        await neighbour.Reads(".state", "Sundhedsteamet fandt 4 kanyler.");
        await neighbour.Page.GetByText("Det ligger der stadig").First.ClickAsync();
        await neighbour.Page.GetByLabel("Hvor præcist?").FillAsync("bag cykelskuret");
        await neighbour.Press("Åbn sagen igen");
        await neighbour.Reads("main", "Tak. Den er åbnet igen");

        await crew.Page.GotoAsync($"{DemoTown.Home}/hentes");
        await crew.Reads($"[data-key='{number}']", "Ørnevej 6");
        Assert.Empty(neighbour.Problems.Concat(staff.Problems).Concat(crew.Problems));
    }
}
