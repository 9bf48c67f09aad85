using Tryghedsforum.Web.Frame;
using Tryghedsforum.Web.Parts;

namespace Tryghedsforum.Web.Pages.Look;

/// <summary>Invented words, streets and cases that show each part in each of its states. Nothing here is anybody's.</summary>
internal static class LookData
{
    public static readonly string[] Views =
        ["parts", "front", "where", "where-wrong", "what", "check", "receipt", "case", "board", "pickup", "phones", "month", "states"];

    public static ForumFrame Frame { get; } = new()
    {
        Slug = "look",
        Name = "Eksempelby",
        About = "Tryghedsforum Eksempelby er et samarbejde mellem naboer og dem, der hjælper.",
        Demo = true,
        Reader = new FrameReader("Asta E.", "Værestedet"),
        Links = [new("/look?view=front", "Forside"), new("/look?view=month", "Månedsoversigt"), new("/log-ind", "Log ind")],
        FootLinks = [new("/look?view=states", "Sådan behandler vi dine oplysninger"), new("/look", "Tilgængelig\u00adheds\u00aderklæring")],
    };

    public static ForumFrame StaffFrame { get; } = Frame with
    {
        Tabs =
        [
            new("/look", IconNames.Overview, "Overblik"),
            new("/look/hentes", IconNames.Taken, "Afhentninger", "Hentes"),
            new("/look/leveret", IconNames.Email, "Ikke leveret", "Leveret"),
            new("/look/maaned", IconNames.Figures, "Måned"),
        ],
        Links = [],
    };

    public static IReadOnlyList<StreetLine> Streets { get; } =
    [
        Street("Lindegade", (55.7000, 12.5300), (55.7012, 12.5345), (55.7018, 12.5400)) with
        {
            Numbers = [new("12", Wide((55.7004, 12.5315))), new("30", Wide((55.7010, 12.5338))), new("45", Wide((55.7014, 12.5362)))],
        },
        Street("Kirsebærvej", (55.7040, 12.5330), (55.7010, 12.5340)),
        Street("Hasselvej", (55.7008, 12.5340), (55.6982, 12.5350)),
        Street("Parkstien", (55.7036, 12.5358), (55.7013, 12.5362)),
        Street("Tjørnevej", (55.7034, 12.5378), (55.7016, 12.5381)),
        Street("Nørre Ringvej", (55.7028, 12.5296), (55.7032, 12.5350), (55.7036, 12.5404)),
        Street("Vestermarken", (55.7044, 12.5312), (55.6982, 12.5322)),
        Street("Søndre Allé", (55.6984, 12.5300), (55.6990, 12.5352), (55.6994, 12.5404)),
        Street("Møllestræde", (55.7042, 12.5396), (55.6988, 12.5401)),
    ];

    public static IReadOnlyList<MapPlace> Places { get; } = [new("Legeplads", Wide((55.6996, 12.5334)))];

    public static IReadOnlyList<LitStreet> Lit { get; } =
    [
        new("Lindegade", 2, ChipStatus.InProgress), new("Hasselvej", 1, ChipStatus.Received), new("Kirsebærvej", 1, ChipStatus.InProgress),
    ];

    public static IReadOnlyList<PublicCase> Cases { get; } =
    [
        new("a", "Kirsebærvej", "Kanyler, meldt i dag", ChipStatus.InProgress),
        new("b", "Lindegade", "2 sager om kanyler, den ældste meldt i går", ChipStatus.InProgress),
        new("c", "Hasselvej", "Fyldt kanylespand, meldt i dag", ChipStatus.Received),
    ];

    public static IReadOnlyList<Fact> Facts { get; } =
        [new("Løst i oktober", "3", "af 3 sager"), new("Typisk tid til hentet", "5", "timer"), new("Kanyler hentet", "19")];

    public static IReadOnlyList<Fact> MonthFacts { get; } =
    [
        new("Henvendelser", "3", null, "september: 2, oktober sidste år: 2"), new("Typisk tid til hentet", "5 t", null, "længste: 22 t"),
        new("Kanyler hentet", "19", null, "og 31 afleveret på Værestedet"), new("Åbne ved månedens slutning", "0"),
    ];

    public static IReadOnlyList<ChartBar> Bars { get; } =
    [
        new("nov", 1), new("dec", 2), new("jan", 0), new("feb", 1), new("mar", 2), new("apr", 3),
        new("maj", 2), new("jun", 4), new("jul", 3), new("aug", 2), new("sep", 2), new("okt", 3, Current: true),
    ];

    public static IReadOnlyList<AudienceRow> Audience { get; } =
    [
        new(AudienceReach.Gets, "Værestedet og Gadeteamet.", "De ser alt, også dit nummer."),
        new(AudienceReach.Limited, "Politiet", "får kun sted, tid og antal. Ikke dit nummer, medmindre du siger ja her:"),
        new(AudienceReach.Sees, "Alle", "ser kun: ”Kanyler, Lindegade, i dag, modtaget”, og først senere."),
    ];

    public static IReadOnlyList<TimelineItem> Story(DateTimeOffset now) =>
    [
        new()
        {
            Key = "4", Icon = IconNames.Success, Heading = "Hentet: 4 kanyler", At = now.AddMinutes(-12), Fresh = true,
            Quote = "Vi har også kigget bag skraldespandene. Tak for hjælpen.", QuoteFrom = "Gadeteamet",
        },
        new() { Key = "3", Icon = IconNames.Taken, Heading = "Taget af Gadeteamet", At = now.AddMinutes(-87), Note = "regner med at være der før kl. 15" },
        new() { Key = "2", Icon = IconNames.Seen, Heading = "Set af Værestedet", At = now.AddMinutes(-89) },
        new()
        {
            Key = "1", Icon = IconNames.Done, Heading = "Modtaget fra dig", At = now.AddMinutes(-91),
            Text = "Du skrev: Lindegade 45, i gården bag cykelskuret. 2–5 kanyler. 1 billede.",
        },
    ];

    public static IReadOnlyList<TimelineItem> Ahead(DateTimeOffset now) =>
    [
        new() { Key = "1", Icon = IconNames.Done, Heading = "Modtaget", At = now },
        new() { Key = "2", Icon = IconNames.Taken, Heading = "Nogen tager sagen", Note = "Ofte inden for en time om dagen", Next = true },
        new() { Key = "3", Icon = IconNames.Success, Heading = "Hentet", Note = "Målet er kl. 15.02, fordi det er tæt på børn", Next = true },
    ];

    public static CaseRowItem NewCase(DateTimeOffset now) => new()
    {
        Number = "EB-4827", Href = "/look?view=case", Place = "Lindegade 45", What = "Kanyler, 2–5", Due = now.AddMinutes(114),
        NearChildren = true, Since = now.AddMinutes(-2), Current = true,
    };

    public static CaseRowItem UnorderedCase(DateTimeOffset now) => new()
    {
        Number = "EB-6130", Href = "#", Place = "Hasselvej, spand ved porten", What = "Fyldt kanylespand", DueWords = "i morgen", Since = now.AddHours(-3),
    };

    public static IReadOnlyList<CaseRowItem> WaitingCases(DateTimeOffset now) =>
    [
        new() { Number = "EB-2958", Href = "#", Place = "Lindegade 12", What = "Kanyler, 1", Due = now.AddMinutes(-40), Late = true, Note = "SMS leveret, ingen har svaret" },
        new() { Number = "EB-7714", Href = "#", Place = "Lindegade 30, baggård", What = "Kanyler, 6–20", Due = now.AddHours(3), Note = "Kan tages på samme tur" },
    ];

    public static CaseRowItem TakenCase => new()
        { Number = "EB-3306", Href = "#", Place = "Kirsebærvej 9", What = "Hold 2", DueWords = "før kl.\u00a015" };

    public static IReadOnlyList<PhoneBubble> Talk { get; } =
    [
        new("1", "A: HENT EB-4827. Ca. 3 kanyler, Lindegade 45. Nær legeplads. Svar 1=tager den 2=hentet+antal 3=intet fundet 4=kan ikke", "13.02, leveret"),
        new("2", "1", "13.06", FromPhone: true),
        new("3", "Tak, EB-4827 er jeres. Svar 2 og antal, når de er hentet, fx: 2 3. Kan I alligevel ikke, så svar 4.", "13.06, leveret"),
        new("4", "2 4", "14.21", FromPhone: true),
        new("5", "Noteret: EB-4827 hentet, 4 stk. Tak.", "14.21, kom ikke frem", Failed: true),
    ];

    public static MapPoint Pin { get; } = Wide((55.7014, 12.5362));

    // The area is wider than it is high, as most pictures are.
    private static MapPoint Wide((double Lat, double Lon) point) => new(point.Lat, 12.535 + (point.Lon - 12.535) * 1.75);

    private static StreetLine Street(string name, params (double Lat, double Lon)[] points) =>
        new(name, [.. points.Select(Wide)]);
}
