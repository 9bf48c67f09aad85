using System.Globalization;
using Microsoft.Extensions.Localization;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Notifications.Text;

namespace Tryghedsforum.Notifications.Planning;

/// <summary>
/// The words of every SMS. Reporters' are neutral (a phone lies on a table): neither place nor category nor link. Crews, teams and the police get place and
/// amount; door codes and names are in none. The SMS of a Danish forum are Danish.
/// </summary>
internal sealed class SmsWords(IStringLocalizer<SmsText> words)
{
    private const int OneSms = 160, TwoSms = 306;
    private static readonly CultureInfo Danish = CultureInfo.GetCultureInfo("da-DK");

    /// <summary>The text of a key, in GSM letters as far as they go.</summary>
    public string Say(string key, params object[] with)
    {
        var before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = Danish;
            var found = words[key];
            return found.ResourceNotFound ? throw new InvalidOperationException($"SmsText has no key {key}.") : string.Format(Danish, found.Value, with);
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    /// <summary>What lies there and where, in crews' words: "Ca. 2-5 kanyler, Hillerødgade 45, bag cykelskuret".</summary>
    public string What(CaseFacts facts, bool withDetail = true)
    {
        var what = facts.Category == CategoryCode.NeedleWaste
            ? Say(facts.Find == Find.Equipment ? "find.Equipment" : $"amount.{facts.Amount}")
            : Say($"category.{facts.Category}");
        var place = facts.Place.Length > 0 ? facts.Place : Say("place.unknown");
        return withDetail && facts.Detail is { Length: > 0 } detail ? $"{what}, {place}, {detail}" : $"{what}, {place}";
    }

    /// <summary>An alert that fits: the whole place if it fits one SMS or two, else the place without its detail.</summary>
    public string Alert(string key, Func<string, object[]> with, CaseFacts facts)
    {
        var whole = Gsm7.WithoutLookalikes(Say(key, with(What(facts))));
        if (Gsm7.Fits(whole) && Gsm7.Length(whole) <= TwoSms) return whole;
        var bare = Gsm7.WithoutLookalikes(Say(key, with(What(facts, withDetail: false))));
        return Gsm7.Fits(bare) && Gsm7.Length(bare) <= OneSms ? bare : whole.Length <= TwoSms ? whole : bare;
    }

    /// <summary>"i dag før kl. 15", in the forum's zone.</summary>
    public string Before(DateTimeOffset time, DateTimeOffset now, TimeZoneInfo zone)
    {
        var (local, today) = (TimeZoneInfo.ConvertTime(time, zone), TimeZoneInfo.ConvertTime(now, zone).Date);
        var clock = Clock(time, zone);
        return (local.Date - today).Days switch
        {
            0 => Say("before.today", clock),
            1 => Say("before.tomorrow", clock),
            < 7 and > 1 => Say("before.day", clock, local.ToString("dddd", Danish)),
            _ => Say("before.day", clock, local.ToString("d. MMMM", Danish)),
        };
    }

    /// <summary>"15" or "15.02".</summary>
    public static string Clock(DateTimeOffset time, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(time, zone);
        return local.ToString(local.Minute == 0 ? "%H" : "H.mm", CultureInfo.InvariantCulture);
    }
}
