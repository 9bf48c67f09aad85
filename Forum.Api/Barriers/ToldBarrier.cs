using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tryghedsforum.Api.Privacy;

namespace Tryghedsforum.Api.Barriers;

/// <summary>Something on these pages that shuts somebody out, as that person told it.</summary>
internal sealed class ToldBarrier
{
    internal const string WordsPurpose = "barrier.words", ContactPurpose = "barrier.contact";

    /// <summary>Key.</summary>
    public Guid Id { get; init; } = Guid.NewGuid();

    /// <summary>The forum.</summary>
    public int ForumId { get; init; }

    /// <summary>Sealed words.</summary>
    [PersonalData("Mending what shuts somebody out", Retention.Text)]
    public required byte[] WordsSealed { get; init; }

    /// <summary>Sealed: how to answer, in the person's own words; null when not said.</summary>
    [PersonalData("Mending what shuts somebody out", Retention.Contact)]
    public byte[]? ContactSealed { get; init; }

    /// <summary>When it was told.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Since when nothing more is to be done.</summary>
    public DateTimeOffset? HandledAt { get; private set; }

    /// <summary>Nothing more is to be done.</summary>
    internal void Handle(DateTimeOffset now) => HandledAt ??= now;

    internal static void Map(EntityTypeBuilder<ToldBarrier> barrier)
    {
        barrier.HasIndex(b => new { b.ForumId, b.At });
        barrier.HasOne<Forums.Forum>().WithMany().HasForeignKey(b => b.ForumId);
    }
}
