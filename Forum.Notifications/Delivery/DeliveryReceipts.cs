using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Tryghedsforum.Notifications.Data;

namespace Tryghedsforum.Notifications.Delivery;

/// <summary>What the provider calls back to say about a message. Twice, late, out of order, before its answer to us: all of it is normal.</summary>
internal sealed partial class DeliveryReceipts(NotificationsDb db, SmsUses uses, TimeProvider time, ILogger<DeliveryReceipts> log)
{
    /// <summary>Maps the address that each message names as its own.</summary>
    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost("/sms/status/{id:guid}", Post).AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();

    /// <summary>Takes in a signed callback; false: it names neither message nor status.</summary>
    public async Task<bool> Take(Guid messageId, IReadOnlyDictionary<string, string> fields, CancellationToken cancellation)
    {
        var sid = fields.GetValueOrDefault("MessageSid") ?? fields.GetValueOrDefault("SmsSid");
        var status = fields.GetValueOrDefault("MessageStatus") ?? fields.GetValueOrDefault("SmsStatus");
        if (sid is not { Length: > 0 and <= 64 } || status is not { Length: > 0 and <= 40 }) return false;
        int? errorCode = int.TryParse(fields.GetValueOrDefault("ErrorCode"), CultureInfo.InvariantCulture, out var code) && code > 0 ? code : null;
        if (ProviderErrors.IsAlarm(errorCode)) Log.Alarm(log, messageId, errorCode!.Value);
        await db.Write(() => Store(messageId, sid, status, errorCode, fields, cancellation), cancellation);
        return true;
    }

    private async Task Store(Guid messageId, string sid, string status, int? errorCode, IReadOnlyDictionary<string, string> fields, CancellationToken cancellation)
    {
        var found = await db.Messages.FromSqlRaw(db.WithLocks("""SELECT * FROM "Messages" WHERE "Id" = {0} FOR UPDATE"""), messageId).ToListAsync(cancellation);
        if (found is not [var message])
        {
            Log.NoMessage(log, messageId);
            return;
        }

        if (await db.Receipts.AnyAsync(r => r.MessageId == messageId && r.Sid == sid && r.Status == status, cancellation)) return;
        var now = time.GetUtcNow();
        db.Receipts.Add(new() { MessageId = messageId, Sid = sid, Status = status, ErrorCode = errorCode, Fields = WithoutNumbers(fields), ReceivedAt = now });
        var isFirst = message.SentAt is null;
        // The answer to us was lost, or is slower: this is how we hear that it was taken.
        if (message.Take(sid, status, errorCode, now) && isFirst) await uses.Count(message, null);
    }

    private static string WithoutNumbers(IReadOnlyDictionary<string, string> fields) => JsonSerializer.Serialize(fields.Where(field =>
        !field.Key.StartsWith("To", StringComparison.OrdinalIgnoreCase) && !field.Key.StartsWith("From", StringComparison.OrdinalIgnoreCase)
        && field.Key is not "Body" && !field.Value.Contains('+', StringComparison.Ordinal)).ToDictionary());

    private static async Task<IResult> Post(Guid id, HttpRequest request, ProviderWebhook webhook, DeliveryReceipts receipts, CancellationToken cancellation)
    {
        var (fields, refusal) = await webhook.Read(request);
        if (fields is null) return Results.StatusCode(refusal);
        return await receipts.Take(id, fields, cancellation) ? Results.NoContent() : Results.BadRequest();
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "A receipt came for message {MessageId}, which is not there")]
        public static partial void NoMessage(ILogger log, Guid messageId);

        [LoggerMessage(LogLevel.Critical, "Message {MessageId} failed with {ErrorCode}: others will, somebody must look at the account")]
        public static partial void Alarm(ILogger log, Guid messageId, int errorCode);
    }
}
