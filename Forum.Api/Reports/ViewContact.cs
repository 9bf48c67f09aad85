using Tryghedsforum.Api.Audit;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Privacy;

namespace Tryghedsforum.Api.Reports;

/// <summary>Why somebody opens a reporter's number or address.</summary>
public enum ContactReason
{
    /// <summary>Not said.</summary>
    None,

    /// <summary>To call back.</summary>
    CallBack,

    /// <summary>To agree on how to get in.</summary>
    AgreeAccess,

    /// <summary>Somebody may be in danger.</summary>
    Danger,

    /// <summary>Something else, in words.</summary>
    Other,
}

/// <summary>Asks for a reporter's number and address.</summary>
/// <param name="Reason">One of the list.</param>
/// <param name="Because">More about it, at most 200 characters; required for <see cref="ContactReason.Other"/>. It stands in the audit log.</param>
public sealed record ViewContactRequest(ContactReason Reason, string? Because = null);

/// <summary>How the reporter can be reached; what is not there, or not for this reader, is null.</summary>
/// <param name="Phone">The number, as people write it.</param>
/// <param name="Email">The e-mail address.</param>
public sealed record ContactView(string? Phone, string? Email);

/// <summary>
/// Opens the reporter's number and address to one person, this once, for a reason that is audited. Nothing else shows them: partners may ask, and the police
/// for the number only, if the reporter said yes before sending.
/// </summary>
public sealed class ViewContact(ForumDb db, EventLog log, ReadForum forums, FieldCipher cipher, TimeProvider time)
{
    private static readonly TimeSpan SameLook = TimeSpan.FromMinutes(15);

    /// <summary>Opens it.</summary>
    /// <exception cref="Refused">Invalid. NotFound: no such case, or nothing in it that this reader may open.</exception>
    public async Task<ContactView> Run(Actor actor, string number, ViewContactRequest request, string? key, CancellationToken cancellation)
    {
        actor.Demand(Policies.SeeContact);
        var because = Because(new(await forums.ById(actor.ForumId, cancellation)), request);
        ContactView? seen = null;
        await log.Write(actor, Press(nameof(ViewContact), key, time.GetUtcNow(), new { number, request }), async entry =>
        {
            var report = await db.CaseItself(actor, number, cancellation);
            seen = Open(actor, report);
            entry.Note(AuditKind.ContactViewed, report.Id, new() { Reason = request.Reason }, because);
            TellOverseer(entry, actor);
            return true;
        }, cancellation);
        // The same press again is the same look. What was seen is not kept with its key.
        return seen ?? Open(actor, await db.CaseItself(actor, number, cancellation));
    }

    /// <summary>What of a reporter's contact this reader may ask for.</summary>
    internal static (bool Phone, bool Email) MayAsk(Actor actor, Report report)
    {
        var partner = actor.Role is Role.Staff or Role.Crew or Role.Coordinator;
        return (report.PhoneSealed is not null && (partner || (actor.Role is Role.Police && report.PoliceMayHaveNumber)), report.EmailSealed is not null && partner);
    }

    /// <summary>The words of the reason, when a reason was given as it must be.</summary>
    /// <exception cref="Refused">Invalid.</exception>
    internal static string? Because(ReportFields fields, ViewContactRequest request)
    {
        fields.Known(request.Reason, "reason", required: true);
        var because = fields.Text(request.Because, ReportFields.LineMax, "because");
        if (request.Reason == ContactReason.Other && because is null) fields.Fault("because", "WordsMissing");
        fields.ThrowIfFaulty();
        return because;
    }

    /// <summary>A page that is loaded again shows it again for a quarter of an hour at most; after that it is a new look.</summary>
    internal static CommandKey? Press(string useCase, string? key, DateTimeOffset now, object body) => key is null ? null : new(useCase, $"{key}/{now.Ticks / SameLook.Ticks}", body);

    /// <summary>Who runs the forum is watched over: the overseer hears that there was a look, and reads in the audit log what it was.</summary>
    internal static void TellOverseer(EventLog.Entry entry, Actor actor)
    {
        if (actor.Role is Role.Coordinator) entry.Append(EventType.IdentityOpened, SubjectKind.Forum, Guid.Empty, Audience.None, new EventData());
    }

    private ContactView Open(Actor actor, Report report) => MayAsk(actor, report) switch
    {
        (false, false) => throw new Refused(RefusalCode.NotFound),
        var (phone, email) => new(phone ? Written(report) : null, email ? cipher.Open(report.EmailSealed, SubmitReport.EmailPurpose) : null),
    };

    private string? Written(Report report) => PhoneNumber.TryParse(cipher.Open(report.PhoneSealed, SubmitReport.PhonePurpose), out var phone) ? phone.Display : null;
}
