using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Api.HandOvers;

/// <summary>What somebody outside answers.</summary>
/// <param name="Answer">One of three.</param>
/// <param name="Words">A few words, at most 200 characters; the team reads them.</param>
public sealed record AnswerHandOverRequest(OutsideAnswer Answer, string? Words = null);

/// <summary>Somebody outside answers by the link. "Done" and "not ours" spend it; what becomes of the case is for staff to say.</summary>
public sealed class AnswerHandOver(ForumDb db, EventLog log, ReadForum forums, FieldCipher cipher)
{
    /// <summary>Answers.</summary>
    /// <returns>False: the link is unknown, spent, taken back or too old.</returns>
    /// <exception cref="Refused">Invalid.</exception>
    public async Task<bool> Run(Actor actor, string secret, AnswerHandOverRequest request, string? key, CancellationToken cancellation)
    {
        actor.Demand(Policies.AnswerHandOver);
        var fields = new ReportFields(await forums.ById(actor.ForumId, cancellation));
        fields.Known(request.Answer, "answer");
        var words = fields.Text(request.Words, ReportFields.LineMax, "words");
        fields.ThrowIfFaulty();
        return await log.Write(actor, key is null ? null : new(nameof(AnswerHandOver), key, new { secret, request }), async entry =>
        {
            if (await HandOver.Open(db, cipher, actor.ForumId, secret, entry.Now, cancellation) is not var (handed, report)) return false;
            if (handed.Answer == request.Answer && words is null) return true;
            handed.Reply(request.Answer, entry.Now);
            entry.Append(EventType.HandOverAnswered, SubjectKind.Report, report.Id, Audience.Partners | Audience.Reporter, new EventData
            {
                Team = report.ReceivingTeamId, HandOver = handed.Id, Outside = request.Answer, Note = words is null ? null : db.AddNote(cipher, report, NoteKind.FromOutside, words, entry.Now),
            });
            return true;
        }, cancellation);
    }
}
