using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Pictures;
using Tryghedsforum.Api.Privacy;

namespace Tryghedsforum.Api.Reports;

/// <summary>
/// "Slet alt, jeg har skrevet": a reporter's number, address, words, pictures and link are erased. What lies somewhere must still be found: of an open case
/// house number and point stay until it has closed.
/// </summary>
public sealed class EraseCase(ForumDb db, EventLog log, FieldCipher cipher, ErasePictures pictures)
{
    /// <summary>Erases; the link opens nothing afterwards.</summary>
    /// <exception cref="Refused">NotFound.</exception>
    public async Task<bool> Run(Actor actor, CancellationToken cancellation)
    {
        actor.Demand(Policies.FollowCase);
        var own = await db.OwnCase(actor, cancellation);
        await pictures.OfCase(own.Id, cancellation);
        return await log.Write(actor, null, async entry =>
        {
            var report = await db.OwnCase(actor, cancellation);
            var place = ExactPlace.Open(cipher, report.PlaceSealed);
            report.Forget(report.IsOpen ? (place with { Written = report.StreetId is null ? place.Written : null, Detail = null }).Seal(cipher) : null);
            await db.Notes.Where(n => n.ReportId == report.Id && n.Kind == NoteKind.FromReporter).ExecuteUpdateAsync(set => set.SetProperty(n => n.WordsSealed, (byte[]?)null), cancellation);
            await db.OwnCases.Where(o => o.ReportId == report.Id).ExecuteDeleteAsync(cancellation);
            await db.CaseLinks.Where(l => l.ReportId == report.Id).ExecuteDeleteAsync(cancellation);
            entry.Append(EventType.ContactErased, SubjectKind.Report, report.Id, Audience.Partners | Audience.Reporter, new EventData());
            return true;
        }, cancellation);
    }
}
