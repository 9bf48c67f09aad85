using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Pickups;
using Tryghedsforum.Api.Privacy;

namespace Tryghedsforum.Api.Reports;

/// <summary>What a message about a case may need, read right before it is sent.</summary>
/// <param name="Number">Case number.</param>
/// <param name="Category">What it is about.</param>
/// <param name="Amount">How many.</param>
/// <param name="Find">What lies there.</param>
/// <param name="Place">Street and number in one line.</param>
/// <param name="Detail">"Hvor præcist?"</param>
/// <param name="Street">The street, outdoors only: what residents may read.</param>
/// <param name="NearChildren">Near children.</param>
/// <param name="ReceivedAt">When it came in.</param>
/// <param name="Status">Where it stands now.</param>
/// <param name="Pickup">Where its pickup stands now.</param>
/// <param name="Before">What is promised now.</param>
/// <param name="AskedTeamId">Who is asked now.</param>
/// <param name="TakenByTeamId">Who has it now.</param>
/// <param name="ReceivingTeamId">Who receives it.</param>
/// <param name="ReporterPhone">The reporter's number, E.164.</param>
/// <param name="Danger">What its words speak of.</param>
/// <param name="ResolvedAt">When it was resolved, while it is.</param>
/// <param name="Audience">Who may see it now.</param>
/// <param name="AskedAt">The reporter was asked something then, and has not answered.</param>
/// <param name="Question">What staff ask, in their words: only where the reporter has no page to read it on.</param>
/// <param name="PickupId">The pickup that serves it now.</param>
/// <param name="Whole">The case that it was merged into: number, reporter and question are its own, everything else the whole's.</param>
public sealed record CaseFacts(string Number, CategoryCode Category, Amount Amount, Find Find, string Place, string? Detail, string? Street, bool NearChildren, DateTimeOffset ReceivedAt,
    ReportStatus Status, PickupStatus? Pickup, DateTimeOffset Before, Guid? AskedTeamId, Guid? TakenByTeamId, Guid ReceivingTeamId, string? ReporterPhone, Danger Danger,
    DateTimeOffset? ResolvedAt, Audience Audience, DateTimeOffset? AskedAt, string? Question, Guid? PickupId, Guid? Whole);

/// <summary>Reads a case for the message that is about to be sent.</summary>
public sealed class DescribeCase(ForumDb db, ReadForum forums, FieldCipher cipher)
{
    /// <summary>The facts as they are now.</summary>
    /// <exception cref="Refused">NotFound.</exception>
    public async Task<CaseFacts> Run(Actor actor, Guid caseId, CancellationToken cancellation)
    {
        actor.Demand(Policies.Sweep);
        var settings = await forums.ById(actor.ForumId, cancellation);
        var own = await db.Reports.AsNoTracking().FirstOrDefaultAsync(report => report.Id == caseId && report.ForumId == actor.ForumId, cancellation) ?? throw new Refused(RefusalCode.NotFound);
        var whole = own.MergedIntoId is null ? own : await db.Reports.AsNoTracking().FirstAsync(report => report.Id == own.MergedIntoId, cancellation);
        var pickup = whole.PickupId is { } id ? await db.Pickups.AsNoTracking().FirstOrDefaultAsync(p => p.Id == id, cancellation) : null;
        var place = ExactPlace.Open(cipher, whole.PlaceSealed);
        return new(own.Number, whole.Category, whole.Amount, whole.Find, place.Line(settings.Street(whole.StreetId)?.Name), place.Detail,
            settings.Street(whole.CoarseStreetId)?.Name, whole.NearChildren, own.ReceivedAt, whole.Status, pickup?.Status,
            pickup?.Before ?? whole.Target, pickup?.TeamId, pickup?.TakenByTeamId, whole.ReceivingTeamId, cipher.Open(own.PhoneSealed, SubmitReport.PhonePurpose), own.Danger,
            whole.ResolvedAt, whole.Audience, own.AskedAt, await Question(own, cancellation), pickup?.Id, own.MergedIntoId);
    }

    private async Task<string?> Question(Report report, CancellationToken cancellation)
    {
        if (report is not { AskedAt: not null, AskedFor: null } || AskReporter.WayOf(report) != QuestionWay.Words) return null;
        var asked = await db.Notes.AsNoTracking().Where(note => note.ReportId == report.Id && note.Kind == NoteKind.Question).OrderByDescending(note => note.At).FirstOrDefaultAsync(cancellation);
        return cipher.Open(asked?.WordsSealed, Note.Purpose);
    }
}
