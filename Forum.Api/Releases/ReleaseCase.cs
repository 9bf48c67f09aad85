using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Audit;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Api.Releases;

/// <summary>What the coordinator releases.</summary>
/// <param name="Proposal">The proposal that was looked at; another one in the meantime is not released unseen.</param>
/// <param name="Words">The words as they are to be read, at most 2,000 characters. The pictures are those of the proposal.</param>
/// <param name="Read">A human has read every word and says so.</param>
/// <param name="KeepFound">What is still found in the words may stay there.</param>
public sealed record ReleaseCaseRequest(Guid Proposal, string? Words, bool Read, bool KeepFound = false);

/// <summary>The coordinator releases what was proposed. From then on residents, committee, municipality and partners read it; the neighbour is told.</summary>
public sealed class ReleaseCase(ForumDb db, EventLog log, ReadForum forums, FieldCipher cipher, PictureCopies copies)
{
    /// <summary>Releases.</summary>
    /// <exception cref="Refused">Invalid; NotFound; NotNow: nothing is proposed, or something else.</exception>
    public async Task<bool> Run(Actor actor, string number, ReleaseCaseRequest request, string? key, CancellationToken cancellation)
    {
        actor.Demand(Policies.Release);
        var settings = await forums.ById(actor.ForumId, cancellation);
        Guid? about = null;
        var done = await log.Write(actor, key is null ? null : new(nameof(ReleaseCase), key, new { number, request }), async entry =>
        {
            var report = await db.Case(actor, number, cancellation);
            var proposal = await db.Releases.Of(report, ReleaseStatus.Proposed, cancellation);
            if (!report.CanBeReleased() || proposal is null || proposal.Id != request.Proposal) throw new Refused(RefusalCode.NotNow);
            var redaction = CaseRedaction.For(settings, report);
            var words = CaseRedaction.Words(settings, redaction, request.Words, !await db.ReleasedPictures.AnyAsync(copy => copy.ReleaseId == proposal.Id, cancellation));
            Check(request, redaction.Find(words ?? "").Count);
            (await db.Releases.Of(report, ReleaseStatus.Released, cancellation))?.Withdraw();
            proposal.Publish(cipher.Seal(words, Release.Purpose), entry.Now);
            entry.Append(EventType.CaseReleased, SubjectKind.Report, report.Id, Release.Readers | Audience.Reporter, new EventData { Team = actor.TeamId });
            entry.Note(AuditKind.CaseReleased, report.Id);
            about = report.Id;
            return true;
        }, cancellation);
        if (about is { } id) await copies.DropWithdrawn(id, cancellation);
        return done;
    }

    private static void Check(ReleaseCaseRequest request, int found)
    {
        var faults = new List<FieldFault>();
        if (!request.Read) faults.Add(new("read", "ReadMissing"));
        if (found > 0 && !request.KeepFound) faults.Add(new("keepFound", "FoundLeft"));
        if (faults.Count > 0) throw new Refused(RefusalCode.Invalid, [.. faults]);
    }
}
