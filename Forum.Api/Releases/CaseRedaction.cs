using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Api.Releases;

/// <summary>What a case's release begins with: whether there can be one, what was written, and what in it points to somebody.</summary>
internal static class CaseRedaction
{
    /// <summary>Only of a case that a human has acknowledged and that residents may see at all.</summary>
    public static bool CanBeReleased(this Report report) =>
        report.AcknowledgedAt is not null && report.Outsiders != PublicLevel.Never && report.Status is not (ReportStatus.Dismissed or ReportStatus.Merged);

    /// <summary>Finds by the forum's streets and numbers, and by what outsiders may know of this case.</summary>
    public static Redaction For(ForumSettings settings, Report report) =>
        new(settings.Forum.CasePrefix, settings.StreetNames.SelectMany(street => street.OtherSpellings.Prepend(street.Name)), hideStreets: report.CoarseStreetId is null);

    /// <summary>All that the neighbour wrote, in order.</summary>
    public static async Task<string> Written(ForumDb db, FieldCipher cipher, Report report, CancellationToken cancellation)
    {
        var later = await db.Notes.AsNoTracking().Where(note => note.ReportId == report.Id && note.Kind == NoteKind.FromReporter && note.WordsSealed != null).OrderBy(note => note.At).Select(note => note.WordsSealed).ToListAsync(cancellation);
        return string.Join("\n\n", later.Select(words => cipher.Open(words, Note.Purpose)).Prepend(cipher.Open(report.WordsSealed, SubmitReport.WordsPurpose)).Where(words => !string.IsNullOrEmpty(words)));
    }

    /// <summary>The words as they may be kept: clean, and without what nobody may release.</summary>
    /// <exception cref="Refused">Invalid.</exception>
    public static string? Words(ForumSettings settings, Redaction redaction, string? sent, bool required)
    {
        var fields = new ReportFields(settings);
        var words = fields.Text(sent, ReportFields.WordsMax, "words");
        fields.ThrowIfFaulty();
        return words is not null ? redaction.MaskSecrets(words) : required ? throw new Refused(RefusalCode.Invalid, new FieldFault("words", "WordsMissing")) : null;
    }

    /// <summary>The case's release of this status, if there is one.</summary>
    public static Task<Release?> Of(this DbSet<Release> releases, Report report, ReleaseStatus status, CancellationToken cancellation) =>
        releases.FirstOrDefaultAsync(release => release.ReportId == report.Id && release.Status == status, cancellation);
}
