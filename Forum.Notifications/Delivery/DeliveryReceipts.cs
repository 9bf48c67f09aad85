using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Tryghedsforum.Notifications.Delivery;

/// <summary>What the provider calls back to say about a message. Twice, late, out of order, before its answer to us: all of it is normal.</summary>
internal sealed partial class DeliveryReceipts(WriteReceipts write, TimeProvider time, ILogger<DeliveryReceipts> log)
{
    /// <summary>Maps the address that each message names as its own.</summary>
    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost("/sms/status/{id:guid}", Post).AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();

    /// <summary>Takes in a signed callback, and returns when it is durable; false: it names neither message nor status.</summary>
    public async Task<bool> Take(Guid messageId, IReadOnlyDictionary<string, string> fields)
    {
        var sid = fields.GetValueOrDefault("MessageSid") ?? fields.GetValueOrDefault("SmsSid");
        var status = fields.GetValueOrDefault("MessageStatus") ?? fields.GetValueOrDefault("SmsStatus");
        if (sid is not { Length: > 0 and <= 64 } || status is not { Length: > 0 and <= 40 }) return false;
        int? errorCode = int.TryParse(fields.GetValueOrDefault("ErrorCode"), CultureInfo.InvariantCulture, out var code) && code > 0 ? code : null;
        if (ProviderErrors.IsAlarm(errorCode)) Log.Alarm(log, messageId, errorCode!.Value);
        await write.Take(new() { MessageId = messageId, Sid = sid, Status = status, ErrorCode = errorCode, Fields = WithoutNumbers(fields), ReceivedAt = time.GetUtcNow() });
        return true;
    }

    private static string WithoutNumbers(IReadOnlyDictionary<string, string> fields) => JsonSerializer.Serialize(fields.Where(field =>
        !field.Key.StartsWith("To", StringComparison.OrdinalIgnoreCase) && !field.Key.StartsWith("From", StringComparison.OrdinalIgnoreCase)
        && field.Key is not "Body" && !field.Value.Contains('+', StringComparison.Ordinal)).ToDictionary());

    private static async Task<IResult> Post(Guid id, HttpRequest request, ProviderWebhook webhook, DeliveryReceipts receipts)
    {
        var (fields, refusal) = await webhook.Read(request);
        if (fields is null) return Results.StatusCode(refusal);
        return await receipts.Take(id, fields) ? Results.NoContent() : Results.BadRequest();
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Critical, "Message {MessageId} failed with {ErrorCode}: others will, somebody must look at the account")]
        public static partial void Alarm(ILogger log, Guid messageId, int errorCode);
    }
}
