using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;

namespace Tryghedsforum.Notifications.Planning;

/// <summary>Somebody who would be told, or is meant and would not be; whose number it is, is nobody's matter here.</summary>
/// <param name="Name">The member; null: one who is none, such as the reporter.</param>
/// <param name="Team">The member's team.</param>
/// <param name="Who">Who is meant.</param>
/// <param name="Kind">The kind of message.</param>
/// <param name="Stand">What would become of it.</param>
/// <param name="Until">Until when it would wait.</param>
/// <param name="Reason">Why it would not be sent.</param>
/// <param name="ByMail">It would come by e-mail.</param>
/// <param name="Words">The words that it would say, where the forum may word them itself.</param>
internal sealed record TriedAnswer(string? Name, string? Team, string Who, string Kind, TriedStand Stand, DateTimeOffset? Until, string? Reason, bool ByMail, string? Words);

/// <summary>The SMS of a forum: what they cost, and in which words.</summary>
internal static class SmsEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var sms = endpoints.MapGroup("/api/v1/forums/{slug}/sms").ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).WithTags("Settings").NeedsPolicy(Policies.ChangeSettings);
        sms.MapGet("/use", async (BoundActor by, ReadBudget read, CancellationToken cancellation) => TypedResults.Ok(await read.Run(by.Actor, cancellation)));
        sms.MapGet("/texts", async (BoundActor by, ReadSmsTexts read, CancellationToken cancellation) => TypedResults.Ok(await read.Run(by.Actor, cancellation)));
        sms.MapPut("/texts", async (BoundActor by, SmsTextRequest request, [FromHeader(Name = "Idempotency-Key")] string? key, ChangeSmsText change, CancellationToken cancellation) =>
            TypedResults.Ok(await change.Run(by.Actor, request, key, cancellation)));
        sms.MapPost("/texts/try", async (BoundActor by, SmsTextRequest request, ReadSmsTexts read, CancellationToken cancellation) => TypedResults.Ok(await read.Try(by.Actor, request, cancellation)));
        sms.MapGet("/texts/{key}/versions", async (BoundActor by, string key, ReadSmsWords read, CancellationToken cancellation) => TypedResults.Ok(await read.Run(by.Actor, key, cancellation)));
        // Changing them stands with the other settings.
        var rules = endpoints.MapGroup("/api/v1/forums/{slug}/settings/message-rules").ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).WithTags("Settings").NeedsPolicy(Policies.ChangeSettings);
        rules.MapGet("/", async (BoundActor by, ReadRules read, CancellationToken cancellation) => TypedResults.Ok(await read.Run(by.Actor, cancellation)));
        rules.MapPost("/try", async (BoundActor by, TryRulesRequest request, TryRules rules, CancellationToken cancellation) =>
            TypedResults.Ok((await rules.Run(by.Actor, request, cancellation)).Select(line => new TriedAnswer(line.Member?.Name, line.Member?.Team, line.Who, line.Kind, line.Stand, line.Until, line.Reason, line.ByMail, line.Words)).ToList()));
    }
}
