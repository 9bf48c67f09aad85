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
public sealed record CaseFacts(string Number, CategoryCode Category, Amount Amount, Find Find, string Place, string? Detail, string? Street, bool NearChildren, DateTimeOffset ReceivedAt,
    ReportStatus Status, PickupStatus? Pickup, DateTimeOffset Before, Guid? AskedTeamId, Guid? TakenByTeamId, Guid ReceivingTeamId, string? ReporterPhone, Danger Danger,
    DateTimeOffset? ResolvedAt, Audience Audience, DateTimeOffset? AskedAt, string? Question);

/// <summary>Reads a case for the message that is about to be sent.</summary>
public sealed class DescribeCase(ForumDb db, ReadForum forums, FieldCipher cipher)
{
    /// <summary>The facts as they are now.</summary>
    /// <exception cref="Refused">NotFound.</exception>
    public async Task<CaseFacts> Run(Actor actor, Guid caseId, CancellationToken cancellation)
    {
        actor.Demand(Policies.Sweep);
        var settings = await forums.ById(actor.ForumId, cancellation);
        var row = await (from report in db.Reports.AsNoTracking()
                         join pickup in db.Pickups.AsNoTracking() on report.PickupId equals (Guid?)pickup.Id into pickups
                         from pickup in pickups.DefaultIfEmpty()
                         where report.Id == caseId && report.ForumId == actor.ForumId
                         select new { report, pickup }).FirstOrDefaultAsync(cancellation) ?? throw new Refused(RefusalCode.NotFound);
        var place = ExactPlace.Open(cipher, row.report.PlaceSealed);
        return new(row.report.Number, row.report.Category, row.report.Amount, row.report.Find, place.Line(settings.Street(row.report.StreetId)?.Name), place.Detail,
            settings.Street(row.report.CoarseStreetId)?.Name, row.report.NearChildren, row.report.ReceivedAt, row.report.Status, row.pickup?.Status,
            row.pickup?.Before ?? row.report.Target, row.pickup?.TeamId, row.pickup?.TakenByTeamId, row.report.ReceivingTeamId, cipher.Open(row.report.PhoneSealed, SubmitReport.PhonePurpose), row.report.Danger,
            row.report.ResolvedAt, row.report.Audience, row.report.AskedAt, await Question(row.report, cancellation));
    }

    private async Task<string?> Question(Report report, CancellationToken cancellation)
    {
        if (report is not { AskedAt: not null, AskedFor: null } || AskReporter.WayOf(report) != QuestionWay.Words) return null;
        var asked = await db.Notes.AsNoTracking().Where(note => note.ReportId == report.Id && note.Kind == NoteKind.Question).OrderByDescending(note => note.At).FirstOrDefaultAsync(cancellation);
        return cipher.Open(asked?.WordsSealed, Note.Purpose);
    }
}
