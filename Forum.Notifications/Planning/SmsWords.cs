using System.Globalization;
using System.Text;
using Microsoft.Extensions.Localization;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Notifications.Text;

namespace Tryghedsforum.Notifications.Planning;

/// <summary>
/// The words of every SMS. Reporters' are neutral (a phone lies on a table): neither place nor category nor link. Crews, teams and the police get place and
/// amount; door codes and names are in none. The SMS of a Danish forum are Danish, unless a member has chosen English.
/// </summary>
internal sealed class SmsWords
{
    /// <summary>Beyond so many, one text is too long.</summary>
    public const int MostSms = 3;

    private const int OneSms = 160, MostPlace = 60, LeastDetail = 20;
    private static readonly CultureInfo Danish = CultureInfo.GetCultureInfo("da-DK"), English = CultureInfo.GetCultureInfo("en-GB");
    private readonly IStringLocalizer<SmsText> words;
    private readonly CultureInfo language;
    private readonly IReadOnlyList<OwnSmsWords> own;

    /// <summary>The Danish words.</summary>
    public SmsWords(IStringLocalizer<SmsText> words)
        : this(words, Danish, [])
    {
    }

    private SmsWords(IStringLocalizer<SmsText> words, CultureInfo language, IReadOnlyList<OwnSmsWords> own) => (this.words, this.language, this.own) = (words, language, own);

    /// <summary>The same words in English, or these.</summary>
    public SmsWords In(bool english) => english ? new(words, English, own) : this;

    /// <summary>The same words, and where a forum has its own, those.</summary>
    public SmsWords For(IReadOnlyList<OwnSmsWords> forums) => forums.Count == 0 ? this : new(words, language, forums);

    /// <summary>The text of a key, in GSM letters as far as they go.</summary>
    public string Say(string key, params object[] with)
    {
        if (SmsTemplates.Of(key) is not { } template) return Found(key, with);
        var mine = own.FirstOrDefault(one => one.Kind == key);
        var said = (language == English ? mine?.English : mine?.Danish) is { } words ? SmsTemplates.Fill(template, words, with, language) : Found(key, with);
        return template.Fixed is { } rest ? $"{said} {Found(rest)}" : said;
    }

    /// <summary>The program's words of a text, with the names of its places in braces, and without what is fixed.</summary>
    public string Program(SmsTemplate template) => Found(template.Key, [.. template.Places.Select(place => $"{{{place}}}")]);

    /// <summary>A text as it would be sent, with examples in its places.</summary>
    public string Sample(ForumSettings settings, SmsTemplate template) => Say(template.Key, [.. template.Places.Select(place => (object)(place switch
    {
        SmsTemplates.Case => $"{settings.Forum.CasePrefix}-1234",
        SmsTemplates.Time => Say("before.today", "16"),
        SmsTemplates.Team => settings.Teams.FirstOrDefault(team => team.Fetches)?.Name ?? Say("coordinator"),
        SmsTemplates.News => Say("digest.street", settings.StreetNames.Count > 0 ? settings.StreetNames[0].Name : settings.Forum.Name, Say("digest.new", 2, Say("category.NeedleWaste"))),
        _ => settings.Forum.Name,
    }))]);

    private string Found(string key, params object[] with)
    {
        var before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = language;
            var found = words[key];
            return found.ResourceNotFound ? throw new InvalidOperationException($"SmsText has no key {key}.") : string.Format(language, found.Value, with);
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    /// <summary>What lies there and where, in crews' words: "Ca. 2-5 kanyler, Hillerødgade 45, bag cykelskuret".</summary>
    public string What(CaseFacts facts, string? detail)
    {
        var what = facts.Category == CategoryCode.NeedleWaste
            ? Say(facts.Find == Find.Equipment ? "find.Equipment" : $"amount.{facts.Amount}")
            : Say($"category.{facts.Category}");
        var place = facts.Place.Length > 0 ? Short(facts.Place, MostPlace) : Say("place.unknown");
        return string.IsNullOrEmpty(detail) ? $"{what}, {place}" : $"{what}, {place}, {detail}";
    }

    /// <summary>
    /// An alert in one SMS: the whole place if it fits, else its detail cut at a word. Where too little of the detail would be left,
    /// or it is in other letters, more SMS are better than a crew that searches.
    /// </summary>
    public string Alert(string key, Func<string, object[]> with, CaseFacts facts)
    {
        string Said(string? detail) => Gsm7.WithoutLookalikes(Say(key, with(What(facts, detail))));
        var detail = facts.Detail is null ? null : WithoutPictures(Gsm7.WithoutLookalikes(facts.Detail));
        var (whole, bare) = (Said(detail), Said(null));
        if (Gsm7.Segments(whole) == 1) return whole;
        var room = OneSms - Gsm7.Length(bare) - ", ".Length;
        if (detail is not null && Gsm7.Fits(whole) && room >= LeastDetail) return Said(Short(detail, room));
        return Gsm7.Segments(whole) <= MostSms ? whole : bare;
    }

    /// <summary>How near the SMS of a month are to what they may cost.</summary>
    public string Budget(string forum, SmsPurse purse, int percent) =>
        percent < Budgets.Full ? Say("coordinator.budget", forum, percent, Say($"purse.{purse}")) : Say($"coordinator.budget.{purse}", forum);

    /// <summary>"NV-1", "NV-1 og NV-2", "NV-1, NV-2 og NV-3".</summary>
    public string Together(IReadOnlyList<string> all) => all.Count == 1 ? all[0] : Say("together", string.Join(", ", all.Take(all.Count - 1)), all[^1]);

    /// <summary>The text, cut at a word and with "..." if it is longer than that.</summary>
    public static string Short(string text, int most)
    {
        if (Gsm7.Length(text) <= most) return text;
        var cut = text;
        while (cut.Length > 0 && Gsm7.Length(cut) > most - 3) cut = cut[..^(char.IsLowSurrogate(cut[^1]) ? 2 : 1)];
        var word = cut.LastIndexOf(' ');
        return (word > most / 2 ? cut[..word] : cut).TrimEnd(' ', ',', '.') + "...";
    }

    // One emoji would halve the room of the whole message.
    private static string WithoutPictures(string text) =>
        string.Concat(text.EnumerateRunes().Where(rune => Rune.IsLetterOrDigit(rune) || Gsm7.Fits(rune.ToString()))).Trim();

    /// <summary>"i dag før kl. 15", in the forum's zone.</summary>
    public string Before(DateTimeOffset time, DateTimeOffset now, TimeZoneInfo zone)
    {
        var (local, today) = (TimeZoneInfo.ConvertTime(time, zone), TimeZoneInfo.ConvertTime(now, zone).Date);
        var clock = Clock(time, zone);
        return (local.Date - today).Days switch
        {
            0 => Say("before.today", clock),
            1 => Say("before.tomorrow", clock),
            < 7 and > 1 => Say("before.day", clock, local.ToString("dddd", language)),
            _ => Say("before.day", clock, local.ToString(language == English ? "d MMMM" : "d. MMMM", language)),
        };
    }

    /// <summary>"15" or "15.02".</summary>
    public static string Clock(DateTimeOffset time, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(time, zone);
        return local.ToString(local.Minute == 0 ? "%H" : "H.mm", CultureInfo.InvariantCulture);
    }
}
