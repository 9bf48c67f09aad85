using System.Text.RegularExpressions;
using Xunit;

namespace Tryghedsforum.Web.Tests.Shape;

/// <summary>The threat model names what holds each threat, and all of it is there.</summary>
public sealed partial class ThreatModelTests
{
    private const string HeldBy = "| threat | what holds it | held by |";

    [Fact]
    public void Every_threat_names_tests_and_every_test_that_it_names_exists()
    {
        var page = File.ReadAllText(Path.Combine(Files.Root, "docs", "threat-model.md"));
        var classes = Files.In("tests").SelectMany(file => Declared().Matches(file.Text)).Select(match => match.Groups[1].Value).ToHashSet();
        var threats = page.Split('\n').SkipWhile(line => line != HeldBy).Where(line => line.StartsWith('|') && line != HeldBy && !line.StartsWith("|---", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(threats);
        Rule.Holds("Name the test class that fails when this no longer holds.", threats.Where(line => !Named().IsMatch(line)));
        Rule.Holds("docs/threat-model.md names a test class that does not exist.", Named().Matches(page).Select(match => match.Groups[1].Value).Where(name => !classes.Contains(name)));
    }

    [GeneratedRegex(@"\bclass (\w+Tests)\b")]
    private static partial Regex Declared();

    [GeneratedRegex(@"`(\w+Tests)`")]
    private static partial Regex Named();
}
