using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Pickups;
using Tryghedsforum.Api.Privacy;

namespace Tryghedsforum.Api.Reports;

/// <summary>"Det ligger der stadig": the reporter reopens the case, by its link or by SMS, and the crew is told at once.</summary>
public sealed class ReopenReport(ForumDb db, EventLog log, ReadForum forums, FieldCipher cipher, TimeProvider time)
{
    /// <summary>How long after it was resolved a text can reopen a case, days.</summary>
    public const int DaysBySms = 14;

    /// <summary>Reopens the holder's own case.</summary>
    /// <param name="actor">The holder of the case's link.</param>
    /// <param name="detail">"Hvor præcist?", optional, at most 2,000 characters.</param>
    /// <param name="key">Form key or MessageSid.</param>
    /// <param name="cancellation">Gives up before the commit.</param>
    /// <exception cref="Refused">NotNow: it is open, and nobody has said that it is gone.</exception>
    public async Task<bool> Run(Actor actor, string? detail, string? key, CancellationToken cancellation)
    {
        actor.Demand(Policies.FollowCase);
        var settings = await forums.ById(actor.ForumId, cancellation);
        var fields = new ReportFields(settings);
        var words = fields.Text(detail, ReportFields.WordsMax, "words");
        fields.ThrowIfFaulty();
        var danger = DangerWords.Read(words ?? "");
        return await log.Write(actor, key is null ? null : new(nameof(ReopenReport), key, new { actor.CaseId, detail }), async entry =>
        {
            var own = await db.OwnCase(actor, cancellation);
            // Whichever of its reporters says so, the whole is open again.
            var report = await db.WholeOf(own, cancellation);
            if (report.Status is not (ReportStatus.Resolved or ReportStatus.Closed)) throw new Refused(RefusalCode.NotNow);
            var before = report.PickupId is { } id ? await db.Pickups.FirstOrDefaultAsync(p => p.Id == id, cancellation) : null;
            Guid? note = words is null ? null : db.AddNote(cipher, own, NoteKind.FromReporter, words, entry.Now);
            report.Reopen(entry.Now, TargetTime.For(entry.Now, report.NearChildren, settings.Forum));
            await db.Follow(report, cancellation);
            entry.Append(EventType.ReportReopened, SubjectKind.Report, report.Id, CaseAccess.CaseEvent, new EventData
            {
                Note = note, Before = report.Target, Team = report.ReceivingTeamId, Danger = danger == Danger.None ? null : danger, Joined = own.Id == report.Id ? null : own.Id,
            });
            // Those who were there are asked first, if they still fetch: they know the place.
            var rule = settings.Rule(report.Category, report.Ground);
            if ((settings.Team(before?.TakenByTeamId) is { Fetches: true } there ? there.Id : rule?.FetchingTeamId) is { } team && settings.Category(report.Category).NeedsPickup)
                await RequestPickup.For(db, entry, settings, report, team, rule?.NextTeamId == team ? null : rule?.NextTeamId, cancellation);
            return true;
        }, cancellation);
    }

    /// <summary>The cases that a text from this number could mean: resolved in the last fourteen days, newest first; each with the whole that it is part of, or itself.</summary>
    public async Task<IReadOnlyList<(Guid Id, string Number, Guid Whole)>> ByPhone(Actor actor, string phone, CancellationToken cancellation)
    {
        actor.Demand(Policies.Sweep);
        var hash = cipher.Hash(phone, SubmitReport.PhonePurpose);
        var since = time.GetUtcNow().AddDays(-DaysBySms);
        var cases = await (from own in db.Reports.AsNoTracking().ReadableBy(actor)
                           join whole in db.Reports.AsNoTracking() on own.MergedIntoId ?? own.Id equals whole.Id
                           where own.PhoneHash == hash && (whole.Status == ReportStatus.Resolved || whole.Status == ReportStatus.Closed) && whole.ResolvedAt > since
                           orderby whole.ResolvedAt descending
                           select new { own.Id, own.Number, Whole = whole.Id }).Take(20).ToListAsync(cancellation);
        return [.. cases.Select(r => (r.Id, r.Number, r.Whole))];
    }
}
