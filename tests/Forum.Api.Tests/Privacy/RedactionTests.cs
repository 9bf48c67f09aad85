using System.Globalization;
using System.Text.RegularExpressions;
using Tryghedsforum.Api.Privacy;
using Xunit;

namespace Tryghedsforum.Api.Tests.Privacy;

/// <summary>The finder against a list of more than two hundred texts in which what must be found is marked.</summary>
public sealed partial class RedactionTests
{
    private static readonly string[] Streets = ["Ørnevej", "Oernevej", "Mejsevænget", "Svanevej"];
    private static readonly Redaction Redaction = new("NV", Streets, hideStreets: false);

    [Fact]
    public void Everything_marked_is_found_and_nothing_else()
    {
        var lines = Lines();
        Assert.True(lines.Count > 200, $"{lines.Count} lines");
        Assert.Equal([], lines.Where(line => Marked(line.Replace("⟦", "", StringComparison.Ordinal).Replace("⟧", "", StringComparison.Ordinal)) != line).Select(line =>
            $"{line}   →   {Marked(line.Replace("⟦", "", StringComparison.Ordinal).Replace("⟧", "", StringComparison.Ordinal))}"));
    }

    [Fact]
    public void What_is_found_stays_found_in_the_middle_of_other_words()
    {
        var missed = new List<string>();
        foreach (var line in Lines().Where(line => line.Contains('⟦', StringComparison.Ordinal)))
        {
            var text = "Hej, tak. " + line.Replace("⟦", "", StringComparison.Ordinal).Replace("⟧", "", StringComparison.Ordinal) + " Hilsen";
            var masked = Redaction.Mask(text);
            missed.AddRange(Mark().Matches(line).Select(match => match.Groups[1].Value).Where(secret => masked.Contains(secret, StringComparison.Ordinal) && secret.Length > 3));
        }

        Assert.Equal([], missed);
    }

    [Theory]
    [InlineData("Det er i opgangen på Ørnevej 12, 3. tv", "Det er i opgangen på […], 3. tv")]
    [InlineData("ved hjørnet af ørnevej og Hillerødgade", "ved hjørnet af […] og […]")]
    [InlineData("på legepladsen", "på legepladsen")]
    public void Where_outsiders_may_not_know_the_street_it_is_found_too(string text, string masked)
    {
        Assert.Equal(masked.Replace(", 3. tv", "", StringComparison.Ordinal), new Redaction("NV", Streets, hideStreets: true).Mask(text));
        Assert.Contains("rnevej", text + new Redaction("NV", Streets, hideStreets: false).Mask("Ørnevej"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_and_a_civil_registration_number_are_masked_whatever_else_may_stay() => Assert.Equal(
        "[…] ring 22 10 12 34 eller se […]", Redaction.MaskSecrets("310290-0000 ring 22 10 12 34 eller se https://forum.example/s/AbCdEfGhIjKlMnOpQrStUvWxYz1"));

    [Theory]
    [InlineData("vej", 666)]
    [InlineData("2 ", 1000)]
    [InlineData("a@", 1000)]
    [InlineData("Ørnevej 12, ", 166)]
    [InlineData("/s/", 666)]
    [InlineData("\u200B", 2000)]
    [InlineData("", 0)]
    public void Whatever_is_written_it_is_read_to_the_end(string part, int times)
    {
        var text = string.Concat(Enumerable.Repeat(part, times));
        Assert.All(Redaction.Find(text), find => Assert.InRange(find.Start + find.Length, 1, text.Length));
    }

    private static string Marked(string text)
    {
        foreach (var find in Redaction.Find(text).Reverse()) text = text.Insert(find.Start + find.Length, "⟧").Insert(find.Start, "⟦");
        return text;
    }

    private static List<string> Lines() =>
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Privacy", "Redaction.txt")).Where(line => line.Length > 0 && !line.StartsWith('#'))
            .Select(line => Escape().Replace(line, match => match.Value == @"\n" ? "\n" : ((char)int.Parse(match.Value.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString()))];

    [GeneratedRegex(@"\\n|\\u[0-9A-F]{4}")]
    private static partial Regex Escape();

    [GeneratedRegex("⟦([^⟧]+)⟧")]
    private static partial Regex Mark();
}
