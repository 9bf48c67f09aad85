using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tryghedsforum.Notifications.Data;

namespace Tryghedsforum.Notifications.Inbound;

/// <summary>The letter by which a phone answers a task ("2A 3"): kept until the task closes, and not used again for that phone the same day.</summary>
internal sealed class TaskLetter
{
    /// <summary>Key.</summary>
    public Guid Id { get; init; } = Guid.NewGuid();

    /// <summary>The forum.</summary>
    public int ForumId { get; init; }

    /// <summary>Keyed hash of the number.</summary>
    public required string PhoneHash { get; init; }

    /// <summary>The task: a pickup, or a report.</summary>
    public Guid SubjectId { get; init; }

    /// <summary>A to Z.</summary>
    public char Letter { get; init; }

    /// <summary>When it was given.</summary>
    public DateTimeOffset OpenedAt { get; init; }

    /// <summary>When the task closed; null: it can be answered.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    internal static void Map(EntityTypeBuilder<TaskLetter> letter)
    {
        letter.ToTable("TaskLetters");
        letter.HasIndex(l => new { l.ForumId, l.PhoneHash });
        letter.HasIndex(l => l.SubjectId);
        letter.Property(l => l.Letter).HasConversion<string>().HasMaxLength(1);
        letter.Property(l => l.PhoneHash).HasMaxLength(64).Personal("Knowing which task a crew's answer means", PersonalColumns.MessageBody);
    }
}
