using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Pickups;
using Tryghedsforum.Api.Privacy;

namespace Tryghedsforum.Api.Reports;

/// <summary>What a neighbour tells.</summary>
public sealed record SubmitReportRequest
{
    /// <summary>What it is about.</summary>
    public CategoryCode Category { get; init; } = CategoryCode.NeedleWaste;

    /// <summary>Kind of ground; required.</summary>
    public Ground Ground { get; init; }

    /// <summary>Where; a street or a point is required.</summary>
    public PlaceFields? Place { get; init; }

    /// <summary>How many.</summary>
    public Amount Amount { get; init; }

    /// <summary>What lies there.</summary>
    public Find Find { get; init; }

    /// <summary>Do children play near.</summary>
    public YesNo Children { get; init; }

    /// <summary>What happened, at most 2,000 characters.</summary>
    public string? Words { get; init; }

    /// <summary>How to get in, at most 200 characters; only those who fetch see it.</summary>
    public string? Access { get; init; }

    /// <summary>Number for answers by SMS.</summary>
    public string? Phone { get; init; }

    /// <summary>Address for answers by e-mail.</summary>
    public string? Email { get; init; }

    /// <summary>The police may have the number; asked only when the police get the case.</summary>
    public bool PoliceMayHaveNumber { get; init; }

    /// <summary>Ids of pictures that were uploaded before, at most three.</summary>
    public IReadOnlyList<Guid> Pictures { get; init; } = [];

    /// <summary>What <see cref="Routing.Seen"/> said when the reporter was shown who gets it; if that has changed since, nothing is sent. Null: nobody was shown it.</summary>
    public string? Seen { get; init; }

    /// <summary>How it came in; others than Web and Api are written down by staff.</summary>
    public Channel Channel { get; init; } = Channel.Api;
}

/// <summary>What the reporter gets back.</summary>
/// <param name="Number">The case number.</param>
/// <param name="Secret">The secret of the link <c>/s/{secret}</c>; it is never shown again.</param>
/// <param name="ReceivedAt">When it was received.</param>
/// <param name="Target">The goal: fetched, or answered, before.</param>
/// <param name="NearChildren">The goal is so near because of children.</param>
/// <param name="Danger">What in the words must be answered at once.</param>
/// <param name="CprMasked">A CPR number was masked before anything was stored.</param>
public sealed record SubmitReportAnswer(string Number, string Secret, DateTimeOffset ReceivedAt, DateTimeOffset Target, bool NearChildren, Danger Danger, bool CprMasked);

/// <summary>What a report that is not sent yet would become.</summary>
/// <param name="Routing">Where it would go and who would see it.</param>
/// <param name="Place">The place in one line, as it was read.</param>
/// <param name="Street">The street of the forum's table, if it is one.</param>
/// <param name="Point">The point, if there is one.</param>
/// <param name="Danger">What in the words must be answered at once.</param>
/// <param name="Target">The goal, if it were sent now.</param>
public sealed record SubmitReportCheck(Routing Routing, string Place, string? Street, Places.GeoPoint? Point, Danger Danger, DateTimeOffset Target);

/// <summary>A neighbour reports: the case, its pickup and the event are written together.</summary>
public sealed class SubmitReport(ForumDb db, EventLog log, ReadForum forums, FieldCipher cipher, ReportLimits limits, TimeProvider time)
{
    internal const string WordsPurpose = "report.words", AccessPurpose = "report.access", PhonePurpose = "phone", EmailPurpose = "report.email";

    /// <summary>Writes the report.</summary>
    /// <param name="actor">Anyone; staff for <see cref="Channel.Phone"/> and <see cref="Channel.InPerson"/>, the program for <see cref="Channel.Sms"/>.</param>
    /// <param name="request">What is told.</param>
    /// <param name="key">Form key or Idempotency-Key; the same key gives the same answer.</param>
    /// <param name="cancellation">Gives up before the commit.</param>
    /// <exception cref="Refused">Invalid, TooMany, KeyReused, Forbidden; AudienceChanged: show who gets it anew.</exception>
    public async Task<SubmitReportAnswer> Run(Actor actor, SubmitReportRequest request, string? key, CancellationToken cancellation)
    {
        actor.Demand(PolicyOf(request.Channel));
        var settings = await forums.ById(actor.ForumId, cancellation);
        var draft = Read(settings, request, time.GetUtcNow());
        limits.CountSource(actor);
        return await log.Write(Reporter(actor, request.Channel), key is null ? null : new(nameof(SubmitReport), key, request), async entry =>
        {
            await limits.CountReports(db, actor, draft.PhoneHash, entry.Now, cancellation);
            return await Store(entry, settings, draft, cancellation);
        }, cancellation);
    }

    // Who is signed in, and tells something as a neighbour, is a neighbour: the log does not say to anybody who reported.
    private static Actor Reporter(Actor actor, Channel channel) =>
        channel is Channel.Web or Channel.Api && actor.MemberId is not null && actor.Role is not (Role.Staff or Role.Crew or Role.Coordinator) ? Actor.Anyone(actor.ForumId, actor.Source) : actor;

    private static Policy PolicyOf(Channel channel) => channel switch
    {
        Channel.Phone or Channel.InPerson => Policies.Fetch,
        Channel.Sms => Policies.Sweep,
        _ => Policies.Report,
    };

    /// <summary>Works out, without storing anything, where it would go and who would see it.</summary>
    /// <exception cref="Refused">Invalid.</exception>
    public async Task<Routing> Preview(Actor actor, SubmitReportRequest request, CancellationToken cancellation) => (await Check(actor, request, cancellation)).Routing;

    /// <summary>Reads a report that is not sent yet as it would be read when it is, without storing anything.</summary>
    /// <exception cref="Refused">Invalid.</exception>
    public async Task<SubmitReportCheck> Check(Actor actor, SubmitReportRequest request, CancellationToken cancellation)
    {
        actor.Demand(PolicyOf(request.Channel));
        var settings = await forums.ById(actor.ForumId, cancellation);
        var draft = Read(settings, request, time.GetUtcNow());
        var street = settings.Street(draft.StreetId)?.Name;
        return new(draft.Routing, draft.Place.Line(street), street, draft.Place.Point, draft.Danger, draft.Target);
    }

    private Draft Read(ForumSettings settings, SubmitReportRequest request, DateTimeOffset now)
    {
        var fields = new ReportFields(settings);
        fields.Category(request.Category, required: request.Channel != Channel.Sms);
        fields.Known(request.Ground, "ground", required: request.Channel != Channel.Sms);
        fields.Known(request.Amount, "amount");
        fields.Known(request.Find, "find");
        fields.Known(request.Children, "children");
        fields.Known(request.Channel, "channel");
        if (request.Pictures?.Count > Pictures.AddPicture.MostPerReport) fields.Fault("pictures", "TooManyPictures");
        var (place, streetId) = fields.Place(request.Place, required: request.Channel != Channel.Sms);
        var words = fields.Text(request.Words, ReportFields.WordsMax, "words");
        var access = fields.Text(request.Access, ReportFields.LineMax, "access");
        var phone = fields.Phone(request.Phone, limits.Countries);
        var email = fields.Email(request.Email);
        fields.ThrowIfFaulty();
        var routing = Routing.For(settings, request.Category, request.Ground, place, request.Children);
        var danger = DangerWords.Read($"{words}\n{place.Detail}") | (request.Category == CategoryCode.Threat ? Danger.Life : Danger.None);
        return new(request, place, streetId, words, access, phone, phone is null ? null : cipher.Hash(phone.E164, PhonePurpose), email, routing, danger, fields.CprMasked,
            TargetTime.For(now, routing.NearChildren, settings.Forum));
    }

    private async Task<SubmitReportAnswer> Store(EventLog.Entry entry, ForumSettings settings, Draft draft, CancellationToken cancellation)
    {
        var routing = draft.Routing;
        if (draft.Request.Seen is { } seen && seen != routing.Seen) throw new Refused(RefusalCode.AudienceChanged);
        var report = new Report
        {
            ForumId = entry.ForumId, Number = await CaseNumber.Unused(db, settings.Forum, cancellation), ReceivedAt = entry.Now,
            Find = draft.Request.Find, Children = draft.Request.Children, Channel = draft.Request.Channel, Danger = draft.Danger,
            Shown = JsonSerializer.Serialize(Shown(settings, draft)),
        };
        report.Place(draft.Request.Category, draft.Request.Ground, draft.StreetId, draft.Place.Seal(cipher), routing, draft.Target);
        report.Count(draft.Request.Amount);
        report.SetWords(cipher.Seal(draft.Words, WordsPurpose));
        report.SetAccess(cipher.Seal(draft.Access, AccessPurpose));
        report.SetContact(cipher.Seal(draft.Phone?.E164, PhonePurpose), draft.PhoneHash, cipher.Seal(draft.Email, EmailPurpose),
            draft.Request.PoliceMayHaveNumber && routing.Police != PoliceGets.Nothing);
        report.SetAudience(routing.Audience(acknowledged: false));
        db.Reports.Add(report);
        var (secret, link) = CaseSecret.Make(cipher, report.Id, entry.Now);
        db.CaseLinks.Add(link);
        await AttachPictures(draft.Request.Pictures ?? [], report, cancellation);
        entry.Append(EventType.ReportReceived, SubjectKind.Report, report.Id, routing.Audience(acknowledged: false), new EventData
        {
            Category = report.Category, Ground = report.Ground, Street = report.CoarseStreetId,
            Near = report.NearChildren, Channel = report.Channel, Team = report.ReceivingTeamId, Fetches = routing.FetchingTeamId, Before = report.Target,
            Danger = draft.Danger == Danger.None ? null : draft.Danger,
        });
        if (routing.FetchingTeamId is { } team) await RequestPickup.For(db, entry, settings, report, team, routing.NextTeamId, cancellation);
        return new(report.Number, secret, report.ReceivedAt, report.Target, report.NearChildren, draft.Danger, draft.CprMasked);
    }

    private async Task AttachPictures(IReadOnlyList<Guid> ids, Report report, CancellationToken cancellation)
    {
        if (ids.Count == 0) return;
        var pictures = await db.Pictures.Where(picture => ids.Contains(picture.Id) && picture.ForumId == report.ForumId && picture.ReportId == null).ToListAsync(cancellation);
        // A draft that is gone (older than a day) must not cost the reporter the report.
        foreach (var picture in pictures) picture.Attach(report.Id);
    }

    private static AudienceShown Shown(ForumSettings settings, Draft draft) => new(
        [.. new[] { draft.Routing.ReceivingTeamId, draft.Routing.FetchingTeamId ?? draft.Routing.ReceivingTeamId }.Distinct().Select(id => settings.Team(id)?.Name ?? "")],
        draft.Routing.Police,
        draft.Routing.Police == PoliceGets.Nothing || draft.Phone is null ? null : draft.Request.PoliceMayHaveNumber,
        draft.Routing.Outsiders);

    private sealed record Draft(SubmitReportRequest Request, ExactPlace Place, int? StreetId, string? Words, string? Access, PhoneNumber? Phone, string? PhoneHash,
        string? Email, Routing Routing, Danger Danger, bool CprMasked, DateTimeOffset Target);
}
