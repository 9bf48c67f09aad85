using Xunit;

namespace Tryghedsforum.Web.Tests.Shape;

/// <summary>A rule of the house, with the exceptions that are known. The list may only shrink: one that no longer occurs fails, too.</summary>
internal static class Rule
{
    /// <summary>Fails with every break that is not known, and with everything known that is no break any more.</summary>
    /// <param name="rule">What holds, and what to do about a break.</param>
    /// <param name="breaks">The breaks found.</param>
    /// <param name="known">The exceptions, each with its reason.</param>
    public static void Holds(string rule, IEnumerable<string> breaks, IReadOnlyDictionary<string, string>? known = null)
    {
        var found = breaks.Distinct().Order(StringComparer.Ordinal).ToList();
        var exceptions = known ?? new Dictionary<string, string>();
        var fresh = found.Where(one => !exceptions.ContainsKey(one)).ToList();
        var stale = exceptions.Keys.Except(found).Order(StringComparer.Ordinal).ToList();
        if (fresh.Count == 0 && stale.Count == 0) return;
        Assert.Fail($"{rule}{Lines("Broken by", fresh)}{Lines("No longer broken by, so take it off the list of exceptions", stale)}");
    }

    private static string Lines(string heading, List<string> lines) => lines.Count == 0 ? "" : $"\n{heading}:\n  {string.Join("\n  ", lines)}";
}
