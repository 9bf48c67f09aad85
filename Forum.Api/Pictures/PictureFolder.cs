using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Tryghedsforum.Api.Pictures;

/// <summary>Keeps cleaned pictures as files in <c>Pictures:Folder</c> (default: beside the database), named by their random ids.</summary>
public sealed class PictureFolder(IConfiguration configuration)
{
    private readonly string root = Path.GetFullPath(configuration["Pictures:Folder"] ?? Path.Combine(configuration["Data:Folder"] ?? "data", "pictures"));

    internal async Task Write(Guid id, byte[] jpeg, byte[] thumbnail, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(id, false))!);
        await File.WriteAllBytesAsync(PathOf(id, false), jpeg, cancellation);
        await File.WriteAllBytesAsync(PathOf(id, true), thumbnail, cancellation);
    }

    internal FileStream? Read(Guid id, bool thumbnail) => File.Exists(PathOf(id, thumbnail)) ? File.OpenRead(PathOf(id, thumbnail)) : null;

    internal Task<byte[]> Bytes(Guid id, CancellationToken cancellation) => File.ReadAllBytesAsync(PathOf(id, false), cancellation);

    internal void Delete(Guid id)
    {
        foreach (var path in new[] { PathOf(id, false), PathOf(id, true) }.Where(File.Exists)) File.Delete(path);
    }

    /// <summary>Whether any picture is there.</summary>
    internal bool IsThere => Directory.Exists(root) && Directory.EnumerateFileSystemEntries(root).Any();

    /// <summary>Copies a picture's files to another folder; answers their names there, with slashes, none if they are gone.</summary>
    internal IEnumerable<string> CopyTo(string folder, Guid id)
    {
        foreach (var name in new[] { NameOf(id, false), NameOf(id, true) }.Where(name => File.Exists(Path.Combine(root, name))))
        {
            Copy(Path.Combine(root, name), Path.Combine(folder, name));
            yield return name;
        }
    }

    /// <summary>Takes in a file that <see cref="CopyTo"/> has copied, under the same name.</summary>
    internal void Take(string path, string name) => Copy(path, Path.Combine(root, name));

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        File.Copy(from, to);
    }

    private string PathOf(Guid id, bool thumbnail) => Path.Combine(root, NameOf(id, thumbnail));

    private static string NameOf(Guid id, bool thumbnail)
    {
        var name = id.ToString("n", CultureInfo.InvariantCulture);
        return $"{name[..2]}/{name}{(thumbnail ? "-small" : "")}.jpg";
    }
}
