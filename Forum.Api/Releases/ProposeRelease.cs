using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Audit;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Api.Releases;

/// <summary>What is to be released.</summary>
/// <param name="Words">What others are to read, at most 2,000 characters; may be missing when there is a picture.</param>
/// <param name="Pictures">The case's pictures that others are to see, in their order; null: none.</param>
public sealed record ProposeReleaseRequest(string? Words, IReadOnlyList<PictureToRelease>? Pictures = null);

/// <summary>A picture that is to be released.</summary>
/// <param name="Id">The case's picture.</param>
/// <param name="Blurred">Fields that are blurred, of a grid of twelve by nine that is numbered row by row from 0.</param>
public sealed record PictureToRelease(Guid Id, IReadOnlyList<int>? Blurred = null);

/// <summary>
/// Staff propose what of a case others may read and see. It stays between partners until the coordinator releases it; an earlier proposal is replaced.
/// Of pictures blurred copies are made; the pictures themselves are never touched.
/// </summary>
public sealed class ProposeRelease(ForumDb db, EventLog log, ReadForum forums, FieldCipher cipher, PictureCopies copies)
{
    /// <summary>Proposes.</summary>
    /// <exception cref="Refused">Invalid; NotFound; NotNow: not acknowledged yet, dismissed, or only for partners.</exception>
    public async Task<bool> Run(Actor actor, string number, ProposeReleaseRequest request, string? key, CancellationToken cancellation)
    {
        actor.Demand(Policies.ProposeRelease);
        var settings = await forums.ById(actor.ForumId, cancellation);
        // Files are made before the forum's row is taken; those that no row names are thrown away again.
        var seen = await db.Reports.AsNoTracking().ReadableBy(actor).ByNumber(number).FirstOrDefaultAsync(cancellation) ?? throw new Refused(RefusalCode.NotFound);
        var made = seen.CanBeReleased() ? await copies.Make(seen, request.Pictures ?? [], cancellation) : [];
        var (ran, kept) = (false, false);
        try
        {
            var done = await log.Write(actor, key is null ? null : new(nameof(ProposeRelease), key, new { number, request.Words, Pictures = made.Select(copy => new { copy.PictureId, copy.Blurred }) }), async entry =>
            {
                var report = await db.Case(actor, number, cancellation);
                if (!report.CanBeReleased()) throw new Refused(RefusalCode.NotNow);
                var words = CaseRedaction.Words(settings, CaseRedaction.For(settings, report), request.Words, made.Count == 0);
                (await db.Releases.Of(report, ReleaseStatus.Proposed, cancellation))?.Withdraw();
                var release = Release.Propose(report, cipher.Seal(words, Release.Purpose), actor.TeamId, entry.Now);
                db.Releases.Add(release);
                db.ReleasedPictures.AddRange(made.Select(copy => copy.For(release)));
                entry.Append(EventType.ReleaseProposed, SubjectKind.Report, report.Id, Audience.Partners, new EventData { Team = actor.TeamId });
                entry.Note(AuditKind.ReleaseProposed, report.Id);
                ran = true;
                return true;
            }, cancellation);
            kept = ran;
            await copies.DropWithdrawn(seen.Id, cancellation);
            return done;
        }
        finally
        {
            if (!kept) copies.Drop(made.Select(copy => copy.Id));
        }
    }
}
