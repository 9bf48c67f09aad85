using System.Text.RegularExpressions;

namespace Tryghedsforum.Api.Privacy;

/// <summary>Secret links of any host, their secrets alone, and e-mail addresses, also those that are spelled so that programs do not see them.</summary>
internal static partial class Links
{
    public static IEnumerable<(int Index, int Length)> Find(string text) =>
        Link().Matches(text).Concat(Secret().Matches(text).Where(match => match.Value.Any(char.IsAsciiDigit) && match.Value.Any(char.IsAsciiLetterUpper) && match.Value.Any(char.IsAsciiLetterLower)))
            .Select(match => (match.Index, match.Length));

    public static IEnumerable<(int Index, int Length)> Addresses(string text) => Address().Matches(text).Select(match => (match.Index, match.Length));

    [GeneratedRegex(@"(?:https?: ?/ ?/ ?)?[\p{L}\p{Nd}.:\-\[\]]{0,255} ?(?:/|%2F) ?[si] ?(?:/|%2F) ?[A-Za-z0-9_\-]{6,}[^\s,;)>""”]*", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Link();

    [GeneratedRegex(@"(?<![A-Za-z0-9_\-])[A-Za-z0-9_\-]{20,60}(?![A-Za-z0-9_\-])", RegexOptions.CultureInvariant)]
    private static partial Regex Secret();

    [GeneratedRegex(
        @"[\p{L}\p{Nd}._%+'\-]{1,64}(?: {0,2}(?:@|\(at\)|\[at\]|\{at\}|\(a\)|\[a\]|\(snabel-?a\)) {0,2}| snabel-?a )[\p{L}\p{Nd}\-]{1,63}" +
        @"(?:(?: ?(?:\.|\(dot\)|\[dot\]|\(punktum\)|\[punktum\]) ?| punktum | dot )[\p{L}\p{Nd}\-]{1,63}){0,4}(?:(?<=[.] ?)| ?(?:\.|\(dot\)|\[dot\]|\(punktum\)|\[punktum\]) ?| punktum | dot )\p{L}{2,24}(?![\p{L}\p{Nd}])",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Address();
}
