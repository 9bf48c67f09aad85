using Xunit;

namespace Tryghedsforum.Browser.Tests;

/// <summary>Every page and every state that the story passes stands all checks: axe, 320 px, text doubled, targets, words that stand apart.</summary>
public sealed class AccessibilityTests(Chromium chromium, DemoTown town) : IClassFixture<DemoTown>
{
    private const string Home = DemoTown.Home;

    [Fact]
    public async Task What_anybody_may_see()
    {
        await using var window = await chromium.Desktop(town.Host);
        await Check(window, "/aeblehaven", "forside-tom");
        await Check(window, "/", "fora");
        await Check(window, $"{Home}/oplysninger", "oplysninger");
        await Check(window, "/log-ind", "log-ind");
        await Check(window, "/simulator", "simulator");
        await Check(window, $"{Home}/tak", "tak-udloebet");
        await Check(window, "/s/findes-ikke", "sag-forkert-link");
        await Check(window, $"{Home}/findes/ikke", "404");
        await Check(window, "/fejl/500", "500");
        await Check(window, "/fejl/429", "429");
        await window.SignIn("Asta Lindvig");
        await Check(window, $"{Home}/overblik", "403");
    }

    [Fact]
    public async Task A_case_that_became_two()
    {
        var (number, secret) = await town.Report(words: "Nåle på Ørnevej 6. En sprøjte ved Svanevej 2.");
        await using var desk = await chromium.Desktop(town.Host);
        await desk.SignIn("Rune Askholt");
        var split = await desk.Page.Context.APIRequest.PostAsync($"/api/v1/forums/{DemoTown.Slug}/reports/{number}/split", new()
        {
            DataObject = new { first = "Nåle på Ørnevej 6.", second = "En sprøjte ved Svanevej 2." }, Headers = new Dictionary<string, string> { ["Origin"] = town.Host.Address.GetLeftPart(UriPartial.Authority) },
        });
        Assert.True(split.Ok, await split.TextAsync());
        await using var window = await chromium.Phone(town.Host);
        await Check(window, $"/s/{secret}", "sag-delt");
        await window.Page.GetByText("Følg også").ClickAsync();
        await window.Shows("#state .num");
        await Check(window, null, "sag-delt-anden");
    }

    [Fact]
    public async Task The_way_in_of_a_new_coordinator()
    {
        await using var desk = await chromium.Desktop(town.Host);
        await desk.SignIn("Maja Ellekilde");
        await Check(desk, $"{Home}/folk", "folk");
        await desk.Page.Locator("summary", new() { HasText = "Inviter nogen" }).ClickAsync();
        await desk.Press("Lav invitationen");
        await desk.Reads(".errbox", "Skriv et navn");
        await Check(desk, null, "folk-fejl");
        await desk.Page.GetByLabel("Navn").FillAsync("Signe Ravn");
        await desk.Page.GetByLabel("Rolle").SelectOptionAsync("Coordinator");
        await desk.Page.GetByLabel("Mobilnummer").FillAsync("95 80 02 01");
        await desk.Press("Lav invitationen");
        await desk.Reads("h2", "Signe Ravn er inviteret");
        await Check(desk, null, "folk-inviteret");
        var link = await desk.Page.GetByLabel("Link til invitationen").InputValueAsync();

        await using var window = await chromium.Phone(town.Host);
        await Check(window, new Uri(link).AbsolutePath, "invitation");
        await window.Press("Ja tak, jeg er med");
        await window.Reads("h1", "Skriv koden");
        await Check(window, null, "log-ind-kode");
        await Testing.Eventually.True(() => town.TextsTo("+4595800201").Count == 1);
        await window.Page.GetByLabel("Kode").FillAsync(string.Concat(town.TextsTo("+4595800201")[0].SkipWhile(letter => !char.IsAsciiDigit(letter)).Take(6)));
        await window.Press("Gå videre");
        await window.Reads("h1", "Et trin til");
        await Check(window, null, "log-ind-totrin-ny");
        await window.Page.GetByLabel("Kode fra appen").FillAsync("1");
        await window.Press("Log ind");
        await window.Reads(".form-error-message", "Koden passer ikke");
        await Check(window, null, "log-ind-totrin-fejl");
        var key = OtpNet.Base32Encoding.ToBytes((await window.Page.Locator("code.key").InnerTextAsync()).Replace(" ", "", StringComparison.Ordinal));
        var now = (TimeProvider)town.Host.Services.GetService(typeof(TimeProvider))!;
        await window.Page.GetByLabel("Kode fra appen").FillAsync(new OtpNet.Totp(key).ComputeTotp(now.GetUtcNow().UtcDateTime));
        await window.Press("Log ind");
        await window.Reads("h1", "Signe Ravn");
        await Check(window, null, "mig-ny");
        await Check(window, $"{Home}/hvem-kan-hvad", "hvem-kan-hvad");
        await Check(window, new Uri(link).AbsolutePath, "invitation-brugt");
    }

    [Fact]
    public async Task How_a_forum_is_set_up()
    {
        await using var window = await chromium.Phone(town.Host);
        await window.SignIn("Maja Ellekilde");
        await Check(window, $"{Home}/kom-i-gang", "kom-i-gang");
        await Check(window, $"{Home}/indstillinger", "indstillinger");
        foreach (var part in new[] { "kontakt", "tider", "hold", "hold/nyt", "sted", "sted/nyt", "emne", "emne/NeedleWaste", "regler/NeedleWaste" })
            await Check(window, $"{Home}/indstillinger/{part}", $"indstillinger-{part.Replace('/', '-')}");
        await window.Page.GotoAsync($"{Home}/indstillinger/tider");
        await window.Page.GetByLabel("Listen laves om klokken").FillAsync("20, 8");
        await window.Press("Gem");
        await window.Reads(".errbox", "den tidligste først");
        await Check(window, null, "indstillinger-tider-fejl");
    }

    [Fact]
    public async Task What_is_said_of_danger_and_without_a_net()
    {
        await using var window = await chromium.Phone(town.Host);
        await window.SayWhere("Hillerødgade 31");
        await window.SayWhat("En mand ligger bevidstløs, og et barn har stukket sig.");
        await window.Reads(".alert", "livsfare");
        await Check(window, null, "meld-3-fare");
        await window.Page.Context.SetOfflineAsync(true);
        await window.Press("Send");
        await window.Reads("[data-offline]:not([hidden])", "ikke sendt endnu");
        await window.Page.Context.SetOfflineAsync(false);
        await window.Reads("h1", "Tak. Vi har din besked.");
        await Check(window, null, "tak-fare");
    }

    [Fact]
    public async Task The_way_of_a_report()
    {
        var (known, _) = await town.Report("Rentemestervej 1");
        await Do("Tove Brink", $"overblik/{known}", "Markér som set");
        await town.RemakePublicList();

        await using var window = await chromium.Phone(town.Host);
        await Check(window, Home, "forside");
        await Check(window, $"{Home}/meld?andet=1", "meld-slags");
        await Check(window, $"{Home}/meld", "meld-1");
        await window.Page.GetByLabel("Skriv vej og nummer").FillAsync("Rentemestervej 3");
        await window.Press("Næste: Hvad ser du?");
        await window.Reads(".errbox", "Vælg, hvad det er for et sted");
        await Check(window, null, "meld-1-fejl");
        await window.Choose("Gade, park, legeplads");
        await window.Press("Næste: Hvad ser du?");
        await window.Reads("h1", "Hvad ser du?");
        await Check(window, null, "meld-2");
        await window.SayWhat();
        await window.Reads("h1", "Er det den samme?");
        await Check(window, null, "meld-samme");
        await window.Press("Nej, det er en anden");
        await window.Reads("h1", "Tjek og send");
        await Check(window, null, "meld-3");

        await window.SayWhere("Hillerødgade 45");
        await window.SayWhat("Bag cykelskuret.");
        await window.Reads(".audience", "Må politiet få dit nummer?");
        await Check(window, null, "meld-3-politi");
        var number = await window.Send("95 00 77 03");
        await Check(window, null, "tak");
        await window.Follow("Se sagen nu");
        await window.Reads(".state", "Modtaget");
        await Check(window, null, "sag-modtaget");
        await Check(window, new Uri(window.Page.Url).AbsolutePath + "/alt", "sag-alt");
        await window.Page.GoBackAsync();

        await Do("Ida Falkentoft", $"hentes/{number}", "[value=tag]");
        await window.Reads(".state", "har taget opgaven");
        await Check(window, null, "sag-taget");
        await Do("Ida Falkentoft", $"hentes/{number}", "[value=hentet]", ("antal", "4"));
        await window.Reads(".state", "fandt 4 kanyler");
        await window.Page.ClickAsync("summary:has-text('Det ligger der stadig')");
        await window.Page.ClickAsync("summary:has-text('Skriv til dem')");
        await Check(window, null, "sag-hentet");
        await window.Press("Åbn sagen igen");
        await window.Reads("main", "Tak. Den er åbnet igen");
        await Check(window, null, "sag-genaabnet");
    }

    [Fact]
    public async Task What_those_who_work_here_see()
    {
        await using var window = await chromium.Desktop(town.Host);
        await window.SignIn("Rikke Havlund");
        await Check(window, "/aeblehaven/overblik", "overblik-tomt");
        await Check(window, "/aeblehaven/hentes", "hentes-tomt");
        await Check(window, "/aeblehaven/leveret", "leveret-tomt");

        await town.Report("Dortheavej 2", words: "Han truer mig. Ring 95 00 00 01.");
        var (number, _) = await town.Report("Mejsevænget 11", words: "De ligger ved gyngerne.");
        await using var staff = await chromium.Desktop(town.Host);
        await staff.SignIn("Tove Brink");
        await Check(staff, $"{Home}/overblik", "overblik");
        await Check(staff, $"{Home}/overblik/{number}", "sag-medarbejder");
        await staff.Page.EvaluateAsync("for (const more of document.querySelectorAll('details')) more.open = true");
        await Check(staff, null, "sag-medarbejder-mere");
        await staff.Press("Markér som set");
        await staff.Reads(".happened", "Sagen er set.");
        await Check(staff, null, "sag-set");
        await Check(staff, $"{Home}/skriv-ind", "skriv-ind");
        await staff.Press("Skriv henvendelsen ind");
        await staff.Shows(".errbox");
        await Check(staff, null, "skriv-ind-fejl");
        await Check(staff, $"{Home}/mig", "mig");
        await Check(staff, $"{Home}/maaned", "maaned");
        await staff.SignIn("Lea Stougard");
        await Check(staff, $"{Home}/overblik/{number}", "sag-politi");
        await staff.SignIn("Maja Ellekilde");
        await Check(staff, $"{Home}/overblik/{number}", "sag-koordinator");
        await Check(staff, $"{Home}/leveret", "leveret");
        await staff.SignIn("Asta Lindvig");
        await Check(staff, $"{Home}/kvarteret", "kvarteret");
        await Check(staff, $"{Home}/mig", "mig-nabo");
    }

    [Fact]
    public async Task What_the_crew_sees()
    {
        var (number, _) = await town.Report("Rørsangervej 82");
        await using var crew = await chromium.Phone(town.Host);
        await crew.SignIn("Jens Molbæk");
        await Check(crew, $"{Home}/hentes", "hentes");
        await Check(crew, $"{Home}/hentes/{number}", "hent-tilbudt");
        await crew.Press("Tag opgaven");
        await crew.Reads(".happened", "Opgaven er jeres.");
        await crew.Page.ClickAsync("summary:has-text('Vent til')");
        await Check(crew, null, "hent-taget");
        await crew.Press("Hentet");
        await crew.Reads("main", "Skriv antal, eller tryk ”Ved ikke”.");
        await Check(crew, null, "hent-antal");
        await crew.Page.GetByLabel("Hvor mange kanyler?").FillAsync("4");
        await crew.Press("Hentet");
        await crew.Reads("main", "Noteret: hentet. Tak.");
        await Check(crew, null, "hent-efter");
        await Check(crew, $"{Home}/hentes/{number}", "hent-hentet");
    }

    private static async Task Check(Window window, string? path, string name)
    {
        if (path is not null) await window.Page.GotoAsync(path);
        await PageChecks.WordsApart(window.Page);
        await PageChecks.All(window, name);
    }

    private async Task Do(string person, string page, string button, params (string Name, string Value)[] fields)
    {
        var visitor = await town.Host.ClientAsync(person);
        var answer = await visitor.Press(await visitor.Page($"{Home}/{page}"), button, fields);
        Assert.True((int)answer.StatusCode < 400, $"{button}: {(int)answer.StatusCode}");
    }
}
