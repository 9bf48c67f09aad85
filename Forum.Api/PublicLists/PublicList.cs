using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Tryghedsforum.Api.PublicLists;

/// <summary>What everybody may see of a forum's cases, as it was remade at a fixed hour. Nothing else public changes in between.</summary>
public sealed class PublicList
{
    /// <summary>The forum.</summary>
    public int ForumId { get; init; }

    /// <summary>When it was remade.</summary>
    public DateTimeOffset MadeAt { get; internal set; }

    /// <summary>When it is remade next.</summary>
    public DateTimeOffset NextAt { get; internal set; }

    /// <summary>Its rows, as JSON of <see cref="PublicCase"/>.</summary>
    public required string Rows { get; set; }

    internal static void Map(EntityTypeBuilder<PublicList> list)
    {
        list.HasKey(l => l.ForumId);
        list.HasIndex(l => l.NextAt);
        list.HasOne<Forums.Forum>().WithOne().HasForeignKey<PublicList>(l => l.ForumId);
    }
}
