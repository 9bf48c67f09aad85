using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Notifications.Data;

namespace Tryghedsforum.Notifications.Delivery;

/// <summary>What an attempt came to.</summary>
/// <param name="State">Where the message stands now.</param>
/// <param name="Reason">Why; one of <see cref="MessageReason"/>.</param>
/// <param name="NextTryAt">When it is taken up again; null: not by itself.</param>
/// <param name="ErrorCode">The provider's error.</param>
/// <param name="Sid">The provider's id, if it took the message.</param>
/// <param name="Rank">The rank of the provider's first status.</param>
/// <param name="Segments">How many SMS the provider makes of it; null: it does not say.</param>
internal sealed record Outcome(MessageState State, string? Reason = null, DateTimeOffset? NextTryAt = null, int? ErrorCode = null, string? Sid = null, int Rank = 0, int? Segments = null)
{
    /// <summary>The provider has it.</summary>
    public static Outcome Taken(Handover.Accepted accepted) => new(
        ReceiptRank.State(accepted.Status), accepted.ErrorCode is null ? null : MessageReason.Carrier, ErrorCode: accepted.ErrorCode, Sid: accepted.Sid,
        Rank: Math.Max(1, ReceiptRank.Of(accepted.Status)), Segments: accepted.Segments);
}

/// <summary>The messages as a queue of several lanes. A claim has a lease and a number; only the newest number may write what came of it.</summary>
internal sealed class MessageQueue(NotificationsDb db, ChannelStops stops, SmsUses uses, TimeProvider time)
{
    /// <summary>How long a claim holds: several times the patience with the provider.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    /// <summary>How long a lost answer waits for a callback before the provider is asked.</summary>
    public static readonly TimeSpan CallbackWait = TimeSpan.FromMinutes(2);

    /// <summary>Claims what is due in a lane, earliest first.</summary>
    public async Task<IReadOnlyList<Message>> Claim(Lane lane, int atMost, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        // A look first: an idle sweep should not stand in the writers' line.
        if (!await Due(lane, now).AnyAsync(cancellation)) return [];
        return await db.Write(
            async () =>
            {
                var pass = await stops.Pass(ChannelStop.Of(lane), now, cancellation);
                if (pass is Passage.Closed) return [];
                // The one that is let through must be one that is still sent.
                if (pass is Passage.Probe) await Due(lane, now).Where(m => m.ValidUntil < now).ExecuteUpdateAsync(
                    set => set.SetProperty(m => m.State, MessageState.Dropped).SetProperty(m => m.Reason, MessageReason.Outdated).SetProperty(m => m.NextTryAt, (DateTimeOffset?)null), cancellation);
                return await db.Messages.FromSqlRaw(db.WithLocks(
                    """
                    UPDATE "Messages" SET "State" = 'Sending', "Attempt" = "Attempt" + 1, "LeaseUntil" = {0}, "BegunAt" = NULL WHERE "Id" IN
                      (SELECT "Id" FROM "Messages" WHERE "Lane" = {1} AND "State" = 'Pending' AND "NextTryAt" <= {2}
                       ORDER BY "NextTryAt" LIMIT {3} FOR UPDATE SKIP LOCKED) RETURNING *
                    """),
                    db.Raw(now + Lease), lane.ToString(), db.Raw(now), pass is Passage.Probe ? 1 : atMost).AsNoTracking().ToListAsync(cancellation);
            },
            cancellation);
    }

    /// <summary>Drops what is due in a lane: nobody carries it. Answers how many there were.</summary>
    public async Task<int> Drop(Lane lane, string reason, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (!await Due(lane, now).AnyAsync(cancellation)) return 0;
        return await db.Write(
            () => Due(lane, now).ExecuteUpdateAsync(
                set => set
                    .SetProperty(m => m.State, MessageState.Dropped)
                    .SetProperty(m => m.Reason, reason)
                    .SetProperty(m => m.NextTryAt, (DateTimeOffset?)null),
                cancellation),
            cancellation);
    }

    /// <summary>Claims lost answers whose time for a callback is over.</summary>
    public async Task<IReadOnlyList<Message>> ClaimUnknown(int atMost, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (!await db.Messages.AnyAsync(m => m.State == MessageState.Unknown && m.NextTryAt <= now && (m.LeaseUntil == null || m.LeaseUntil < now), cancellation)) return [];
        return await db.Write(
            () => db.Messages.FromSqlRaw(db.WithLocks(
                """
                UPDATE "Messages" SET "Attempt" = "Attempt" + 1, "LeaseUntil" = {0} WHERE "Id" IN
                  (SELECT "Id" FROM "Messages" WHERE "State" = 'Unknown' AND "NextTryAt" <= {1} AND ("LeaseUntil" IS NULL OR "LeaseUntil" < {1})
                   ORDER BY "NextTryAt" LIMIT {2} FOR UPDATE SKIP LOCKED) RETURNING *
                """),
                db.Raw(now + Lease), db.Raw(now), atMost).AsNoTracking().ToListAsync(cancellation),
            cancellation);
    }

    /// <summary>Every lease that ran out is unknown: from outside, before the call looks the same as after it.</summary>
    public async Task<int> ExpireLeases(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (!await db.Messages.AnyAsync(m => m.State == MessageState.Sending && m.LeaseUntil < now, cancellation)) return 0;
        return await db.Write(
            () => db.Messages.Where(m => m.State == MessageState.Sending && m.LeaseUntil < now).ExecuteUpdateAsync(
                set => set
                    .SetProperty(m => m.State, MessageState.Unknown)
                    .SetProperty(m => m.Reason, MessageReason.LeaseLost)
                    .SetProperty(m => m.LeaseUntil, (DateTimeOffset?)null)
                    .SetProperty(m => m.NextTryAt, now + CallbackWait),
                cancellation),
            cancellation);
    }

    /// <summary>Notes, right before the call, that it is about to begin; false: the claim is lost, and nothing may be sent.</summary>
    public async Task<bool> Begin(Message claimed, byte[] sealedBody, byte[] fingerprint, SmsCost? cost, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        claimed.WillCost(cost);
        return await db.Write(
            () => Held(claimed).Where(m => m.State == MessageState.Sending && m.LeaseUntil > now).ExecuteUpdateAsync(
                set => set
                    .SetProperty(m => m.BegunAt, now)
                    .SetProperty(m => m.LeaseUntil, now + Lease)
                    .SetProperty(m => m.Segments, claimed.Segments)
                    .SetProperty(m => m.CostMonth, claimed.CostMonth)
                    .SetProperty(m => m.CostPurse, claimed.CostPurse)
                    .SetProperty(m => m.BodySealed, sealedBody)
                    .SetProperty(m => m.Fingerprint, fingerprint),
                cancellation),
            cancellation) == 1;
    }

    /// <summary>Writes what an attempt came to; false: a callback was faster, or the claim is lost. Not cancellable: it is known only now.</summary>
    public async Task<bool> Finish(Message claimed, Outcome outcome)
    {
        var now = time.GetUtcNow();
        return await db.Write(
            async () =>
            {
                var written = await Held(claimed).Where(m => m.State == MessageState.Sending || m.State == MessageState.Unknown).ExecuteUpdateAsync(
                    set => set
                        .SetProperty(m => m.State, outcome.State)
                        .SetProperty(m => m.Reason, outcome.Reason)
                        .SetProperty(m => m.ErrorCode, outcome.ErrorCode)
                        .SetProperty(m => m.NextTryAt, outcome.NextTryAt)
                        .SetProperty(m => m.LeaseUntil, (DateTimeOffset?)null)
                        .SetProperty(m => m.ProviderSid, m => outcome.Sid ?? m.ProviderSid)
                        .SetProperty(m => m.ReceiptRank, outcome.Rank)
                        .SetProperty(m => m.SentAt, m => outcome.Sid == null ? m.SentAt : now)
                        .SetProperty(m => m.DeliveredAt, m => outcome.State == MessageState.Delivered ? now : m.DeliveredAt),
                    CancellationToken.None) == 1;
                if (written && outcome.Sid is not null) await uses.Count(claimed, outcome.Segments);
                return written;
            },
            CancellationToken.None);
    }

    /// <summary>Puts a claimed message in another queue, where it is taken up at once.</summary>
    public Task Move(Message claimed, Lane lane)
    {
        var now = time.GetUtcNow();
        return db.Write(
            () => Held(claimed).Where(m => m.State == MessageState.Sending).ExecuteUpdateAsync(
                set => set.SetProperty(m => m.Lane, lane).SetProperty(m => m.State, MessageState.Pending).SetProperty(m => m.NextTryAt, now).SetProperty(m => m.LeaseUntil, (DateTimeOffset?)null),
                CancellationToken.None),
            CancellationToken.None);
    }

    /// <summary>Everything that is not done comes from a backup: from now on it is looked for, and not sent. Answers how many there were.</summary>
    public Task<int> MarkRestored(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        return db.Write(
            () => db.Messages.Where(m => (m.State == MessageState.Pending && m.BundleId == null) || m.State == MessageState.Sending || (m.State == MessageState.Unknown && m.NextTryAt != null)).ExecuteUpdateAsync(
                set => set
                    .SetProperty(m => m.State, MessageState.Unknown)
                    .SetProperty(m => m.Reason, MessageReason.Restored)
                    .SetProperty(m => m.LeaseUntil, (DateTimeOffset?)null)
                    .SetProperty(m => m.NextTryAt, now + CallbackWait),
                cancellation),
            cancellation);
    }

    /// <summary>Whether another message has this provider's id.</summary>
    public Task<bool> IsTaken(Guid messageId, string sid, CancellationToken cancellation) =>
        db.Messages.AnyAsync(m => m.ProviderSid == sid && m.Id != messageId, cancellation);

    private IQueryable<Message> Due(Lane lane, DateTimeOffset now) => db.Messages.Where(m => m.Lane == lane && m.State == MessageState.Pending && m.NextTryAt <= now);

    private IQueryable<Message> Held(Message claimed) => db.Messages.Where(m => m.Id == claimed.Id && m.Attempt == claimed.Attempt);
}
