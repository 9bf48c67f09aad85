using Tryghedsforum.Web.Tests.Text;

namespace Tryghedsforum.Web.Tests.Shape;

/// <summary>A source file.</summary>
/// <param name="Name">Its path from the root of the sources, with slashes.</param>
/// <param name="Text">All of it.</param>
internal sealed record SourceFile(string Name, string Text);

/// <summary>The source files as they lie beside these tests.</summary>
internal static class Files
{
    public static string Root { get; } = Path.GetDirectoryName(Source.Web)!;

    /// <summary>What somebody wrote in C# or Razor under a folder; not what migrations make.</summary>
    public static IEnumerable<SourceFile> In(string folder) => Directory.EnumerateFiles(Path.Combine(Root, folder), "*", SearchOption.AllDirectories)
        .Where(file => Path.GetExtension(file) is ".cs" or ".razor")
        .Select(file => (File: file, Name: Path.GetRelativePath(Root, file).Replace('\\', '/')))
        .Where(file => !file.Name.Split('/').Any(part => part is "bin" or "obj" or "node_modules" or "Migrations"))
        .Select(file => new SourceFile(file.Name, File.ReadAllText(file.File)));

    /// <summary>All of the program itself.</summary>
    public static IEnumerable<SourceFile> Product => In("Forum.Api").Concat(In("Forum.Notifications")).Concat(In("Forum.Web"));
}
