using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Pickups;
using Tryghedsforum.Api.Privacy;

namespace Tryghedsforum.Api.Reports;

/// <summary>
/// Whoever has just done something to a case takes it back: the case is as it was before, and an event says so. Once something else has happened to the case,
/// or the time is over, nothing is changed.
/// </summary>
public sealed class UndoDeed(ForumDb db, EventLog log, FieldCipher cipher, UndoWindow window)
{
    /// <summary>Takes back what the actor did last to this case.</summary>
    /// <param name="actor">Who did it.</param>
    /// <param name="number">The case.</param>
    /// <param name="key">Form key or Idempotency-Key.</param>
    /// <param name="cancellation">Gives up before the commit.</param>
    /// <returns>What was undone.</returns>
    /// <exception cref="Refused">NotFound; TooLate: there is nothing that can still be undone; NotNow: something else has happened to the case since.</exception>
    public async Task<EventType> Run(Actor actor, string number, string? key, CancellationToken cancellation)
    {
        actor.Demand(Policies.Acknowledge);
        return await log.Write(actor, key is null ? null : new(nameof(UndoDeed), key, number), async entry =>
        {
            var report = await db.CaseItself(actor, number, cancellation);
            var deed = await db.Deeds.Where(d => d.MemberId == actor.MemberId && (d.ReportId == report.Id || d.ReportId == report.MergedIntoId)).OrderByDescending(d => d.LastSeq).FirstOrDefaultAsync(cancellation);
            if (deed is null || entry.Now >= deed.At + window.Length) throw new Refused(RefusalCode.TooLate);
            var said = await db.Events.AsNoTracking().Where(e => e.ForumId == deed.ForumId && e.Seq >= deed.FirstSeq && e.Seq <= deed.LastSeq).OrderBy(e => e.Seq).ToListAsync(cancellation);
            var subjects = said.Where(e => e.SubjectKind == SubjectKind.Report).Select(e => e.SubjectId).Distinct().ToList();
            if (await db.Events.AnyAsync(e => e.ForumId == deed.ForumId && e.Seq > deed.LastSeq && subjects.Contains(e.SubjectId), cancellation)) throw new Refused(RefusalCode.NotNow);
            await Restore(entry, deed, cancellation);
            foreach (var subject in subjects) deed.TakeBack(db, entry, actor.TeamId, [.. said.Where(e => e.SubjectId == subject)]);
            await Deed.Forget(db, one => one.Id == deed.Id, cancellation);
            return deed.Type;
        }, cancellation);
    }

    private async Task Restore(EventLog.Entry entry, Deed deed, CancellationToken cancellation)
    {
        foreach (var before in deed.Before(cipher))
        {
            var row = await db.FindAsync(db.Model.FindEntityType(before.Entity)!.ClrType, [before.Key], cancellation) ?? throw new Refused(RefusalCode.NotNow);
            if (before.Values is not { } values)
            {
                await Chain.Unmake(db, (Pickup)row, cancellation);
                continue;
            }

            var columns = db.Entry(row);
            foreach (var column in values.Keys.Select(columns.Property).Where(column => column.Metadata.Name != nameof(Report.Audience))) column.CurrentValue = before.Value(column);
            // Who may see the case is said to those who could and to those who can.
            if (row is Report report && values.ContainsKey(nameof(Report.Audience))) entry.Widen(report, (Audience)before.Value(columns.Property(nameof(Report.Audience)))!);
        }
    }
}

/// <summary>What there was before a deed is forgotten when it can no longer be undone. Safe to run twice.</summary>
public sealed class ForgetDeeds(ForumDb db, WriteGate gate, UndoWindow window, TimeProvider time)
{
    /// <summary>Forgets what is due in all forums; answers how many deeds.</summary>
    public async Task<int> Run(CancellationToken cancellation)
    {
        var over = time.GetUtcNow() - window.Length;
        if (!await db.Deeds.AnyAsync(d => d.At <= over, cancellation)) return 0;
        using (await gate.EnterAsync(cancellation)) return await Deed.Forget(db, d => d.At <= over, cancellation);
    }
}
