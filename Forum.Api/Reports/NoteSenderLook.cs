using Tryghedsforum.Api.Audit;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;

namespace Tryghedsforum.Api.Reports;

/// <summary>
/// A coordinator wants to see whose number a text came from that the program has given up. Texts lie in another context: the look is audited here first, for
/// the same reasons as a look at a reporter's number, and only then is the number opened.
/// </summary>
public sealed class NoteSenderLook(EventLog log, ReadForum forums, TimeProvider time)
{
    /// <summary>Has the look audited.</summary>
    /// <exception cref="Refused">Invalid.</exception>
    public async Task<bool> Run(Actor actor, Guid textId, ViewContactRequest request, string? key, CancellationToken cancellation)
    {
        actor.Demand(Policies.Coordinate);
        var because = ViewContact.Because(new(await forums.ById(actor.ForumId, cancellation)), request);
        return await log.Write(actor, ViewContact.Press(nameof(NoteSenderLook), key, time.GetUtcNow(), new { textId, request }), entry =>
        {
            entry.Note(AuditKind.SenderViewed, textId, new() { Reason = request.Reason }, because);
            ViewContact.TellOverseer(entry, actor);
            return Task.FromResult(true);
        }, cancellation);
    }
}
