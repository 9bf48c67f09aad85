using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Notifications.Data;
using Tryghedsforum.Notifications.Delivery;
using Tryghedsforum.Notifications.Operation;
using Tryghedsforum.Notifications.Planning;

namespace Tryghedsforum.Notifications.Inbound;

/// <summary>Takes in a text: signed, stored once by its MessageSid, answered at once; what it means is worked out afterwards.</summary>
internal sealed class ReceiveSms(NotificationsDb db, ReadForum forums, ReachMember members, FieldCipher cipher, WorkOnTexts work, TimeProvider time)
{
    internal const string BodyPurpose = "inbound.body";
    private const string NoReply = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response></Response>";

    /// <summary>Maps the address that the provider posts inbound texts to.</summary>
    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost("/sms/inbound", Post).AllowAnonymous().DisableAntiforgery().ExcludeFromDescription().NeedsPolicy(Policies.Report);

    private static async Task<IResult> Post(HttpRequest request, ProviderWebhook webhook, ReceiveSms receive, ReceiveRoundTrip trip, CancellationToken cancellation)
    {
        var (fields, refusal) = await webhook.Read(request);
        if (fields is null) return Results.StatusCode(refusal);
        if (fields.GetValueOrDefault("MessageSid") is not { Length: > 0 and <= 64 } sid || !fields.TryGetValue("From", out var from) || !fields.TryGetValue("To", out var to)) return Results.BadRequest();
        var body = fields.GetValueOrDefault("Body") ?? "";
        int? segments = int.TryParse(fields.GetValueOrDefault("NumSegments"), System.Globalization.CultureInfo.InvariantCulture, out var said) ? said : null;
        if (trip.IsHome(to)) await trip.Run(body, segments, cancellation);
        else await receive.Store(sid, from, to, body, cancellation);
        return Results.Content(NoReply, "text/xml; charset=utf-8");
    }

    private async Task Store(string sid, string from, string to, string body, CancellationToken cancellation)
    {
        var forum = await forums.BySmsNumber(to, cancellation);
        // CPR numbers are masked before anything is stored.
        var words = SafeText.Of(body);
        if (!await IsKnown(sid, cancellation))
        {
            try
            {
                await db.Write(
                    () => Task.FromResult(db.InboundTexts.Add(new()
                    {
                        MessageSid = sid, ForumId = forum?.Forum.Id, FromHash = members.PhoneHash(from), FromSealed = cipher.Seal(from, PrepareMessage.FromPurpose),
                        BodySealed = cipher.Seal(words, BodyPurpose), ReceivedAt = time.GetUtcNow(),
                    })),
                    cancellation);
            }
            catch (DbUpdateException) when (!cancellation.IsCancellationRequested)
            {
                // The same text, delivered twice at once: the other one was stored.
                if (!await IsKnown(sid, cancellation)) throw;
            }
        }

        work.Wake();
    }

    private Task<bool> IsKnown(string sid, CancellationToken cancellation) => db.InboundTexts.AnyAsync(t => t.MessageSid == sid, cancellation);
}
