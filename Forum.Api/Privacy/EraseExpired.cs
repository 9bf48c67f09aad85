using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Pictures;
using Tryghedsforum.Api.Releases;

namespace Tryghedsforum.Api.Privacy;

/// <summary>
/// Carries out <see cref="RetentionTable"/>: what is kept about people goes when its time is over, and how many rows went is counted in the same transaction.
/// The log and the figures stay, since they hold ids and counts only. Where the forum hands cases over to an archive, words and pictures wait for that. Safe to run twice. How to get in goes with the case's end, bodies of messages with the messages.
/// </summary>
public sealed partial class EraseExpired(ForumDb db, EventLog log, WriteGate gate, PictureFolder pictures, RetentionTable retention, ErasedBytes bytes, TimeProvider time, ILogger<EraseExpired> logger)
{
    /// <summary>Erases what is due in all forums; answers how many rows were changed.</summary>
    public async Task<int> Run(CancellationToken cancellation)
    {
        var erased = 0;
        foreach (var forum in await db.Forums.AsNoTracking().OrderBy(forum => forum.Id).ToListAsync(cancellation)) erased += await OfForum(forum, cancellation);
        erased += await OfNoForum(cancellation);
        // Also what somebody's own erasing left behind because the log was being read just then.
        await bytes.Wipe(cancellation);
        return erased;
    }

    private async Task<int> OfForum(Forums.Forum forum, CancellationToken cancellation)
    {
        var (old, copies) = await OldPictures(forum, cancellation);
        // The files first: a row without a file can be erased again, a file without a row would never be found.
        foreach (var id in old.Concat(copies)) pictures.Delete(id);
        return await log.Write(Actor.Program(forum.Id), null, async entry =>
        {
            var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(entry.Now, forum.Zone).DateTime);
            (Retention Kind, int Rows)[] counts =
            [
                (Retention.Contact, await Contacts(forum, cancellation)), (Retention.Text, await Words(forum, cancellation)), (Retention.Picture, await Pictures(old, copies, cancellation)),
                (Retention.SignIn, await Invitations(forum, cancellation)), (Retention.AuditWords, await AuditWords(forum, cancellation)),
                (Retention.Roster, await DayChanges(forum, cancellation)), (Retention.CaseRead, await Reports.CaseRead.ForgetOld(db, forum.Id, Before(Retention.CaseRead), cancellation)),
            ];
            foreach (var (kind, rows) in counts) await Erasure.Add(db, forum.Id, day, kind, rows, cancellation);
            await ErasureRun.Note(db, forum.Id, entry.Now, messages: false, cancellation);
            return counts.Sum(count => count.Rows);
        }, cancellation);
    }

    // What belongs to no forum is on no forum's page: the log has its figures.
    private async Task<int> OfNoForum(CancellationToken cancellation)
    {
        using var turn = await gate.EnterAsync(cancellation);
        var (commands, sessions, signIns) = (Before(Retention.Command), Before(Retention.Session), Before(Retention.SignIn));
        var answers = await db.Commands.Where(c => c.At < commands).ExecuteDeleteAsync(cancellation);
        await PushDevice.ForgetEnded(db, time.GetUtcNow(), cancellation);
        var ended = await db.Sessions.Where(s => (s.EndedAt ?? s.ExpiresAt) < sessions).ExecuteDeleteAsync(cancellation);
        var attempts = await db.SignInAttempts.Where(a => a.At < signIns).ExecuteDeleteAsync(cancellation) + await db.PasskeyChallenges.Where(c => c.At < signIns).ExecuteDeleteAsync(cancellation);
        if (answers + ended + attempts > 0) Log.Erased(logger, answers, ended, attempts);
        return answers + ended + attempts;
    }

    private DateTimeOffset Before(Retention kind) => time.GetUtcNow().AddDays(-retention.Days(kind));

    private DateTimeOffset Before(Forums.Forum forum, Retention kind) => time.GetUtcNow().AddDays(-retention.Days(forum, kind));

    private async Task<int> Contacts(Forums.Forum forum, CancellationToken cancellation)
    {
        var before = Before(forum, Retention.Contact);
        return await db.Reports.Where(r => r.ForumId == forum.Id && r.ClosedAt < before && (r.PhoneSealed != null || r.PhoneHash != null || r.EmailSealed != null)).ExecuteUpdateAsync(
                set => set.SetProperty(r => r.PhoneSealed, (byte[]?)null).SetProperty(r => r.PhoneHash, (string?)null).SetProperty(r => r.EmailSealed, (byte[]?)null).SetProperty(r => r.PoliceMayHaveNumber, false),
                cancellation)
            + await db.Barriers.Where(b => b.ForumId == forum.Id && b.HandledAt < before).ExecuteDeleteAsync(cancellation);
    }

    // The street stays: without house and words it is nobody's. A case that is still open keeps what is needed to end it.
    private async Task<int> Words(Forums.Forum forum, CancellationToken cancellation)
    {
        var before = Before(forum, Retention.Text);
        var closed = db.Reports.Where(r => r.ForumId == forum.Id && r.ClosedAt != null);
        var old = closed.Where(r => r.ReceivedAt < before);
        if (forum.ArchiveFirst) old = old.InArchive(db);
        // Whoever erased the own case took its link away; the place was kept only until it closed.
        var forgotten = await closed.Where(r => r.PlaceSealed != null && !db.CaseLinks.Any(l => l.ReportId == r.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.PlaceSealed, (byte[]?)null), cancellation);
        return forgotten + await old.Where(r => r.PlaceSealed != null || r.WordsSealed != null).ExecuteUpdateAsync(
                set => set.SetProperty(r => r.PlaceSealed, (byte[]?)null).SetProperty(r => r.WordsSealed, (byte[]?)null), cancellation)
            + await db.Notes.Where(n => n.WordsSealed != null && old.Any(r => r.Id == n.ReportId)).ExecuteUpdateAsync(set => set.SetProperty(n => n.WordsSealed, (byte[]?)null), cancellation)
            + await db.Releases.Where(release => release.WordsSealed != null && old.Any(r => r.Id == release.ReportId)).ExecuteUpdateAsync(set => set.SetProperty(release => release.WordsSealed, (byte[]?)null), cancellation)
            + await db.HandOvers.Where(h => old.Any(r => r.Id == h.ReportId)).ExecuteDeleteAsync(cancellation)
            + await db.CaseLinks.Where(l => old.Any(r => r.Id == l.ReportId)).ExecuteDeleteAsync(cancellation)
            + await db.Barriers.Where(b => b.ForumId == forum.Id && b.At < before).ExecuteDeleteAsync(cancellation);
    }

    private Task<int> Invitations(Forums.Forum forum, CancellationToken cancellation)
    {
        var (before, now) = (Before(Retention.SignIn), time.GetUtcNow());
        return db.Invitations.Where(i => i.ForumId == forum.Id && i.MadeAt < before && (i.EndedAt != null || i.ExpiresAt < now)).ExecuteDeleteAsync(cancellation);
    }

    private Task<int> AuditWords(Forums.Forum forum, CancellationToken cancellation)
    {
        var before = Before(Retention.AuditWords);
        return db.AuditWords.Where(w => w.ForumId == forum.Id && w.At < before).ExecuteDeleteAsync(cancellation);
    }

    private Task<int> DayChanges(Forums.Forum forum, CancellationToken cancellation)
    {
        var before = DateOnly.FromDateTime(Before(Retention.Roster).UtcDateTime);
        return db.DayChanges.Where(c => c.ForumId == forum.Id && c.LastDay < before).ExecuteDeleteAsync(cancellation);
    }

    private async Task<(List<Guid> Pictures, List<Guid> Copies)> OldPictures(Forums.Forum forum, CancellationToken cancellation)
    {
        var before = Before(forum, Retention.Picture);
        var due = db.Pictures.AsNoTracking().Where(p => p.ForumId == forum.Id && p.ReportId != null && p.At < before);
        if (forum.ArchiveFirst) due = due.InArchive(db);
        var old = await due.OrderBy(p => p.At).Select(p => p.Id).Take(1000).ToListAsync(cancellation);
        var copies = await db.ReleasedPictures.AsNoTracking().Where(copy => old.Contains(copy.PictureId)
            || db.Releases.Any(release => release.ForumId == forum.Id && release.Id == copy.ReleaseId && release.Status == ReleaseStatus.Withdrawn)).OrderBy(copy => copy.Id).Select(copy => copy.Id).Take(1000).ToListAsync(cancellation);
        return (old, copies);
    }

    private async Task<int> Pictures(List<Guid> old, List<Guid> copies, CancellationToken cancellation)
    {
        await db.ReleasedPictures.Where(copy => copies.Contains(copy.Id)).ExecuteDeleteAsync(cancellation);
        return await db.Pictures.Where(p => old.Contains(p.Id)).ExecuteDeleteAsync(cancellation);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Erased what belongs to no forum: {Answers} kept answers, {Sessions} sessions, {Attempts} attempts to sign in")]
        public static partial void Erased(ILogger logger, int answers, int sessions, int attempts);
    }
}
