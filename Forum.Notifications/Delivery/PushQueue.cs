using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Notifications.Data;

namespace Tryghedsforum.Notifications.Delivery;

/// <summary>What an attempt at a push came to.</summary>
/// <param name="State">Where it stands now.</param>
/// <param name="Reason">Why; one of <see cref="MessageReason"/>.</param>
/// <param name="NextTryAt">When it is taken up again; null: not by itself.</param>
/// <param name="ErrorCode">The HTTP status that it was refused with.</param>
internal sealed record PushOutcome(PushState State, string? Reason = null, DateTimeOffset? NextTryAt = null, int? ErrorCode = null);

/// <summary>The pushes as a queue. A claim has a lease and a number, as a message's has; whatever its end, it is sent at most once.</summary>
internal sealed class PushQueue(NotificationsDb db, TimeProvider time)
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    /// <summary>Claims what is due, earliest first.</summary>
    public async Task<IReadOnlyList<Push>> Claim(int atMost, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        // A look first: an idle sweep should not stand in the writers' line.
        if (!await db.Pushes.AnyAsync(p => p.State == PushState.Pending && p.NextTryAt <= now, cancellation)) return [];
        return await db.Write(
            async () => await db.Pushes.FromSqlRaw(db.WithLocks(
                """
                UPDATE "Pushes" SET "State" = 'Sending', "Attempt" = "Attempt" + 1, "LeaseUntil" = {0} WHERE "Id" IN
                  (SELECT "Id" FROM "Pushes" WHERE "State" = 'Pending' AND "NextTryAt" <= {1} ORDER BY "NextTryAt" LIMIT {2} FOR UPDATE SKIP LOCKED) RETURNING *
                """),
                db.Raw(now + Lease), db.Raw(now), atMost).AsNoTracking().ToListAsync(cancellation),
            cancellation);
    }

    /// <summary>Gives up what a worker took and did not bring back.</summary>
    public async Task<int> ExpireLeases(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (!await db.Pushes.AnyAsync(p => p.State == PushState.Sending && p.LeaseUntil < now, cancellation)) return 0;
        return await GiveUp(db.Pushes.Where(p => p.State == PushState.Sending && p.LeaseUntil < now), PushState.Failed, MessageReason.LeaseLost, cancellation);
    }

    /// <summary>After a restore: what waited has perhaps been shown since, and is not shown again.</summary>
    public Task<int> GiveUpAll(CancellationToken cancellation) =>
        GiveUp(db.Pushes.Where(p => p.State == PushState.Pending || p.State == PushState.Sending), PushState.Dropped, MessageReason.Restored, cancellation);

    /// <summary>Writes what an attempt came to; false: the claim is lost. Not cancellable: it is known only now.</summary>
    public async Task<bool> Finish(Push claimed, PushOutcome outcome)
    {
        var now = time.GetUtcNow();
        return await db.Write(
            () => db.Pushes.Where(p => p.Id == claimed.Id && p.Attempt == claimed.Attempt && p.State == PushState.Sending).ExecuteUpdateAsync(
                set => set
                    .SetProperty(p => p.State, outcome.State)
                    .SetProperty(p => p.Reason, outcome.Reason)
                    .SetProperty(p => p.ErrorCode, outcome.ErrorCode)
                    .SetProperty(p => p.NextTryAt, outcome.NextTryAt)
                    .SetProperty(p => p.LeaseUntil, (DateTimeOffset?)null)
                    .SetProperty(p => p.SentAt, p => outcome.State == PushState.Sent ? now : p.SentAt),
                CancellationToken.None),
            CancellationToken.None) == 1;
    }

    private Task<int> GiveUp(IQueryable<Push> pushes, PushState state, string reason, CancellationToken cancellation) => db.Write(
        () => pushes.ExecuteUpdateAsync(
            set => set.SetProperty(p => p.State, state).SetProperty(p => p.Reason, reason).SetProperty(p => p.NextTryAt, (DateTimeOffset?)null).SetProperty(p => p.LeaseUntil, (DateTimeOffset?)null),
            cancellation),
        cancellation);
}
