using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tryghedsforum.Notifications.Data;

namespace Tryghedsforum.Notifications.Delivery;

/// <summary>
/// Writes receipts. They come in crowds, three or four a message: those that come while others are being written are written together next, in one
/// transaction, and each is answered when it is durable.
/// </summary>
internal sealed partial class WriteReceipts(IServiceScopeFactory scopes, ILogger<WriteReceipts> log)
{
    private const int MostAtOnce = 64;
    private readonly Lock gate = new();
    private readonly Queue<Waiting> line = new();
    private bool isWriting;

    /// <summary>Writes a receipt, and what it says of its message; returns when both are durable.</summary>
    public Task Take(Receipt receipt)
    {
        var one = new Waiting(receipt, new(TaskCreationOptions.RunContinuationsAsynchronously));
        lock (gate)
        {
            line.Enqueue(one);
            if (isWriting) return one.Written.Task;
            isWriting = true;
        }

        // Whoever came first does not lend its trace and its locals to all the others.
        using (ExecutionContext.SuppressFlow()) _ = Task.Run(WriteLine);
        return one.Written.Task;
    }

    private async Task WriteLine()
    {
        while (Next() is { Count: > 0 } next)
        {
            // One that cannot be written must not take the others along.
            if (await Failure(next) is not { } failure) next.ForEach(one => one.Written.SetResult());
            else if (next is [var alone]) alone.Written.SetException(failure);
            else foreach (var one in next) await WriteAlone(one);
        }
    }

    private List<Waiting> Next()
    {
        lock (gate)
        {
            var next = new List<Waiting>();
            while (next.Count < MostAtOnce && line.TryDequeue(out var one)) next.Add(one);
            isWriting = next.Count > 0;
            return next;
        }
    }

    private async Task WriteAlone(Waiting one)
    {
        if (await Failure([one]) is { } failure) one.Written.SetException(failure);
        else one.Written.SetResult();
    }

    private async Task<Exception?> Failure(List<Waiting> together)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var (db, uses) = (scope.ServiceProvider.GetRequiredService<NotificationsDb>(), scope.ServiceProvider.GetRequiredService<SmsUses>());
            await db.Write(() => Store(db, uses, [.. together.Select(one => one.Receipt)]), CancellationToken.None);
            return null;
        }
#pragma warning disable CA1031 // It is thrown where the receipt came from.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            return failure;
        }
    }

    private async Task Store(NotificationsDb db, SmsUses uses, IReadOnlyList<Receipt> receipts)
    {
        var ids = receipts.Select(receipt => receipt.MessageId).Distinct().ToArray();
        // In one order, so that two nodes never wait for each other in a circle.
        var messages = await db.Messages.FromSqlRaw(db.WithLocks($"""SELECT * FROM "Messages" WHERE "Id" {db.IsAmong} ORDER BY "Id" FOR UPDATE"""), db.Raw(ids)).ToDictionaryAsync(message => message.Id);
        var known = (await db.Receipts.Where(r => ids.Contains(r.MessageId)).Select(r => new { r.MessageId, r.Sid, r.Status }).ToListAsync()).Select(r => (r.MessageId, r.Sid, r.Status)).ToHashSet();
        foreach (var receipt in receipts)
        {
            if (!messages.TryGetValue(receipt.MessageId, out var message))
            {
                Log.NoMessage(log, receipt.MessageId);
                continue;
            }

            if (!known.Add((receipt.MessageId, receipt.Sid, receipt.Status))) continue;
            db.Receipts.Add(receipt);
            var isFirst = message.SentAt is null;
            // The answer to us was lost, or is slower: this is how we hear that it was taken.
            if (message.Take(receipt.Sid, receipt.Status, receipt.ErrorCode, receipt.ReceivedAt) && isFirst) await uses.Count(message, null);
        }
    }

    private sealed record Waiting(Receipt Receipt, TaskCompletionSource Written);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "A receipt came for message {MessageId}, which is not there")]
        public static partial void NoMessage(ILogger log, Guid messageId);
    }
}
