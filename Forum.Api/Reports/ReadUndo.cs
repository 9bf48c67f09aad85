using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Members;

namespace Tryghedsforum.Api.Reports;

/// <summary>What its doer can still undo.</summary>
/// <param name="Number">The case.</param>
/// <param name="Type">What was done, by the event that says so.</param>
/// <param name="Until">Until when.</param>
public sealed record UndoOffer(string Number, EventType Type, DateTimeOffset Until);

/// <summary>Says what the actor has just done and can still take back.</summary>
public sealed class ReadUndo(ForumDb db, UndoWindow window, TimeProvider time)
{
    /// <summary>The newest; null: nothing.</summary>
    public async Task<UndoOffer?> Run(Actor actor, CancellationToken cancellation)
    {
        actor.Demand(Policies.Acknowledge);
        var since = time.GetUtcNow() - window.Length;
        var deed = await db.Deeds.AsNoTracking().Where(d => d.ForumId == actor.ForumId && d.MemberId == actor.MemberId && d.At > since).OrderByDescending(d => d.LastSeq).FirstOrDefaultAsync(cancellation);
        if (deed is null || await db.Events.AnyAsync(e => e.ForumId == deed.ForumId && e.Seq > deed.LastSeq && e.SubjectId == deed.ReportId, cancellation)) return null;
        var number = await db.Reports.AsNoTracking().ReadableBy(actor).Where(r => r.Id == deed.ReportId).Select(r => r.Number).FirstOrDefaultAsync(cancellation);
        return number is null ? null : new(number, deed.Type, deed.At + window.Length);
    }
}

/// <summary>For those who tell others: what of the log was undone.</summary>
public sealed class ReadUndone(ForumDb db)
{
    /// <summary>Whether an event was undone.</summary>
    public Task<bool> Run(Actor actor, long seq, CancellationToken cancellation)
    {
        actor.Demand(Policies.Sweep);
        return db.UndoneEvents.AnyAsync(u => u.ForumId == actor.ForumId && u.Seq == seq, cancellation);
    }

    /// <summary>The numbers of the events that one undid.</summary>
    public Task<List<long>> By(Actor actor, long seq, CancellationToken cancellation)
    {
        actor.Demand(Policies.Sweep);
        return db.UndoneEvents.AsNoTracking().Where(u => u.ForumId == actor.ForumId && u.BySeq == seq).Select(u => u.Seq).ToListAsync(cancellation);
    }
}
