using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Tryghedsforum.Notifications.Inbound;

/// <summary>
/// What an SMS asks for, read from its words alone: whether the sender may, and which task is meant, others decide.
/// A sentence is never a command; whatever is not unambiguous is <see cref="Other"/>, with its text untouched.
/// </summary>
internal abstract partial record SmsCommand
{
    private SmsCommand() { }

    /// <summary>No more messages to this number: STOP, STOPALL, STOP SMS, AFMELD, as the whole message.</summary>
    /// <param name="IsAnswered">The telephone company obeys the word, and has said so to the sender; else we say it.</param>
    public sealed record Stop(bool IsAnswered = true) : SmsCommand;

    /// <summary>Messages again: START, TILMELD, as the whole message.</summary>
    /// <param name="IsObeyed">The telephone company lifts its own stop by this word; by ours it does not.</param>
    public sealed record Start(bool IsObeyed = true) : SmsCommand;

    /// <summary>The help text: HJÆLP, HELP, as the whole message.</summary>
    public sealed record Help : SmsCommand;

    /// <summary>It is still there: IGEN, with what was written behind it (a place, a case number, or nothing).</summary>
    public sealed record Again(string Rest) : SmsCommand;

    /// <summary>A crew's answer: a task's letter if one was written, 1–4, and with 2 (collected) how many, 0–999.</summary>
    public sealed record CrewReply(char? Letter, int Digit, int? Count) : SmsCommand;

    /// <summary>Anything else, as it arrived.</summary>
    public sealed record Other(string Text) : SmsCommand;

    public static SmsCommand Read(string? body)
    {
        var text = body ?? "";
        var plain = Plain(text);
        return WholeMessage(Bare(plain)) ?? ReadAgain(text) ?? (SmsCommand?)ReadCrewReply(plain) ?? new Other(text);
    }

    private static SmsCommand? WholeMessage(string plain) => plain switch
    {
        // The English words are those that the provider obeys by itself: it sends nothing more to such a phone.
        "stop" or "stopall" or "stop all" or "unsubscribe" or "end" or "quit" or "revoke" or "optout" or "cancel" => new Stop(),
        "stop sms" or "afmeld" or "afmeld sms" => new Stop(IsAnswered: false),
        "start" or "unstop" => new Start(),
        "tilmeld" or "start sms" or "tilmeld sms" => new Start(IsObeyed: false),
        "hjælp" or "hjaelp" or "help" => new Help(),
        _ => null,
    };

    private static Again? ReadAgain(string text) => AgainWord().Match(text) is { Success: true } match
        ? new(text[match.Length..].TrimStart([' ', '\t', '\r', '\n', '\u00A0', '.', ',', ':', ';', '!', '-', '–']).TrimEnd())
        : null;

    private static CrewReply? ReadCrewReply(string plain)
    {
        var match = Reply().Match(plain);
        if (!match.Success) return null;

        var letter = match.Groups["letter"];
        var digit = match.Groups["digit"].ValueSpan[0] - '0';
        var count = match.Groups["count"];
        // only "collected" has a number: "1 7" may be anything
        if (count.Success && digit != 2) return null;
        return new(letter.Success ? char.ToUpperInvariant(letter.ValueSpan[0]) : null, digit,
            count.Success ? int.Parse(count.ValueSpan, CultureInfo.InvariantCulture) : null);
    }

    // Letter and digit may touch, a count may not: "27" and "A27" could be 2 and 7 or a house number, "4-5" and "2,5" are amounts.
    // Around it only what cannot change the meaning: "<3" is a heart and "2?" a question.
    [GeneratedRegex(
        @"\A[ ""'“”(]*(?:(?<letter>[a-z])[ .:,=-]*(?<digit>[1-4])|(?<digit>[1-4]) *(?<letter>[a-z])|(?<digit>[1-4]))" +
        @"(?:(?: *[=+:] *| *[.,;] +| +)(?<count>[0-9]{1,3})(?: *(?:stk|styk|stykker|kanyler|kanyle|nåle|nål))?)?[ .!,)""'“”\p{So}\p{Cs}]*\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Reply();

    [GeneratedRegex(@"\A[\s\p{P}\p{Cf}]*igen(?![\p{L}\p{N}\p{M}])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex AgainWord();

    /// <summary>Lower case, ASCII digits, single spaces, no marks that are not seen.</summary>
    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            if (category == UnicodeCategory.DecimalDigitNumber) plain.Append((char)('0' + (int)Rune.GetNumericValue(rune)));
            else if (Rune.IsWhiteSpace(rune))
            {
                if (plain.Length > 0 && plain[^1] != ' ') plain.Append(' ');
            }
            else if (rune.Value is >= 0xFF01 and <= 0xFF5E) plain.Append(char.ToLowerInvariant((char)(rune.Value - 0xFEE0))); // full-width
            else if (category is not (UnicodeCategory.Format or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark))
                plain.Append(Rune.ToLowerInvariant(rune).ToString());
        }
        return plain.ToString();
    }

    /// <summary>Without what is neither letter nor digit at both ends.</summary>
    private static string Bare(string plain)
    {
        var start = 0;
        var end = plain.Length;
        while (start < end && !char.IsLetterOrDigit(plain[start])) start++;
        while (end > start && !char.IsLetterOrDigit(plain[end - 1])) end--;
        return plain[start..end];
    }
}
