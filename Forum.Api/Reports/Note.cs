using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tryghedsforum.Api.Privacy;

namespace Tryghedsforum.Api.Reports;

/// <summary>What a note is.</summary>
internal enum NoteKind
{
    /// <summary>An answer to the neighbour.</summary>
    Answer,

    /// <summary>A question to the neighbour.</summary>
    Question,

    /// <summary>Something the neighbour added.</summary>
    FromReporter,

    /// <summary>Where it belongs, or why not here.</summary>
    Reason,

    /// <summary>Words of the crew.</summary>
    FromCrew,

    /// <summary>The name of the one outside whom the case was sent on to.</summary>
    Outside,

    /// <summary>Words of the one outside.</summary>
    FromOutside,
}

/// <summary>Words that belong to an event of a case. The event has only this row's id.</summary>
internal sealed class Note
{
    internal const string Purpose = "note.words";

    /// <summary>Key.</summary>
    public Guid Id { get; init; } = Guid.NewGuid();

    /// <summary>The case.</summary>
    public Guid ReportId { get; init; }

    /// <summary>What it is.</summary>
    public NoteKind Kind { get; init; }

    /// <summary>Sealed words.</summary>
    [PersonalData("The dialogue on the case", Retention.Text)]
    public byte[]? WordsSealed { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset At { get; init; }

    internal static void Map(EntityTypeBuilder<Note> note)
    {
        note.HasIndex(n => n.ReportId);
        note.HasOne<Report>().WithMany().HasForeignKey(n => n.ReportId);
        note.Property(n => n.Kind).HasConversion<string>().HasMaxLength(20);
    }
}

/// <summary>A secret link by which one case can be followed. Only a keyed hash of the secret is stored.</summary>
internal sealed class CaseLink
{
    /// <summary>Key.</summary>
    public Guid Id { get; init; } = Guid.NewGuid();

    /// <summary>The case.</summary>
    public Guid ReportId { get; init; }

    /// <summary>Keyed hash of the secret.</summary>
    [PersonalData("Letting the reporter follow the case without an account", Retention.Text)]
    public required string Hash { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset MadeAt { get; init; }

    /// <summary>No longer opens anything since then.</summary>
    public DateTimeOffset? RevokedAt { get; private set; }

    internal void Revoke(DateTimeOffset now) => RevokedAt ??= now;

    internal static void Map(EntityTypeBuilder<CaseLink> link)
    {
        link.HasIndex(l => l.Hash).IsUnique();
        link.HasOne<Report>().WithMany().HasForeignKey(l => l.ReportId);
    }
}
