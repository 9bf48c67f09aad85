using System.Text.RegularExpressions;

namespace Tryghedsforum.Notifications.Inbound;

/// <summary>The case number behind IGEN, as people write it: "NV-1234", "nv1234", "1234".</summary>
internal static partial class NamedCase
{
    /// <summary>
    /// The cases that the words may mean: the one that they name; none if they name another, since nobody knows then which one it is; all if they name none. Those that are merged are one.
    /// </summary>
    public static IReadOnlyList<Guid> Among(IReadOnlyList<(Guid Id, string Number, Guid Whole)> cases, string words)
    {
        var named = cases.Where(one => Form(one.Number).IsMatch(words)).DistinctBy(one => one.Whole).Select(one => one.Id).ToList();
        if (named.Count > 0) return named;
        return AnyNumber().IsMatch(words) ? [] : [.. cases.DistinctBy(one => one.Whole).Select(one => one.Id)];
    }

    /// <summary>What is said beside the number.</summary>
    public static string Without(string words, string number) => Form(number).Replace(words, "", 1).Trim([' ', '\n', '.', ',', ':', ';', '!', '-', '–']);

    private static Regex Form(string number)
    {
        var (prefix, digits) = (number[..number.LastIndexOf('-')], number[(number.LastIndexOf('-') + 1)..]);
        return new($@"(?<![\p{{L}}\p{{N}}])(?:{Regex.Escape(prefix)}[\s-]*)?{digits}(?![\p{{L}}\p{{N}}])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    }

    [GeneratedRegex(@"(?<![\p{L}\p{N}])\p{Lu}{2,3}-?[0-9]{4,5}(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])\p{L}{2,3}-[0-9]{4,5}(?![\p{L}\p{N}])", RegexOptions.CultureInvariant)]
    private static partial Regex AnyNumber();
}
