using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Tryghedsforum.Notifications.Data;

/// <summary>How many messages and texts were erased in a forum on one day. It is counted with the erasing; the forum's own page is told afterwards.</summary>
internal sealed class ErasedMessages
{
    /// <summary>The forum.</summary>
    public int ForumId { get; init; }

    /// <summary>The day, by the forum's clock.</summary>
    public DateOnly Day { get; init; }

    /// <summary>How many, all in all.</summary>
    public int Rows { get; private set; }

    /// <summary>How many of these the forum has been told of.</summary>
    public int Told { get; private set; }

    internal void Add(int rows) => Rows += rows;

    internal void Tell(int rows) => Told = rows;

    internal static void Map(EntityTypeBuilder<ErasedMessages> erased) => erased.ToTable("ErasedMessages").HasKey(e => new { e.ForumId, e.Day });
}
