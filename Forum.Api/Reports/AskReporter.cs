using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Privacy;

namespace Tryghedsforum.Api.Reports;

/// <summary>How a question reaches the neighbour.</summary>
public enum QuestionWay
{
    /// <summary>On the case's page only: there is no number.</summary>
    Page,

    /// <summary>On the case's page; an SMS says that there is one.</summary>
    Notice,

    /// <summary>In the words of the question, by SMS: who wrote by SMS has no page.</summary>
    Words,
}

/// <summary>A question to the neighbour.</summary>
/// <param name="Words">What the neighbour is asked, at most 290 characters.</param>
public sealed record AskReporterRequest(string Words);

/// <summary>Staff ask the neighbour something; the answer comes back on the case, from its page or from the neighbour's telephone.</summary>
public sealed class AskReporter(ForumDb db, EventLog log, ReadForum forums, FieldCipher cipher)
{
    /// <summary>So many characters a question has at most: with the case number it fits into two SMS.</summary>
    public const int WordsMax = 290;

    /// <summary>Asks.</summary>
    /// <exception cref="Refused">Invalid, NotFound, NotNow: the case is not open.</exception>
    public async Task<bool> Run(Actor actor, string number, AskReporterRequest request, string? key, CancellationToken cancellation)
    {
        actor.Demand(Policies.Handle);
        var fields = new ReportFields(await forums.ById(actor.ForumId, cancellation));
        var words = fields.Text(request.Words, WordsMax, "question");
        fields.ThrowIfFaulty();
        if (words is null) throw new Refused(RefusalCode.Invalid, new FieldFault("question", "WordsMissing"));
        return await log.Write(actor, key is null ? null : new(nameof(AskReporter), key, new { number, request }), async entry =>
        {
            // Of cases that are merged, the one whose number it is has the reporter who is asked.
            var report = await db.CaseItself(actor, number, cancellation);
            var whole = await db.WholeOf(report, cancellation);
            if (!whole.IsOpen) throw new Refused(RefusalCode.NotNow);
            var note = db.AddNote(cipher, report, NoteKind.Question, words, entry.Now);
            var first = entry.See(whole, actor.TeamId);
            report.AskNeighbour(entry.Now);
            entry.Append(EventType.ReportAsked, SubjectKind.Report, report.Id, Audience.Partners | Audience.Reporter, new EventData
            {
                Team = actor.TeamId, Note = note, FirstSeen = first ? true : null,
            });
            entry.CanBeUndone(report.Id, EventType.ReportAsked);
            return true;
        }, cancellation);
    }

    internal static QuestionWay WayOf(Report report) => (report.PhoneHash, report.Channel) switch
    {
        (null, _) => QuestionWay.Page,
        (_, Channel.Sms) => QuestionWay.Words,
        _ => QuestionWay.Notice,
    };
}
