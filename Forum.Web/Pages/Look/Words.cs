namespace Tryghedsforum.Web.Pages.Look;

/// <summary>Sentences for the pages that show the look; the real pages have theirs in resource files.</summary>
internal static class Words
{
    public const string FrontHeading = "Har du fundet kanyler?";
    public const string FrontLead = "Fortæl os hvor. Værestedet og Gadeteamet får besked med det samme, og du kan følge med, til de er hentet.";
    public const string ReportNeedles = "Meld om kanyler";
    public const string ReportOther = "Meld om noget andet";
    public const string InDanger = "Er nogen i fare?";
    public const string Call112 = "Ring 112";
    public const string LastSolved = "Løst i går: Kirsebærvej og Parkstien.";
    public const string ListMade = "Listen er fra kl. 12. Den næste kommer kl. 16, og siden følger selv med.";
    public const string OpenNow = "Åbne sager lige nu";
    public const string ListHolds = "Her står kun gade, slags og status. Tekst, billeder og hvem der har meldt, vises ikke.";
    public const string SinceLast = "Siden sidst";
    public const string ReadMonth = "Læs månedsoversigten for oktober";
    public const string HandIn = "Aflevér selv";
    public const string HandInWhere = "Værestedet, Lindegade";
    public const string HandInText = "Alle dage kl. 8–20. Ring på og sig, at du kommer med kanyler. De tager imod dem.";
    public const string WhereHeading = "Hvor er det?";
    public const string WhereGround = "Hvor er det henne?";
    public const string WhereExactly = "Hvor præcist?";
    public const string WhereExactlyHint = "For eksempel: i gården, bag cykelskuret";
    public const string Optional = "valgfrit";
    public const string Access = "Kan man komme ind?";
    public const string AccessLabel = "Port, kode eller ”ring til vicevært”";
    public const string AccessHint = "Kun de, der henter, ser det. Det slettes bagefter.";
    public const string NextWhat = "Næste: Hvad ser du?";
    public const string WhereError = "Skriv en vej, eller brug kortet. Vi kan ikke finde noget uden et sted.";
    public const string WhereErrorShort = "Skriv en vej, eller brug kortet";
    public const string WhatHeading = "Hvad ser du?";
    public const string DontTouch = "Rør det ikke.";
    public const string KeepAway = "Hold børn og dyr væk.";
    public const string NextCheck = "Næste: Tjek og send";
    public const string MoreLabel = "Andet, vi skal vide?";
    public const string MoreHint = "Skriv, hvad der er sket. Skriv ikke, hvem du tror, det er. Teksten vises ikke offentligt.";
    public const string CheckHeading = "Tjek og send";
    public const string PhoneLabel = "Vil du høre, når det er hentet?";
    public const string PhoneHint = "Skriv dit mobilnummer, så får du en SMS, når nogen tager den, og når den er løst.";
    public const string PoliceQuestion = "Må politiet få dit nummer?";
    public const string NumberKept = "Dit nummer slettes 30 dage efter, at sagen er lukket.";
    public const string Send = "Send";
    public const string Thanks = "Tak. Vi har din besked.";
    public const string ThanksText = "Værestedet og Gadeteamet fik besked kl. 13.02.";
    public const string Follow = "Følg sagen";
    public const string FollowText = "Gem linket, så kan du følge med uden at logge ind. Det er din nøgle til sagen.";
    public const string FollowLabel = "Link til din sag";
    public const string SeeCase = "Se sagen nu";
    public const string HappensNow = "Det sker der nu";
    public const string UntilThen = "Indtil det er hentet";
    public const string CaseHeading = "Kanyler på Lindegade";
    public const string CaseState = "Hentet kl. 14.21.";
    public const string CaseStateText = "Gadeteamet fandt 4 kanyler.";
    public const string StillThere = "Det ligger der stadig";
    public const string WriteToThem = "Skriv til dem";
    public const string StoryHeading = "Forløb";
    public const string FollowsItself = "Siden følger selv med. Du behøver ikke genindlæse.";
    public const string BoardHeading = "Det skal gøres nu";
    public const string OnDuty = "Vagt på Værestedet:";
    public const string PickupDue = "Hentes før kl. 15.02";
    public const string PickupExact = "I gården bag cykelskuret. Kanyler, 2–5.";
    public const string OnlyYou = "Kun for jer:";
    public const string OnlyYouText = "port ved nr. 43, kode 0000. Slettes, når sagen er løst.";
    public const string HowMany = "Hvor mange kanyler?";
    public const string PhonesHeading = "Telefonerne i demoen";
    public const string PhonesText = "Her ser du de SMS'er, som forummet sender, og kan svare. Ingen rigtige telefoner får noget.";
    public const string MonthHeading = "Månedsoversigt, oktober 2026";
    public const string MonthText = "Der kom 3 henvendelser i oktober, og alle 3 er løst. Det er for få til at sige, om det går op eller ned.";
    public const string StatesHeading = "Tomt, fejl og uden net";
    public const string PartsHeading = "Delene";

    public static string Title(string view) => view switch
    {
        "front" => "Forside",
        "where" => WhereHeading,
        "where-wrong" => "Fejl: " + WhereHeading,
        "what" => WhatHeading,
        "check" => CheckHeading,
        "board" => "Overblik",
        "month" => MonthHeading,
        _ => PartsHeading,
    };
}
