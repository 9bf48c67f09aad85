using System.Text.RegularExpressions;
using Tryghedsforum.Web.Parts;
using Xunit;

namespace Tryghedsforum.Web.Tests.Text;

public sealed partial class RazorTests
{
    // The pages that show the look have invented words, and exist in Development only.
    public static TheoryData<string> Pages => [.. Source.Razor().Select(Source.Name).Where(name => !name.StartsWith("Pages/Look/", StringComparison.Ordinal))];

    public static TheoryData<string> All => [.. Source.Razor().Select(Source.Name)];

    [Theory, MemberData(nameof(Pages))]
    public void Every_word_that_a_person_reads_comes_from_a_resource_file(string file) => Assert.Empty(RazorWords.In(Read(file)));

    [Theory]
    [InlineData("<p>Hej</p>", "Hej")]
    [InlineData("@if (a > 1)\n{\n  <p>@L[\"A\"] og mere</p>\n}\nelse if (b)\n{\n  <b>mere</b>\n}", "og mere", "mere")]
    [InlineData("@foreach (var a in b) {<li class=\"@(a ? \"x\" : null)\">@a.Name <i>ny</i></li>}", "ny")]
    [InlineData("<button aria-label=\"Luk\"><Icon Name=\"close\" /></button>", "aria-label=Luk")]
    [InlineData("<p>@a?.Role @b!.Name[0].Kind(\"x\")</p>")]
    [InlineData("@page \"/hej\"\n@inject A B\n<kbd>Enter</kbd><p title=\"@T\">@(x ? \"ja\" : \"nej\") – 112</p>\n@code { string Ord = \"<p>ord</p>\"; }")]
    public void The_scan_sees_words_and_nothing_else(string razor, params string[] words) => Assert.Equal(words, RazorWords.In(razor));

    [Theory, MemberData(nameof(All))]
    public void No_page_carries_style_or_script_of_its_own(string file)
    {
        var razor = Read(file);
        Assert.DoesNotMatch(Style(), razor);
        Assert.DoesNotMatch(Handler(), razor);
        Assert.All(Script().Matches(razor), script => Assert.Matches("src=|type=\"application/json\"", script.Value));
    }

    [Fact]
    public void The_sprite_holds_every_icon_that_is_used()
    {
        var sprite = File.ReadAllText(Path.Combine(Source.Web, "wwwroot", "dist", "icons.svg"));
        var used = Source.Razor().SelectMany(file => IconName().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value))
            .Concat(typeof(IconNames).GetFields().Select(field => (string)field.GetRawConstantValue()!)).Distinct().ToList();
        Assert.True(used.Count > 20);
        Assert.All(used, name => Assert.Contains($"id=\"{name}\"", sprite, StringComparison.Ordinal));
    }

    [Fact]
    public void Code_names_icons_only_through_the_list_that_the_sprite_is_made_of()
    {
        var names = typeof(IconNames).GetFields().Select(field => (string)field.GetRawConstantValue()!).ToHashSet();
        foreach (var file in Source.Files("*.cs").Where(file => !file.EndsWith("IconNames.cs", StringComparison.Ordinal)))
            Assert.All(TabIcon().Matches(File.ReadAllText(file)), match => Assert.Contains(match.Groups[1].Value, names));
    }

    private static string Read(string file) => File.ReadAllText(Path.Combine(Source.Web, file));

    [GeneratedRegex(@"\sstyle\s*=", RegexOptions.IgnoreCase)]
    private static partial Regex Style();

    // A component's own OnSubmit is no attribute of the page.
    [GeneratedRegex(@"\son[a-z]+\s*=\s*""[^@]")]
    private static partial Regex Handler();

    [GeneratedRegex("<script[^>]*>")]
    private static partial Regex Script();

    [GeneratedRegex(@"\b(?:Icon Name|Icon)=""([a-z][a-z-]*)""")]
    private static partial Regex IconName();

    [GeneratedRegex(@"(?:Icon = |new\(\$""\{home\}[^""]*"", )""([a-z-]+)""")]
    private static partial Regex TabIcon();
}
