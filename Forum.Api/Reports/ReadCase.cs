using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.HandOvers;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Pickups;
using Tryghedsforum.Api.Privacy;

namespace Tryghedsforum.Api.Reports;

/// <summary>Shows a case to a partner, to the police (place, time and amount only) or to its reporter.</summary>
public sealed class ReadCase(ForumDb db, ReadForum forums, FieldCipher cipher, TimeProvider time)
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
        var own = await asked.AsNoTracking().ReadableBy(actor).FirstOrDefaultAsync(cancellation) ?? throw new Refused(RefusalCode.NotFound);
        var whole = own.MergedIntoId is null ? own : await db.Reports.AsNoTracking().FirstAsync(r => r.Id == own.MergedIntoId, cancellation);
        var parts = await db.PartsOf(own, cancellation);
        // A reporter sees how it goes; who works on it sees which case is meant.
        var shown = actor.CaseId is null ? own : whole;
        var pickup = shown.PickupId is { } id ? await db.Pickups.AsNoTracking().FirstOrDefaultAsync(p => p.Id == id, cancellation) : null;
        return await View(actor, own, shown, pickup, parts, cancellation) with { MergedInto = own == whole || actor.CaseId is not null ? null : whole.Number };
    }

    private async Task<CaseView> View(Actor actor, Report report, Report shown, Pickup? pickup, IReadOnlyList<Report> parts, CancellationToken cancellation)
    {
        var settings = await forums.ById(report.ForumId, cancellation);
        var place = ExactPlace.Open(cipher, report.PlaceSealed);
        var street = settings.Street(report.StreetId)?.Name;
        var partner = actor.Role is Role.Staff or Role.Crew or Role.Coordinator;
        var holder = actor.CaseId is not null;
        var words = partner || holder ? cipher.Open(report.WordsSealed, SubmitReport.WordsPurpose) : null;
        var timeline = await Timeline(actor, settings, report, parts, partner, cancellation);
        Guid[] shownCases = holder ? [report.Id] : [report.Id, .. parts.Select(part => part.Id)];
        return new()
        {
            Id = report.Id, Number = report.Number, Category = report.Category, Ground = report.Ground, Street = street, Place = place.Line(street),
            Detail = partner || holder ? place.Detail : null, Point = place.Point, Accuracy = place.Accuracy,
            Amount = report.Amount, Find = report.Find, NearChildren = report.NearChildren || (!holder && parts.Any(part => part.NearChildren)), NearMetres = report.NearMetres,
            NearPlace = settings.Places.FirstOrDefault(listed => listed.Id == report.NearPlaceId)?.Name,
            Status = shown.Status, Resolution = shown.Resolution, DismissReason = shown.DismissReason, Reopened = shown.IsOpen && shown.ReopenedAt is not null,
            Channel = report.Channel, ReceivedAt = report.ReceivedAt, AcknowledgedAt = shown.AcknowledgedAt, AcknowledgedBy = settings.Team(shown.AcknowledgedByTeamId)?.Name,
            ResolvedAt = shown.ResolvedAt, Target = pickup is { IsOpen: true } ? pickup.Before : shown.Target, Receiver = settings.Team(shown.ReceivingTeamId)?.Name,
            Pickup = pickup is null ? null : PickupOf(settings, pickup, actor),
            Words = words,
            Reading = partner && report is { IsOpen: true, Category: CategoryCode.Unsorted } && words is not null ? MessageDialogue.Read(settings, words, timeline.Where(line => line is { Other: null, Undone: false }).Reverse().Select(line => (line.Type, line.Data, line.Words))) : null,
            CanBeSplit = Policies.Handle.Admits(actor) && SplitReport.CanBeSplit(report), Split = Policies.Handle.Admits(actor) ? TwoInOne.In(settings, report, words) : null,
            Access = partner || holder ? Access(holder ? [report] : [report, .. parts]) : null,
            HasContact = ViewContact.MayAsk(actor, report) is not (false, false),
            Phone = holder && PhoneNumber.TryParse(cipher.Open(report.PhoneSealed, SubmitReport.PhonePurpose), out var phone) ? actor.HasFirstLink ? phone.Display : InPart(phone.Display) : null,
            PhoneHash = holder ? report.PhoneHash : null,
            Email = holder && cipher.Open(report.EmailSealed, SubmitReport.EmailPurpose) is { } email ? actor.HasFirstLink ? email : InPart(email) : null,
            AskedAt = partner || holder ? report.AskedAt : null, QuestionWay = partner ? AskReporter.WayOf(report) : null,
            Danger = partner ? parts.Aggregate(report.Danger, (danger, part) => danger | part.Danger) : Danger.None, AwaitsAnswer = partner && report.QuestionAt is not null && report.MergedIntoId is null,
            Pictures = partner || holder ? await db.Pictures.Where(picture => picture.ReportId != null && shownCases.Contains(picture.ReportId.Value)).OrderBy(picture => picture.At).Select(picture => picture.Id).ToListAsync(cancellation) : [],
            SplitOff = actor.HasFirstLink && timeline.Any(line => line.Type is EventType.ReportSplit) ? await SplitReport.Off(db, cipher, report, cancellation) : [],
            Timeline = timeline, IsPart = holder && report.MergedIntoId is not null,
            Parts = holder ? [] : [.. parts.Select(part => PartOf(actor, settings, part, partner))],
            HandedOver = partner ? (await HandOver.Of(db, cipher, [report.Id], time.GetUtcNow(), cancellation)).GetValueOrDefault(report.Id) : null,
            Same = Policies.Handle.Admits(actor) ? await Same(settings, report, cancellation) : [],
            Shown = partner || holder ? JsonSerializer.Deserialize<AudienceShown>(report.Shown) : null,
        };
    }

    private string? Access(IReadOnlyList<Report> cases) => cases.Select(one => cipher.Open(one.AccessSealed, SubmitReport.AccessPurpose)).OfType<string>().Distinct().ToList() is { Count: > 0 } ways ? string.Join(" / ", ways) : null;

    private CasePart PartOf(Actor actor, ForumSettings settings, Report part, bool partner)
    {
        var place = ExactPlace.Open(cipher, part.PlaceSealed);
        return new(part.Number, part.ReceivedAt, part.Channel, part.Amount, place.Line(settings.Street(part.StreetId)?.Name), partner ? place.Detail : null,
            partner ? cipher.Open(part.WordsSealed, SubmitReport.WordsPurpose) : null, ViewContact.MayAsk(actor, part) is not (false, false));
    }

    private async Task<IReadOnlyList<SameCase>> Same(ForumSettings settings, Report report, CancellationToken cancellation)
    {
        if (!report.IsOpen || report.StreetId is null) return [];
        var (after, before) = (report.ReceivedAt - BrowseBoard.MaybeSame, report.ReceivedAt + BrowseBoard.MaybeSame);
        var others = await db.Reports.AsNoTracking().Where(r => r.ForumId == report.ForumId && r.Id != report.Id && r.StreetId == report.StreetId && r.Category == report.Category && r.ReceivedAt >= after && r.ReceivedAt <= before
            && (r.Status == ReportStatus.Received || r.Status == ReportStatus.Acknowledged || r.Status == ReportStatus.AwaitingPickup)).OrderBy(r => r.ReceivedAt).Take(5).ToListAsync(cancellation);
        return [.. others.Select(other =>
        {
            var place = ExactPlace.Open(cipher, other.PlaceSealed);
            return new SameCase(other.Number, place.Line(settings.Street(other.StreetId)?.Name), place.Detail, other.Amount, other.Find, other.ReceivedAt);
        })];
    }

    private async Task<IReadOnlyList<TimelineEntry>> Timeline(Actor actor, ForumSettings settings, Report report, IReadOnlyList<Report> parts, bool partner, CancellationToken cancellation)
    {
        var holder = actor.CaseId is not null;
        var read = db.ReadableEvents(report.ForumId, Readable.Bits(actor), report.Id, holder ? report.MergedIntoId : null);
        foreach (var part in holder ? [] : parts) read = read.Concat(db.ReadableEvents(report.ForumId, Readable.Bits(actor), part.Id).Where(e => e.Type != EventType.ReportMerged && e.Type != EventType.ReportUnmerged));
        var events = (await read.AsNoTracking().Where(e => !InternalEvents.Contains(e.Type)).ToListAsync(cancellation))
            // Of the whole a reporter reads what came since; how it stands is told above.
            .Where(e => !holder || e.SubjectId == report.Id || e.OccurredAt >= report.MergedAt).OrderByDescending(e => e.Seq).ToList();
        var cases = events.Select(e => e.SubjectId).Distinct().ToList();
        var notes = partner || holder ? await db.Notes.AsNoTracking().Where(note => cases.Contains(note.ReportId) && (partner || note.ReportId == report.Id
            // What was said to all of them since they were merged; another neighbour's own words never.
            || (note.At >= report.MergedAt && note.Kind != NoteKind.FromReporter && note.Kind != NoteKind.Question))).ToDictionaryAsync(note => note.Id, cancellation) : [];
        var numbers = await OtherNumbers(actor, report, events, cancellation);
        var undone = await Undone(report.ForumId, events, cancellation);
        // What was taken back at once never was, for the neighbour.
        if (holder) events.RemoveAll(e => e.Type is EventType.DeedUndone || undone.Contains(e.Seq));
        return [.. events.Select(e =>
        {
            var data = e.Data;
            // Why a crew hands back is between colleagues, and what somebody outside writes is to the team.
            var words = data.Note is { } id && notes.TryGetValue(id, out var note) && !(holder && e.Type is (EventType.PickupHandedBack or EventType.HandOverAnswered))
                ? cipher.Open(note.WordsSealed, Note.Purpose) : null;
            // What the words speak of is for partners; the street's key, and those of other cases, stay inside.
            var shown = data with { Street = null, Danger = partner ? data.Danger : null, Member = partner ? data.Member : null, Because = partner ? data.Because : null, Whole = null, Joined = null, HandOver = null };
            return new TimelineEntry(e.Id, e.Type, e.OccurredAt, settings.Team(data.Team)?.Name, settings.Team(data.Fetches)?.Name, shown, words)
            {
                Undone = undone.Contains(e.Seq),
                ByAnother = holder && (data.Joined ?? e.SubjectId) != report.Id,
                Other = numbers.GetValueOrDefault(e.SubjectId != report.Id ? e.SubjectId : data.Whole ?? data.Joined ?? Guid.Empty),
            };
        })];
    }

    private async Task<HashSet<long>> Undone(int forumId, IReadOnlyList<ForumEvent> events, CancellationToken cancellation)
    {
        var by = events.Where(e => e.Type is EventType.DeedUndone).Select(e => e.Seq).ToList();
        return by.Count == 0 ? [] : [.. await db.UndoneEvents.AsNoTracking().Where(u => u.ForumId == forumId && by.Contains(u.BySeq)).Select(u => u.Seq).ToListAsync(cancellation)];
    }

    private async Task<Dictionary<Guid, string>> OtherNumbers(Actor actor, Report report, IReadOnlyList<ForumEvent> events, CancellationToken cancellation)
    {
        var others = actor.CaseId is not null ? [] : events.Select(e => e.SubjectId != report.Id ? e.SubjectId : e.Data.Whole ?? e.Data.Joined).OfType<Guid>().Distinct().ToList();
        return others.Count == 0 ? [] : await db.Reports.AsNoTracking().ReadableBy(actor).Where(r => others.Contains(r.Id)).ToDictionaryAsync(r => r.Id, r => r.Number, cancellation);
    }

    // Enough for the reporter to know which one it is, and for nobody else to use it.
    private static string InPart(string contact) => contact.IndexOf('@', StringComparison.Ordinal) is > 0 and var at ? $"{contact[0]}•••{contact[at..]}" : $"•• •• •• {contact[^2..]}";

    private static PickupView PickupOf(ForumSettings settings, Pickup pickup, Actor actor) => new(
        pickup.Status, settings.Team(pickup.TeamId)?.Name, settings.Team(pickup.TakenByTeamId)?.Name, pickup.Before, pickup.AnswerBy,
        pickup.Step == AskStep.First && pickup.NextTeamId != pickup.TeamId ? settings.Team(pickup.NextTeamId)?.Name : null, pickup.Count,
        pickup.Status == PickupStatus.Accepted && pickup.TakenByTeamId == actor.TeamId,
        pickup.Status == PickupStatus.Requested && pickup.TeamId == actor.TeamId && actor.TeamId is not null);
}
