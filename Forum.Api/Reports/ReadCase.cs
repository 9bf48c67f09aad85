using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Pickups;
using Tryghedsforum.Api.Privacy;

namespace Tryghedsforum.Api.Reports;

/// <summary>Shows a case to a partner, to the police (place, time and amount only) or to its reporter.</summary>
public sealed class ReadCase(ForumDb db, ReadForum forums, FieldCipher cipher)
{
    // The reporter's own view leaves out what is only between colleagues.
    private static readonly EventType[] InternalEvents = [EventType.AudienceChanged];

    /// <summary>By its number, for those with a board.</summary>
    /// <exception cref="Refused">NotFound: unknown, or not for this reader.</exception>
    public async Task<CaseView> Run(Actor actor, string number, CancellationToken cancellation)
    {
        actor.Demand(Policies.SeeBoard);
        return await View(actor, db.Reports.ByNumber(number), cancellation);
    }

    /// <summary>The holder's own case.</summary>
    /// <exception cref="Refused">NotFound.</exception>
    public async Task<CaseView> Own(Actor actor, CancellationToken cancellation)
    {
        actor.Demand(Policies.FollowCase);
        return await View(actor, db.Reports.Where(report => report.Id == actor.CaseId), cancellation);
    }

    /// <summary>The numbers of several cases by their ids; those that are not for this reader are left out.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> Numbers(Actor actor, IReadOnlyCollection<Guid> ids, CancellationToken cancellation)
    {
        actor.Demand(Policies.SeeBoard);
        return await db.Reports.AsNoTracking().ReadableBy(actor).Where(r => ids.Contains(r.Id)).ToDictionaryAsync(r => r.Id, r => r.Number, cancellation);
    }

    private async Task<CaseView> View(Actor actor, IQueryable<Report> asked, CancellationToken cancellation)
    {
        var found = await (from one in asked.AsNoTracking().ReadableBy(actor)
                           join its in db.Pickups.AsNoTracking() on one.PickupId equals (Guid?)its.Id into all
                           from its in all.DefaultIfEmpty()
                           select new { Report = one, Pickup = its }).FirstOrDefaultAsync(cancellation) ?? throw new Refused(RefusalCode.NotFound);
        return await View(actor, found.Report, found.Pickup, cancellation);
    }

    private async Task<CaseView> View(Actor actor, Report report, Pickup? pickup, CancellationToken cancellation)
    {
        var settings = await forums.ById(report.ForumId, cancellation);
        var place = ExactPlace.Open(cipher, report.PlaceSealed);
        var street = settings.Street(report.StreetId)?.Name;
        var partner = actor.Role is Role.Staff or Role.Crew or Role.Coordinator;
        var holder = actor.CaseId is not null;
        var words = partner || holder ? cipher.Open(report.WordsSealed, SubmitReport.WordsPurpose) : null;
        var timeline = await Timeline(actor, settings, report, partner, cancellation);
        return new()
        {
            Id = report.Id, Number = report.Number, Category = report.Category, Ground = report.Ground, Street = street, Place = place.Line(street),
            Detail = partner || holder ? place.Detail : null, Point = place.Point, Accuracy = place.Accuracy,
            Amount = report.Amount, Find = report.Find, NearChildren = report.NearChildren, NearMetres = report.NearMetres,
            NearPlace = settings.Places.FirstOrDefault(listed => listed.Id == report.NearPlaceId)?.Name,
            Status = report.Status, Resolution = report.Resolution, DismissReason = report.DismissReason, Reopened = report.IsOpen && report.ReopenedAt is not null,
            Channel = report.Channel, ReceivedAt = report.ReceivedAt, AcknowledgedAt = report.AcknowledgedAt, AcknowledgedBy = settings.Team(report.AcknowledgedByTeamId)?.Name,
            ResolvedAt = report.ResolvedAt, Target = pickup is { IsOpen: true } ? pickup.Before : report.Target, Receiver = settings.Team(report.ReceivingTeamId)?.Name,
            Pickup = pickup is null ? null : PickupOf(settings, pickup, actor),
            Words = words,
            Reading = partner && report is { IsOpen: true, Category: CategoryCode.Unsorted } && words is not null ? MessageDialogue.Read(settings, words, timeline.Reverse().Select(line => (line.Type, line.Data, line.Words))) : null,
            Access = partner || holder ? cipher.Open(report.AccessSealed, SubmitReport.AccessPurpose) : null,
            HasContact = ViewContact.MayAsk(actor, report) is not (false, false),
            Phone = holder && PhoneNumber.TryParse(cipher.Open(report.PhoneSealed, SubmitReport.PhonePurpose), out var phone) ? actor.HasFirstLink ? phone.Display : InPart(phone.Display) : null,
            PhoneHash = holder ? report.PhoneHash : null,
            Email = holder && cipher.Open(report.EmailSealed, SubmitReport.EmailPurpose) is { } email ? actor.HasFirstLink ? email : InPart(email) : null,
            AskedAt = partner || holder ? report.AskedAt : null, QuestionWay = partner ? AskReporter.WayOf(report) : null,
            Danger = partner ? report.Danger : Danger.None, AwaitsAnswer = partner && report.QuestionAt is not null,
            Pictures = partner || holder ? await db.Pictures.Where(picture => picture.ReportId == report.Id).OrderBy(picture => picture.At).Select(picture => picture.Id).ToListAsync(cancellation) : [],
            Timeline = timeline,
            Shown = partner || holder ? JsonSerializer.Deserialize<AudienceShown>(report.Shown) : null,
        };
    }

    private async Task<IReadOnlyList<TimelineEntry>> Timeline(Actor actor, ForumSettings settings, Report report, bool partner, CancellationToken cancellation)
    {
        var events = await db.ReadableEvents(report.ForumId, Readable.Bits(actor), report.Id).AsNoTracking()
            .Where(e => !InternalEvents.Contains(e.Type)).OrderByDescending(e => e.Seq).ToListAsync(cancellation);
        var notes = partner || actor.CaseId is not null ? await db.Notes.AsNoTracking().Where(note => note.ReportId == report.Id).ToDictionaryAsync(note => note.Id, cancellation) : [];
        return [.. events.Select(e =>
        {
            var data = e.Data;
            // Why a crew hands back is between colleagues.
            var words = data.Note is { } id && notes.TryGetValue(id, out var note) && !(actor.CaseId is not null && e.Type == EventType.PickupHandedBack)
                ? cipher.Open(note.WordsSealed, Note.Purpose) : null;
            // What the words speak of is for partners; the street's key stays inside.
            var shown = data with { Street = null, Danger = partner ? data.Danger : null, Member = partner ? data.Member : null, Because = partner ? data.Because : null };
            return new TimelineEntry(e.Id, e.Type, e.OccurredAt, settings.Team(data.Team)?.Name, settings.Team(data.Fetches)?.Name, shown, words);
        })];
    }

    // Enough for the reporter to know which one it is, and for nobody else to use it.
    private static string InPart(string contact) => contact.IndexOf('@', StringComparison.Ordinal) is > 0 and var at ? $"{contact[0]}•••{contact[at..]}" : $"•• •• •• {contact[^2..]}";

    private static PickupView PickupOf(ForumSettings settings, Pickup pickup, Actor actor) => new(
        pickup.Status, settings.Team(pickup.TeamId)?.Name, settings.Team(pickup.TakenByTeamId)?.Name, pickup.Before, pickup.AnswerBy,
        pickup.Step == AskStep.First && pickup.NextTeamId != pickup.TeamId ? settings.Team(pickup.NextTeamId)?.Name : null, pickup.Count,
        pickup.Status == PickupStatus.Accepted && pickup.TakenByTeamId == actor.TeamId,
        pickup.Status == PickupStatus.Requested && pickup.TeamId == actor.TeamId && actor.TeamId is not null);
}
