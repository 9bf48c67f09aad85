using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Pictures;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Api.Releases;

/// <summary>A text with what was found in it.</summary>
/// <param name="Text">The text.</param>
/// <param name="Finds">What in it can point to a person, in order.</param>
public sealed record MarkedText(string Text, IReadOnlyList<Found> Finds);

/// <summary>What was proposed.</summary>
/// <param name="Id">To be named when it is released.</param>
/// <param name="At">When.</param>
/// <param name="Team">Who; null: the coordinator.</param>
public sealed record ProposalView(Guid Id, DateTimeOffset At, string? Team);

/// <summary>A picture of the case.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Copy">The blurred copy that is proposed; null: it is not to be released.</param>
/// <param name="Blurred">The fields that are blurred in the copy.</param>
public sealed record PictureSides(Guid Id, Guid? Copy, IReadOnlyList<int> Blurred);

/// <summary>A case before its release: the original beside what is proposed.</summary>
/// <param name="Number">Case number.</param>
/// <param name="CanBeReleased">It is acknowledged, and residents may see it.</param>
/// <param name="ForPartnersOnly">It is of a kind that only partners see.</param>
/// <param name="IsDismissed">It was dismissed.</param>
/// <param name="Original">All that the neighbour wrote.</param>
/// <param name="Draft">What others would read: as it was typed, else as it was proposed, else the original with everything found masked.</param>
/// <param name="Pictures">Its pictures.</param>
/// <param name="Proposal">What waits for the coordinator.</param>
/// <param name="Released">What others read now.</param>
/// <param name="ReleasedPictures">The copies that others see now.</param>
/// <param name="ReleasedAt">Since when.</param>
public sealed record ReleaseView(string Number, bool CanBeReleased, bool ForPartnersOnly, bool IsDismissed, MarkedText Original, MarkedText Draft, IReadOnlyList<PictureSides> Pictures, ProposalView? Proposal,
    string? Released, IReadOnlyList<Guid> ReleasedPictures, DateTimeOffset? ReleasedAt)
{
    /// <summary>Columns of the grid that is laid over a picture.</summary>
    public const int BlurColumns = PictureBlur.Columns;

    /// <summary>Its rows.</summary>
    public const int BlurRows = PictureBlur.Rows;
}

/// <summary>Shows staff a case's words beside the redaction that the program proposes.</summary>
public sealed class ReadRelease(ForumDb db, ReadForum forums, FieldCipher cipher)
{
    /// <summary>By the case's number.</summary>
    /// <param name="actor">Who reads.</param>
    /// <param name="number">Case number.</param>
    /// <param name="typed">Words that somebody has just typed, to be looked through; null: none.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="Refused">NotFound.</exception>
    public async Task<ReleaseView> Run(Actor actor, string number, string? typed, CancellationToken cancellation)
    {
        actor.Demand(Policies.ProposeRelease);
        var settings = await forums.ById(actor.ForumId, cancellation);
        var report = await db.Reports.AsNoTracking().ReadableBy(actor).ByNumber(number).FirstOrDefaultAsync(cancellation) ?? throw new Refused(RefusalCode.NotFound);
        var redaction = CaseRedaction.For(settings, report);
        MarkedText Marked(string text) => new(text, redaction.Find(text));
        var original = await CaseRedaction.Written(db, cipher, report, cancellation);
        var standing = await db.Releases.AsNoTracking().Where(release => release.ReportId == report.Id && release.Status != ReleaseStatus.Withdrawn).ToListAsync(cancellation);
        var (proposed, released) = (standing.Find(release => release.Status == ReleaseStatus.Proposed), standing.Find(release => release.Status == ReleaseStatus.Released));
        var copies = await db.ReleasedPictures.AsNoTracking().Where(copy => db.Releases.Any(release => release.Id == copy.ReleaseId && release.ReportId == report.Id && release.Status != ReleaseStatus.Withdrawn)).OrderBy(copy => copy.Order).ToListAsync(cancellation);
        var pictures = await db.Pictures.AsNoTracking().Where(picture => picture.ReportId == report.Id).OrderBy(picture => picture.At).Select(picture => picture.Id).ToListAsync(cancellation);
        return new(report.Number, report.CanBeReleased(), report.Outsiders == PublicLevel.Never, report.Status == ReportStatus.Dismissed, Marked(original),
            Marked(typed ?? cipher.Open(proposed?.WordsSealed, Release.Purpose) ?? redaction.Mask(original)), [.. pictures.Select(id => Sides(id, copies.Find(copy => copy.PictureId == id && copy.ReleaseId == proposed?.Id)))],
            proposed is null ? null : new(proposed.Id, proposed.ProposedAt, settings.Team(proposed.ProposedByTeamId)?.Name),
            cipher.Open(released?.WordsSealed, Release.Purpose), [.. copies.Where(copy => copy.ReleaseId == released?.Id).Select(copy => copy.Id)], released?.ReleasedAt);
    }

    private static PictureSides Sides(Guid id, ReleasedPicture? copy) => new(id, copy?.Id, copy?.Fields ?? []);

    /// <summary>The numbers of the cases that wait for the coordinator, the oldest first.</summary>
    public async Task<IReadOnlyList<WaitingRelease>> Waiting(Actor actor, CancellationToken cancellation)
    {
        actor.Demand(Policies.Release);
        var settings = await forums.ById(actor.ForumId, cancellation);
        var rows = await (from release in db.Releases.AsNoTracking()
                          join report in db.Reports.AsNoTracking().ReadableBy(actor) on release.ReportId equals report.Id
                          where release.Status == ReleaseStatus.Proposed
                          orderby release.ProposedAt
                          select new { release, report }).Take(200).ToListAsync(cancellation);
        return [.. rows.Select(row => new WaitingRelease(row.report.Number, row.report.Category, settings.Street(row.report.StreetId)?.Name, row.release.ProposedAt, settings.Team(row.release.ProposedByTeamId)?.Name))];
    }
}

/// <summary>A proposal that waits.</summary>
/// <param name="Number">Case number.</param>
/// <param name="Category">What it is about.</param>
/// <param name="Street">The street.</param>
/// <param name="At">When it was proposed.</param>
/// <param name="Team">Who proposed it; null: the coordinator.</param>
public sealed record WaitingRelease(string Number, CategoryCode Category, string? Street, DateTimeOffset At, string? Team);
