using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Tryghedsforum.Api.Summaries;

/// <summary>Where a version of a month's summary stands.</summary>
public enum SummaryStatus
{
    /// <summary>Only the coordinator sees it.</summary>
    Draft,

    /// <summary>It is read, and nothing of it changes any more.</summary>
    Published,
}

/// <summary>What the coordinator says beside the figures, for publication.</summary>
/// <param name="Words">To the committee; null: nothing.</param>
/// <param name="Done">What was done since last time, one thing each.</param>
/// <param name="Missing">Agreements that are not kept yet, one each.</param>
internal sealed record SummaryWords(string? Words, IReadOnlyList<string> Done, IReadOnlyList<string> Missing);

/// <summary>One version of a month's summary. Its figures are kept as they were counted; a correction is a new version, and the old one stays.</summary>
internal sealed class MonthlySummary
{
    private static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter() } };

    /// <summary>Key.</summary>
    public Guid Id { get; init; } = Guid.NewGuid();

    /// <summary>The forum.</summary>
    public int ForumId { get; init; }

    /// <summary>First day of the month.</summary>
    public DateOnly Month { get; init; }

    /// <summary>1, 2, 3 … within the month.</summary>
    public int Version { get; init; }

    /// <summary>Where it stands.</summary>
    public SummaryStatus Status { get; private set; }

    /// <summary>JSON of <see cref="MonthFigures"/>: no personal data.</summary>
    public string Figures { get; private set; } = "";

    /// <summary>What the coordinator says to the committee, for publication.</summary>
    public string? Words { get; private set; }

    /// <summary>What was done since last time, line by line.</summary>
    public string? Done { get; private set; }

    /// <summary>Agreements that are not kept yet, line by line.</summary>
    public string? Missing { get; private set; }

    /// <summary>What a correction changes, in the coordinator's words; null in the first version.</summary>
    public string? Changed { get; private set; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset MadeAt { get; init; }

    /// <summary>When the coordinator was reminded of it.</summary>
    public DateTimeOffset? RemindedAt { get; private set; }

    /// <summary>When it was published.</summary>
    public DateTimeOffset? PublishedAt { get; private set; }

    internal MonthFigures Read() => JsonSerializer.Deserialize<MonthFigures>(Figures, Json)!;

    internal void Count(MonthFigures figures) => Figures = JsonSerializer.Serialize(figures, Json);

    internal void Write(SummaryWords words) => (Words, Done, Missing) = (words.Words, Lines(words.Done), Lines(words.Missing));

    internal SummaryWords Said => new(Words, Done?.Split('\n') ?? [], Missing?.Split('\n') ?? []);

    internal void Remind(DateTimeOffset now) => RemindedAt = now;

    internal void Publish(string? changed, DateTimeOffset now) => (Status, Changed, PublishedAt) = (SummaryStatus.Published, changed, now);

    private static string? Lines(IReadOnlyList<string> lines) => lines.Count == 0 ? null : string.Join('\n', lines);

    internal static void Map(EntityTypeBuilder<MonthlySummary> summary)
    {
        summary.HasIndex(s => new { s.ForumId, s.Month, s.Version }).IsUnique();
        summary.HasIndex(s => new { s.Status, s.MadeAt });
        summary.HasOne<Forums.Forum>().WithMany().HasForeignKey(s => s.ForumId);
        summary.Property(s => s.Status).HasConversion<string>().HasMaxLength(20);
    }
}
