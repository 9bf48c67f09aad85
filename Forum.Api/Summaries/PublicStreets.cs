using System.Text.Json;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Tryghedsforum.Api.Summaries;

/// <summary>Reports on a street.</summary>
/// <param name="Street">The street.</param>
/// <param name="Count">How many in the twelve months.</param>
public sealed record PublicStreetCount(string Street, int Count);

/// <summary>Twelve months by street, for everybody; by <see cref="PublicRule.Once"/> it is made once and never again.</summary>
internal sealed class PublicStreets
{
    /// <summary>Key.</summary>
    public Guid Id { get; init; } = Guid.NewGuid();

    /// <summary>The forum.</summary>
    public int ForumId { get; init; }

    /// <summary>First day of the first month.</summary>
    public DateOnly From { get; init; }

    /// <summary>First day of the month after the last one; the next table begins there.</summary>
    public DateOnly Until { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset MadeAt { get; init; }

    /// <summary>JSON of <see cref="PublicStreetCount"/>, the most first: no personal data.</summary>
    public string Rows { get; init; } = "[]";

    /// <summary>What has no street in the table.</summary>
    public int Elsewhere { get; init; }

    internal IReadOnlyList<PublicStreetCount> Read() => JsonSerializer.Deserialize<List<PublicStreetCount>>(Rows) ?? [];

    /// <summary>The first months of the tables that a published month completes.</summary>
    /// <param name="from">Where the next table begins.</param>
    /// <param name="month">The published month.</param>
    internal static IEnumerable<DateOnly> Due(DateOnly? from, DateOnly month)
    {
        for (var begin = from; begin?.AddMonths(MonthBounds.Year) <= month.AddMonths(1); begin = begin.Value.AddMonths(MonthBounds.Year)) yield return begin.Value;
    }

    /// <summary>The table of reports by the names of their streets; null has none.</summary>
    internal static PublicStreets Count(int forumId, DateOnly from, IReadOnlyList<string?> streets, DateTimeOffset now) => new()
    {
        ForumId = forumId, From = from, Until = from.AddMonths(MonthBounds.Year), MadeAt = now, Elsewhere = streets.Count(street => street is null),
        Rows = JsonSerializer.Serialize(streets.OfType<string>().CountBy(street => street).Select(street => new PublicStreetCount(street.Key, street.Value)).OrderByDescending(row => row.Count).ThenBy(row => row.Street)),
    };

    internal static void Map(EntityTypeBuilder<PublicStreets> streets)
    {
        streets.HasIndex(s => new { s.ForumId, s.From }).IsUnique();
        streets.HasOne<Forums.Forum>().WithMany().HasForeignKey(s => s.ForumId);
    }
}
