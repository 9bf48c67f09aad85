namespace Tryghedsforum.Web.Tests.Text;

/// <summary>The source files of the pages, as they lie beside these tests.</summary>
internal static class Source
{
    public static string Web { get; } = Path.Combine(Root(), "Forum.Web");

    public static IEnumerable<string> Razor() => Files("*.razor");

    public static IEnumerable<string> Files(string pattern) => Directory.EnumerateFiles(Web, pattern, SearchOption.AllDirectories)
        .Where(file => !Path.GetRelativePath(Web, file).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj" or "node_modules"));

    public static string Name(string file) => Path.GetRelativePath(Web, file).Replace('\\', '/');

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Tryghedsforum.sln"))) return folder.FullName;
        throw new InvalidOperationException("The tests lie outside the source folder.");
    }
}
