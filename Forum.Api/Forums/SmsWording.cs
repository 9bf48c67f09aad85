using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Tryghedsforum.Api.Forums;

/// <summary>What a forum says in an SMS of one kind, in its own words. Each change is a row of its own: what was said before stays.</summary>
internal sealed class SmsWording
{
    /// <summary>The forum.</summary>
    public int ForumId { get; init; }

    /// <summary>The kind of text.</summary>
    public required string Kind { get; init; }

    /// <summary>1, 2, 3 …; the highest holds.</summary>
    public int Version { get; init; }

    /// <summary>The Danish words; null: the program's.</summary>
    public string? Danish { get; init; }

    /// <summary>The English words; null: the program's.</summary>
    public string? English { get; init; }

    /// <summary>The member who wrote them.</summary>
    public Guid? By { get; init; }

    /// <summary>Since when.</summary>
    public DateTimeOffset At { get; init; }

    internal static void Map(EntityTypeBuilder<SmsWording> wording)
    {
        wording.ToTable("SmsWordings").HasKey(w => new { w.ForumId, w.Kind, w.Version });
        wording.Property(w => w.Kind).HasMaxLength(40);
        wording.Property(w => w.Danish).HasMaxLength(KeepSmsWords.Most);
        wording.Property(w => w.English).HasMaxLength(KeepSmsWords.Most);
        wording.HasOne<Forum>().WithMany().HasForeignKey(w => w.ForumId);
    }
}

/// <summary>What a forum says in an SMS of one kind now.</summary>
/// <param name="Kind">The kind of text.</param>
/// <param name="Version">How often it was changed.</param>
/// <param name="Danish">The Danish words; null: the program's.</param>
/// <param name="English">The English words; null: the program's.</param>
public sealed record OwnSmsWords(string Kind, int Version, string? Danish, string? English);
