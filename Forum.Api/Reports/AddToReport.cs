using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Privacy;

namespace Tryghedsforum.Api.Reports;

/// <summary>"Skriv til dem": the reporter adds something to the own case; staff see it as unanswered.</summary>
public sealed class AddToReport(ForumDb db, EventLog log, ReadForum forums, FieldCipher cipher)
{
    /// <summary>Adds the words; answers what in them must be answered at once.</summary>
    /// <exception cref="Refused">Invalid, NotFound.</exception>
    public async Task<Danger> Run(Actor actor, string words, string? key, CancellationToken cancellation)
    {
        actor.Demand(Policies.FollowCase);
        var clean = AnswerReport.Words(await forums.ById(actor.ForumId, cancellation), words, "words");
        var danger = DangerWords.Read(clean);
        return await log.Write(actor, key is null ? null : new(nameof(AddToReport), key, new { actor.CaseId, words }), async entry =>
        {
            var report = await db.OwnCase(actor, cancellation);
            var note = db.AddNote(cipher, report, NoteKind.FromReporter, clean, entry.Now);
            entry.Tell(report, note, danger);
            // The board shows the whole only.
            if (report.MergedIntoId is not null) (await db.WholeOf(report, cancellation)).Ask(entry.Now);
            return danger;
        }, cancellation);
    }
}

internal static class Tellings
{
    /// <summary>The neighbour has written something, on the page or by SMS; what was asked is answered by it.</summary>
    public static void Tell(this EventLog.Entry entry, Report report, Guid note, Danger danger, bool doubtful = false)
    {
        var answers = report.Told(entry.Now);
        entry.Append(EventType.ReportAddedTo, SubjectKind.Report, report.Id, Audience.Partners | Audience.Reporter, new EventData
        {
            Note = note, Team = report.ReceivingTeamId, Danger = danger == Danger.None ? null : danger, Answers = answers ? true : null, Doubtful = doubtful ? true : null,
        });
    }
}
