using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Privacy;

namespace Tryghedsforum.Api.Reports;

/// <summary>Which of the reporter's words belong to which case.</summary>
/// <param name="First">What stays on the case, at most 2,000 characters.</param>
/// <param name="Second">What becomes a case of its own, at most 2,000 characters.</param>
public sealed record SplitReportRequest(string? First, string? Second);

/// <summary>The case that was split off.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Secret">The secret of its link <c>/s/{secret}</c>; nobody is shown it again but the reporter, on the first case's own page.</param>
public sealed record SplitReportAnswer(string Number, string Secret);

/// <summary>
/// What somebody told in one breath are two matters: each becomes a case of its own, with the same reporter. The first keeps number and link, and the words as
/// they came stand on its story; the second is unsorted until staff have sorted it.
/// </summary>
public sealed class SplitReport(ForumDb db, EventLog log, ReadForum forums, FieldCipher cipher)
{
    /// <summary>Splits.</summary>
    /// <param name="actor">Staff or coordinator.</param>
    /// <param name="number">The case.</param>
    /// <param name="request">The two parts.</param>
    /// <param name="key">Form key or Idempotency-Key.</param>
    /// <param name="cancellation">Gives up before the commit.</param>
    /// <exception cref="Refused">Invalid, NotFound; NotNow: it is not open, or is merged with another.</exception>
    public async Task<SplitReportAnswer> Run(Actor actor, string number, SplitReportRequest request, string? key, CancellationToken cancellation)
    {
        actor.Demand(Policies.Handle);
        var settings = await forums.ById(actor.ForumId, cancellation);
        var (first, second) = (AnswerReport.Words(settings, request.First, "first"), AnswerReport.Words(settings, request.Second, "second"));
        return await log.Write(actor, key is null ? null : new(nameof(SplitReport), key, new { number, request }), async entry =>
        {
            var report = await db.CaseItself(actor, number, cancellation);
            if (!CanBeSplit(report)) throw new Refused(RefusalCode.NotNow);
            // Whatever staff cut and write, what the neighbour wrote is kept as it came.
            Guid? asItCame = cipher.Open(report.WordsSealed, SubmitReport.WordsPurpose) is { } words ? db.AddNote(cipher, report, NoteKind.FromReporter, words, entry.Now) : null;
            report.SetWords(cipher.Seal(first, SubmitReport.WordsPurpose));
            var other = await Make(entry, settings, report, second, cancellation);
            var (secret, link) = CaseSecret.MakeKnown(cipher, other.Id, entry.Now);
            db.CaseLinks.Add(link);
            entry.See(report, actor.TeamId);
            entry.See(other, actor.TeamId);
            entry.Append(EventType.ReportSplit, SubjectKind.Report, report.Id, Audience.Partners | Audience.Reporter, new EventData { Team = actor.TeamId, Joined = other.Id, Note = asItCame });
            entry.Append(EventType.ReportSplit, SubjectKind.Report, other.Id, Audience.Partners | Audience.Reporter, new EventData { Team = actor.TeamId, Whole = report.Id });
            return new SplitReportAnswer(other.Number, secret);
        }, cancellation);
    }

    /// <summary>A human says that it is one matter; it is not proposed again.</summary>
    /// <exception cref="Refused">NotFound.</exception>
    public async Task<bool> Keep(Actor actor, string number, string? key, CancellationToken cancellation)
    {
        actor.Demand(Policies.Handle);
        return await log.Write(actor, key is null ? null : new($"{nameof(SplitReport)}.{nameof(Keep)}", key, number), async entry =>
        {
            (await db.CaseItself(actor, number, cancellation)).IsOne(entry.Now);
            return true;
        }, cancellation);
    }

    /// <summary>What was split off from a case, with the links that were made then and still open something.</summary>
    internal static async Task<IReadOnlyList<SplitOffCase>> Off(ForumDb db, FieldCipher cipher, Report report, CancellationToken cancellation)
    {
        var splits = await db.Events.AsNoTracking().Where(e => e.ForumId == report.ForumId && e.SubjectId == report.Id && e.Type == EventType.ReportSplit).OrderBy(e => e.Seq).ToListAsync(cancellation);
        var cases = splits.Select(e => e.Data.Joined).OfType<Guid>().ToList();
        var found = await (from link in db.CaseLinks.AsNoTracking()
                           join other in db.Reports.AsNoTracking() on link.ReportId equals other.Id
                           where cases.Contains(other.Id) && link.RevokedAt == null
                           select new { link, other.Id, other.Number }).ToListAsync(cancellation);
        return [.. found.OrderBy(one => cases.IndexOf(one.Id)).Select(one => (one.Number, Secret: CaseSecret.Of(cipher, one.link))).Where(one => one.Secret is not null).Select(one => new SplitOffCase(one.Number, one.Secret!))];
    }

    internal static bool CanBeSplit(Report report) => report is { IsOpen: true, MergedIntoId: null, OwnAudience: null, WordsSealed: not null };

    private async Task<Report> Make(EventLog.Entry entry, ForumSettings settings, Report from, string words, CancellationToken cancellation)
    {
        var nowhere = new ExactPlace(null, null, null);
        var routing = Routing.For(settings, CategoryCode.Unsorted, Ground.Unknown, nowhere, YesNo.Unknown);
        var other = new Report
        {
            ForumId = from.ForumId, Number = await CaseNumber.Unused(db, settings.Forum, cancellation), ReceivedAt = from.ReceivedAt, Channel = from.Channel, Danger = DangerWords.Read(words), Shown = from.Shown,
        };
        other.Place(CategoryCode.Unsorted, Ground.Unknown, null, nowhere.Seal(cipher), routing, TargetTime.For(from.ReceivedAt, routing.NearChildren, settings.Forum));
        other.SetWords(cipher.Seal(words, SubmitReport.WordsPurpose));
        other.SetContact(from.PhoneSealed, from.PhoneHash, from.EmailSealed, false);
        other.IsOne(entry.Now);
        other.SetAudience(routing.Audience(acknowledged: false));
        db.Reports.Add(other);
        entry.Append(EventType.ReportReceived, SubjectKind.Report, other.Id, routing.Audience(acknowledged: false), new EventData
        {
            Category = other.Category, Ground = other.Ground, Near = other.NearChildren, Channel = other.Channel, Team = other.ReceivingTeamId, Before = other.Target, Whole = from.Id,
        });
        return other;
    }
}
