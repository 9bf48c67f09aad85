using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Tryghedsforum.Api.PublicLists;

/// <summary>What everybody may see of a forum's cases, as it was remade at a fixed hour. Nothing else public changes in between.</summary>
internal sealed class PublicList
{
    /// <summary>The forum.</summary>
    public int ForumId { get; init; }

    /// <summary>When it was remade.</summary>
    public DateTimeOffset MadeAt { get; private set; }

    /// <summary>When it is remade next.</summary>
    public DateTimeOffset NextAt { get; private set; }

    /// <summary>Its rows, as JSON of <see cref="PublicCase"/>.</summary>
    public string Rows { get; private set; } = "[]";

    /// <summary>What everybody may see from now on, until it is remade next.</summary>
    internal void Remake(string rows, DateTimeOffset now, DateTimeOffset next) => (Rows, MadeAt, NextAt) = (rows, now, next);

    internal static void Map(EntityTypeBuilder<PublicList> list)
    {
        list.HasKey(l => l.ForumId);
        list.HasIndex(l => l.NextAt);
        list.HasOne<Forums.Forum>().WithOne().HasForeignKey<PublicList>(l => l.ForumId);
    }
}
