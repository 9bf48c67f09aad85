using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;
using Tryghedsforum.Api.Members;

namespace Tryghedsforum.Notifications.Planning;

/// <summary>A text that a forum may word itself.</summary>
/// <param name="Key">Its key among the words of SMS.</param>
/// <param name="Kind">The kind of message that it is.</param>
/// <param name="Places">What is put in, in the order of the program's own words: <c>{sag}</c> and the like.</param>
internal sealed record SmsTemplate(string Key, string Kind, params string[] Places)
{
    /// <summary>Members get it in English if they have chosen so; reporters get it in Danish only.</summary>
    public bool HasEnglish { get; init; }

    /// <summary>The key of words that stand behind it whatever the forum says: who is in danger must know what to do.</summary>
    public string? Fixed { get; init; }

    /// <summary>A word without which nobody could answer it.</summary>
    public string? MustSay { get; init; }

    /// <summary>The place that must be there: without it nobody knows what it is about.</summary>
    public string? Needs { get; init; }
}

/// <summary>
/// The texts that a forum may word itself. Not here is what is answered by a digit, what says what to do in danger (112 and the like), what warns, what tells
/// of codes and strangers, and what watches over the coordinator: those words are the program's.
/// </summary>
internal static partial class SmsTemplates
{
    /// <summary>The number of the case, when it is to be done, who has it, the forum, and the news.</summary>
    public const string Case = "sag", Time = "tid", Team = "hold", Forum = "forum", News = "nyt";

    private const int MostSms = 3;
    private const string Again = "IGEN";

    /// <summary>All of them, in the order in which a case goes.</summary>
    public static IReadOnlyList<SmsTemplate> All { get; } =
    [
        new("reporter.receipt", "reporter.receipt", Case) { Needs = Case, Fixed = "reporter.receipt.fixed" },
        new("reporter.taken", "reporter.taken", Case, Time) { Needs = Case },
        new("reporter.late", "reporter.late", Case, Time) { Needs = Case },
        new("reporter.gone", "reporter.gone", Case) { Needs = Case, MustSay = Again },
        new("reporter.nothing-found", "reporter.nothing-found", Case) { Needs = Case, MustSay = Again },
        new("reporter.answer", "reporter.answer", Case) { Needs = Case },
        new("reporter.question", "reporter.question", Case) { Needs = Case },
        new("crew.change", "crew.change", Case, Team) { Needs = Case, HasEnglish = true },
        new("crew.cancelled", "crew.cancelled", Case) { Needs = Case, HasEnglish = true },
        new("team.note", "team.note", Case) { Needs = Case, HasEnglish = true },
        new("coordinator.barrier", "coordinator.barrier", Forum) { HasEnglish = true },
        new("digest", "resident.digest", Forum, News) { Needs = News, HasEnglish = true },
    ];

    private static readonly FrozenDictionary<string, SmsTemplate> ByKey = All.ToFrozenDictionary(template => template.Key);

    /// <summary>The template of a key; null: its words are the program's.</summary>
    public static SmsTemplate? Of(string key) => ByKey.GetValueOrDefault(key);

    /// <summary>The forum's words with what belongs in their places.</summary>
    public static string Fill(SmsTemplate template, string words, object[] with, CultureInfo language) => Place().Replace(words, match =>
        Array.IndexOf(template.Places, match.Groups[1].Value) is >= 0 and var at && at < with.Length ? Convert.ToString(with[at], language) ?? "" : match.Value);

    /// <summary>What is wrong with words that somebody has typed; null: nothing. Telephone companies in Denmark filter addresses from a domestic number.</summary>
    /// <param name="template">The template.</param>
    /// <param name="words">What was typed.</param>
    /// <param name="field">The field that it was typed in.</param>
    /// <param name="whole">The words as they would be sent.</param>
    public static FieldFault? Fault(SmsTemplate template, string words, string field, string whole)
    {
        var places = Place().Matches(words).Select(match => match.Groups[1].Value).ToList();
        return places.Exists(place => !template.Places.Contains(place)) || Place().Replace(words, "").AsSpan().IndexOfAny('{', '}') >= 0 ? new(field, "SmsPlaceUnknown")
            : template.Needs is { } needed && !places.Contains(needed) ? new(field, needed == Case ? "SmsNeedsCase" : "SmsNeedsNews")
            : template.MustSay is { } must && !Regex.IsMatch(words, $@"\b{must}\b") ? new(field, "SmsNeedsAgain")
            : Address().IsMatch(words) ? new(field, "SmsHasAddress")
            : Gsm7.Segments(whole) > MostSms ? new(field, "SmsTooLong")
            : null;
    }

    [GeneratedRegex(@"\{(\p{L}+)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Place();

    // "f.eks." and "kl. 10.30" are none. What ends in a country's or a usual ending, or goes on behind a slash, is.
    [GeneratedRegex(@"://|\bwww\.|[\p{L}\d]\.\p{L}{2,}/|[\p{L}\d-]\.(dk|com|net|org|eu|info|io|nu|se|no|de|uk|me|ly|gl|fo|app|biz|link|xyz|shop|online|site|page|club)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Address();
}
