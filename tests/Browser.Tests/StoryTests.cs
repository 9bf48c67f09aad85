using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Browser.Tests;

/// <summary>One case as it is meant to go, with everybody's window open at the same time.</summary>
public sealed class StoryTests(Chromium chromium, DemoTown town) : IClassFixture<DemoTown>
{
    private const string NeighboursPhone = "+4595007701", CrewsPhone = "+4595000021", CrewOnPage = "#pnordvest4595000021";

    [Fact]
    public async Task A_report_reaches_everybody_whom_it_concerns_and_each_sees_only_what_is_theirs()
    {
        await using var staff = await Work(await chromium.Desktop(town.Host), "Tove Brink", "overblik");
        await using var crew = await Work(await chromium.Phone(town.Host), "Ida Falkentoft", "hentes");
        await using var police = await Work(await chromium.Desktop(town.Host), "Lea Stougard", "overblik");
        await using var resident = await Work(await chromium.Phone(town.Host), "Yusuf Karaman", "kvarteret");
        await using var anybody = await chromium.Desktop(town.Host);
        await anybody.Lay(DemoTown.Home);
        await using var phones = await chromium.Desktop(town.Host);
        await phones.Lay("/simulator");

        // A case in a stairway is none of the police's business, and nobody outside the partners sees its street.
        var (indoors, _) = await town.Report("Ørnevej 6", ground: "Indoors");
        await staff.Shows($"#board [data-key='{indoors}']");

        await using var neighbour = await chromium.Phone(town.Host);
        await neighbour.SayWhere("Hillerødgade 45");
        await neighbour.SayWhat("Ved cykelskuret.");
        await neighbour.Reads(".audience", "Må politiet få dit nummer?");
        var number = await neighbour.Send("95 00 77 01");
        await neighbour.Reads("main", number);

        // It comes to those who work here, and is said aloud; the police get it by the rule for children's places, coarse.
        await staff.Reads($"#board [data-key='{number}']", "Hillerødgade 45");
        await staff.Reads("#announce", "Hillerødgade");
        await crew.Reads($"#round [data-key='{number}']", "Hillerødgade 45");
        await police.Reads($"#board [data-key='{number}']", "Hillerødgade");
        await police.Shows($"#board [data-key='{indoors}']", 0);
        await Eventually.True(() => town.TextsTo(CrewsPhone).Any(text => text.Contains("HENT " + number, StringComparison.Ordinal)));
        await Eventually.True(() => town.TextsTo(NeighboursPhone).Count == 1);
        await neighbour.Follow("Se sagen nu");
        await neighbour.Page.EvaluateAsync("window.laid = true");
        await neighbour.Reads(".state", "Modtaget");
        await PoliceReadNeitherWordsNorNumber(number);

        // Residents see it when somebody has seen it; the public when the list is made again.
        await resident.Shows("#cases [data-key]", 0);
        await staff.Page.ClickAsync($"[data-key='{number}'] a");
        await staff.Reads(".said", "Ved cykelskuret.");
        await staff.Press("Markér som set");
        await staff.Reads(".happened", "Sagen er set.");
        await staff.Page.EvaluateAsync("window.laid = true");
        await resident.Reads("#cases [data-key]", "Hillerødgade");
        await neighbour.Reads("#story", "Set af Herberget");
        Assert.DoesNotContain("cykelskuret", await resident.Page.TextContentAsync("main"), StringComparison.Ordinal);
        await anybody.Shows("#cases [data-key]", 0);
        await town.RemakePublicList();
        await anybody.Reads("#cases [data-key]", "Hillerødgade");
        await anybody.Reads("#cases [data-key]", "I gang");

        // The crew answers on the phone, twice; everybody's page moves.
        await phones.Page.ClickAsync($"article:has({CrewOnPage}) .quick button[value='1']");
        await phones.Reads($"article:has({CrewOnPage}) .talk", $"Tak, {number} er jeres.");
        await neighbour.Reads(".state", "Sundhedsteamet har taget opgaven");
        await staff.Reads("#case .status", "Taget af Sundhedsteamet");
        await crew.Shows($"[data-key='r-mine'] [data-key='{number}']");
        await phones.Page.FillAsync($"{CrewOnPage}-text", "2 4");
        await phones.Page.Keyboard.PressAsync("Enter");
        await phones.Reads($"article:has({CrewOnPage}) .talk", $"{number} hentet, 4 stk.");
        await neighbour.Reads(".state", "Sundhedsteamet fandt 4 kanyler.");
        await staff.Reads("#case .status", "Hentet");
        await staff.Shows($"#g-SolvedToday, [data-key='g-SolvedToday'] [data-key='{number}']", 2);
        await crew.Shows($"#round [data-key='{number}']", 0);
        await resident.Reads("#solved [data-key]", "Hillerødgade");

        // What lies on the neighbour's table tells nobody where or what.
        await Eventually.True(() => town.TextsTo(NeighboursPhone).Count == 3);
        Assert.All(town.TextsTo(NeighboursPhone), text =>
        {
            Assert.Contains(number, text, StringComparison.Ordinal);
            Assert.DoesNotContain("Hillerød", text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("kanyl", text, StringComparison.OrdinalIgnoreCase);
        });

        // The public list stood still all the while.
        await anybody.Reads("#cases [data-key]", "I gang");
        await town.RemakePublicList();
        await anybody.Shows("#cases [data-key]", 0);
        await anybody.Reads("#strip", "Hillerødgade");

        // It lies there still: opened again, and the crew is told.
        var told = town.TextsTo(CrewsPhone).Count;
        await neighbour.Page.ClickAsync("summary:has-text('Det ligger der stadig')");
        await neighbour.Page.GetByLabel("Hvor præcist?").FillAsync("bag skuret");
        await neighbour.StillLies();
        await neighbour.Press("Åbn sagen igen");
        await neighbour.Reads("main", "Tak. Den er åbnet igen");
        await staff.Reads("#case .status", "Genåbnet");
        await crew.Reads($"#round [data-key='{number}']", "Hillerødgade 45");
        await Eventually.True(() => town.TextsTo(CrewsPhone).Skip(told).Any(text => text.Contains(number, StringComparison.Ordinal)));

        foreach (var window in new[] { staff, crew, police, resident, anybody }) await window.StillLies();
        foreach (var window in new[] { staff, crew, police, resident, anybody, phones, neighbour }) Assert.Empty(window.Problems);
    }

    private async Task PoliceReadNeitherWordsNorNumber(string number)
    {
        await using var police = await Work(await chromium.Phone(town.Host), "Lea Stougard", $"overblik/{number}");
        await police.Reads("#case", "Hillerødgade");
        var text = await police.Page.TextContentAsync("main");
        Assert.DoesNotContain("cykelskuret", text, StringComparison.Ordinal);
        Assert.DoesNotContain("77 01", text, StringComparison.Ordinal);
    }

    private static async Task<Window> Work(Window window, string person, string page)
    {
        await window.SignIn(person);
        await window.Lay($"{DemoTown.Home}/{page}");
        return window;
    }
}
