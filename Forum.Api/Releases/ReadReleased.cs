using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Pictures;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Api.PublicLists;

namespace Tryghedsforum.Api.Releases;

/// <summary>Something released, with no more of its case than residents see of every case.</summary>
/// <param name="Id">Random.</param>
/// <param name="Number">Case number; only for partners.</param>
/// <param name="Case">The case, coarse.</param>
/// <param name="Words">The words; null: pictures only.</param>
/// <param name="Pictures">The blurred copies.</param>
/// <param name="ReleasedAt">Since when.</param>
public sealed record ReleasedCase(Guid Id, string? Number, PublicCase Case, string? Words, IReadOnlyList<Guid> Pictures, DateTimeOffset ReleasedAt);

/// <summary>Reads what was released, for residents, committee, municipality and partners: each sees what may be seen now, whatever was released before.</summary>
public sealed class ReadReleased(ForumDb db, ReadForum forums, FieldCipher cipher, PictureFolder folder)
{
    private const int Most = 100;

    /// <summary>The newest first.</summary>
    public async Task<IReadOnlyList<ReleasedCase>> Run(Actor actor, CancellationToken cancellation)
    {
        actor.Demand(Policies.ReadReleased);
        var settings = await forums.ById(actor.ForumId, cancellation);
        var partner = Policies.Fetch.Admits(actor);
        var rows = await (from release in db.ReadableReleases(actor).AsNoTracking()
                          join report in db.Reports.AsNoTracking() on release.ReportId equals report.Id
                          where release.WordsSealed != null || db.ReleasedPictures.Any(copy => copy.ReleaseId == release.Id)
                          orderby release.ReleasedAt descending
                          select new { release, report }).Take(Most).ToListAsync(cancellation);
        var ids = rows.Select(row => row.release.Id).ToList();
        var copies = (await db.ReleasedPictures.AsNoTracking().Where(copy => ids.Contains(copy.ReleaseId)).OrderBy(copy => copy.Order).ToListAsync(cancellation)).ToLookup(copy => copy.ReleaseId, copy => copy.Id);
        return [.. rows.Select(row => new ReleasedCase(row.release.Id, partner ? row.report.Number : null, PublicCase.Of(settings, row.report, nearToo: true),
            cipher.Open(row.release.WordsSealed, Release.Purpose), [.. copies[row.release.Id]], row.release.ReleasedAt!.Value))];
    }

    /// <summary>A released copy of a picture, whole or as a thumbnail; a proposed one for those who propose and release.</summary>
    /// <exception cref="Refused">NotFound: unknown, taken back, or not for this reader.</exception>
    public async Task<Stream> Picture(Actor actor, Guid id, bool thumbnail, CancellationToken cancellation)
    {
        actor.Demand(Policies.ReadReleased);
        var proposes = Policies.ProposeRelease.Admits(actor);
        var shown = db.ReadableReleases(actor);
        return await db.ReleasedPictures.AnyAsync(copy => copy.Id == id && (shown.Any(release => release.Id == copy.ReleaseId)
                || (proposes && db.Releases.Any(release => release.Id == copy.ReleaseId && release.ForumId == actor.ForumId && release.Status == ReleaseStatus.Proposed))), cancellation)
            && folder.Read(id, thumbnail) is { } stream
            ? stream : throw new Refused(RefusalCode.NotFound);
    }
}
