using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Tryghedsforum.Notifications.Planning;

/// <summary>How far a forum's log has been planned. The row is the lock: who holds it plans, and moves it together with the messages.</summary>
internal sealed class PlannerCursor
{
    /// <summary>The forum.</summary>
    public int ForumId { get; init; }

    /// <summary>The last event that is planned.</summary>
    public long Seq { get; private set; }

    /// <summary>Everything up to this event is planned.</summary>
    internal void MoveTo(long seq) => Seq = seq;

    internal static void Map(EntityTypeBuilder<PlannerCursor> cursor)
    {
        cursor.ToTable("PlannerCursors").HasKey(c => c.ForumId);
        cursor.Property(c => c.ForumId).ValueGeneratedNever();
    }
}
