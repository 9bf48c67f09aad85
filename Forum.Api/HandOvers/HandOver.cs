using System.Buffers.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Api.HandOvers;

/// <summary>How much of the place somebody outside gets.</summary>
public enum HandedPlace
{
    /// <summary>Nothing but what staff write.</summary>
    None,

    /// <summary>The street.</summary>
    Street,

    /// <summary>Street, number and "hvor præcist".</summary>
    Exact,
}

/// <summary>What somebody outside says.</summary>
public enum OutsideAnswer
{
    /// <summary>"Vi tager den".</summary>
    Taken,

    /// <summary>"Det er gjort".</summary>
    Done,

    /// <summary>"Det er ikke vores".</summary>
    NotOurs,
}

/// <summary>A case that was sent on to somebody without an account, by a link with a deadline. Of the link's secret only a keyed hash is kept.</summary>
internal sealed class HandOver
{
    public const string NamePurpose = "handover.name", WordsPurpose = "handover.words", SecretPurpose = "handover.secret";

    private const int SecretBytes = 20;

    /// <summary>Whoever takes it has so long to say that it is done.</summary>
    private static readonly TimeSpan AfterTaken = TimeSpan.FromDays(14);

    /// <summary>Random; stands in the log.</summary>
    public Guid Id { get; init; } = Guid.NewGuid();

    /// <summary>The forum.</summary>
    public int ForumId { get; init; }

    /// <summary>The case.</summary>
    public Guid ReportId { get; init; }

    /// <summary>Keyed hash of the link's secret.</summary>
    [PersonalData("Opening what was sent on by its link", Retention.Text)]
    public required string Hash { get; init; }

    /// <summary>Sealed name, as staff wrote it.</summary>
    [PersonalData("Saying to whom a case was sent on", Retention.Text)]
    public required byte[] NameSealed { get; init; }

    /// <summary>Sealed words of staff, for the one outside.</summary>
    [PersonalData("Saying to whom a case was sent on", Retention.Text)]
    public required byte[] WordsSealed { get; init; }

    /// <summary>Sealed e-mail address that the link is sent to; null: staff pass it on themselves.</summary>
    [PersonalData("Sending the link by e-mail", Retention.Text)]
    public byte[]? EmailSealed { get; init; }

    /// <summary>How much of the place is shown.</summary>
    public HandedPlace Shows { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset MadeAt { get; init; }

    /// <summary>An answer is expected before.</summary>
    public DateTimeOffset Deadline { get; init; }

    /// <summary>Until when the link opens.</summary>
    public DateTimeOffset OpenUntil { get; private set; }

    /// <summary>The last answer.</summary>
    public OutsideAnswer? Answer { get; private set; }

    /// <summary>When it was given.</summary>
    public DateTimeOffset? AnsweredAt { get; private set; }

    /// <summary>Staff were told that nobody has answered.</summary>
    public DateTimeOffset? OverdueAt { get; private set; }

    /// <summary>Done, not theirs, or taken back: the link opens nothing any more.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>The link's secret: a keyed function of the row's id, so that it can be mailed and is kept nowhere.</summary>
    public static string SecretOf(FieldCipher cipher, Guid id) => Base64Url.EncodeToString(Base64Url.DecodeFromChars(cipher.Hash(id.ToString("N"), "handover.link")).AsSpan(0, SecretBytes));

    /// <summary>What a secret opens; null when it is unknown, spent, taken back or too old, or the case is over.</summary>
    public static async Task<(HandOver HandOver, Report Report)?> Open(ForumDb db, FieldCipher cipher, int forumId, string secret, DateTimeOffset now, CancellationToken cancellation)
    {
        var hash = cipher.Hash(CaseSecret.LooksRight(secret) ? secret : "", SecretPurpose);
        if (await db.HandOvers.FirstOrDefaultAsync(h => h.Hash == hash && h.ForumId == forumId && h.EndedAt == null && h.OpenUntil > now, cancellation) is not { } found) return null;
        return await db.Reports.FirstAsync(r => r.Id == found.ReportId, cancellation) is { } report && (await db.WholeOf(report, cancellation)).IsOpen ? (found, report) : null;
    }

    /// <summary>The newest of each of these cases, unless it was taken back unanswered.</summary>
    public static async Task<Dictionary<Guid, HandOverView>> Of(ForumDb db, FieldCipher cipher, IReadOnlyCollection<Guid> cases, DateTimeOffset now, CancellationToken cancellation)
    {
        var rows = cases.Count == 0 ? [] : await db.HandOvers.AsNoTracking().Where(h => cases.Contains(h.ReportId) && (h.EndedAt == null || h.AnsweredAt != null)).OrderBy(h => h.MadeAt).ToListAsync(cancellation);
        return rows.GroupBy(h => h.ReportId).ToDictionary(of => of.Key, of => of.Last() is var last
            ? new HandOverView(cipher.Open(last.NameSealed, NamePurpose) ?? "", last.MadeAt, last.Deadline, last.Answer, last.AnsweredAt, last.EndedAt is null, last.AnsweredAt is null && last.EndedAt is null && last.Deadline <= now) : default!);
    }

    internal void Reply(OutsideAnswer answer, DateTimeOffset now)
    {
        (Answer, AnsweredAt) = (answer, now);
        if (answer is OutsideAnswer.Taken) OpenUntil = now + AfterTaken;
        else EndedAt = now;
    }

    internal void OpenFor(DateTimeOffset until) => OpenUntil = until;

    internal void TellOverdue(DateTimeOffset now) => OverdueAt = now;

    internal void End(DateTimeOffset now) => EndedAt ??= now;

    internal static void Map(EntityTypeBuilder<HandOver> handOver)
    {
        handOver.ToTable("HandOvers").HasIndex(h => h.Hash).IsUnique();
        handOver.HasIndex(h => h.ReportId);
        handOver.HasIndex(h => h.Deadline);
        handOver.HasOne<Report>().WithMany().HasForeignKey(h => h.ReportId);
        handOver.Property(h => h.Shows).HasConversion<string>().HasMaxLength(20);
        handOver.Property(h => h.Answer).HasConversion<string>().HasMaxLength(20);
    }
}

/// <summary>To whom a case was sent on outside the forum, and what came of it.</summary>
/// <param name="Name">To whom, as staff wrote it.</param>
/// <param name="MadeAt">When.</param>
/// <param name="Deadline">An answer is expected before.</param>
/// <param name="Answer">The last answer.</param>
/// <param name="AnsweredAt">When it was given.</param>
/// <param name="IsOpen">More can be answered.</param>
/// <param name="IsLate">The deadline has passed without an answer.</param>
public sealed record HandOverView(string Name, DateTimeOffset MadeAt, DateTimeOffset Deadline, OutsideAnswer? Answer, DateTimeOffset? AnsweredAt, bool IsOpen, bool IsLate);
