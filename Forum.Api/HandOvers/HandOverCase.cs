using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Api.HandOvers;

/// <summary>To whom a case is sent on outside the forum, and what that one gets to see.</summary>
/// <param name="Name">Who it is, at most 80 characters; the neighbour reads it.</param>
/// <param name="Words">What is asked for, in words of staff, at most 2,000 characters.</param>
/// <param name="Place">How much of the place is shown.</param>
/// <param name="Days">How long an answer is waited for, 1 to 14 days.</param>
/// <param name="Email">Where the link is sent; null: staff pass it on themselves.</param>
public sealed record HandOverCaseRequest(string Name, string Words, HandedPlace Place = HandedPlace.None, int Days = HandOverCase.UsualDays, string? Email = null);

/// <summary>The link, shown this once.</summary>
/// <param name="Secret">What stands at the end of <c>/{forum}/sendt/{secret}</c>.</param>
/// <param name="Deadline">An answer is expected before.</param>
/// <param name="ByEmail">It is also sent by e-mail.</param>
public sealed record HandOverCaseAnswer(string Secret, DateTimeOffset Deadline, bool ByEmail);

/// <summary>Staff hand a case to somebody without an account, such as a caretaker or the city: by a link that shows neither the neighbour nor the neighbour's words.</summary>
public sealed class HandOverCase(ForumDb db, EventLog log, ReadForum forums, FieldCipher cipher, EmailUse email)
{
    /// <summary>So many days an answer is waited for, if staff say nothing else.</summary>
    public const int UsualDays = 3;

    /// <summary>At most so many days.</summary>
    public const int MostDays = 14;

    /// <summary>The longest name.</summary>
    public const int NameMax = 80;

    /// <summary>Hands it over.</summary>
    /// <exception cref="Refused">Invalid, NotFound; NotNow: the case is not open, or waits for somebody outside already.</exception>
    public async Task<HandOverCaseAnswer> Run(Actor actor, string number, HandOverCaseRequest request, string? key, CancellationToken cancellation)
    {
        actor.Demand(Policies.Handle);
        var (name, words, address) = Read(await forums.ById(actor.ForumId, cancellation), request);
        return await log.Write(actor, key is null ? null : new(nameof(HandOverCase), key, new { number, request }), async entry =>
        {
            var report = await db.Case(actor, number, cancellation);
            if (!report.IsOpen || await db.HandOvers.AnyAsync(h => h.ReportId == report.Id && h.EndedAt == null && h.OpenUntil > entry.Now, cancellation)) throw new Refused(RefusalCode.NotNow);
            var first = entry.See(report, actor.TeamId);
            var id = Guid.NewGuid();
            var (secret, deadline) = (HandOver.SecretOf(cipher, id), entry.Now.AddDays(request.Days));
            var made = new HandOver
            {
                Id = id, ForumId = entry.ForumId, ReportId = report.Id, Hash = cipher.Hash(secret, HandOver.SecretPurpose), NameSealed = cipher.Seal(name, HandOver.NamePurpose)!, WordsSealed = cipher.Seal(words, HandOver.WordsPurpose)!,
                EmailSealed = address is null ? null : cipher.Seal(address, EmailAddress.Purpose), Shows = request.Place, MadeAt = entry.Now, Deadline = deadline,
            };
            made.OpenFor(deadline);
            db.HandOvers.Add(made);
            entry.Append(EventType.CaseHandedOver, SubjectKind.Report, report.Id, Audience.Partners | Audience.Reporter, new EventData
            {
                Team = actor.TeamId, Note = db.AddNote(cipher, report, NoteKind.Outside, name, entry.Now), Before = deadline, HandOver = id, ByEmail = address is null ? null : true, FirstSeen = first ? true : null,
            });
            return new HandOverCaseAnswer(secret, deadline, address is not null);
        }, cancellation);
    }

    private (string Name, string Words, string? Email) Read(ForumSettings settings, HandOverCaseRequest request)
    {
        var fields = new ReportFields(settings);
        var (name, words) = (fields.Text(request.Name, NameMax, "name"), fields.Text(request.Words, ReportFields.WordsMax, "words"));
        fields.Known(request.Place, "place");
        if (request.Days is < 1 or > MostDays) fields.Fault("days", "DaysInvalid");
        var address = fields.Email(request.Email);
        if (address is not null && !email.IsOn) fields.Fault("email", "EmailOff");
        fields.ThrowIfFaulty();
        if (name is null) throw new Refused(RefusalCode.Invalid, new FieldFault("name", "NameMissing"));
        return (name, words ?? throw new Refused(RefusalCode.Invalid, new FieldFault("words", "WordsMissing")), address);
    }
}
