using System.Text.RegularExpressions;
using Mono.Cecil;
using Xunit;

namespace Tryghedsforum.Web.Tests.Shape;

/// <summary>Where things stand, and how long they may be.</summary>
public sealed partial class FileShapeTests
{
    private const int MostLines = 200, MostLinesOfMethod = 40;

    private static readonly string[] Drawers = ["Services", "Helpers", "Managers", "Models", "Dtos", "Extensions", "Utils", "Utilities", "Common", "Shared", "Interfaces", "Misc", "Core"];

    private static readonly Dictionary<string, string> LongFiles = new()
    {
        ["Forum.Api/Events/ForumEvent.cs"] = "every kind of event and every fact that one may carry: a list that is read as one",
        ["Forum.Api/Events/LogTail.cs"] = "one state: cursors, readers and their groups are changed together",
        ["Forum.Api/Reports/Report.cs"] = "a case has many columns; its transitions stand beside them",
    };

    [Fact]
    public void A_folder_is_a_noun_of_the_domain_and_no_drawer() => Rule.Holds(
        "Name the folder by what it is about, not by what kind of class lies in it.",
        from file in Files.Product.Concat(Files.In("tests"))
        from part in file.Name.Split('/')[..^1]
        where Drawers.Contains(part, StringComparer.OrdinalIgnoreCase)
        select $"{file.Name}: {part}");

    [Fact]
    public void The_namespace_is_the_folder() => Rule.Holds(
        "The namespace follows the folder (Forum.Api/Reports is Tryghedsforum.Api.Reports).",
        from file in Files.Product
        from Match declared in Namespace().Matches(file.Text)
        let expected = string.Join('.', file.Name.Split('/')[..^1]).Replace("Forum.", "Tryghedsforum.", StringComparison.Ordinal)
        where declared.Groups[1].Value != expected
        select $"{file.Name}: {declared.Groups[1].Value}");

    [Fact]
    public void A_file_has_at_most_200_lines() => Rule.Holds(
        "Cut the file where its thoughts part, or give the reason why it is one.",
        from file in Files.Product
        where file.Text.AsSpan().TrimEnd().Count('\n') + 1 > MostLines
        select file.Name,
        LongFiles);

    [Fact]
    public void A_method_has_at_most_40_lines() => Rule.Holds(
        "Give a name to a part of the method, or give the reason why it is one.",
        from module in Assemblies.Product
        from type in module.Written()
        from method in type.Methods
        where !method.IsConstructor && Lines(method) > MostLinesOfMethod
        select $"{type.Short()}.{method.Name}");

    // From the first statement to the last, those of lambdas included; pages' markup is no method.
    private static int Lines(MethodDefinition method)
    {
        var lines = method.Body().DebugInformation.SequencePoints
            .Where(point => !point.IsHidden && point.Document.Url.EndsWith(".cs", StringComparison.Ordinal) && !point.Document.Url.EndsWith(".g.cs", StringComparison.Ordinal)).ToList();
        return lines.Count == 0 ? 0 : lines.Max(point => point.EndLine) - lines.Min(point => point.StartLine) + 1;
    }

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();
}
