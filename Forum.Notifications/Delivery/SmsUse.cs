using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tryghedsforum.Notifications.Data;

namespace Tryghedsforum.Notifications.Delivery;

/// <summary>What an SMS counts as when it is handed over: its segments, in which month, and what it is paid from.</summary>
/// <param name="Segments">How many SMS the text takes.</param>
/// <param name="Month">Year and month, by the forum's calendar: 202703.</param>
/// <param name="Purse">What it is paid from, as a name.</param>
internal sealed record SmsCost(int Segments, int Month, string Purse);

/// <summary>
/// How many SMS of a forum were handed over in a month, by what they are paid from: counts only, nothing of whom and what. In several rows, so that those who
/// send side by side need not wait for one another; the sum counts.
/// </summary>
internal sealed class SmsUse
{
    /// <summary>How many rows there are at most for one sum.</summary>
    public const int Slots = 8;

    /// <summary>The forum.</summary>
    public int ForumId { get; init; }

    /// <summary>Year and month: 202703.</summary>
    public int Month { get; init; }

    /// <summary>What they are paid from.</summary>
    public required string Purse { get; init; }

    /// <summary>Which of the rows.</summary>
    public int Slot { get; init; }

    /// <summary>SMS handed over; a long text is several.</summary>
    public int Segments { get; init; }

    /// <summary>Messages handed over.</summary>
    public int Messages { get; init; }

    /// <summary>Of which percentage of the limit the coordinators have been told; in the first row only.</summary>
    public int Told { get; init; }

    internal static void Map(EntityTypeBuilder<SmsUse> use)
    {
        use.ToTable("SmsUses").HasKey(u => new { u.ForumId, u.Month, u.Purse, u.Slot });
        use.Property(u => u.Purse).HasMaxLength(10);
    }
}

/// <summary>The sum of a month.</summary>
/// <param name="Purse">What they are paid from.</param>
/// <param name="Messages">Messages handed over.</param>
/// <param name="Segments">SMS handed over.</param>
/// <param name="Told">Of which percentage of the limit the coordinators have been told.</param>
internal sealed record SmsSum(string Purse, int Messages, int Segments, int Told);

/// <summary>Counts what was handed over to the telephone company.</summary>
internal sealed class SmsUses(NotificationsDb db)
{
    private const string Add =
        """
        INSERT INTO "SmsUses" ("ForumId", "Month", "Purse", "Slot", "Segments", "Messages", "Told") VALUES ({0}, {1}, {2}, {3}, {4}, {5}, {6})
        ON CONFLICT ("ForumId", "Month", "Purse", "Slot") DO UPDATE SET
          "Segments" = "SmsUses"."Segments" + excluded."Segments", "Messages" = "SmsUses"."Messages" + excluded."Messages",
          "Told" = CASE WHEN excluded."Told" > "SmsUses"."Told" THEN excluded."Told" ELSE "SmsUses"."Told" END
        """;

    /// <summary>Counts a message that the provider has taken, inside the transaction that says so.</summary>
    /// <param name="message">The message.</param>
    /// <param name="segments">How many SMS the provider made of it; null: it does not say.</param>
    public Task Count(Message message, int? segments) => message.Cost is not { } cost ? Task.CompletedTask : db.Database.ExecuteSqlRawAsync(
        Add, message.ForumId, cost.Month, cost.Purse, Random.Shared.Next(SmsUse.Slots), segments is > 0 ? segments.Value : cost.Segments, 1, 0);

    /// <summary>The coordinators have been told.</summary>
    public Task Tell(int forumId, int month, string purse, int percent, CancellationToken cancellation) =>
        db.Write(() => db.Database.ExecuteSqlRawAsync(Add, [forumId, month, purse, 0, 0, 0, percent], cancellation), cancellation);

    /// <summary>How many SMS were handed over.</summary>
    public Task<int> Segments(int forumId, int month, string purse, CancellationToken cancellation) =>
        db.SmsUses.Where(u => u.ForumId == forumId && u.Month == month && u.Purse == purse).SumAsync(u => u.Segments, cancellation);

    /// <summary>The sums of a month, of what was used at all.</summary>
    public async Task<IReadOnlyList<SmsSum>> Of(int forumId, int month, CancellationToken cancellation) => await db.SmsUses.AsNoTracking()
        .Where(u => u.ForumId == forumId && u.Month == month).GroupBy(u => u.Purse)
        .Select(purse => new SmsSum(purse.Key, purse.Sum(u => u.Messages), purse.Sum(u => u.Segments), purse.Max(u => u.Told))).ToListAsync(cancellation);
}
