using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Pictures;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Api.Privacy;

/// <summary>Cases that were taken out for the archive in one press.</summary>
internal sealed class ArchiveExport
{
    /// <summary>Random; what it is confirmed by.</summary>
    public Guid Id { get; init; } = Guid.NewGuid();

    /// <summary>The forum.</summary>
    public int ForumId { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>The member who took them out.</summary>
    public Guid MemberId { get; init; }

    /// <summary>When somebody said that the archive has them.</summary>
    public DateTimeOffset? ConfirmedAt { get; private set; }

    internal void Confirm(DateTimeOffset now) => ConfirmedAt = now;

    internal static void Map(EntityTypeBuilder<ArchiveExport> export)
    {
        export.ToTable("ArchiveExports").HasIndex(e => new { e.ForumId, e.ConfirmedAt });
        export.HasOne<Forums.Forum>().WithMany().HasForeignKey(e => e.ForumId);
    }
}

/// <summary>When a case was last taken out for the archive, and whether the archive has it. It holds for the case as it was then.</summary>
internal sealed class ArchivedCase
{
    /// <summary>The case.</summary>
    public Guid ReportId { get; init; }

    /// <summary>In which press.</summary>
    public Guid ExportId { get; private set; }

    /// <summary>When.</summary>
    public DateTimeOffset ExportedAt { get; private set; }

    /// <summary>Since when the archive has it.</summary>
    public DateTimeOffset? ConfirmedAt { get; private set; }

    internal void TakeOut(ArchiveExport export) => (ExportId, ExportedAt, ConfirmedAt) = (export.Id, export.At, null);

    internal void Confirm(DateTimeOffset now) => ConfirmedAt = now;

    internal static void Map(EntityTypeBuilder<ArchivedCase> archived)
    {
        archived.ToTable("ArchivedCases").HasKey(a => a.ReportId);
        archived.HasIndex(a => a.ExportId);
        archived.HasOne<Report>().WithOne().HasForeignKey<ArchivedCase>(a => a.ReportId);
        archived.HasOne<ArchiveExport>().WithMany().HasForeignKey(a => a.ExportId);
    }
}

/// <summary>Where the forum hands its cases over to an archive, nothing but contact details goes before the archive has it.</summary>
internal static class ArchiveDuty
{
    /// <summary>So many cases are taken out in one press.</summary>
    public const int Most = 200;

    /// <summary>Those of closed cases that the archive has as they are: neither reopened nor written on since.</summary>
    public static IQueryable<Report> InArchive(this IQueryable<Report> closed, ForumDb db) => closed.Where(r => db.ArchivedCases.Any(a =>
        a.ReportId == r.Id && a.ConfirmedAt != null && a.ExportedAt >= r.ClosedAt && !db.Notes.Any(n => n.ReportId == r.Id && n.At > a.ExportedAt)));

    /// <summary>Those of pictures that the archive has.</summary>
    public static IQueryable<Picture> InArchive(this IQueryable<Picture> pictures, ForumDb db) =>
        pictures.Where(p => db.ArchivedCases.Any(a => a.ReportId == p.ReportId && a.ConfirmedAt != null && a.ExportedAt >= p.At));

    /// <summary>The cases of which something is due, and is held back.</summary>
    public static IQueryable<Report> HeldBack(this ForumDb db, Forums.Forum forum, RetentionTable retention, DateTimeOffset now)
    {
        var (text, picture) = (now.AddDays(-retention.Days(forum, Retention.Text)), now.AddDays(-retention.Days(forum, Retention.Picture)));
        var reports = db.Reports.AsNoTracking().Where(r => r.ForumId == forum.Id);
        var words = reports.Where(r => r.ClosedAt != null && r.ReceivedAt < text
            && (r.PlaceSealed != null || r.WordsSealed != null || db.CaseLinks.Any(l => l.ReportId == r.Id) || db.Notes.Any(n => n.ReportId == r.Id && n.WordsSealed != null)
                || db.Releases.Any(release => release.ReportId == r.Id && release.WordsSealed != null)));
        var had = words.InArchive(db);
        var pictures = db.Pictures.Where(p => p.ForumId == forum.Id && p.ReportId != null && p.At < picture);
        var seen = pictures.InArchive(db);
        return reports.Where(r => (words.Any(w => w.Id == r.Id) && !had.Any(h => h.Id == r.Id)) || pictures.Any(p => p.ReportId == r.Id && !seen.Any(s => s.Id == p.Id)));
    }
}
