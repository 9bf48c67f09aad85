using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Pictures;
using Tryghedsforum.Api.Releases;

namespace Tryghedsforum.Api.Privacy;

/// <summary>
/// Carries out <see cref="RetentionTable"/>: what is kept about people goes when its time is over. The log and the figures stay, since they hold ids and
/// counts only. Safe to run twice. How to get in goes with the case's end, bodies of messages with the messages.
/// </summary>
public sealed class EraseExpired(ForumDb db, WriteGate gate, PictureFolder pictures, RetentionTable retention, ErasedBytes bytes, TimeProvider time)
{
    /// <summary>Erases what is due in all forums; answers how many rows were changed.</summary>
    public async Task<int> Run(CancellationToken cancellation)
    {
        var erased = 0;
        using (await gate.EnterAsync(cancellation))
        {
            erased += await Contacts(cancellation) + await Words(cancellation) + await Commands(cancellation) + await Sessions(cancellation) + await SignIns(cancellation) + await Barriers(cancellation)
                + await AuditWords(cancellation);
        }

        erased += await Pictures(cancellation);
        // Also what somebody's own erasing left behind because the log was being read just then.
        await bytes.Wipe(cancellation);
        return erased;
    }

    private DateTimeOffset Before(Retention kind) => time.GetUtcNow().AddDays(-retention.Days(kind));

    private Task<int> Contacts(CancellationToken cancellation)
    {
        var before = Before(Retention.Contact);
        return db.Reports.Where(r => r.ClosedAt < before && (r.PhoneSealed != null || r.PhoneHash != null || r.EmailSealed != null)).ExecuteUpdateAsync(
            set => set.SetProperty(r => r.PhoneSealed, (byte[]?)null).SetProperty(r => r.PhoneHash, (string?)null).SetProperty(r => r.EmailSealed, (byte[]?)null).SetProperty(r => r.PoliceMayHaveNumber, false),
            cancellation);
    }

    // The street stays: without house and words it is nobody's. A case that is still open keeps what is needed to end it.
    private async Task<int> Words(CancellationToken cancellation)
    {
        var before = Before(Retention.Text);
        var old = db.Reports.Where(r => r.ClosedAt != null && r.ReceivedAt < before);
        // Whoever erased the own case took its link away; the place was kept only until it closed.
        var forgotten = await db.Reports.Where(r => r.ClosedAt != null && r.PlaceSealed != null && !db.CaseLinks.Any(l => l.ReportId == r.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.PlaceSealed, (byte[]?)null), cancellation);
        return forgotten + await old.Where(r => r.PlaceSealed != null || r.WordsSealed != null).ExecuteUpdateAsync(
                set => set.SetProperty(r => r.PlaceSealed, (byte[]?)null).SetProperty(r => r.WordsSealed, (byte[]?)null), cancellation)
            + await db.Notes.Where(n => n.WordsSealed != null && old.Any(r => r.Id == n.ReportId)).ExecuteUpdateAsync(set => set.SetProperty(n => n.WordsSealed, (byte[]?)null), cancellation)
            + await db.Releases.Where(release => release.WordsSealed != null && old.Any(r => r.Id == release.ReportId)).ExecuteUpdateAsync(set => set.SetProperty(release => release.WordsSealed, (byte[]?)null), cancellation)
            + await db.CaseLinks.Where(l => old.Any(r => r.Id == l.ReportId)).ExecuteDeleteAsync(cancellation);
    }

    private Task<int> Commands(CancellationToken cancellation)
    {
        var before = Before(Retention.Command);
        return db.Commands.Where(c => c.At < before).ExecuteDeleteAsync(cancellation);
    }

    private Task<int> Sessions(CancellationToken cancellation)
    {
        var before = Before(Retention.Session);
        return db.Sessions.Where(s => (s.EndedAt ?? s.ExpiresAt) < before).ExecuteDeleteAsync(cancellation);
    }

    private async Task<int> SignIns(CancellationToken cancellation)
    {
        var (before, now) = (Before(Retention.SignIn), time.GetUtcNow());
        return await db.SignInAttempts.Where(a => a.At < before).ExecuteDeleteAsync(cancellation)
            + await db.PasskeyChallenges.Where(c => c.At < before).ExecuteDeleteAsync(cancellation)
            + await db.Invitations.Where(i => i.MadeAt < before && (i.EndedAt != null || i.ExpiresAt < now)).ExecuteDeleteAsync(cancellation);
    }

    private Task<int> Barriers(CancellationToken cancellation)
    {
        var (contact, words) = (Before(Retention.Contact), Before(Retention.Text));
        return db.Barriers.Where(b => b.HandledAt < contact || b.At < words).ExecuteDeleteAsync(cancellation);
    }

    private Task<int> AuditWords(CancellationToken cancellation)
    {
        var before = Before(Retention.AuditWords);
        return db.AuditWords.Where(w => w.At < before).ExecuteDeleteAsync(cancellation);
    }

    // The files first: a row without a file can be erased again, a file without a row would never be found.
    private async Task<int> Pictures(CancellationToken cancellation)
    {
        var before = Before(Retention.Picture);
        var old = await db.Pictures.AsNoTracking().Where(p => p.ReportId != null && p.At < before).OrderBy(p => p.At).Select(p => p.Id).Take(1000).ToListAsync(cancellation);
        var copies = await db.ReleasedPictures.AsNoTracking().Where(copy => old.Contains(copy.PictureId)
            || db.Releases.Any(release => release.Id == copy.ReleaseId && release.Status == ReleaseStatus.Withdrawn)).Select(copy => copy.Id).Take(1000).ToListAsync(cancellation);
        foreach (var id in old.Concat(copies)) pictures.Delete(id);
        using (await gate.EnterAsync(cancellation)) await db.ReleasedPictures.Where(copy => copies.Contains(copy.Id)).ExecuteDeleteAsync(cancellation);
        using (await gate.EnterAsync(cancellation)) return await db.Pictures.Where(p => old.Contains(p.Id)).ExecuteDeleteAsync(cancellation);
    }
}
