using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Members;

namespace Tryghedsforum.Api.Privacy;

/// <summary>What was erased on a day on the other side of the program, all in all.</summary>
/// <param name="Day">The day, by the forum's clock.</param>
/// <param name="Rows">How many rows, all in all on that day.</param>
public sealed record ErasedOnDay(DateOnly Day, int Rows);

/// <summary>The program has looked for messages to erase. They lie in another context, so their days' sums are told here afterwards; told twice, they are the same.</summary>
public sealed class RecordErasure(ForumDb db, EventLog log)
{
    /// <summary>Keeps the sums of the days, and that there was a run.</summary>
    public async Task<bool> Run(Actor actor, IReadOnlyList<ErasedOnDay> days, CancellationToken cancellation)
    {
        actor.Demand(Policies.Sweep);
        return await log.Write(actor, null, async entry =>
        {
            foreach (var day in days) await Erasure.Set(db, entry.ForumId, day.Day, Retention.MessageBody, day.Rows, cancellation);
            await ErasureRun.Note(db, entry.ForumId, entry.Now, messages: true, cancellation);
            return true;
        }, cancellation);
    }
}
