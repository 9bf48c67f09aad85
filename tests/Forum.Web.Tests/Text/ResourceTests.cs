using System.Text.RegularExpressions;
using System.Xml.Linq;
using Xunit;

namespace Tryghedsforum.Web.Tests.Text;

public sealed partial class ResourceTests
{
    public static TheoryData<string> Danish => [.. Source.Files("*.resx").Where(file => !file.EndsWith(".en.resx", StringComparison.Ordinal)).Select(Source.Name)];

    [Theory, MemberData(nameof(Danish))]
    public void Every_text_exists_in_both_languages(string file)
    {
        var (danish, english) = Both(file);
        Assert.Equal(danish.Keys.Order(StringComparer.Ordinal), english.Keys.Order(StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(Danish))]
    public void Both_languages_leave_the_same_gaps_to_fill(string file)
    {
        var (danish, english) = Both(file);
        foreach (var (key, text) in danish.Where(each => english.ContainsKey(each.Key)))
            Assert.Equal((key, Gaps(text)), (key, Gaps(english[key])));
    }

    [Theory, MemberData(nameof(Danish))]
    public void No_text_is_in_another_tone(string file)
    {
        string[] never = ["sagsbehandling", "den pågældende", "misbruger", "narkoman"];
        foreach (var (key, text) in Both(file).Danish)
            Assert.DoesNotContain(never, word => text.Contains(word, StringComparison.OrdinalIgnoreCase) && key.Length > 0);
    }

    private static (Dictionary<string, string> Danish, Dictionary<string, string> English) Both(string file)
    {
        var danish = Path.Combine(Source.Web, file);
        return (Read(danish), Read(Path.ChangeExtension(danish, ".en.resx")));
    }

    private static Dictionary<string, string> Read(string file) => XDocument.Load(file).Root!.Elements("data")
        .ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")!.Value);

    // {1} may be left out in one language where {0} and {1} say the same twice; a gap that nobody fills may not appear.
    private static string Gaps(string text) => string.Join(' ', Gap().Matches(text).Select(gap => gap.Value).Distinct().Order(StringComparer.Ordinal));

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Gap();
}
