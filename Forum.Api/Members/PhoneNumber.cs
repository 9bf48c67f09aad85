using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Tryghedsforum.Api.Members;

/// <summary>
/// A telephone number as people write it, kept as E.164. Danish numbers are eight digits, the first 2–9: which of them exist, and which
/// are mobile, cannot be told from the digits. Numbers of other countries are kept if they have 7–15 digits.
/// </summary>
public sealed record PhoneNumber
{
    private const string Denmark = "+45";

    private PhoneNumber(string e164) => E164 = e164;

    /// <summary>The number with country code and nothing between, "+4595000001".</summary>
    public string E164 { get; }

    /// <summary>"95 00 00 01" for a Danish number, otherwise <see cref="E164"/>.</summary>
    public string Display => IsDanish ? $"{E164[3..5]} {E164[5..7]} {E164[7..9]} {E164[9..]}" : E164;

    /// <summary>Its last two digits, for those who must tell numbers apart and not know them.</summary>
    public string InPart => $"•• •• •• {E164[^2..]}";

    /// <summary>A number of the unassigned series that demo and tests use (+45 95 00 00 01 … 95 99 99 99). Never hand one to a real provider.</summary>
    public bool IsDemo => E164.StartsWith("+4595", StringComparison.Ordinal) && E164 != "+4595000000";

    private bool IsDanish => E164.StartsWith(Denmark, StringComparison.Ordinal);

    /// <summary>Whether the country code is among <paramref name="countries"/>, written as "+45".</summary>
    public bool IsIn(IEnumerable<string> countries) => countries.Any(code => code.Length > 1 && E164.StartsWith(code, StringComparison.Ordinal));

    /// <summary>Accepts spaces, dots, hyphens, brackets, "+45", "0045" and a leading "45"; false for everything else.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out PhoneNumber? number)
    {
        number = null;
        if (Digits(text) is not { } digits) return false;

        var e164 = digits switch
        {
            ['+', .. var rest] => Foreign(rest),
            ['0', '0', .. var rest] => Foreign(rest),
            { Length: 8 } => Danish(digits),
            { Length: 10 } when digits.StartsWith("45", StringComparison.Ordinal) => Danish(digits[2..]),
            _ => null,
        };
        if (e164 is not null) number = new(e164);
        return number is not null;
    }

    /// <summary>The number as E.164.</summary>
    public override string ToString() => E164;

    private static string? Foreign(string digits) => digits switch
    {
        _ when digits.StartsWith("45", StringComparison.Ordinal) => Danish(digits[2..]),
        ['1' or '2' or '3' or '4' or '5' or '6' or '7' or '8' or '9', ..] when digits.Length is >= 7 and <= 15 => "+" + digits,
        _ => null,
    };

    private static string? Danish(string digits) => digits is { Length: 8 } && digits[0] is >= '2' and <= '9' ? Denmark + digits : null;

    /// <summary>Digits with at most a leading plus; null as soon as there is a character that no one writes in a number.</summary>
    private static string? Digits(string? text)
    {
        if (text is null || text.Length > 60) return null;

        var digits = new StringBuilder(16);
        foreach (var rune in text.EnumerateRunes())
        {
            switch (Rune.GetUnicodeCategory(rune))
            {
                case UnicodeCategory.DecimalDigitNumber:
                    digits.Append((char)('0' + (int)Rune.GetNumericValue(rune)));
                    break;
                case UnicodeCategory.SpaceSeparator or UnicodeCategory.DashPunctuation or UnicodeCategory.Format:
                    break; // copied contacts bring no-break spaces and marks of direction
                default:
                    if (rune.Value is '+' or 0xFF0B && digits.Length == 0) digits.Append('+');
                    else if (rune.Value is not ('.' or '(' or ')' or '\t' or '\r' or '\n')) return null;
                    break;
            }
        }
        return digits.ToString();
    }
}
