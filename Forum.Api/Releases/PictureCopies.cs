using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Pictures;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Api.Releases;

/// <summary>Makes and throws away the blurred copies of a case's pictures.</summary>
public sealed class PictureCopies(ForumDb db, PictureFolder folder)
{
    internal async Task<IReadOnlyList<ReleasedPicture>> Make(Report report, IReadOnlyList<PictureToRelease> wanted, CancellationToken cancellation)
    {
        if (wanted.Count == 0) return [];
        var own = await db.Pictures.AsNoTracking().Where(picture => picture.ReportId == report.Id).Select(picture => picture.Id).ToListAsync(cancellation);
        if (wanted.Count > own.Count || wanted.Any(picture => !own.Contains(picture.Id)) || wanted.DistinctBy(picture => picture.Id).Count() != wanted.Count
            || wanted.Any(picture => picture.Blurred?.Any(field => field is < 0 or >= PictureBlur.Columns * PictureBlur.Rows) is true))
            throw new Refused(RefusalCode.Invalid, new FieldFault("pictures", "ValueUnknown"));
        var copies = new List<ReleasedPicture>();
        foreach (var picture in wanted)
        {
            var fields = (picture.Blurred ?? []).Distinct().Order().ToList();
            var copy = new ReleasedPicture { PictureId = picture.Id, Order = copies.Count, Blurred = string.Join(',', fields) };
            var blurred = PictureBlur.Copy(await folder.Bytes(picture.Id, cancellation), fields);
            await folder.Write(copy.Id, blurred.Jpeg, blurred.Thumbnail, cancellation);
            copies.Add(copy);
        }

        return copies;
    }

    internal void Drop(IEnumerable<Guid> copies)
    {
        foreach (var id in copies) folder.Delete(id);
    }

    /// <summary>Throws away the copies of a case that stand in no release any more. What is missed here, the nightly erasing finds.</summary>
    internal async Task DropWithdrawn(Guid report, CancellationToken cancellation) =>
        Drop(await db.ReleasedPictures.AsNoTracking().Where(copy => db.Releases.Any(release => release.Id == copy.ReleaseId && release.ReportId == report && release.Status == ReleaseStatus.Withdrawn)).Select(copy => copy.Id).ToListAsync(cancellation));
}
