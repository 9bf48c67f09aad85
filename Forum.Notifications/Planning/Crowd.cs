using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tryghedsforum.Api.Events;

namespace Tryghedsforum.Notifications.Planning;

/// <summary>
/// Those of an event's very many followers who are not planned yet. The cursor has passed the event; they are planned part by part, each in a transaction of its
/// own, and what happens meanwhile goes first.
/// </summary>
internal sealed class Crowd
{
    /// <summary>The forum.</summary>
    public int ForumId { get; init; }

    /// <summary>The event.</summary>
    public long Seq { get; init; }

    /// <summary>The last who is planned, as messages name them; those behind are left.</summary>
    public string After { get; private set; } = "";

    /// <summary>Those behind a member are left.</summary>
    internal static Crowd Behind(string last, ForumEvent e) => new() { ForumId = e.ForumId, Seq = e.Seq, After = last };

    /// <summary>A further part is planned.</summary>
    internal void MoveTo(string last) => After = last;

    internal static void Map(EntityTypeBuilder<Crowd> crowd)
    {
        crowd.ToTable("Crowds").HasKey(c => new { c.ForumId, c.Seq });
        crowd.Property(c => c.After).HasMaxLength(60);
    }
}
