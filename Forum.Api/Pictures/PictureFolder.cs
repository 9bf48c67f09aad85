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

    internal void Delete(Guid id)
    {
        File.Delete(PathOf(id, false));
        File.Delete(PathOf(id, true));
    }

    private string PathOf(Guid id, bool thumbnail)
    {
        var name = id.ToString("n", CultureInfo.InvariantCulture);
        return Path.Combine(root, name[..2], thumbnail ? $"{name}-small.jpg" : $"{name}.jpg");
    }
}
