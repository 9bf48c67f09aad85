using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Api.Releases;

/// <summary>Where a release stands.</summary>
internal enum ReleaseStatus
{
    /// <summary>Staff have proposed it; only partners see it.</summary>
    Proposed,

    /// <summary>The coordinator has released it.</summary>
    Released,

    /// <summary>Taken back, or replaced by another; its words are gone.</summary>
    Withdrawn,
}

/// <summary>What of a case's words others may read. A case has at most one that is proposed and one that is released.</summary>
internal sealed class Release
{
    internal const string Purpose = "release.words";

    /// <summary>Whoever may read what was released. The case decides, too: what residents may not see now, none of these sees.</summary>
    internal const Audience Readers = Audience.Residents | Audience.Committee | Audience.Municipality | Audience.Partners;

    /// <summary>Random; what readers know it by.</summary>
    public Guid Id { get; init; } = Guid.NewGuid();

    /// <summary>The forum.</summary>
    public int ForumId { get; init; }

    /// <summary>The case.</summary>
    public Guid ReportId { get; init; }

    /// <summary>Where it stands.</summary>
    public ReleaseStatus Status { get; private set; }

    /// <summary>Who may read it once it is released.</summary>
    public Audience Audience { get; init; } = Readers;

    /// <summary>Sealed words, redacted.</summary>
    [PersonalData("Telling the quarter what was reported", Retention.Text)]
    public byte[]? WordsSealed { get; private set; }

    /// <summary>When it was proposed.</summary>
    public DateTimeOffset ProposedAt { get; init; }

    /// <summary>The team that proposed it; null: the coordinator.</summary>
    public Guid? ProposedByTeamId { get; init; }

    /// <summary>When it was released.</summary>
    public DateTimeOffset? ReleasedAt { get; private set; }

    internal static Release Propose(Report report, byte[]? words, Guid? team, DateTimeOffset now) => new()
    {
        ForumId = report.ForumId, ReportId = report.Id, WordsSealed = words, ProposedByTeamId = team, ProposedAt = now,
    };

    internal void Publish(byte[]? words, DateTimeOffset now) => (Status, WordsSealed, ReleasedAt) = (ReleaseStatus.Released, words, now);

    internal void Withdraw() => (Status, WordsSealed) = (ReleaseStatus.Withdrawn, null);

    internal static void Map(EntityTypeBuilder<Release> release)
    {
        release.HasIndex(r => new { r.ForumId, r.Status, r.ReleasedAt });
        release.HasIndex(r => new { r.ReportId, r.Status });
        release.HasOne<Forums.Forum>().WithMany().HasForeignKey(r => r.ForumId);
        release.HasOne<Report>().WithMany().HasForeignKey(r => r.ReportId);
        release.Property(r => r.Status).HasConversion<string>().HasMaxLength(20);
    }
}
