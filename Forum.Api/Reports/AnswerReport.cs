using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Privacy;

namespace Tryghedsforum.Api.Reports;

/// <summary>An answer to the neighbour.</summary>
/// <param name="Words">What the neighbour reads, at most 2,000 characters.</param>
/// <param name="Resolves">The case is resolved by it; not while somebody is to fetch.</param>
public sealed record AnswerReportRequest(string Words, bool Resolves = false);

/// <summary>Staff answer the neighbour, who sees it on the case's page.</summary>
public sealed class AnswerReport(ForumDb db, EventLog log, ReadForum forums, FieldCipher cipher)
{
    /// <summary>Writes the answer.</summary>
    /// <exception cref="Refused">Invalid, NotFound, NotNow.</exception>
    public async Task<bool> Run(Actor actor, string number, AnswerReportRequest request, string? key, CancellationToken cancellation)
    {
        actor.Demand(Policies.Handle);
        var words = Words(await forums.ById(actor.ForumId, cancellation), request.Words, "words");
        return await log.Write(actor, key is null ? null : new(nameof(AnswerReport), key, new { number, request }), async entry =>
        {
            var report = await db.Case(actor, number, cancellation);
            // A closed case is answered only where its neighbour has written since.
            if ((report.Status is ReportStatus.Dismissed or ReportStatus.Closed && report.QuestionAt is null) || (request.Resolves && (!report.IsOpen || report.PickupId is not null))) throw new Refused(RefusalCode.NotNow);
            var note = db.AddNote(cipher, report, NoteKind.Answer, words, entry.Now);
            var first = report.IsOpen && entry.See(report, actor.TeamId);
            report.Answered();
            if (request.Resolves) report.Resolve(Resolution.Answered, entry.Now);
            await db.Follow(report, cancellation);
            entry.Append(EventType.ReportAnswered, SubjectKind.Report, report.Id, CaseAccess.CaseEvent, new EventData
            {
                Team = actor.TeamId, Note = note, Resolves = request.Resolves ? true : null, FirstSeen = first ? true : null,
            });
            entry.CanBeUndone(report.Id, EventType.ReportAnswered);
            return true;
        }, cancellation);
    }

    internal static string Words(ForumSettings settings, string? text, string field)
    {
        var fields = new ReportFields(settings);
        var words = fields.Text(text, ReportFields.WordsMax, field);
        fields.ThrowIfFaulty();
        return words ?? throw new Refused(RefusalCode.Invalid, new FieldFault(field, "WordsMissing"));
    }
}

internal static class Notes
{
    public static Guid AddNote(this ForumDb db, FieldCipher cipher, Report report, NoteKind kind, string words, DateTimeOffset now)
    {
        var note = new Note { ReportId = report.Id, Kind = kind, At = now, WordsSealed = cipher.Seal(words, Note.Purpose) };
        db.Notes.Add(note);
        return note.Id;
    }
}
