using System.Text.RegularExpressions;

namespace Tryghedsforum.Api.Reports;

/// <summary>The words that tell one thing from another. They are compared loosely, see <see cref="Phrase"/>.</summary>
internal static partial class MessageVocabulary
{
    public static readonly Phrase[] Equipment = Phrases("sølvpapir*/kanylepose*/skeer/cooker*/foil/fixerudstyr*/fixeudstyr*/stofudstyr*", "brugt/brugte udstyr", "drug paraphernalia");

    public static readonly Phrase[] Bin = Phrases("kanylespand*/kanyleboks*/kanylebeholder*/nålespand*/nåleboks*/spritspand*", "gul/gule spand/boks/beholder/spanden/boksen", "needle/sharps bin/box/container", "spand/spanden");

    public static readonly Phrase[] Full = Phrases("fuld/fuldt/fyldt/overfyldt/full/overflowing/propfuld", "ikke/ingen … plads", "kan ikke … mere", "løber/flyder over");

    public static readonly Phrase[] None = Phrases("ingen/no/uden/ikke _ nål*/kanyl*/sprøjt*/needles/syringes");

    public static readonly Phrase[] HandedIn = Phrases("afleveret/afleverede/indleveret/afleverte", "handed/dropped in/off", "delivered … needles/syringes");

    public static readonly Phrase[] FetchWish = Phrases("kan/vil i/nogen … hente", "hente … kanyleboks*/spand/boks", "samlet dem/det op", "can/could you/someone … fetch/collect/pick");

    public static readonly Phrase[] Gone = Phrases("er/nu _ væk", "væk nu/igen", "er fjernet/hentet/ryddet", "gone now", "are/is gone", "ingen … mere/længere");

    public static readonly Phrase[] Thanks = Phrases("tak/thanks", "thank you", "teşekkürler/dzieki/dziekuje/شكرا");

    public static readonly Phrase[] Chasing = Phrases("væk", "venter/ventet", "hvornår/status/glemt", "sker der … noget", "what/any happened/news", "waiting");

    public static readonly Phrase[] Opening = Phrases("hvornår/hvor/hvordan/hvem/when/where/how");

    // Who asks how it is done here reports nothing yet.
    public static readonly Phrase[] Inquiry = Phrases(
        "er det jer/i/dig/her/dem … henter/samler/tager/rydder/fjerner/melder/skriver/ringer", "er i dem … henter/samler/tager/rydder/fjerner", "henter/samler/rydder/fjerner/tager i nål*/kanyl*/sprøjt*/brugte/også/dem",
        "hvem henter/samler/rydder/fjerner/ringer/kontakter", "hvem skal/kan/bør man/jeg/vi", "hvor kan/skal/må man/jeg/vi", "hvor afleverer/smider", "kan/må man/jeg/vi … aflevere/smide/komme", "hvad gør/skal man", "hvordan skal/kan/gør/melder man/jeg/vi",
        "do/are you … collect/collects/pick/fetch/clean", "who collects/picks/cleans/fetches", "who do/should/can i/we", "where/how can/do/should i/we", "can i/we … drop/hand/bring");

    public static readonly Phrase[] Lies = Phrases("ligger/ligge/lå/fundet/fandt/fundne/set/står", "there are/is/were", "found/lying/saw");

    public static readonly Phrase[] Yes = Phrases("ja/jo/jep/jeps/yes/yep");

    public static readonly Phrase[] NotKnown = Phrases("ved/aner ikke/det", "ingen anelse", "dont/not know/sure", "no idea");

    public static readonly Phrase[] Asking = Phrases("hvornår/hvor/hvordan/hvem/må/kan/hvad/when/where/how/who/what/can/åbent/åben/open");

    public static readonly Phrase[] Threat = Phrases("truet/truer/truede/trues/trusler/trussel/kniv/kniven/knive/pistol/overfald*/overfaldet/voldelig*", "threat*/knife/gun/attacked/assaulted");

    public static readonly Phrase[] Dealing = Phrases("handles/handler/handlede/sælger/sælges/solgt … stof*/hash/coke/kokain/heroin/piller", "dealer*/pusher*/stofhandel*/narkohandel*/hashhandel*", "selling/sell/dealing drugs/weed/coke");

    public static readonly Phrase[] DrugUse = Phrases("fixe/fixer/fixede/fikse/fikser/fixet", "tager/tog/tage/ryger/ryge stof*/crack/heroin/hash/coke", "stofbrug*/stofindtag*", "using/use/taking/smoking/injecting drugs/crack/heroin", "shooting up");

    public static readonly Phrase[] Concern = Phrases("bekymret/bekymrer/sover/sov/fryser/forvirret/syg/hjemløs*", "homeless/freezing/confused/worried");

    public static readonly Phrase[] Unrest = Phrases("larm*/støj*/råb*/skrig*/uro/urolig*/ballade/fest/fester/musik/højlydt/slås", "noise/noisy/loud/shouting/screaming/party");

    public static readonly Phrase[] Waste = Phrases("affald/affaldet/skrald*/møbler/storskrald/flasker/glasskår/trash/garbage/rubbish/litter/glass");

    public static readonly Phrase[] Idea = Phrases("ring/ringe/ringer/ringes til/mig/op", "call me", "forslag/ide/idé/foreslå/ros/spørgsmål/question/suggestion/idea");

    public static readonly Phrase[] Indoors = Phrases("*trappe*/*opgang*/*kælder*/loft/loftet/vaskerum*/elevator*/indendørs/stairwell/stairway/staircase/stairs/hallway/basement/cellar/merdiven*/bodrum*/klatce/klatka/klatki/piwnic*/الدرج/درج");

    public static readonly Phrase[] Yard = Phrases("gård/gården/baggård/baggården/gårdhave*/fællesgård*/gårdhaven/yard/backyard/courtyard/avlu/avluda/podwórk*");

    public static readonly Phrase[] Institution = Phrases("skole/skolen/børnehave*/vuggestue*/institution*/sfo/fritidshjem*/school/kindergarten/nursery/okul*/szkol*/przedszkol*/المدرسة/مدرسة");

    public static readonly Phrase[] Outdoors = Phrases(
        "legeplads*/park/parken/plads/pladsen/græs/græsset/plæne/plænen/busk/busken/buske/buskene/bed/bedet/fortov/fortovet/gade/gaden/vej/vejen/cykelsti*/busstop*/hjørnet/kiosken/kiosk/container*/bænk/bænken/sandkasse*/" +
        "playground/grass/bushes/sidewalk/pavement/street/road/corner/bench/sandbox/śmietnik*");

    public static readonly Phrase[] Spot = Phrases("legeplads*/park/parken/playground/ملعب");

    public static readonly Phrase[] Children = Phrases("*legeplads*/sandkasse*/legehus*/barn/barnet/børn/børnene/børnehave*/vuggestue*/skole/skolen/playground/sandbox/kid/kids/child/children/school/kindergarten/çocuk*/okul*/dzieci*/szkol*/przedszkol*/المدرسة/مدرسة/ملعب/الاطفال/اطفال", "plac/placu zabaw", "oyun parkı");

    public static readonly Phrase[] Corner = Phrases("hjørne/hjørnet/corner/krydset/mellem/between");

    [GeneratedRegex(@"\b(?:jeg|vi) bor [^.,;!?]*|\bi live (?:on|at|in) [^.,;!?]*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    public static partial Regex Home();

    [GeneratedRegex(@"\p{L}{2,}(?:vej|gade|vænget|vaenget|vang|allé|alle|plads|torv|stræde|straede|bakke|parken|have|haven)\s+\d{1,3}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    public static partial Regex OtherStreet();

    [GeneratedRegex(@"\p{Lu}{2}-?\d{3,5}")]
    public static partial Regex CaseNumber();

    private static Phrase[] Phrases(params string[] phrases) => [.. phrases.Select(phrase => new Phrase(phrase))];
}
