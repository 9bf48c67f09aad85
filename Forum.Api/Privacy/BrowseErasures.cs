using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;

namespace Tryghedsforum.Api.Privacy;

/// <summary>How many rows of a kind went.</summary>
/// <param name="Kind">What it was.</param>
/// <param name="Rows">How many.</param>
public sealed record ErasedCount(Retention Kind, int Rows);

/// <summary>What went on one day.</summary>
/// <param name="Day">The day, by the forum's clock.</param>
/// <param name="Erased">By kind, in the order of the retention table.</param>
public sealed record ErasedDay(DateOnly Day, IReadOnlyList<ErasedCount> Erased);

/// <summary>What went in one month.</summary>
/// <param name="Month">Its first day.</param>
/// <param name="Erased">By kind, in the order of the retention table.</param>
/// <param name="Days">The same day by day, the newest first.</param>
public sealed record ErasedMonth(DateOnly Month, IReadOnlyList<ErasedCount> Erased, IReadOnlyList<ErasedDay> Days);

/// <summary>What goes next.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Soon">How many within thirty days, what is due already with them.</param>
/// <param name="Next">When the first is due; it goes with the run after that. Null: there is nothing of the kind.</param>
public sealed record DueErasure(Retention Kind, int Soon, DateTimeOffset? Next);

/// <summary>A limit in force.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Days">How many days it is kept, see <see cref="Retention"/>; null: as long as the membership lasts.</param>
public sealed record KeptFor(Retention Kind, int? Days);

/// <summary>A case that is due, and waits for the archive.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Since">Since when the first of it should have gone.</param>
public sealed record HeldCase(string Number, DateTimeOffset Since);

/// <summary>Cases that were taken out, and of which nobody has said that the archive has them.</summary>
/// <param name="Id">What they are confirmed by.</param>
/// <param name="At">When they were taken out.</param>
/// <param name="By">The name of who did it; null when that person is gone.</param>
/// <param name="Cases">How many.</param>
public sealed record OpenExport(Guid Id, DateTimeOffset At, string? By, int Cases);

/// <summary>What waits for the archive.</summary>
/// <param name="Waiting">How many cases.</param>
/// <param name="Cases">At most 200 of them, the oldest first.</param>
/// <param name="Exports">What was taken out and is not confirmed.</param>
public sealed record ArchiveView(int Waiting, IReadOnlyList<HeldCase> Cases, IReadOnlyList<OpenExport> Exports);

/// <summary>What the program has erased in a forum, what it will erase next, and by which limits.</summary>
/// <param name="LastRun">When it last looked at cases and pictures; null: never.</param>
/// <param name="LastMessageRun">When it last looked at messages; null: never.</param>
/// <param name="IsLate">One of them has not happened for more than 26 hours.</param>
/// <param name="Months">At most 24 months in which something went, the newest first.</param>
/// <param name="Due">What goes next.</param>
/// <param name="Limits">The limits in force.</param>
/// <param name="Archive">What waits for the archive; null: the forum hands nothing over.</param>
public sealed record ErasuresView(DateTimeOffset? LastRun, DateTimeOffset? LastMessageRun, bool IsLate, IReadOnlyList<ErasedMonth> Months, IReadOnlyList<DueErasure> Due, IReadOnlyList<KeptFor> Limits, ArchiveView? Archive);

/// <summary>Those who watch over the forum see that what was promised is done: what the program has erased, and when it last looked.</summary>
public sealed class BrowseErasures(ForumDb db, ReadForum forums, ReachMember reach, RetentionTable retention, TimeProvider time)
{
    private const int MostMonths = 24, SoonDays = 30;
    private static readonly TimeSpan Patience = TimeSpan.FromHours(26);

    /// <summary>Reads it.</summary>
    public async Task<ErasuresView> Run(Actor actor, CancellationToken cancellation)
    {
        actor.Demand(Policies.SeeAudit);
        var forum = (await forums.ById(actor.ForumId, cancellation)).Forum;
        var now = time.GetUtcNow();
        var run = await db.ErasureRuns.AsNoTracking().FirstOrDefaultAsync(r => r.ForumId == actor.ForumId, cancellation);
        var oldest = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, forum.Zone).DateTime).AddMonths(-MostMonths);
        var rows = await db.Erasures.AsNoTracking().Where(e => e.ForumId == actor.ForumId && e.Day > oldest && e.Rows > 0).ToListAsync(cancellation);
        var limits = Enum.GetValues<Retention>().Select(kind => new KeptFor(kind, retention.Days(forum, kind) is var days and < int.MaxValue ? days : null));
        return new(run?.At, run?.MessagesAt, IsLate(run?.At, now) || IsLate(run?.MessagesAt, now), Months(rows), await Due(forum, now, cancellation), [.. limits],
            forum.ArchiveFirst ? await Archive(forum, now, cancellation) : null);
    }

    private static bool IsLate(DateTimeOffset? last, DateTimeOffset now) => last is null || now - last > Patience;

    private static IReadOnlyList<ErasedMonth> Months(List<Erasure> rows) =>
        [.. from row in rows
            group row by new DateOnly(row.Day.Year, row.Day.Month, 1) into month
            orderby month.Key descending
            select new ErasedMonth(month.Key, Sums(month), [.. month.GroupBy(row => row.Day).OrderByDescending(day => day.Key).Select(day => new ErasedDay(day.Key, Sums(day)))])];

    private static IReadOnlyList<ErasedCount> Sums(IEnumerable<Erasure> rows) =>
        [.. rows.GroupBy(row => row.Kind).OrderBy(kind => kind.Key).Select(kind => new ErasedCount(kind.Key, kind.Sum(row => row.Rows)))];

    private async Task<IReadOnlyList<DueErasure>> Due(Forums.Forum forum, DateTimeOffset now, CancellationToken cancellation)
    {
        var closed = db.Reports.AsNoTracking().Where(r => r.ForumId == forum.Id && r.ClosedAt != null);
        return
        [
            await Due(forum, Retention.Contact, closed.Where(r => r.PhoneSealed != null || r.EmailSealed != null).Select(r => r.ClosedAt!.Value), now, cancellation),
            await Due(forum, Retention.Text, closed.Where(r => r.PlaceSealed != null || r.WordsSealed != null).Select(r => r.ReceivedAt), now, cancellation),
            await Due(forum, Retention.Picture, db.Pictures.AsNoTracking().Where(p => p.ForumId == forum.Id && p.ReportId != null).Select(p => p.At), now, cancellation),
        ];
    }

    private async Task<DueErasure> Due(Forums.Forum forum, Retention kind, IQueryable<DateTimeOffset> begins, DateTimeOffset now, CancellationToken cancellation)
    {
        var days = retention.Days(forum, kind);
        var (first, soon) = (await begins.OrderBy(at => at).Select(at => (DateTimeOffset?)at).FirstOrDefaultAsync(cancellation), now.AddDays(SoonDays - days));
        return new(kind, first is null ? 0 : await begins.CountAsync(at => at <= soon, cancellation), first?.AddDays(days));
    }

    private async Task<ArchiveView> Archive(Forums.Forum forum, DateTimeOffset now, CancellationToken cancellation)
    {
        var (text, picture) = (retention.Days(forum, Retention.Text), retention.Days(forum, Retention.Picture));
        var held = db.HeldBack(forum, retention, now);
        var cases = await held.OrderBy(r => r.ReceivedAt).Take(ArchiveDuty.Most)
            .Select(r => new { r.Number, r.ReceivedAt, r.ClosedAt, Picture = db.Pictures.Where(p => p.ReportId == r.Id).OrderBy(p => p.At).Select(p => (DateTimeOffset?)p.At).FirstOrDefault() }).ToListAsync(cancellation);
        DateTimeOffset Since(DateTimeOffset received, DateTimeOffset? closed, DateTimeOffset? first)
        {
            var words = closed is { } end ? new[] { received.AddDays(text), end }.Max() : DateTimeOffset.MaxValue;
            return first is { } came && came.AddDays(picture) < words ? came.AddDays(picture) : words;
        }

        return new(cases.Count < ArchiveDuty.Most ? cases.Count : await held.CountAsync(cancellation), [.. cases.Select(r => new HeldCase(r.Number, Since(r.ReceivedAt, r.ClosedAt, r.Picture)))], await Exports(forum, cancellation));
    }

    private async Task<IReadOnlyList<OpenExport>> Exports(Forums.Forum forum, CancellationToken cancellation)
    {
        var open = await db.ArchiveExports.AsNoTracking().Where(e => e.ForumId == forum.Id && e.ConfirmedAt == null && db.ArchivedCases.Any(a => a.ExportId == e.Id)).OrderByDescending(e => e.At)
            .Select(e => new { e.Id, e.At, e.MemberId, Cases = db.ArchivedCases.Count(a => a.ExportId == e.Id) }).ToListAsync(cancellation);
        var people = (await reach.ByIds(forum.Id, [.. open.Select(e => e.MemberId)], cancellation)).Where(member => member.Name.Length > 0).ToDictionary(member => member.Id, member => member.Name);
        return [.. open.Select(e => new OpenExport(e.Id, e.At, people.GetValueOrDefault(e.MemberId), e.Cases))];
    }
}
