namespace Tryghedsforum.Api.Reports;

/// <summary>What a text sounds like, so that the fixed safety answer goes out at once and a human is alerted.</summary>
[Flags]
public enum Danger
{
    /// <summary>No sign of danger.</summary>
    None = 0,

    /// <summary>Danger to life, violence or fire: 112.</summary>
    Life = 1,

    /// <summary>Somebody has pricked themself: wash, and call 1813 or the doctor.</summary>
    Needlestick = 2,
}

/// <summary>
/// Danger and needlestick words in Danish and English. A false alarm costs a sentence, a missed one may cost a life: when in doubt, answer.
/// Only readings that are plainly harmless ("død fugl", "brandhane", "slår græs") are taken out again, each for the words it covers.
/// </summary>
internal static class DangerWords
{
    private const string Creature =
        "fugl/fuglen/fugle/due/duen/duer/skovdue/solsort/måge/mågen/krage/kragen/svane/svanen/and/ænder/rotte/rotten/rotter/mus/musen/kat/katten/katte/" +
        "hund/hunden/dyr/dyret/grævling/ræv/ræven/pindsvin/pindsvinet/egern/fisk/fisken/flue/fluer/hveps/" +
        "bird/birds/pigeon/pigeons/seagull/rat/rats/mouse/cat/dog/fox/hedgehog/duck";

    private const string Plant =
        "træ/træet/træer/plante/planter/blomst/blomster/busk/busken/buske/hæk/hækken/gren/grene/batteri/batteriet/mobil/telefon/" +
        "tree/trees/plant/plants/battery/phone";

    private const string Needle = "nål*/naal*/kanyl*/sprøjt*/needl*/needel*/nedel*/syring*/spids*";

    private const string Limb =
        "foden/fod/fødder/fødderne/fodsålen/hånden/hånd/hænder/hænderne/fingeren/finger/fingre/tommelen/tommelfingeren/pegefingeren/tåen/tå/benet/ben/armen/" +
        "arm/balden/låret/lår/knæet/knæ/hælen/hæl/foot/feet/hand/finger/thumb/toe/leg/arm/heel/knee";

    private const string Human =
        "mig/dig/sig/os/ham/hende/han/hun/jeg/barn/barnet/børn/børnene/datter/søn/dreng/drengen/pige/pigen/mand/manden/kone/kæreste/mor/far/nabo/vicevært/kollega";

    private static readonly Phrase[] Life = Phrases(
        // life
        "livløs/livløse/livløst/livsløs/livsløse/livsløst", "bevidstløs/bevidstløse/bevidstløst/bevistløs/bevidsløs/bevisløs/besvimet/besvimede",
        "trækker/trækkr/træk/trække/trak … ikke/ik/ikk/ingen … vejret/vejr/vejeret", "ikke/ik/ikk/næsten/knap … trække/trækker/få/får … vejret/vejr/luft",
        "får … ikke/ik/ikk/ingen … luft/vejret", "trækker vejret _ ikke/ik/ikk/dårligt/tungt", "holdt/stoppet … trække … vejret", "ingen vejrtrækning", "kold og stiv", "koma", "ånder/åndede _ ikke/ik/ikk", "ikke/ik/ingen/uden … puls",
        "blå/blåt/lilla … ansigtet/ansigt/læber/læberne/munden/hovedet", "læberne/læber/ansigtet … blå/lilla", "helt blå mand/kvinde/fyr/dreng/pige", "han/hun er _ blå",
        "overdosis", "overdosering/overdossis/overdose/overdosed/overdoser/overdosing", "død/døde/dødt/døden/livsfare/livstruende/døende", "han/hun dør", "ved at dø",
        "ikke … vækkes/vække/kontaktbar", "vågner/reagerer/reagere _ ikke/ik", "ikke … bevidsthed", "faldet/falder/faldt/falde om", "kramper/krampe/krampeanfald",
        "hjertestop", "hjertemassage", "selvmord*", "tage/tager/tog/taget … livet/liv af", "bløder/blødte/bløer/blødr/blødning/blødninger/forbløder/forblødt", "meget/masser blod", "masser af blod",
        "blod … over det hele", "ring/ringe/ringer/ringet/ringede/call/called 112", "ambulance",
        // violence
        "stukket/stikker/stikke/stak … ned", "knivstukket/knivstik/knivstikker*/knivoverfald*/knivmand/knivtrus*", "*kniv/*kniven/*knive/*knivene/knvi/kinv/knif",
        "pistol/pistolen/pistoler/pistl/skydevåben/gevær/machete", "skyder/skydr/skudt/skyderi/skyderier", "hørt/hørte/lød/lyder/løsnet … skud",
        "truet/truer/truede/truende/truet/trudt/trusel/trusler", "true mig/dig/ham/hende/os/folk/med", "slår/slåer/slog/slået/slås/sloges/slåskamp/slagsmål/tæsk/tæsker/tævet/tæver", "slå/slår/slået … ihjel", "stukket/stak … maven/ryggen/brystet/halsen",
        "overfald/overfaldet/overfalder/vold/voldelig/voldelige/voldtægt/voldtaget/dræbt/dræbe/myrdet",
        // fire
        "brand/branden/ildebrand/brænder/brænner/brændr", "gået/går/sat … ild", "ild i/på", "står _ i flammer",
        // English
        "unconscious/unconcious/unconsious", "passed out", "collapsed/unresponsive", "not … responding/responsive/waking", "od d", "not/isnt/stopped/barely/t … breathing/breath/breathe", "cant/cannot breathe/breath", "no pulse",
        "blue … lips/face", "lips/face/skin … blue", "turned/turning/gone/going/went blue", "he/she/man/woman/guy/somebody/someone … blue", "dead/dying",
        "bleeding/bleedin/bleeds", "stabbed/stabbing", "stab him/her/me/people/somebody/someone", "knife/knifes/knives", "gun/guns/gunman/gunshot/gunshots/handgun/shotgun", "shooting", "shots fired",
        "threatened/threatning/threatening/threat/threats/threatens/threatend/threatned", "attacked/assault/assaulted", "beating/beaten up/him/her/me", "help … police",
        "on/house/big/huge/caught/building fire", "a/the/is/s fire", "set fire to", "fire fire", "fire brigade/department");

    private static readonly Phrase[] HarmlessLife = Phrases(
        $"død/døde/dødt/dead {Creature}/{Plant}/*fugl/*fugle/*rotte/*rotter/*dyr", $"død/døde/dead lille/små/stor/store/gammel/gamle/sort/hvid/grå/little/small/big/old/black/grey {Creature}/{Plant}",
        $"{Creature}/{Plant} er/var/ligger/lå/is/was/lies død/døde/dødt/dead", $"{Creature}/{Plant} er/var/ligger/lå helt/vist/også/der død/døde/dødt", "dead end", "død/døde vinkel/punkt/tid/periode", "knivskarp*",
        "skyder skylden/genvej/op", "stukket/stikker/stak af/hovedet/hånden/fingrene … ned", "stukket/stikker/stak … ned i/mellem/under jorden/sandet/sand/sandkassen/græsset/bedet/bedene/mulden/potten/krukken/brønden/afløbet/revnen",
        "slår/slåer/slog/slået _ _ græs/græsset/plænen/plæner/hækken/ukrudt/ukrudtet", "græs/græsset/plænen _ _ slås/slået", "slår/slog/slået lejr/telt/op/fast/alarm/fejl/hul/rødder", "slår/slog/slået sig ned/løs",
        "klokken/uret/lynet slår", "slår til/ned/hurtigt", "brænder for", "brand new", "he/she/man/woman/guy/somebody/someone … blue jacket/coat/shirt/car/bag/bags/bike/hat/cap/door/eyes/jeans/hoodie/box/bin/container",
        "the/a fire hydrant/hydrants/station/escape/exit/door/doors/truck/engine/extinguisher/alarm/drill/stairs/lane", $"a fire {Needle}/stk/stykker", "toy/water gun");

    private static readonly Phrase[] Needlestick = Phrases(
        $"stukket/stukke/stukkt … {Human}", $"stak/stakk {Human}", $"{Human} … stukket/stukkt", "blev/blevet/bliver/er/været stukket", $"stukket/stukkt/stak … {Needle}", "stukket/stak … på en/et/noget", "kom/kommet til at stikke/prikke",
        "prikket/prikkede/prikkt", $"trådt/trådte/tråt/trådet/tradt/trået … {Needle}", "trådt/trådte/tråt … spidst/skarpt", $"stik/stikket/stukket/stak/prik … {Limb}", $"{Needle} … i _ {Limb}",
        "nålestik*/stikuheld/stikskade/stikskader/kanylestik", "skåret/skar/rev/revet/kradset … nål*/kanyl*/sprøjt*",
        "pricked/prick/pricks/priked", $"stepped/stepd/steped/stept/trod/trodden/stood/sat/fell/knelt on/onto/in _ _ {Needle}", "needlestick/needlesticks/needlstick", "needle stick/sticks/injury",
        $"stuck/poked/jabbed/stabbed/scratched/pierced/cut … by/with/on _ _ {Needle}", "stuck/poked/jabbed/stabbed/stung myself/himself/herself/themselves", "got/get/been poked/stuck/jabbed",
        $"{Needle} … in my/his/her/our/the … {Limb}", $"{Needle} stuck/went/poked/stabbed … {Limb}/me/him/her");

    private static readonly Phrase[] HarmlessNeedlestick = Phrases(
        "stukket/stukke/stak af/afsted/væk/hovedet/næsen", "stukket/stak … ned", "prikket/prikkede til/hul", "prikket pose/taske/kjole/bluse/mønster/stof/skjorte/jakke/trøje",
        $"med _ {Needle} … i _ {Limb}", $"holder/holdt/with/holding … {Needle} … i/in {Limb}/the/his/her", $"fix*/sad/sidder/står/stod … {Needle} … i _ {Limb}");

    // "stukket af" is "ran away", but not when a needle follows
    private static readonly Phrase StuckByNeedle = new($"stukket/stukkt/stak af _ _ {Needle}");

    /// <summary>Reads the whole text; both flags may be set.</summary>
    public static Danger Read(string text)
    {
        var words = Phrase.Words(text);
        var danger = Danger.None;
        if (Stands(words, Life, HarmlessLife) || OnlyFire(text, words)) danger |= Danger.Life;
        if (Stands(words, Needlestick, HarmlessNeedlestick) || StuckByNeedle.In(words).Any()) danger |= Danger.Needlestick;
        return danger;
    }

    // "fire" alone is the Danish four, an answer to "how many?"; shouted it is English
    private static bool OnlyFire(string text, IReadOnlyList<string> words) => words is ["fire"] && text.Contains('!');

    private static bool Stands(IReadOnlyList<string> words, Phrase[] dangers, Phrase[] harmless)
    {
        var covered = harmless.SelectMany(phrase => phrase.In(words)).ToList();
        return dangers.SelectMany(phrase => phrase.In(words))
            .Any(hit => !covered.Any(cover => cover.First <= hit.Last && hit.First <= cover.Last));
    }

    private static Phrase[] Phrases(params string[] phrases) => [.. phrases.Select(phrase => new Phrase(phrase))];
}
