using System.Globalization;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Tryghedsforum.Api.Releases;

/// <summary>The blurred copy of a picture that belongs to a release. The picture itself is never touched.</summary>
internal sealed class ReleasedPicture
{
    /// <summary>Random; part of the copy's address and of its file's name.</summary>
    public Guid Id { get; init; } = Guid.NewGuid();

    /// <summary>The release.</summary>
    public Guid ReleaseId { get; init; }

    /// <summary>The picture that it is a copy of.</summary>
    public Guid PictureId { get; init; }

    /// <summary>Its place among the release's pictures.</summary>
    public int Order { get; init; }

    /// <summary>The fields that were blurred, "13,14,25".</summary>
    public string Blurred { get; init; } = "";

    /// <summary>The same as numbers.</summary>
    public IReadOnlyList<int> Fields => [.. Blurred.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(number => int.Parse(number, CultureInfo.InvariantCulture))];

    internal ReleasedPicture For(Release release) => new() { Id = Id, ReleaseId = release.Id, PictureId = PictureId, Order = Order, Blurred = Blurred };

    internal static void Map(EntityTypeBuilder<ReleasedPicture> picture)
    {
        picture.HasIndex(p => p.ReleaseId);
        picture.HasIndex(p => p.PictureId);
        picture.HasOne<Release>().WithMany().HasForeignKey(p => p.ReleaseId);
        picture.Ignore(p => p.Fields);
    }
}
