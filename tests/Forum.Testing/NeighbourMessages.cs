namespace Tryghedsforum.Testing;

/// <summary>Forty messages as neighbours write them, in five languages, with slips; numbered so that every reader of SMS can state its expectation.</summary>
public static class NeighbourMessages
{
    /// <summary>Number (1–40) and text.</summary>
    public static IReadOnlyDictionary<int, string> All { get; } = new Dictionary<int, string>
    {
        [1] = "Hej der ligger 3 kanyler i gården hillerødgade 45 ved cykelskuret",
        [2] = "nåle ørnevej",
        [3] = "Der er sprøjter på legepladsen på rørsangervej!!! mine børn leger der",
        [4] = "kanyler",
        [5] = "fandt 1 kanyle i trappeopgangen stærevej 12 2.tv",
        [6] = "hej. hele posen med brugte sprøjter ligger bag containeren v. netto",
        [7] = "Der lå to kanyler igår ved svanevej 22, de er vist væk nu",
        [8] = "Tak for hjælpen de er væk nu",
        [9] = "IGEN",
        [10] = "Stop",
        [11] = "de stopper ikke med at fixe i vores kælder, glentevej 14",
        [12] = "kanylespanden på hjørnet ved nattergalevej er fuld",
        [13] = "ikke plads i den gule boks ved hejrevej 10",
        [14] = "en mand ligger og er helt blå i ansigtet i porten mejsevænget 11",
        [15] = "min datter har trådt på en nål på legepladsen hvad gør vi",
        [16] = "jeg blev truet med en kniv ved lygten for 10 min siden",
        [17] = "der handles stoffer hver aften foran nr 8",
        [18] = "Sølvpapir og kanyleposer i parken ved mågevej. ingen nåle så vidt jeg ser",
        [19] = "4-5 nåle, frederikssundvej lige ved busstoppet",
        [20] = "Ca 10 stk ude foran kiosken hjørnet borups alle / hillerødgade",
        [21] = "hilerødgade 30 kannyler i buskene",
        [22] = "3 nåle 2 sprøjter mejsevænget",
        [23] = "kan i hente en kanyleboks? har samlet dem op selv, bor vibevej 3",
        [24] = "Jeg har afleveret 6 kanyler på herberget i dag",
        [25] = "det larmer helt vildt hver nat nede ved herberget",
        [26] = "Hvornår har bussen åben i morgen?",
        [27] = "HJÆLP",
        [28] = "hjælp der ligger nåle alle vegne ved skolen",
        [29] = "Hej det er Asta, cpr 310290-0000, ring til mig",
        [30] = "Needles on the grass by the playground, Hulgårds Plads. About 5.",
        [31] = "a syringe in our stairwell, Ornevej 14 3rd floor",
        [32] = "pls come quick used needels next to kids sandbox rentemestervej",
        [33] = "Glentevej 20 arkasında 3 tane iğne var",
        [34] = "Merdivende şırınga buldum, Lærkevej 7",
        [35] = "توجد إبر مستعملة قرب ملعب الأطفال في Ørnevej",
        [36] = "Na klatce schodowej leżą igły, Svanevej 9, chyba 4",
        [37] = "Strzykawki przy śmietniku, Hejrevej",
        [38] = "naale ved oernevej 6 😱🩸",
        [39] = "2 kanyler på vibevej 5 og så ligger der også nogle ved lærkevej 11",
        [40] = "Er i helt væk?? har ventet siden mandag NV-3160",
    };
}
